"""The funnel's ranges, who is gone, and what the back-test can tell."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from truefans_core.analysis import Settings, analyse
from truefans_core.backtest import share_of_top
from truefans_core.funnel import steps
from truefans_core.history import came, gone, silence_days

END = date(2025, 6, 30)

#: Golden item 8, worked outside the project.
WILSON = [
    (0, 10, 0, 0.2775), (0, 50, 0, 0.0713), (1, 10, 0.0179, 0.4042), (2, 40, 0.0138, 0.1650), (3, 100, 0.0103, 0.0845),
    (7, 50, 0.0695, 0.2619), (12, 400, 0.0172, 0.0517), (50, 1000, 0.0381, 0.0653),
]  # fmt: skip


@pytest.mark.parametrize(("count", "total", "low", "high"), WILSON)
def test_a_step_has_the_range_of_wilson(count, total, low, high):
    step = steps({"listed": total, "true": count})[1]
    assert (round(step.low, 4), round(step.high, 4)) == (low, high)
    assert step.rate == count / total


def test_a_step_after_nobody_has_no_rate():
    assert [step.rate for step in steps({"listed": 0, "true": 0})] == [None, None]


def rows(**columns):
    base = {"ended": False, "subscribed": False, "last_at": pd.Timestamp(END), "paid_through": pd.NaT}
    return pd.DataFrame({name: pd.Series([value]) for name, value in {**base, **columns}.items()})


@pytest.mark.parametrize(
    ("person", "left"),
    [
        ({}, False),
        ({"last_at": pd.Timestamp(END - timedelta(days=90))}, False),
        ({"last_at": pd.Timestamp(END - timedelta(days=91))}, True),
        ({"last_at": pd.NaT}, False),
        ({"ended": True}, True),
        ({"ended": True, "paid_through": pd.Timestamp(END)}, False),
        ({"last_at": pd.Timestamp("2020-01-01"), "subscribed": True}, False),
    ],
)
def test_who_is_gone(person, left):
    frame = rows(**person).astype({"last_at": "datetime64[us]", "paid_through": "datetime64[us]"})
    assert gone(frame, END, silence_days(10)).tolist() == [left]


def test_silence_is_three_gaps_and_never_less_than_ninety_days():
    assert (silence_days(5), silence_days(100)) == (90, 300)


def test_who_is_new_and_who_came_back():
    before = pd.Series({"a": "gone", "b": "true", "c": "gone"})
    now = pd.Series({"a": "casual", "b": "gone", "c": "gone", "d": "known"})
    assert came(before, now).tolist() == ["returned", None, None, "new"]


def test_the_share_of_the_top_shares_what_equals_hold():
    worth = pd.Series([10.0, 0, 0, 0])
    assert share_of_top(worth, pd.Series([1.0, 1, 1, 1]), 1) == 0.25
    assert share_of_top(worth, worth, 1) == 1.0
    assert share_of_top(worth, worth, 0) == 0.0


def test_faithful_payers_are_caught_by_the_back_test(payments, monthly):
    chance = np.random.default_rng(3)
    log = []
    for number in range(60):
        email = f"p{number}@example.com"
        if number < 12:
            log += monthly(email, 4000, END, 30)
        else:
            log.append(
                (email, END - timedelta(days=int(chance.integers(300, 900))), int(chance.integers(300, 9000)))
            )
    found = analyse([payments(log)], Settings(), today=END).backtest
    assert found.cut_on == END - timedelta(days=round((END - min(row[1] for row in log)).days / 3))
    assert found.share_true > 0.9
    assert found.share_lifetime <= found.share_best
    assert found.share_true <= found.share_best


def test_the_back_test_speaks_of_whom_the_page_would_have_shown(payments):
    """Half of those who paid most were gone by then."""
    ages = {n: 100 if n < 5 else 850 for n in range(10)}
    log = [
        (f"p{n}@example.com", END - timedelta(days=ages.get(n, 30 * (n % 20)) + 30 * month), 500 + n)
        for n in range(100)
        for month in range(3)
    ]
    log += [(who, day, amount * 900) for who, day, amount in log if int(who[1:-12]) in ages]
    found = analyse([payments(log)], Settings(rule="shares"), today=END).backtest
    then = analyse([payments(log)], Settings(rule="shares"), as_of=found.cut_on, today=END)
    assert found.true == then.groups["true"].count
    assert 0 < found.true < (then.supporters["tier"] == "true").sum()


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        ([("a@example.com", END, 100)], "backtest.too_short"),
        (
            [("a@example.com", END, 100), ("a@example.com", END - timedelta(days=400), 100)],
            "backtest.too_few",
        ),
        (
            [(f"p{n}@example.com", END - timedelta(days=900 - n), 100) for n in range(40)]
            + [("z@example.com", END, 0)],
            "backtest.nothing_hidden",
        ),
        (
            [(f"p{n}@example.com", END - timedelta(days=900 - n), 90_000) for n in range(9)]
            + [
                (f"q{n}@example.com", END - timedelta(days=age), 100)
                for n in range(40)
                for age in (400, 370, 50)
            ],
            "backtest.nobody_true",
        ),
    ],
)
def test_too_little_history_is_said(payments, log, reason):
    found = analyse([payments(log)], Settings(), today=END)
    assert found.backtest is None
    assert found.backtest_reason == reason
