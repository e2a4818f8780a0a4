"""Seasons are found where there are some, and not where there are none."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from truefans_core.columns import EVENTS
from truefans_core.income.seasons import seasons_of

AS_OF = dt.date(2026, 6, 30)
TRUTH = np.array([0.8, 0.8, 0.9, 0.9, 1.0, 1.0, 0.8, 0.8, 1.0, 1.1, 1.3, 1.6])


def _log(months: int, truth: np.ndarray, *, growth: float = 0.02, seed: int = 1) -> pa.Table:
    """Payments of so many months up to June 2026, a hundred each, a little apart by chance."""
    dice, rows = np.random.default_rng(seed), []
    for back in range(months, 0, -1):
        number = 2026 * 12 + 6 - back
        year, month = divmod(number, 12)
        money = 1e6 * (1 + growth) ** (months - back) * truth[month] * dice.normal(1, 0.03)
        at = dt.datetime(year, month + 1, 15, tzinfo=dt.UTC)
        rows += [{"kind": "payment", "at": at, "value_minor": round(money)}]
    return pa.Table.from_pylist(rows, schema=EVENTS.append(pa.field("value_minor", pa.int64())))


@pytest.mark.parametrize("months", [26, 37, 60])
def test_seasons_are_found_again(months):
    found = seasons_of(_log(months, TRUTH), AS_OF)
    assert found is not None
    assert sum(found.factors) == pytest.approx(12)
    assert np.allclose(found.factors, TRUTH / TRUTH.mean(), atol=0.12)
    assert found.months == months - 1
    assert found.after(AS_OF)[5] == max(found.factors)


def test_even_months_have_none_but_by_chance():
    found = [seasons_of(_log(37, np.ones(12), seed=seed), AS_OF) for seed in range(40)]
    assert sum(each is not None for each in found) <= 6


def test_too_short_a_past_or_a_month_without_money_tells_of_none():
    assert seasons_of(_log(24, TRUTH), AS_OF) is None
    empty = _log(36, TRUTH)
    assert seasons_of(empty.slice(0, 10), AS_OF) is None
    assert seasons_of(empty.slice(0, 0), AS_OF) is None


def test_money_without_dates_comes_evenly():
    log = _log(37, TRUTH)
    year = sum(log["value_minor"].to_pylist()[-12:])
    half = seasons_of(log, AS_OF, 2 * year)
    whole = seasons_of(log, AS_OF, year)
    assert np.allclose(np.array(half.factors) - 1, (np.array(whole.factors) - 1) / 2, atol=0.01)
