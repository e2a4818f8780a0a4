"""What makes a true fan here: what each group pays, how often, for how long, and where it comes from, with ranges."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import STATES
from truefans_core.intervals import wilson

if TYPE_CHECKING:
    from datetime import date

#: What is told of a group in numbers; money is in minor units, `often` payments a year, `long` months.
MEASURES = ("money", "often", "long")
#: What people come with.
KINDS = ("channel", "country", "product")
#: Values of a kind that are looked at: the most frequent, held by at least so many people.
MOST, FEWEST = 8, 5
#: Of a hundred such comparisons among people without any difference, five say that there is one.
DOUBT = 0.05
_DAYS_PER_MONTH, _DAYS_PER_YEAR = 30.4375, 365.25


@dataclass(frozen=True, slots=True)
class Telling:
    """Where people come from who are true fans more often than the others, beyond doubt.

    Attributes:
        kind: one of `KINDS`.
        value: of it.
        people: how many have it.
        share: of them, true fans.
        others: the share among those who have another one.
    """

    kind: str
    value: str
    people: int
    share: float
    others: float


def uncounted(snapshots: pa.Table) -> frozenset[str]:
    """Of whom a file tells the sum of what they paid and not in how many payments: how often they pay is unknown.

    Args:
        snapshots: columns.SNAPSHOTS.
    """

    def stated(measure: str) -> set[str]:
        rows = pc.and_(pc.equal(snapshots["measure"], measure), pc.greater(snapshots["value"], 0))
        return set(pc.unique(snapshots["person_id"].filter(rows)).to_pylist())

    return frozenset(stated("lifetime_amount") - stated("order_count"))


def medians(
    supporters: pd.DataFrame,
    as_of: date,
    money: str = "income_year_minor",
    uncounted: frozenset[str] = frozenset(),
) -> pd.DataFrame:
    """What the middle one of each group pays, how often and since when, with a range.

    The range is that of the order statistics around the middle: 95 of 100 such ranges hold the true median.

    Args:
        supporters: columns.SUPPORTERS.
        as_of: the day.
        money: the column that counts as what they brought.
        uncounted: person_id of those whose payments nobody counted; see `uncounted`.

    Returns:
        state, measure (of `MEASURES`), people, middle, low, high; only of those who ever paid.
    """
    payers = supporters[supporters["payments"] > 0]
    days = (pd.Timestamp(as_of) - payers["first_paid_at"]).dt.days.astype(float).clip(lower=0)
    years = np.maximum(days / _DAYS_PER_YEAR, 1.0)
    # The first payment begins the years: three gifts in two years are one a year.
    again = payers["payments"] - ((payers["payments"] > 1) & (years > 1.0))
    values = {
        "money": payers[money].astype(float),
        "often": (again / years).mask(payers["person_id"].isin(uncounted)),
        "long": days / _DAYS_PER_MONTH,
    }
    rows = []
    for state in STATES:
        mine = payers["state"] == state
        for measure in MEASURES:
            known = np.sort(values[measure][mine].dropna().to_numpy(dtype=float))
            if len(known):
                rows.append((state, measure, len(known), float(np.median(known)), *_range(known)))
    return pd.DataFrame(rows, columns=["state", "measure", "people", "middle", "low", "high"])


def origins(supporters: pd.DataFrame, events: pa.Table) -> pd.DataFrame:
    """Of those who come with a value (a channel, a country, a product), the share in each group, with a range.

    Args:
        supporters: columns.SUPPORTERS.
        events: columns.EVENTS.

    Returns:
        kind, value, state, count, people (who have the value), share, low, high (Wilson).
    """
    rows = []
    states = supporters.set_index("person_id")["state"]
    for kind in KINDS:
        held = _held(kind, supporters, events)
        counts = held["value"].value_counts()
        counts = counts[counts >= FEWEST].sort_index().sort_values(ascending=False, kind="stable").head(MOST)
        for value, people in counts.items():
            mine = states.reindex(held.loc[held["value"] == value, "person_id"]).value_counts()
            for state in STATES:
                count = int(mine.get(state, 0))
                rows.append(
                    (kind, value, state, count, int(people), count / people, *wilson(count, int(people)))
                )
    return pd.DataFrame(rows, columns=["kind", "value", "state", "count", "people", "share", "low", "high"])


def telling(found: pd.DataFrame, supporters: pd.DataFrame, events: pa.Table) -> tuple[Telling, ...]:
    """The values whose people are true fans more often than all others of whom one is known, beyond doubt.

    As many comparisons are made as there are values: each has to be the surer.

    Args:
        found: what `origins` gave.
        supporters: columns.SUPPORTERS.
        events: columns.EVENTS.
    """
    true = found[found["state"] == "true"]
    if true.empty:
        return ()
    sure = 1.0 - DOUBT / len(true)
    is_true = supporters.set_index("person_id")["state"].eq("true")
    told = []
    for kind in true["kind"].unique():
        held = _held(kind, supporters, events)
        rows = true[true["kind"] == kind]
        for value, count, people in zip(rows["value"], rows["count"], rows["people"], strict=True):
            mine = set(held.loc[held["value"] == value, "person_id"])
            others = is_true.reindex(sorted(set(held["person_id"]) - mine))
            if len(others) < FEWEST:
                continue
            low, _ = wilson(int(count), int(people), sure)
            _, high = wilson(int(others.sum()), len(others), sure)
            if low > high:
                told.append(Telling(kind, str(value), int(people), count / people, float(others.mean())))
    return tuple(sorted(told, key=lambda each: (each.others - each.share, each.kind, each.value)))


def gini(values: pd.Series) -> float | None:
    """How unevenly money is spread: 0 where all bring the same, towards 1 where one brings all; None without money.

    Formula: `Σ (2i − n − 1)·xᵢ / (n·Σx)` over ascending x, what is below zero counted as nothing.

    Example:
        >>> gini(pd.Series([1, 1, 1, 1])), gini(pd.Series([0, 0, 0, 4]))
        (0.0, 0.75)
    """
    ordered = np.sort(np.maximum(values.to_numpy(dtype=float), 0.0))
    if not ordered.sum() > 0:
        return None
    count = len(ordered)
    places = 2 * np.arange(1, count + 1) - count - 1
    return float((places * ordered).sum() / (count * ordered.sum()))


def without_the_top(values: pd.Series, people: int = 5) -> tuple[int, int]:
    """What would be left if the people who bring most left: (left, of), minor units.

    Example:
        >>> without_the_top(pd.Series([10, 20, 30, 5]), 2)
        (15, 65)
    """
    ordered = np.sort(values.to_numpy(dtype="int64"))[::-1]
    total = int(ordered.sum())
    return total - int(ordered[:people].sum()), total


def _held(kind: str, supporters: pd.DataFrame, events: pa.Table) -> pd.DataFrame:
    """person_id and value, each pair once."""
    if kind != "product":
        held = supporters[["person_id", kind]].rename(columns={kind: "value"})
        return pd.DataFrame(held[held["value"].notna() & held["value"].ne("")])
    bought = events.filter(
        pc.and_(
            pc.is_valid(events["person_id"]),
            pc.and_(pc.is_valid(events["product"]), pc.equal(events["kind"], "payment")),
        )
    )
    pairs = bought.group_by(["person_id", "product"]).aggregate([])
    held = pd.DataFrame(pairs.to_pandas()).rename(columns={"product": "value"})
    held = held[held["person_id"].isin(supporters["person_id"])]
    return held.sort_values(["person_id", "value"], ignore_index=True)


def _range(ordered: npt.NDArray[np.float64]) -> tuple[float, float]:
    """The order statistics that hold the median in 95 of 100 samples; the ends where there are too few."""
    count = len(ordered)
    reach = 1.96 * math.sqrt(count) / 2
    low, high = math.floor(count / 2 - reach), math.ceil(count / 2 + reach)
    return float(ordered[max(low - 1, 0)]), float(ordered[min(high, count - 1)])
