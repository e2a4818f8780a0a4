"""Interest, investment, advocacy: 0 to 100, or unknown; and the loyalty score that ranks people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ScoreName = Literal[
    "decayed_spend", "totals_and_dates", "decayed_count", "lifetime_spend", "engagement", "none"
]


@dataclass(frozen=True, slots=True)
class ScoreUsed:
    """Which score ranked the people.

    Attributes:
        name: `decayed_spend` (dated money), `totals_and_dates`, `decayed_count` (no amounts), `lifetime_spend`
            (no dates), `engagement` (no payments at all) or `none` (nothing known of anybody).
        half_life_days: days after which a payment counts half.
        weights: how much interest and advocacy may move a score, as shares of it.
    """

    name: ScoreName
    half_life_days: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MarkKnown:
    """For how many people a mark is known, and what it was made of (kinds of events and roles of columns)."""

    known: int
    columns: tuple[str, ...]
