"""How fast old payments fade: the half-life of the score, from the days between payments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: The half-life is this many times the 75th percentile of the days between two payments of a person …
TIMES_GAP = 2.0
GAP_PERCENTILE = 75.0
#: … kept within these days …
SHORTEST, LONGEST = 30.0, 730.0
#: … and this where fewer gaps than that are known.
UNKNOWN, GAPS_NEEDED = 365.0, 10


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


def fade_of(gap_days: Any, half_life: float | None = None) -> Fade:
    """The half-life for these gaps; `half_life` overrules it.

    Example:
        >>> fade_of([30] * 20).half_life_days, fade_of([30] * 9).half_life_days, fade_of([1] * 20).half_life_days
        (60.0, 365.0, 30.0)
    """
    gaps = np.asarray(gap_days, dtype=float)
    measured = float(np.percentile(gaps, GAP_PERCENTILE)) if len(gaps) >= GAPS_NEEDED else None
    found = UNKNOWN if measured is None else float(np.clip(TIMES_GAP * measured, SHORTEST, LONGEST))
    return Fade(found if half_life is None else float(half_life), measured, len(gaps))


def gaps(events: ir.Table) -> ir.Table:
    """The days between two days with a payment of one person, one row each: column `days`.

    Args:
        events: needs person_id, on (date), paid (bool).
    """
    import ibis

    days = events.filter(events.paid & events.person_id.notnull()).select("person_id", "on").distinct()
    window = ibis.window(group_by=days.person_id, order_by=days.on)
    before = days.mutate(before=days.on.lag().over(window))
    return before.filter(before.before.notnull()).select(days=before.on.delta(before.before, unit="day"))
