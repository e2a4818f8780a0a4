"""The smallest step up: taking it and scoring again moves everybody below the top by exactly one tier."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from truefans_core.analysis import Settings, analyse
from truefans_core.columns import STATES
from truefans_core.tiers import reasons
from truefans_core.tiers.rules import tiers
from truefans_core.tiers.step_up import in_words, step_up
from truefans_core.words import PRESETS, Words

END = date(2025, 6, 30)


def crowd(amounts=True):
    chance = np.random.default_rng(8)
    rows = []
    for number in range(90):
        amount = int(chance.lognormal(7, 1)) + 50 if amounts else None
        ages = chance.integers(0, 300, int(chance.poisson(3)) + 1)
        rows += [(f"p{number}@example.com", END - timedelta(days=int(age)), amount) for age in ages]
    return rows


def steps_of(found):
    now = reasons.standing(found.supporters, found.line, found.score, found.currency, found.as_of)
    rows = found.supporters[~found.supporters["state"].isin(["true", "gone"])]
    return {row["email"]: (row["state"], step_up(row, now)) for row in rows.to_dict("records")}


@pytest.fixture
def listed(members):
    """Signs of most, and some who never paid."""
    chance = np.random.default_rng(3)
    signs = {
        f"p{n}@example.com": {"clicks": float(chance.poisson(4)), "shares": float(n % 3)} for n in range(60)
    }
    signs |= {f"new{n}@example.com": {"clicks": float(n), "shares": 0.0} for n in range(20)}
    return members(signs)


@pytest.mark.parametrize("rule", ["natural", "money", "shares", "pareto"])
def test_taking_the_step_moves_everyone_below_the_top_by_one_tier_and_a_cent_less_nobody(
    payments, listed, rule
):
    first = analyse([payments(crowd()), listed], Settings(rule=rule), as_of=END, today=END)
    told = steps_of(first)
    assert {state for state, _ in told.values()} == {"known", "casual", "engaged"}
    assert all(step is not None for _, step in told.values())
    line = first.line
    for less in (0, 1):
        paid = [
            (who, END, step.amount_minor - less)
            for who, (_, step) in told.items()
            if step.amount_minor > less
        ]
        again = analyse(
            [payments([*crowd(), *paid]), listed], Settings(rule=rule, line=line), as_of=END, today=END
        )
        if rule == "shares":  # its line is drawn anew each time: what it was is held against the new scores
            continue
        people = again.supporters.set_index("email")
        without_memory = tiers(people, line)
        for who, (before, step) in told.items():
            assert STATES.index(step.target) == STATES.index(before) + 1
            if less:  # who was above the line a month ago may be kept there: by the line alone nobody moves
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


def test_the_top_and_who_is_gone_have_no_step(payments):
    found = analyse([payments(crowd())], Settings(), as_of=END, today=END)
    now = reasons.standing(found.supporters, found.line, found.score, found.currency, found.as_of)
    rows = found.supporters[found.supporters["state"].isin(["true", "gone"])].to_dict("records")
    assert rows
    assert all(step_up(row, now) is None for row in rows)


def test_without_another_payment_a_true_fan_leaves_on_the_day_that_is_told(payments):
    first = analyse([payments(crowd())], Settings(), as_of=END, today=END)
    now = reasons.standing(first.supporters, first.line, first.score, first.currency, first.as_of)
    told = {
        row["email"]: (reasons.drops_on(row, now), row["last_at"])
        for row in first.supporters.to_dict("records")
        if row["state"] == "true"
    }
    assert all(day is not None for day, _ in told.values())
    silent = timedelta(days=first.quality["silent_after_days"])
    soon = sorted((day, who) for who, (day, last) in told.items() if day < (last + silent).date())
    for day, who in (soon[0], soon[-1]):
        states = [
            analyse([payments(crowd())], Settings(line=first.line), as_of=on, today=day)
            .supporters.set_index("email")
            .loc[who, "state"]
            for on in (day - timedelta(days=1), day)
        ]
        assert states == ["true", "engaged"], who


@pytest.mark.parametrize("preset", PRESETS)
def test_every_step_is_said_in_every_preset(payments, listed, preset):
    found = analyse([payments(crowd()), listed], Settings(), as_of=END, today=END)
    say = Words("en", preset)
    for _, step in steps_of(found).values():
        message, params = in_words(step, "USD")
        assert say(message, **params).startswith("The smallest step up: ")
