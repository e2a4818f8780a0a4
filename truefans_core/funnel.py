"""From reached to true: nested steps, each with the share that took it and its range."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel.

    Attributes:
        step: `reached`, `listed`, `active`, `engaged` or `true`.
        count: people at least this far.
        rate: share of the step before; None at the first step or where nobody was there.
        low: lower end of the rate's Wilson 95 % range; None where there is no rate.
        high: upper end.
    """

    step: str
    count: int
    rate: float | None
    low: float | None
    high: float | None
