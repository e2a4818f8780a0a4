"""How people moved between two dates of one analysis: sums, some of the people, who is next."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from truefans_core.analysis import Settings, analyse, became_true, movement
from truefans_core.movement.soon import told
from truefans_core.words import Words

END = date(2025, 6, 30)


@pytest.fixture(scope="module")
def moving(payments):
    chance = np.random.default_rng(6)
    log = []
    for number in range(90):
        first = int(chance.integers(30, 700))
        for age in range(first, 0, -int(chance.integers(20, 90))):
            amount = int(chance.lognormal(7, 0.8)) + 100
            log.append(
                (
                    f"p{number}@example.com",
                    END - timedelta(days=age),
                    amount,
                    {"product": "Book" if number % 3 else "Ticket"},
                )
            )
    # Who paid once, some time ago: one of them is about to be silent for too long.
    log += [(f"once{age}@example.com", END - timedelta(days=age), 900) for age in range(90, 400, 10)]
    return movement(analyse([payments(log)], Settings(), today=END))


def test_some_people_and_the_others_are_everybody(moving):
    ids = list(moving.every.person_id)
    some, others = moving.only(ids[:30]), moving.only(ids[30:])
    flows = pd.concat([some.flows, others.flows]).groupby(["from", "to"])[["people", "money_minor"]].sum()
    pd.testing.assert_frame_equal(
        flows, moving.flows.groupby(["from", "to"])[["people", "money_minor"]].sum()
    )
    money = [part.cohorts.cells["income_minor"].sum() for part in (some, others, moving)]
    assert money[0] + money[1] == money[2]
    assert some.staying.people + others.staying.people == moving.staying.people
    assert len(some.entrants().days) + len(others.entrants().days) == len(moving.entrants().days)
    assert (some.monthly["came"].sum() + others.monthly["came"].sum()) == moving.monthly["came"].sum()


def test_a_year_ago_is_read_as_it_stood_then(moving):
    then = moving.entrants(year_ago=True)
    assert then.seen == moving.end.replace(year=2024)
    again = movement(moving.found, date(2024, 1, 1), then.seen).entrants((then.start, then.end))
    pd.testing.assert_frame_equal(then.days, again.days)


def test_who_became_a_true_fan_is_whom_the_movement_of_the_year_shows_rising_or_coming(moving):
    flows = moving.flows
    became = flows.loc[(flows["to"] == "true") & (flows["from"] != "true"), "people"].sum()
    assert became > 0
    assert became_true(moving.found) == became
    year_ago = moving.every.on(moving.start)["state"]
    assert became_true(moving.found, year_ago) == became


def test_where_nothing_reaches_back_a_year_nobody_can_say_who_became_one(payments):
    log = [(f"p{n}@example.com", END - timedelta(days=30 + n), 500 + n) for n in range(40)]
    assert became_true(analyse([payments(log)], Settings(), today=END)) is None


def test_who_is_about_to_leave_has_a_day_ahead_and_a_reason(moving):
    say = Words()
    assert len(moving.leaving)
    state = moving.found.supporters.set_index("person_id")["state"]
    assert list(moving.leaving["by"]) == sorted(moving.leaving["by"])
    assert (moving.leaving["by"] > moving.end).all()
    assert not (state[moving.leaving["person_id"]] == "gone").any()
    assert all(
        say.date(row["by"]) in say(*[told(row)[0]], **told(row)[1])
        for row in moving.leaving.to_dict("records")
    )


def test_nothing_more_and_they_are_gone_on_that_day(moving, payments):
    """The day that is named is the first on which the analysis itself says gone."""
    silent = moving.leaving[moving.leaving["reason"] == "movement.soon.silent"].iloc[0]
    later = movement(moving.found).found.past.path(
        moving.found.line, [silent["by"] - timedelta(days=1), silent["by"]]
    )
    row = list(later.person_id).index(silent["person_id"])
    states = later.states[row].tolist()
    assert states[0] != 4
    assert states[1] == 4


def test_who_is_about_to_become_true_does_so_by_one_usual_payment(moving, payments):
    becoming = moving.becoming
    assert len(becoming)
    state = moving.found.supporters.set_index("person_id")["state"]
    assert set(state[becoming["person_id"]]) <= {"casual", "engaged"}
    for row in becoming.to_dict("records"):
        assert row["params"]["missing"].minor <= row["params"]["usual"].minor


def test_people_are_told_apart_by_what_they_bought_first_and_when_they_came(moving):
    assert set(moving.parts) == {"product", "joined", "began"}
    bought = moving.parts["product"].groupby("value").size()
    assert bought.to_dict() == {"Book": 60, "Ticket": 30}
