"""The curve of staying: the published figures, and what it finds again in simulated members."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from truefans_core.income.fading import Fading, fading_of, fit

AS_OF = dt.date(2026, 11, 1)


def test_the_published_curve():
    curve = Fading(0.704, 1.182)
    assert [round(curve.still_there(t), 3) for t in range(1, 6)] == [0.627, 0.474, 0.388, 0.332, 0.292]
    assert round(curve.still_there(12), 3) == 0.170
    assert curve.still_there(0) == 1
    assert curve.mean_months is None
    assert Fading(2, 38).mean_months == 39


@pytest.mark.parametrize(("a", "b"), [(0.704, 1.182), (2, 38)])
def test_the_fit_finds_the_curve_that_members_were_drawn_from(a, b):
    dice = np.random.default_rng(3)
    chance = dice.beta(a, b, 20_000)
    lived, seen = dice.geometric(chance), dice.integers(1, 60, 20_000)
    left = lived <= seen
    found = Fading(*fit(np.where(left, lived - 1, seen).astype(float), left))
    for months in (1, 6, 12, 36):
        assert found.still_there(months) == pytest.approx(Fading(a, b).still_there(months), abs=0.015)


def _members(people: int) -> pd.DataFrame:
    """Members who joined over two years, each paid through some whole months."""
    dice = np.random.default_rng(4)
    joined = pd.Timestamp("2024-10-05", tz="UTC") + pd.to_timedelta(dice.integers(0, 730, people), "D")
    months = dice.geometric(dice.beta(1.5, 12, people))
    until = [day + pd.DateOffset(months=int(count)) for day, count in zip(joined, months, strict=True)]
    gone = pd.Series(until) < pd.Timestamp(AS_OF, tz="UTC")
    return pd.DataFrame(
        {
            "subscribed": ~gone,
            "ended": gone,
            "state": np.where(gone, "gone", "true"),
            "joined_at": joined,
            "first_paid_at": joined,
            "last_paid_at": joined,
            "paid_through": pd.Series(until),
        }
    )


def test_the_curve_of_ones_own_members_needs_three_cohorts():
    found = fading_of(_members(3000), AS_OF)
    assert found is not None
    assert found.cohorts >= 3
    assert found.still_there(12) == pytest.approx(Fading(1.5, 12).still_there(12), abs=0.04)
    assert fading_of(_members(20), AS_OF) is None
