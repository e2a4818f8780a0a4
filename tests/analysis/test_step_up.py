"""The smallest step up: taking it and scoring again moves everybody below the top by exactly one tier."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from truefans_core.analysis import Settings, analyse, step_of
from truefans_core.columns import STATES
from truefans_core.marks import log_scale
from truefans_core.tiers.rules import tiers
from truefans_core.tiers.step_up import StepUp, in_words, step_up
from truefans_core.words import PRESETS, Words

END = date(2025, 6, 30)
REFUND = {"kind": "refund"}


def crowd(amounts=True):
    chance = np.random.default_rng(8)
    rows = []
    for number in range(50):
        amount = int(chance.lognormal(7, 1)) + 50 if amounts else None
        ages = chance.integers(0, 300, int(chance.poisson(3)) + 1)
        rows += [(f"p{number}@example.com", END - timedelta(days=int(age)), amount) for age in ages]
        if amounts and number % 9 == 0:  # given back lately: less than nothing is held
            rows.append((f"p{number}@example.com", END - timedelta(days=int(ages.min())), 3 * amount, REFUND))
    return rows


def steps_of(found):
    now = found.standing()
    rows = found.supporters[found.supporters["state"] != "true"]
    return {row["email"]: (row["state"], step_up(row, now)) for row in rows.to_dict("records")}


@pytest.fixture
def listed(members):
    """Signs of most, and some who never paid, one of them gone."""
    chance = np.random.default_rng(3)
    signs = {
        f"p{n}@example.com": {"clicks": float(chance.poisson(4)), "shares": float(n % 3)} for n in range(35)
    }
    signs |= {f"new{n}@example.com": {"clicks": float(n), "shares": 0.0} for n in range(10)}
    signs["left@example.com"] = {"status": 0.0, "unit_price": 500.0, "cancelled_at": date(2025, 1, 5)}
    return members(signs)


@pytest.mark.parametrize("rule", ["natural", "money", "pareto"])
def test_taking_the_step_moves_everyone_below_the_top_by_one_tier_and_a_cent_less_nobody(
    payments, listed, rule
):
    first = analyse([payments(crowd()), listed], Settings(rule=rule), as_of=END, today=END)
    told = steps_of(first)
    assert {state for state, _ in told.values()} == {"known", "casual", "engaged", "gone"}
    assert all(step is not None for _, step in told.values())
    line = first.line
    for less in (0,) if rule == "pareto" else (0, 1):
        paid = [
            (who, END, step.amount_minor - less)
            for who, (_, step) in told.items()
            if step.amount_minor > less
        ]
        again = analyse(
            [payments([*crowd(), *paid]), listed], Settings(rule=rule, line=line), as_of=END, today=END
        )
        people = again.supporters.set_index("email")
        without_memory = tiers(people, line)
        for who, (before, step) in told.items():
            # Who gave much back may hold nothing by the score, and be short of a cent by the money of the year.
            at_once = rule == "money" and before == "known" and step.target == "engaged"
            assert step.back or at_once or STATES.index(step.target) == STATES.index(before) + 1
            if less and step.amount_minor == less:
                assert people.loc[who, "state"] == before
            elif less:  # who was above the line a month ago may be kept there: by the line alone nobody moves
                assert STATES.index(without_memory[who]) < STATES.index(step.target), (who, before, step)
            else:
                assert people.loc[who, "state"] == step.target, (who, before, step)


def test_where_payments_are_counted_so_many_payments_lift(payments):
    first = analyse([payments(crowd(amounts=False))], Settings(), as_of=END, today=END)
    assert first.score.name == "decayed_count"
    told = steps_of(first)
    paid = [(who, END, None) for who, (_, step) in told.items() for _ in range(step.payments)]
    again = analyse(
        [payments([*crowd(amounts=False), *paid])], Settings(line=first.line), as_of=END, today=END
    )
    after = again.supporters.set_index("email")["state"]
    assert all(after[who] == step.target for who, (_, step) in told.items())


def test_the_top_has_no_step(payments):
    found = analyse([payments(crowd())], Settings(), as_of=END, today=END)
    rows = found.supporters[found.supporters["state"] == "true"].to_dict("records")
    assert rows
    assert all(step_up(row, found.standing()) is None for row in rows)


def test_totals_without_any_day_say_what_is_missing_in_all(members):
    def totals(more):
        return {
            f"p{n}@example.com": {"lifetime_amount": 100.0 * (n + 1) ** 2 + more.get(f"p{n}@example.com", 0)}
            for n in range(60)
        }

    first = analyse([members(totals({}))], Settings(), today=END)
    assert first.score.name == "lifetime_spend"
    told = steps_of(first)
    assert told
    for less in (0, 1):
        more = {who: step.amount_minor - less for who, (_, step) in told.items()}
        again = analyse([members(totals(more))], Settings(line=first.line), today=END)
        after = again.supporters.set_index("email")["state"]
        assert all(after[who] == (before if less else step.target) for who, (before, step) in told.items())


@pytest.mark.parametrize("rule", ["rfm", "marks"])
def test_where_people_are_compared_the_step_is_the_smallest_of_all_that_lift(payments, rule):
    first = analyse([payments(crowd())], Settings(rule=rule), as_of=END, today=END)
    below = first.supporters[~first.supporters["state"].isin(["true", "gone"])]
    steps = {
        row["email"]: (row["state"], step_of(first, row["person_id"])) for row in below.to_dict("records")
    }
    told = {who: each for who, each in steps.items() if each[1] is not None}
    assert len(told) > len(steps) / 2
    who = max(told, key=lambda who: told[who][1].amount_minor)
    before, step = told[who]
    for less in (0, 1):
        log = [*crowd(), (who, END, step.amount_minor - less)]
        again = analyse([payments(log)], Settings(rule=rule, line=first.line), as_of=END, today=END)
        after = again.supporters.set_index("email").loc[who, "state"]
        assert after == (before if less else step.target), (who, before, step)


def taking(found, row, step, *, cents=0, points=0.0):
    """The tier of one person with the step taken, or all but so much of it, and everybody scored again."""
    rows = found.supporters.set_index("person_id", drop=False)
    who = row["person_id"]
    for name, reached in step.marks.items():
        rows.loc[who, name] = reached - points
    if step.amount_minor is not None:
        held = rows["decayed_minor"].clip(lower=0.0)
        held[who] = row["decayed_minor"] + step.amount_minor - cents
        rows.loc[who, ["score", "investment"]] = held[who], log_scale(held)[who]
    return tiers(rows, found.line)[who]


ASKED = {"investment": (25.0, 50.0), "interest": (30.0, 60.0), "advocacy": (0.0, 20.0)}


def test_by_lines_of_ones_own_the_step_raises_the_marks_that_hold_back_and_moves_one_tier(payments, listed):
    found = analyse(
        [payments(crowd()), listed], Settings(rule="marks", marks_from=ASKED), as_of=END, today=END
    )
    seen = set()
    for row in found.supporters[::3].to_dict("records"):
        if row["state"] in {"true", "gone"}:
            continue
        step, before = step_of(found, row["person_id"]), STATES.index(row["state"])
        assert STATES.index(step.target) == before + 1
        assert taking(found, row, step) == step.target
        if step.amount_minor:
            assert STATES.index(taking(found, row, step, cents=1)) <= before
        for name in step.marks:
            assert row[name] < step.marks[name]
        if step.marks:
            assert STATES.index(taking(found, row, step, points=0.1)) <= before
        seen.add((step.amount_minor is not None, *sorted(step.marks)))
    assert seen >= {(True,), (True, "interest"), (False, "interest"), (True, "advocacy", "interest")}


def test_where_nobody_pays_the_step_is_the_mark_itself(members):
    signs = {f"p{n}@example.com": {"clicks": float(n)} for n in range(40)}
    found = analyse([members(signs)], Settings(rule="marks"), as_of=END, today=END)
    assert found.score.name == "engagement"
    row = found.supporters[found.supporters["state"] == "engaged"].iloc[0].to_dict()
    step = step_of(found, row["person_id"])
    assert step == StepUp("true", marks={"interest": 50.0})
    assert (
        in_words(step, Words("en"), "USD") == "The smallest step up to a true fan: showing up at 50 of 100."
    )


def test_every_step_is_said_in_every_preset(payments, listed):
    found = analyse([payments(crowd()), listed], Settings(), as_of=END, today=END)
    for preset in PRESETS:
        say = Words("en", preset)
        for _, step in steps_of(found).values():
            assert in_words(step, say, "USD").startswith("The smallest step ")
