"""Would this have worked last year? Hide the last third of the history, score, and count what was caught."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.history import gone, silence_days
from truefans_core.marks import mark
from truefans_core.signals import nothing_stated, signals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


#: The part of the history that is hidden.
HIDDEN = 1 / 3
#: A history shorter than this, or fewer payers in its open part, proves nothing.
SHORTEST_DAYS = 180
FEWEST_PAYERS = 30


@dataclass(frozen=True, slots=True)
class Backtest:
    """What the true fans of then brought in the time that was hidden.

    Attributes:
        cut_on: the last day the score was allowed to see.
        until: the last day of the hidden time.
        payers: people who had paid by `cut_on`.
        true: how many of them were true fans then: by the rule, and not gone.
        hidden_minor: what these payers paid in the hidden time.
        share_true: share of it that the true fans paid.
        share_lifetime: share that as many people picked by lifetime spend paid.
        share_best: share that as many people picked with full hindsight paid: the best possible.
    """

    cut_on: date
    until: date
    payers: int
    true: int
    hidden_minor: int
    share_true: float
    share_lifetime: float
    share_best: float


def backtest(
    events: pa.Table,
    people: pa.Table,
    as_of: date,
    weights: Mapping[str, float],
    tiers_of: Callable[[pd.DataFrame, float], pd.Series],
    half_life: float | None = None,
) -> Backtest | str:
    """Score what was known before the last third of the history, and compare with what came.

    Args:
        events: columns.EVENTS with `value_minor` and `net_minor`.
        people: columns.PEOPLE.
        as_of: the last day of the history.
        weights: of the score.
        tiers_of: draws the line through marked people anew and names their tiers; takes the half-life too.
        half_life: days; None: found in the open part.

    Returns:
        What was caught, or the message id of the reason why it cannot be told.
    """
    money = events.filter(
        pc.and_(
            pc.and_(
                pc.is_in(events["kind"], value_set=pa.array(["payment", "tip", "refund"])),
                pc.is_valid(events["person_id"]),
            ),
            pc.is_valid(events["value_minor"]),
        )
    )
    if not money.num_rows:
        return "backtest.no_dates"
    on = money["at"].cast(pa.date32())
    first = pc.min(on).as_py()
    days = (as_of - first).days
    if days < SHORTEST_DAYS:
        return "backtest.too_short"
    cut_on = first + timedelta(days=round(days * (1 - HIDDEN)))
    found = signals(events, nothing_stated(), people, cut_on, half_life)
    rows, used = mark(found, weights)
    payers = rows[rows["score"] > 0]
    if len(payers) < FEWEST_PAYERS:
        return "backtest.too_few"
    hidden = _paid_after(money, on, cut_on, as_of).reindex(payers.index).fillna(0.0).clip(lower=0.0)
    if hidden.sum() <= 0:
        return "backtest.nothing_hidden"
    left = gone(rows, cut_on, silence_days(found.fade.typical_gap_days))
    true = ((tiers_of(rows, used.half_life_days) == "true") & ~left).reindex(payers.index).to_numpy()
    if not true.any():
        return "backtest.nobody_true"
    return Backtest(
        cut_on,
        as_of,
        len(payers),
        int(true.sum()),
        int(hidden.sum()),
        float(hidden[true].sum() / hidden.sum()),
        share_of_top(hidden, payers["lifetime_minor"], int(true.sum())),
        share_of_top(hidden, hidden, int(true.sum())),
    )


def share_of_top(worth: pd.Series, ranking: pd.Series, count: int) -> float:
    """Share of `worth` held by the `count` people ranked highest; equals at the edge share what they hold.

    NaN where there is nothing to hold.

    Example:
        >>> share_of_top(pd.Series([6.0, 3, 1]), pd.Series([1.0, 1, 0]), 1)
        0.45
    """
    if count <= 0:
        return 0.0
    place = np.sort(ranking.to_numpy(dtype=float))[::-1]
    edge = place[min(count, len(place)) - 1]
    above, at = (ranking > edge).to_numpy(), (ranking == edge).to_numpy()
    part = (min(count, len(place)) - above.sum()) / at.sum()
    held = worth[above].sum() + worth[at].sum() * part
    return float(held / total) if (total := worth.sum()) else math.nan


def _paid_after(money: pa.Table, on: pa.ChunkedArray, after: date, until: date) -> pd.Series:
    later = money.filter(pc.and_(pc.greater(on, pa.scalar(after)), pc.less_equal(on, pa.scalar(until))))
    signed = pc.if_else(
        pc.equal(later["kind"], "refund"), pc.negate(later["value_minor"]), later["value_minor"]
    )
    sums = (
        later.append_column("signed", signed).group_by("person_id").aggregate([("signed", "sum")]).to_pandas()
    )
    return pd.Series(sums["signed_sum"].to_numpy(dtype=float), index=pd.Index(sums["person_id"]))
