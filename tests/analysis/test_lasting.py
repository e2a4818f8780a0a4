"""The day a true fan leaves without another payment: scoring anew on the day before and on that day says the same."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from truefans_core.analysis import Settings, analyse

END = date(2025, 6, 30)
#: Who is true since the last month ended is remembered only once this one has.
MIDDLE = date(2025, 6, 15)


def once(chance, count=60):
    """Payments now and then, some given back."""
    rows = []
    for number in range(count):
        amount = int(chance.lognormal(7, 1)) + 50
        ages = chance.integers(0, 300, int(chance.poisson(4)) + 1)
        rows += [(f"p{number}@example.com", END - timedelta(days=int(age)), amount) for age in ages]
        if number % 7 == 0:
            back = END - timedelta(days=int(ages.max()) // 2)
            rows.append((f"p{number}@example.com", back, amount // 2, {"kind": "refund"}))
    return rows


def yearly(chance, count=60):
    """Years paid at once among months paid one by one: their money comes in month by month."""
    rows = []
    for number in range(count):
        days, price = (365, 12_000) if number % 2 else (30, int(chance.lognormal(6.5, 1)))
        for back in range(int(chance.integers(1, 3))):
            day = END - timedelta(days=int(chance.integers(0, 28 if days == 30 else 360)) + days * back)
            period = {"period_start": day, "period_end": day + timedelta(days=days)}
            rows.append((f"p{number}@example.com", day, price, period))
    return rows


def counted(chance, count=60):
    """Visits paid for, nobody knows how much."""
    return [(who, day, None) for who, day, _, *more in once(chance, count) if not more]


CROWDS = {"once": once, "yearly": yearly, "counted": counted}
RULES = [
    ("once", "natural"),
    ("once", "money"),
    ("yearly", "natural"),
    ("counted", "natural"),
]


@pytest.mark.parametrize(
    ("crowd", "rule", "day"), [(*each, END) for each in RULES] + [("once", "natural", MIDDLE)]
)
def test_the_day_told_is_the_first_without_them(payments, crowd, rule, day):
    records = [payments(CROWDS[crowd](np.random.default_rng(5)))]
    found = analyse(records, Settings(rule=rule), as_of=day, today=END)
    assert set(found.leaves) == set(found.supporters.loc[found.supporters["state"] == "true", "person_id"])
    told = {who: leaves.on for who, leaves in found.leaves.items()}
    assert len(set(told.values())) > 2
    eves = {on - timedelta(days=1) for on in told.values()}
    # Everybody is scored anew on each of these days by what is known now.
    path = found.past.path(found.line, {*told.values(), *eves})
    for who, on in told.items():
        states = [path.on(each)["state"][who] for each in (on - timedelta(days=1), on)]
        assert states[0] == "true" != states[1], (who, on, states)


def test_an_analysis_on_that_day_says_the_same(payments):
    records = [payments(once(np.random.default_rng(5)))]
    found = analyse(records, Settings(), as_of=END, today=END)
    who, day = min((leaves.on, who) for who, leaves in found.leaves.items())[::-1]
    for on, stays in ((day - timedelta(days=1), True), (day, False)):
        then = analyse(records, Settings(line=found.line), as_of=on, today=day).supporters
        assert (then.set_index("person_id").loc[who, "state"] == "true") is stays


def test_who_is_heard_of_no_more_is_told_apart_from_who_fades(payments):
    quiet = analyse([payments(once(np.random.default_rng(5)))], Settings(), as_of=END, today=END)
    assert {told.unheard for told in quiet.leaves.values()} == {True, False}
    latest = quiet.supporters.set_index("person_id")["last_at"]
    silent = timedelta(days=int(quiet.quality["silent_after_days"]) + 1)
    assert all(told.on == (latest[who] + silent).date() for who, told in quiet.leaves.items() if told.unheard)


def test_no_day_is_told_of_a_subscription_that_runs(members):
    people = {
        f"p{n}@example.com": {
            "lifetime_amount": 1000.0 * (n + 1), "unit_price": 100.0 * (n + 1), "status": 1,
            "first_paid_at": date(2024, 6, 1), "joined_at": date(2024, 6, 1),
        }
        for n in range(40)
    }  # fmt: skip
    found = analyse([members(people)], Settings(), as_of=END, today=END)
    assert found.groups["true"].count
    assert found.leaves == {}


@pytest.mark.parametrize("rule", ["rfm", "marks"])
def test_no_day_is_told_by_rules_that_rank_people_against_each_other(payments, rule):
    found = analyse([payments(once(np.random.default_rng(5)))], Settings(rule=rule), as_of=END, today=END)
    assert found.leaves == {}


def test_nobody_leaves_where_there_is_nobody():
    assert analyse([], Settings(), today=END).leaves == {}
