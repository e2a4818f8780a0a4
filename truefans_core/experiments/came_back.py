"""Who came back after being written to, where too few people are there to compare: a count that proves nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class CameBack:
    """Of those turned to, how many were seen and how many paid on a later day."""

    turned_to: int
    seen: int
    paid: int


def came_back(supporters: pd.DataFrame, since: Mapping[str, date]) -> CameBack:
    """How many of those turned to were seen or paid afterwards, which does not show that the turning caused it.

    Args:
        supporters: columns.SUPPORTERS.
        since: person_id to the day the person was last turned to.
    """
    people = supporters[supporters["person_id"].isin(list(since))]
    on = pd.to_datetime(people["person_id"].map(since))
    seen, paid = ((_day(people[column]) > on).sum() for column in ("last_at", "last_paid_at"))
    return CameBack(len(people), int(seen), int(paid))


def _day(column: pd.Series) -> pd.Series:
    at = pd.to_datetime(column)
    return (at.dt.tz_localize(None) if at.dt.tz is not None else at).dt.normalize()
