"""How fast old payments fade: the half-life of the score, from the days between payments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.signals.activity import ADVOCACY_KINDS, INCOME_KINDS, INTEREST_KINDS, prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import ibis.expr.types as ir

#: The half-life is this many times the 75th percentile of the days between two payments of a person …
TIMES_GAP = 2.0
GAP_PERCENTILE = 75.0
#: … kept within these days …
SHORTEST, LONGEST = 30.0, 730.0
#: … and this where fewer gaps than that are known.
UNKNOWN, GAPS_NEEDED = 365.0, 10
#: So many payments tell the gaps to the day: of more, those of part of the people are looked at …
ENOUGH = 1_000_000
#: … unless that leaves fewer gaps than this.
SURE = 10_000
_HEX = 256


@dataclass(frozen=True, slots=True)
class Fade:
    """How fast payments fade.

    Attributes:
        half_life_days: days after which a payment counts half.
        gap_days: the 75th percentile of the days between two payments of a person; None where too few are known.
        gaps: how many gaps were measured.
    """

    half_life_days: float
    gap_days: float | None
    gaps: int

    @property
    def typical_gap_days(self) -> float:
        """The measured gap, or the one the half-life stands for."""
        return self.half_life_days / TIMES_GAP if self.gap_days is None else self.gap_days


def fade_of(gap_days: Any, half_life: float | None = None, *, counts: Any = None) -> Fade:
    """The half-life for these gaps; `half_life` overrules it.

    Args:
        gap_days: days between two payments of a person, in any order.
        half_life: days.
        counts: how often each of `gap_days` occurs; None: once.

    Example:
        >>> fade_of([30] * 20).half_life_days, fade_of([30] * 9).half_life_days, fade_of([1] * 20).half_life_days
        (60.0, 365.0, 30.0)
        >>> fade_of([7, 30], counts=[5, 15]).half_life_days
        60.0
    """
    gaps = np.asarray(gap_days, dtype=float)
    number = len(gaps) if counts is None else int(np.sum(counts))
    measured = None
    if number >= GAPS_NEEDED:
        measured = float(np.percentile(gaps, GAP_PERCENTILE)) if counts is None else _percentile(gaps, counts)
    found = UNKNOWN if measured is None else float(np.clip(TIMES_GAP * measured, SHORTEST, LONGEST))
    return Fade(found if half_life is None else float(half_life), measured, number)


def telling(ids: pa.Array, payments: int) -> pa.Array | None:
    """Whose gaps are looked at: as many people as have about `ENOUGH` payments; None: everybody's.

    They are told apart by the end of their person_id, a hash: who else is there does not matter.

    Args:
        ids: person_id of everybody.
        payments: how many days with a payment, or with a sign that stands in for one, there may be.
    """
    if payments <= ENOUGH:
        return None
    part = max(1, round(_HEX * ENOUGH / payments))
    return pc.less(pc.utf8_slice_codeunits(ids, -2), f"{part:02x}")


def _percentile(values: Any, counts: Any) -> float:
    """The percentile of values that occur so often, between two of them as `np.percentile` does."""
    order = np.argsort(values)
    up_to = np.cumsum(np.asarray(counts)[order])
    place = (up_to[-1] - 1) * GAP_PERCENTILE / 100.0
    low, high = (
        values[order][np.searchsorted(up_to, np.floor(place) + step, side="right")] for step in (0, 1)
    )
    return float(low + (high - low) * (place - np.floor(place)))


def paced_by(first: Mapping[str, float], day: float, *, money_stated: bool) -> tuple[str, ...]:
    """Kinds of signs whose days set the pace where nothing is known of money by a day; none: payments do.

    Args:
        first: kind of event to the first day of one, in days since 1970-01-01.
        day: the day.
        money_stated: whether an export states what people paid or pay.
    """
    known = {kind for kind, on in first.items() if on <= day}
    if money_stated or known & {*INCOME_KINDS}:
        return ()
    return tuple(sorted(known & {*INTEREST_KINDS, *ADVOCACY_KINDS}))


def gaps(events: ir.Table, standpoint: ir.Table, signs: Collection[str] = ()) -> ir.Table:
    """How often each number of days lies between two days with a payment of one person: columns `days`, `count`.

    Args:
        events: columns.EVENTS with `value_minor` and `net_minor`.
        standpoint: one row of `as_of` and `half_life`.
        signs: what `paced_by` gave: kinds that stand in for payments.
    """
    import ibis

    known = prepared(events, standpoint)
    paid = known.filter(known.kind.isin(signs) if signs else known.paid).select("person_id", "on")
    window = ibis.window(group_by=paid.person_id, order_by=paid.on)
    apart = paid.select(days=paid.on.delta(paid.on.lag().over(window), unit="day"))
    # Two payments of one day lie no days apart: that is no gap.
    return apart.filter(apart.days > 0).group_by("days").aggregate(count=lambda rows: rows.count())
