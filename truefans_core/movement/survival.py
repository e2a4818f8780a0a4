"""How long until something happens to whom it has not happened yet: Kaplan–Meier, and whether groups differ."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from truefans_core.columns import STATES, TIERS
from truefans_core.history import Path
from truefans_core.history.past import ABSENT
from truefans_core.intervals import wilson

Floats = npt.NDArray[np.float64]
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Curve:
    """The share to whom it has not happened by each time.

    Attributes:
        times: ascending, each a time at which something happened or somebody was last looked at.
        share: the share it has not happened to just after each time.
        low: lower end of the 95 % range; while nothing has happened, Wilson's for none of so many.
        high: upper end.
        people: how many were looked at.
        happened: to how many of them it happened.
    """

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    people: int
    happened: int

    def at(self, time: float) -> tuple[float, float, float]:
        """The share it has not happened to by a time, with its range; 1 before the first event."""
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        if place < 0:
            return 1.0, _untouched(self.people), 1.0
        return float(self.share[place]), float(self.low[place]), float(self.high[place])

    def quantile(self, share: float) -> float | None:
        """The time by which it has happened to this share; None where it has not come so far."""
        reached = np.flatnonzero(self.share <= 1.0 - share + 1e-12)
        return float(self.times[reached[0]]) if len(reached) else None


def kaplan_meier(times: Any, happened: Any) -> Curve:
    """The product-limit estimate with Greenwood's variance and a log-log range.

    Formulas: Kaplan & Meier 1958 (doi 10.1080/01621459.1958.10501452); Greenwood 1926; the range is
    `S^exp(±z·√Var[log(−log S)])`, which stays between 0 and 1.

    Args:
        times: how long each was looked at, or until it happened.
        happened: whether it happened then; else it had not by then.

    Example:
        >>> curve = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 1])
        >>> curve.share.tolist()
        [0.75, 0.5, 0.0]
    """
    from scipy import stats

    length, event = np.asarray(times, dtype=float), np.asarray(happened, dtype=bool)
    if not len(length):
        empty = np.zeros(0)
        return Curve(empty, empty, empty, empty, 0, 0)
    found = stats.ecdf(stats.CensoredData(uncensored=length[event], right=length[~event])).sf
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", RuntimeWarning
        )  # where the formula has no answer, the next lines give one
        limits = found.confidence_interval(CONFIDENCE, method="log-log")
    share, low, high = found.probabilities, limits.low.probabilities, limits.high.probabilities
    low = np.where(share >= 1.0, _untouched(len(length)), np.where(share <= 0.0, 0.0, low))
    high = np.where(share >= 1.0, 1.0, high)
    # When it has happened to everyone left, the range of the step before stays.
    ended = np.isnan(high)
    before = np.r_[1.0, high[~ended]][np.cumsum(~ended)]
    return Curve(
        found.quantiles,
        share,
        np.nan_to_num(low),
        np.where(ended, before, high),
        len(length),
        int(event.sum()),
    )


def _untouched(people: int) -> float:
    return 1.0 - wilson(0, people)[1]


def log_rank(times: Any, happened: Any, here: Any) -> float:
    """How likely a difference as large as that between some and the rest is by chance alone (log-rank test).

    Returns:
        The p-value; NaN where one side is empty or nothing happened.
    """
    from scipy import stats

    length, event, some = (np.asarray(each) for each in (times, happened, here))
    if not some.any() or some.all() or not event.any():
        return float("nan")
    sides = [
        stats.CensoredData(uncensored=length[side & event], right=length[side & ~event])
        for side in (some, ~some)
    ]
    return float(stats.logrank(*sides).pvalue)


def staying(supporters: pd.DataFrame, as_of: date, silent_after: float) -> pd.DataFrame:
    """How long each payer stayed: months from the first payment until they left, or until they were last seen paying.

    A subscription's end shows at once. Silence shows only `silent_after` days later, so payers without a subscription
    are followed until then and no further.

    Args:
        supporters: needs first_paid_at, last_paid_at, paid_through, subscribed, ended, state, tier, channel.
        as_of: the day.
        silent_after: days of silence that make somebody gone.

    Returns:
        Of everyone who ever paid on a known day, index kept: `months`, `left`.
    """
    rows = supporters[supporters["first_paid_at"].notna()]
    today = pd.Timestamp(as_of)
    gone = rows["state"].eq("gone")
    member = rows["ended"].astype(bool) | rows["subscribed"].astype(bool)
    paid_until = rows["paid_through"].fillna(rows["last_paid_at"] + pd.Timedelta(days=31))
    left_on = paid_until.where(rows["ended"].astype(bool), rows["last_paid_at"]).where(gone)
    followed = pd.Series(today, index=rows.index).where(member, today - pd.Timedelta(days=silent_after))
    end = left_on.fillna(followed)
    end = end.where(end < today, today)
    days = (end - rows["first_paid_at"]).dt.days.clip(lower=0)
    return pd.DataFrame({"months": days / 30.4375, "left": gone & left_on.notna()}, index=rows.index)


def began_in(path: Path, first_paid: pd.Series) -> pd.DataFrame:
    """The group each payer stood in at the end of the month of the first payment.

    The group of today would not do: who stayed long had the time to rise, and who left has none.

    Args:
        path: states at ends of months.
        first_paid: first payment (datetime64), indexed by person_id.

    Returns:
        `person_id` and `value` (casual, engaged or true), as `parts` gives them.
    """
    ends = np.array([np.datetime64(day) for day in path.days], dtype="datetime64[D]")
    paid = first_paid.reindex(path.person_id).to_numpy().astype("datetime64[D]")
    # What is not known sorts last.
    place = np.searchsorted(ends, paid)
    known = ~np.isnat(paid) & (place < len(ends))
    states = np.full(len(paid), ABSENT)
    states[known] = path.states[np.flatnonzero(known), place[known]]
    began = np.isin(states, [STATES.index(tier) for tier in TIERS])
    values = np.array(STATES, dtype=object)[states[began]]
    return pd.DataFrame({"person_id": path.person_id[began], "value": values})
