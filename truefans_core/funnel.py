"""From reached to true: nested steps, each with the share that took it and its range."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from truefans_core.intervals import wilson

#: Activity counts for this many days.
ACTIVE_DAYS = 365


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


def funnel(rows: pd.DataFrame, reached: int | None, as_of: date) -> tuple[Step, ...]:
    """The steps from reached to true; without `reached` where no file or number speaks of reach.

    Who is gone stands in no step. Each step holds the next: whoever is engaged counts as active.

    Args:
        rows: needs state, last_at, subscribed.
        reached: people reached in the year, or None where nothing speaks of it.
        as_of: the day.
    """
    here = rows[rows["state"] != "gone"]
    high = here["state"].isin(("engaged", "true"))
    since = pd.Timestamp(as_of - timedelta(days=ACTIVE_DAYS))
    active = (here["last_at"] > since) | here["subscribed"] | high
    counts = {
        "listed": len(here),
        "active": int(active.sum()),
        "engaged": int(high.sum()),
        "true": int((here["state"] == "true").sum()),
    }
    if reached is not None:
        # The list was reached too, whatever the number says.
        counts = {"reached": max(reached, counts["listed"]), **counts}
    return steps(counts)


def steps(counts: dict[str, int]) -> tuple[Step, ...]:
    """Steps with the share of the step before and its Wilson range.

    Args:
        counts: step → people, none larger than the one before.

    Example:
        >>> [(s.step, s.rate) for s in steps({"listed": 40, "true": 2})]
        [('listed', None), ('true', 0.05)]
    """
    found: list[Step] = []
    before = 0
    for name, count in counts.items():
        if found and before:
            low, high = wilson(count, before)
            found.append(Step(name, count, count / before, low, high))
        else:
            found.append(Step(name, count, None, None, None))
        before = count
    return tuple(found)
