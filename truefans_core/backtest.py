"""Would this have worked last year? Hide the last third of the history, score, and count what was caught."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Backtest:
    """What the true fans of then brought in the time that was hidden.

    Attributes:
        cut_on: the last day the score was allowed to see.
        until: the last day of the hidden time.
        payers: people who had paid by `cut_on`.
        true: how many of them the rule called true.
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
