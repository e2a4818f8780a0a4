"""What share gets there in a time: so far, of those who had the full time, and allowing for those still under way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from truefans_core.intervals import Rate, rate
from truefans_core.movement.survival import Curve, kaplan_meier


@dataclass(frozen=True, slots=True)
class Conversion:
    """The share that got there within a time, read in three ways.

    Attributes:
        window: days they had.
        naive: of all who entered, whoever got there within the window; who entered lately counts as a no.
        mature: of those who entered at least a window ago.
        share: by Kaplan–Meier, which uses what is known of everyone, with its 95 % range.
        low: lower end of that range.
        high: upper end.
        curve: of not having got there yet, by days.
    """

    window: float
    naive: Rate
    mature: Rate
    share: float
    low: float
    high: float
    curve: Curve

    @property
    def misleading(self) -> bool:
        """Whether one of the counts lies outside the range of what allows for those still under way."""
        counts = [rate.share for rate in (self.naive, self.mature) if rate.total]
        return self.curve.people > 0 and any(not self.low <= share <= self.high for share in counts)

    def quantile(self, share: float) -> float | None:
        """Days by which this share of those who get there within the window have got there; None where nobody does."""
        return self.curve.quantile(share * self.share) if self.share > 0 else None


def conversion(entered: Any, days: Any, reached: Any, today: float, window: float) -> Conversion:
    """Read a conversion in three ways.

    Args:
        entered: day of entering.
        days: days from entering to getting there, or to `today`.
        reached: whether each got there.
        today: the last day looked at.
        window: days to get there in.
    """
    length, there = np.asarray(days, dtype=float), np.asarray(reached, dtype=bool)
    mature = today - np.asarray(entered, dtype=float) >= window
    return _read(length, there, there & (length <= window), mature, window)


def _read(length: Any, there: Any, within: Any, mature: Any, window: float) -> Conversion:
    curve = kaplan_meier(length, there)
    stay, low, high = curve.at(window)
    return Conversion(
        window,
        rate(int(within.sum()), len(length)),
        rate(int((within & mature).sum()), int(mature.sum())),
        1.0 - stay,
        1.0 - high,
        1.0 - low,
        curve,
    )
