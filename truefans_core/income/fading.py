"""How leaving slows down the longer people stay: the shifted beta-geometric of Fader and Hardie.

Everyone leaves with a chance of their own each month, spread over people as Beta(a, b): those likeliest to leave go
first. Source: Fader & Hardie, "How to project customer retention", Journal of Interactive Marketing 21 (2007),
doi 10.1002/dir.20074.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

#: Months of joining that a curve needs, and people in each of them.
COHORTS, PEOPLE = 3, 10
_MONTH = 30.4375


@dataclass(frozen=True, slots=True)
class Fading:
    """A curve of staying, with what it was fitted to.

    Attributes:
        a: with `b`, the spread of the chances of leaving.
        b: see `a`.
        people: whose staying was counted.
        cohorts: months they joined in.
    """

    a: float
    b: float
    people: int = 0
    cohorts: int = 0

    def still_there(self, months: float) -> float:
        """The share still there after so many months: `S(t) = B(a, b + t) / B(a, b)`.

        Example:
            >>> [round(Fading(0.704, 1.182).still_there(t), 3) for t in (1, 2, 12)]
            [0.627, 0.474, 0.17]
        """
        one = math.lgamma(self.b + months) - math.lgamma(self.a + self.b + months)
        return math.exp(one - math.lgamma(self.b) + math.lgamma(self.a + self.b))

    @property
    def mean_months(self) -> float | None:
        """Months people stay on average, `(a + b − 1) / (a − 1)`; None where the mean has no end (a ≤ 1)."""
        return (self.a + self.b - 1) / (self.a - 1) if self.a > 1 else None


def fit(months: NDArray[np.float64], left: NDArray[np.bool_]) -> tuple[float, float]:
    """The likeliest `a` and `b`.

    Args:
        months: whole months each person stayed, counted so that who left within the first month stayed 0.
        left: whether they left in the month after these; the others are still there.
    """
    from scipy.optimize import minimize
    from scipy.special import betaln

    def against(logs: NDArray[np.float64]) -> float:
        a, b = np.exp(logs)
        each = np.where(left, betaln(a + 1, b + months), betaln(a, b + months)) - betaln(a, b)
        return float(-each.sum())

    bounds = [(-5.0, 9.0)] * 2
    found = minimize(against, np.array([0.0, 2.0]), method="L-BFGS-B", bounds=bounds)
    a, b = (float(each) for each in np.exp(found.x))
    return a, b


def fading_of(supporters: pd.DataFrame, as_of: dt.date) -> Fading | None:
    """The curve of one's own members; None where fewer than three months of joining have ten people each.

    Args:
        supporters: needs subscribed, ended, state, joined_at, first_paid_at, last_paid_at, paid_through.
        as_of: the day of the frame.
    """
    today = pd.Timestamp(as_of)
    ended = supporters["ended"].fillna(value=False).astype(bool)
    member = ended | supporters["subscribed"].fillna(value=False).astype(bool)
    first = _day(supporters["first_paid_at"]).fillna(_day(supporters["joined_at"]))
    until = _day(supporters["paid_through"]).fillna(_day(supporters["last_paid_at"]) + pd.Timedelta(days=31))
    gone = supporters["state"].eq("gone") & until.lt(today)
    end = until.where(gone, today)
    counted = member & first.notna() & end.notna() & end.ge(first)
    joined = first[counted].dt.to_period("M").value_counts()
    if int((joined >= PEOPLE).sum()) < COHORTS or not gone[counted].any():
        return None
    stayed = np.floor((end - first)[counted].dt.days.to_numpy(np.float64) / _MONTH + 1e-9)
    left = gone[counted].to_numpy(bool)
    # A paid month that ends is a month stayed before leaving: the leaving is its end.
    a, b = fit(np.where(left, np.maximum(stayed - 1, 0), stayed), left)
    return Fading(a, b, int(counted.sum()), int((joined >= PEOPLE).sum()))


def _day(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments, utc=True).dt.tz_localize(None).dt.normalize()
