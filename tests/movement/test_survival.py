"""Kaplan–Meier by its golden values, and what it is there for: those still under way."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core.movement.conversion import conversion
from truefans_core.movement.survival import kaplan_meier, log_rank, staying


def test_the_golden_curve_and_its_range():
    curve = kaplan_meier([1, 2, 2, 3, 4, 5, 5, 6, 8, 9], [1, 1, 0, 1, 0, 1, 1, 0, 1, 0])
    steps = [round(curve.at(time)[0], 4) for time in (1, 2, 3, 5, 8)]
    assert steps == [0.9, 0.8, 0.6857, 0.4114, 0.2057]
    assert [round(end, 4) for end in curve.at(5)[1:]] == [0.1025, 0.7073]
    assert curve.quantile(0.5) == 5
    assert curve.quantile(0.9) is None
    assert curve.at(0.5)[0] == 1.0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=40))
def test_a_curve_only_falls_and_stays_within_its_range(people):
    curve = kaplan_meier([time for time, _ in people], [event for _, event in people])
    shares = [curve.at(time)[0] for time in range(32)]
    assert shares == sorted(shares, reverse=True)
    for time in range(32):
        share, low, high = curve.at(time)
        assert 0 <= low <= share <= high <= 1


def test_the_true_rate_is_recovered_from_people_still_under_way():
    chance = np.random.default_rng(11)
    entered = chance.uniform(0, 31, 60_000)
    takes = np.where(chance.random(60_000) < 0.2, chance.uniform(0, 14, 60_000), np.inf)
    reached = entered + takes <= 31
    found = conversion(entered, np.where(reached, takes, 31 - entered), reached, 31, 14)
    assert found.naive.share == pytest.approx(0.155, abs=0.005)
    assert found.share == pytest.approx(0.20, abs=0.01)
    assert found.mature.share == pytest.approx(0.20, abs=0.01)
    assert found.misleading


def test_nobody_converted_and_nobody_entered_have_a_reading():
    none = conversion([0, 0], [30, 30], [False, False], 30, 14)
    assert (none.naive.share, none.share) == (0.0, 0.0)
    empty = conversion([], [], [], 30, 14)
    assert empty.curve.people == 0
    assert not empty.misleading


def test_groups_that_leave_at_another_pace_differ():
    chance = np.random.default_rng(3)
    fast, slow = chance.exponential(5, 200), chance.exponential(15, 200)
    times, events = np.r_[fast, slow], np.ones(400, bool)
    assert log_rank(times, events, np.arange(400) < 200) < 0.001
    assert log_rank(times, events, np.arange(400) % 2 == 0) > 0.001
    assert np.isnan(log_rank(times, events, np.ones(400, bool)))


def test_who_stays_is_followed_until_silence_would_show():
    end = date(2025, 6, 30)
    day = lambda days: pd.Timestamp(end - timedelta(days=days))  # noqa: E731
    rows = pd.DataFrame(
        {
            "first_paid_at": [day(730), day(730), day(730), pd.NaT],
            "last_paid_at": [day(10), day(400), day(40), pd.NaT],
            "paid_through": [pd.Timestamp(end + timedelta(days=20)), pd.NaT, pd.NaT, pd.NaT],
            "subscribed": [True, False, False, False],
            "ended": [False, False, False, False],
            "state": ["true", "gone", "casual", "known"],
        }
    )
    found = staying(rows, end, 90)
    assert found["left"].tolist() == [False, True, False]
    assert [round(months * 30.4375) for months in found["months"]] == [730, 330, 640]
