"""Closed forms of how an audience grows, stays and levels off. Months throughout; rates are shares a month.

Members who pay a year at once can leave at their renewal only: their paths have a closed form of their own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

_YEAR = 12
#: A rate below this is none: the level it leads to lies beyond any audience.
_NO_LEAVING = 1e-9


@dataclass(frozen=True, slots=True)
class Growth:
    """The expected path of an audience.

    Attributes:
        fans_now: people today.
        new: people who join a month.
        churn: share that leaves a month, 0 ≤ churn < 1; of yearly payers `1 − R^(1/12)` with R the share that renews.
        yearly: whether they pay a year at once and so can leave only when it ends.
        most: how many there is time for; nobody new is taken beyond them. None: any number.
    """

    fans_now: float
    new: float
    churn: float
    yearly: bool = False
    most: float | None = None

    @property
    def renewal(self) -> float:
        """The share of a year's payers who stay: `(1 − c)^12`."""
        return math.exp(_YEAR * math.log1p(-self.churn))

    @property
    def ceiling(self) -> float | None:
        """Where it levels off: `N* = a / c`; for yearly payers `12·a / (1 − R)`. None where nobody leaves."""
        level = self._level
        if self.most is None or (level is not None and level <= self.most):
            return level
        return self.most

    @property
    def _level(self) -> float | None:
        if self.churn < _NO_LEAVING:
            return None
        return _YEAR * self.new / self._not_renewing if self.yearly else self.new / self.churn

    def at(self, month: float) -> float:
        """People expected at a month: `N_t = N* + (N0 − N*)·(1 − c)^t`.

        Yearly payers follow the same form at whole years, and a straight line between two of them, because every
        month one twelfth of them comes to its renewal. Where there is time for `most` only, it stops there; who has
        more today takes nobody new until some have left.
        """
        if self.most is not None:
            free = replace(self, most=None)
            if self.fans_now <= self.most:
                return min(free.at(month), self.most)
            level = self.ceiling
            return max(self.most if level is None else level, replace(free, new=0.0).at(month))
        level = self._level
        if level is None:
            return self.fans_now + self.new * month
        if not self.yearly:
            return level + (self.fans_now - level) * math.exp(month * math.log1p(-self.churn))
        years = math.floor(month / _YEAR)
        start, end = (level + (self.fans_now - level) * self.renewal**k for k in (years, years + 1))
        return start + (end - start) * (month / _YEAR - years)

    def months_to(self, goal: float) -> float | None:
        """Months until so many people: `t = ln((N* − G)/(N* − N0)) / ln(1 − c)`; None where it never happens.

        Example:
            >>> round(Growth(120, 60, 0.05).months_to(1000), 1)
            32.9
            >>> Growth(120, 30, 0.05).months_to(1000) is None
            True
        """
        if self.fans_now >= goal:
            return 0.0
        if self.most is not None and goal > self.most:
            return None
        level = self._level
        if level is None:
            months = (goal - self.fans_now) / self.new if self.new > 0 else math.inf
            return months if math.isfinite(months) else None
        if goal >= level:
            return None
        periods = math.log((level - goal) / (level - self.fans_now))
        if not self.yearly:
            return periods / math.log1p(-self.churn)
        years = math.floor(periods / (_YEAR * math.log1p(-self.churn)))
        free = replace(self, most=None)
        start, end = free.at(years * _YEAR), free.at((years + 1) * _YEAR)
        return _YEAR * (years + (goal - start) / (end - start)) if end > start else float(_YEAR * years)

    def new_to_hold(self, fans: float) -> float:
        """New people a month that keep an audience of this size: `c·N`; for yearly payers `N·(1 − R)/12`."""
        return fans * self._not_renewing / _YEAR if self.yearly else fans * self.churn

    @property
    def _not_renewing(self) -> float:
        return -math.expm1(_YEAR * math.log1p(-self.churn))


def monthly_leaving(renewal: float) -> float:
    """The monthly rate behind a share that renews each year: `c = 1 − R^(1/12)`.

    Example:
        >>> round(monthly_leaving(0.60), 4)
        0.0417
    """
    return float(1 - renewal ** (1 / _YEAR))


def still_there(churn: float, months: float) -> float:
    """The share that is still there: `S(t) = (1 − c)^t`."""
    return float((1 - churn) ** months)


def worth(
    payment: float,
    churn: float,
    *,
    months: float | None = None,
    discount: float = 0.0,
) -> float:
    """What one person brings who pays `payment` at the start of each month until they leave.

    `m/c` for ever, `m·(1 − (1−c)^T)/c` within T months, `m·(1+d)/(1+d−(1−c))` with money d cheaper each month.

    Example:
        >>> round(worth(5, 0.03), 2), round(worth(5, 0.03, months=12), 2), round(worth(5, 0.03, discount=0.01), 2)
        (166.67, 51.03, 126.25)
    """
    kept = (1 - churn) / (1 + discount)
    if months is None:
        return payment / (1 - kept)
    return payment * (1 - kept**months) / (1 - kept) if kept < 1 else payment * months


def price_rise_to_break_even(lost: float) -> float:
    """The rise of the price that makes up for a share of people lost: `1/(1 − q) − 1`.

    Example:
        >>> round(price_rise_to_break_even(0.2), 2)
        0.25
    """
    return 1 / (1 - lost) - 1
