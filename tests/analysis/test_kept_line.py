"""A line is kept with all it was drawn by: the score, how fast that fades, and which money counts. Of one that is not used nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from truefans_core.analysis import Line, Settings, analyse
from truefans_core.analysis.drawn import MONTH_DAYS, month_ago
from truefans_core.history import month_ends
from truefans_core.signals import Fade

END = date(2025, 8, 31)
ORDERS = date(2025, 6, 1)


def visits(until=END, count=40):
    """Days on which people came since January."""
    chance = np.random.default_rng(3)
    days = (until - date(2025, 1, 1)).days
    return [
        (f"p{n}@example.com", until - timedelta(days=int(ago)), None, {"kind": "visit"})
        for n in range(count)
        for ago in chance.integers(0, days, chance.integers(2, 40))
    ]


def paid(first=ORDERS, amount=None, count=40):
    """Orders from a day on, with amounts or without."""
    chance = np.random.default_rng(4)
    return [
        (f"p{n}@example.com", END - timedelta(days=int(ago)), amount and int(amount * chance.lognormal(0, 1)))
        for n in range(count)
        for ago in chance.integers(0, (END - first).days, chance.integers(1, 9))
    ]


def monthly(count, months, end):
    return [
        (f"p{n}@example.com", end - timedelta(days=30 * month), 500 + 37 * n * n % 9000)
        for n in range(count)
        for month in range(months)
    ]


@pytest.mark.parametrize("first", ["few payers", "visits", "all alike"])
def test_of_a_line_that_is_not_used_nothing_is_left(payments, first):
    before = {
        "few payers": lambda: monthly(8, 2, END),
        "visits": visits,
        "all alike": lambda: [(f"p{n}@example.com", END, 500) for n in range(40)],
    }[first]()
    line = analyse([payments(before)], Settings(), as_of=END, today=END).line
    later = payments([*visits(), *monthly(40, 8, END)] if first == "visits" else monthly(40, 8, END))
    anew = analyse([later], Settings(), as_of=END, today=END)
    found = analyse([later], Settings(line=line), as_of=END, today=END)
    assert line.half_life_days != anew.score.half_life_days
    assert not found.line_kept
    assert (found.score, found.line) == (anew.score, anew.line)
    assert found.groups == anew.groups


def test_before_the_first_order_nobody_is_true_by_orders(payments):
    found = analyse([payments([*visits(), *paid()])], Settings(), as_of=END, today=END)
    assert found.score.name == found.line.score == "decayed_count"
    ends = month_ends(date(2025, 1, 1), END)
    path = found.past.path(found.line, ends)
    true = {day: int((path.on(day)["state"] == "true").sum()) for day in ends}
    assert not any(true[day] for day in ends if day < ORDERS)
    assert true[END] == found.groups["true"].count > 0
    # Coming more than others lifts to engaged, then as now.
    assert (path.on(ends[1])["state"] == "engaged").any()


def test_what_was_known_before_the_orders_keeps_nobody_above_their_line(payments):
    lately = paid(first=END - timedelta(days=25))
    found = analyse([payments([*visits(), *lately])], Settings(), as_of=END, today=END)
    people = found.supporters
    assert (people.loc[people["tier"] == "true", "score"] >= found.line.true).all()


def test_a_year_of_money_is_not_compared_with_all_of_it(payments, members):
    listed = {f"m{n}@example.com": {"lifetime_amount": 50_000} for n in range(20)}
    for each in listed.values():
        each["joined_at"] = date(2024, 1, 1)
    log = payments([(f"p{n}@example.com", END - timedelta(days=n), 2000) for n in range(20)])
    found = analyse([log, members(listed, as_of=END)], Settings(rule="money"), as_of=END, today=END)
    before = date(2025, 7, 31)
    then = found.past.path(found.line, [before]).on(before)["state"]
    assert len(then)
    assert not (then == "true").any()
    alone = analyse([members(listed, as_of=END)], Settings(rule="money"), as_of=END, today=END)
    assert alone.line.all_time
    assert (alone.past.path(alone.line, [before]).on(before)["state"] == "true").all()


def test_a_line_from_before_opens_and_learns_by_which_score_it_divides(payments):
    log = [payments(monthly(40, 8, END))]
    line = analyse(log, Settings(), as_of=END, today=END).line
    assert Line.from_json(line.as_json()) == line
    old = Line.from_json({k: v for k, v in line.as_json().items() if k not in ("score", "all_time")})
    assert old == replace(line, score=None)
    found = analyse(log, Settings(line=old), as_of=END, today=END)
    assert found.line_kept
    assert found.line == line


def test_by_another_score_a_month_ago_no_probability_can_be_told(payments):
    lately = paid(first=END - timedelta(days=20), amount=2000)
    found = analyse([payments([*visits(), *lately])], Settings(), as_of=END, today=END)
    assert found.score.name == "decayed_spend"
    assert found.supporters["probability"].isna().all()


def test_a_month_ago_is_measured_as_an_analysis_of_that_day_does(payments, members):
    stated = {
        f"p{n}@example.com": {
            "lifetime_amount": 100_000 * (1 + n % 5),
            "first_paid_at": date(2023, 1, 1),
            "last_activity": date(2025, 6, 1),
        }
        for n in range(0, 40, 2)
    }
    records = [payments(monthly(40, 8, END)), members(stated, as_of=date(2025, 6, 30))]
    chosen, day = Settings(half_life_days=60), END - timedelta(days=MONTH_DAYS)
    now = analyse(records, chosen, as_of=END, today=END)
    then = analyse(records, chosen, as_of=day, today=END).supporters.set_index("person_id")["score"]
    past, fade = now.past, Fade(60, None, 0)
    found = month_ago(past.events, past.snapshots, past.people, chosen, END, now.score, fade, now.line)
    assert found.to_dict() == pytest.approx(then.to_dict())
