"""How leaving slows down the longer people stay: the shifted beta-geometric of Fader and Hardie.

Everyone leaves with a chance of their own each month, spread over people as Beta(a, b): those likeliest to leave go
first. Source: Fader & Hardie, "How to project customer retention", Journal of Interactive Marketing 21 (2007),
doi 10.1002/dir.20074.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

#: Months of joining that a curve needs, and people in each of them.
COHORTS, PEOPLE = 3, 10
#: Types of people a spread of chances is reckoned with.
TYPES = 8
_MONTH = 30.4375


@dataclass(frozen=True, slots=True)
class Fading:
    """A curve of staying, with what it was fitted to.

    Attributes:
        a: with `b`, the spread of the chances of leaving.
        b: see `a`.
        months: those of today have stayed, as far as their leaving tells: it is that of people after so many months.
        people: whose staying was counted.
        cohorts: months they joined in.
    """

    a: float
    b: float
    months: float = 0.0
    people: int = field(default=0, compare=False)
    cohorts: int = field(default=0, compare=False)

    def still_there(self, months: float) -> float:
        """The share still there after so many months: `S(t) = B(a, b + t) / B(a, b)`.

        Example:
            >>> [round(Fading(0.704, 1.182).still_there(t), 3) for t in (1, 2, 12)]
            [0.627, 0.474, 0.17]
        """
        one = math.lgamma(self.b + months) - math.lgamma(self.a + self.b + months)
        return math.exp(one - math.lgamma(self.b) + math.lgamma(self.a + self.b))

    @property
    def leaving_now(self) -> float:
        """The share of those of today that leaves in the next month: `a / (a + b + months)`."""
        return self.a / (self.a + self.b + self.months)

    def types(self) -> tuple[tuple[float, float, float], ...]:
        """The spread of chances as a few types of people, each leaving at a rate of its own.

        Gauss–Jacobi quadrature of Beta(a, b): exact for the first `2·TYPES − 1` months, near it after them.

        Returns:
            For each type its monthly rate, its share of those to come, and its share of those of today.
        """
        rates, coming = _quadrature(self.a, self.b)
        now = coming * (1 - rates) ** self.months
        now /= now.sum()
        found: tuple[tuple[float, float, float], ...] = tuple(
            (float(rate), float(new), float(old)) for rate, new, old in zip(rates, coming, now, strict=True)
        )
        return found

    def to_json(self) -> dict[str, float]:
        """Plain JSON values under the field names; what it was fitted to stays at home."""
        return {"a": self.a, "b": self.b, "months": self.months}

    @classmethod
    def from_json(cls, plain: object) -> Fading:
        """The reverse of `to_json`.

        Raises:
            Refused: if it is no curve.
        """
        match plain:
            case {
                "a": int() | float() as a,
                "b": int() | float() as b,
                "months": int() | float() as months,
            } if all(math.isfinite(each) for each in (a, b, months)) and min(a, b) > 0 and months >= 0:
                return cls(float(a), float(b), float(months))
        raise Refused(Problem("S_FADING"))

    @property
    def mean_months(self) -> float | None:
        """Months people stay on average, `(a + b − 1) / (a − 1)`; None where the mean has no end (a ≤ 1)."""
        return (self.a + self.b - 1) / (self.a - 1) if self.a > 1 else None


def _quadrature(a: float, b: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Nodes and weights of Beta(a, b), from the matrix of its orthogonal polynomials (Golub & Welsch 1969)."""
    low, high = b - 1, a - 1
    n = np.arange(1, TYPES)
    whole = 2 * n + low + high
    middle = np.append((high - low) / (low + high + 2), (high**2 - low**2) / (whole * (whole + 2)))
    # The first of these is 0/0 where a + b = 1, so it stands by itself.
    first = 4 * (1 + low) * (1 + high) / ((2 + low + high) ** 2 * (3 + low + high))
    n, whole = n[1:], whole[1:]
    others = 4 * n * (n + low) * (n + high) * (n + low + high) / (whole**2 * (whole**2 - 1))
    beside = np.sqrt(np.append(first, others))
    nodes, vectors = np.linalg.eigh(np.diag(middle) + np.diag(beside, 1) + np.diag(beside, -1))
    return np.clip((1 + nodes) / 2, 0.0, 1.0), vectors[0] ** 2


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
    now = stayed[~left]
    here = a / float(np.mean(a / (a + b + now))) - a - b if now.size else 0.0
    return Fading(a, b, max(0.0, here), int(counted.sum()), int((joined >= PEOPLE).sum()))


def _day(moments: pd.Series) -> pd.Series:
    return pd.to_datetime(moments, utc=True).dt.tz_localize(None).dt.normalize()
