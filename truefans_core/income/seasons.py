"""How the months of a year differ in what they bring: measured from one's own payments, or not to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

_YEAR = 12
#: Two of each month are the fewest that tell a season from chance.
FEWEST_MONTHS = 24
#: Months that differ no more than this often by chance differ by nothing that can be seen.
_BY_CHANCE = 0.05
_MONEY = pa.array(["payment", "tip", "refund"])


@dataclass(frozen=True, slots=True)
class Seasons:
    """What each month of the calendar brings beside an even month.

    Attributes:
        factors: from January to December, their mean is 1.
        months: full months they were measured in.
    """

    factors: tuple[float, ...]
    months: int

    def after(self, day: dt.date) -> tuple[float, ...]:
        """The factors of the twelve months after the one of a day, as a scenario holds them."""
        return self.factors[day.month :] + self.factors[: day.month]


def seasons_of(events: pa.Table, as_of: dt.date, income_year_minor: int = 0) -> Seasons | None:
    """The seasons of dated payments less refunds; None where fewer than two years tell, or they tell of none.

    The log of each full month's money is a trend (a line and its bend) and what its calendar month adds, by least
    squares; an F test compares that with the trend alone.

    Args:
        events: columns.EVENTS with `value_minor`.
        as_of: the last day; its month counts where it is full.
        income_year_minor: of the 365 days to it in all; what of it has no dates, a membership's total for example, is
            taken to come evenly.
    """
    money = _by_month(events, as_of)
    if len(money) < FEWEST_MONTHS or (money <= 0).any():
        return None
    log = np.log(money.to_numpy(np.float64))
    time = np.linspace(-1.0, 1.0, len(log))
    trend = np.column_stack([np.ones_like(time), time, time**2])
    months = pd.PeriodIndex(money.index).month.to_numpy()
    each = (months[:, None] == np.arange(1, _YEAR + 1)).astype(np.float64)
    adds = each[:, 1:]  # January is what the others are measured from
    found, left = _least_squares(np.column_stack([trend, adds]), log)
    _, without = _least_squares(trend, log)
    if not _seen(without - left, left, adds.shape[1], len(log) - trend.shape[1] - adds.shape[1]):
        return None
    factors = np.exp(np.concatenate([[0.0], found[trend.shape[1] :]]))
    factors /= factors.mean()
    lately = float(money.iloc[-_YEAR:].sum())
    factors = 1 + (factors - 1) * lately / max(lately, float(income_year_minor))
    return Seasons(tuple(float(f"{factor:.4g}") for factor in _even(factors)), len(log))


def _even(factors: NDArray[np.float64]) -> NDArray[np.float64]:
    # Rounded as they are kept, the twelve still have to make a year.
    rounded = np.round(factors, 3)
    rounded[np.argmax(rounded)] += _YEAR - rounded.sum()
    return rounded


def _by_month(events: pa.Table, as_of: dt.date) -> pd.Series:
    """Payments less refunds of each full month, from the first with any to the last full one; minor units."""
    paid = events.filter(pc.is_in(events["kind"], value_set=_MONEY))
    value = pc.fill_null(paid["value_minor"], 0)
    signed = pc.if_else(pc.equal(paid["kind"], "refund"), pc.negate(value), value)
    at = pd.DatetimeIndex(paid["at"].to_pandas()).tz_localize(None).to_period("M")
    money = pd.Series(signed.to_numpy(zero_copy_only=False), index=at).groupby(level=0).sum()
    if money.empty:
        return money
    tomorrow = pd.Timestamp(as_of) + pd.Timedelta(days=1)
    # The first month may have begun half-way.
    full = pd.period_range(money.index.min() + 1, tomorrow.to_period("M") - 1, freq="M")
    return money.reindex(full, fill_value=0)


def _least_squares(
    columns: NDArray[np.float64], values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    found: NDArray[np.float64] = np.linalg.lstsq(columns, values, rcond=None)[0].astype(np.float64)
    return found, float(((values - columns @ found) ** 2).sum())


def _seen(explained: float, left: float, more: int, free: int) -> bool:
    from scipy.special import fdtrc

    if left <= 0:
        return explained > 0
    return bool(fdtrc(more, free, (explained / more) / (left / free)) < _BY_CHANCE)
