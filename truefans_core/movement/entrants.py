"""People who came between two days, and how far they got in so many days: the funnel of those who entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from truefans_core.columns import STATES
from truefans_core.history import Path
from truefans_core.movement.conversion import Conversion, conversion

_EPOCH = date(1970, 1, 1)
#: Steps after coming, each holding the next.
LEVELS = ("active", "engaged", "true")
#: Days to get there in, unless another time is asked for.
WINDOW_DAYS = 365
_ENGAGED, _TRUE = STATES.index("engaged"), STATES.index("true")


@dataclass(frozen=True)
class Entrants:
    """Who came between two days, and when they got how far, as it stood on a day.

    Attributes:
        start: the first day of coming.
        end: the last day of coming.
        seen: the day it is looked at, not before `end`.
        window: days to get there in.
        days: indexed by person_id: `entered` (days since 1970-01-01) and for each of `LEVELS` the days from coming to
            the first time it was seen; NaN where it was not. Groups are looked at at ends of months.
    """

    start: date
    end: date
    seen: date
    window: int
    days: pd.DataFrame

    def followed(self, level: str) -> pd.DataFrame:
        """How long each was followed until a level: `time` in days and `happened`, indexed by person_id."""
        took = self.days[level]
        followed = (self.seen - _EPOCH).days - self.days["entered"]
        return pd.DataFrame({"time": took.fillna(followed).clip(lower=0), "happened": took.notna()})

    @cached_property
    def steps(self) -> dict[str, Conversion]:
        """The share of those who came that got to each level within the window, read in three ways."""
        today = float((self.seen - _EPOCH).days)
        found = {}
        for level in LEVELS:
            rows = self.followed(level)
            found[level] = conversion(
                self.days["entered"], rows["time"], rows["happened"], today, float(self.window)
            )
        return found


def entrants(
    path: Path,
    since: npt.NDArray[np.int64],
    active: npt.NDArray[np.float64],
    came: tuple[date, date],
    seen: date,
    window: int = WINDOW_DAYS,
) -> Entrants:
    """Who came between two days, and how far they got until a later one.

    Args:
        path: states at ends of months; later days than `seen` are not looked at.
        since: since when each person of the path is known, in days since 1970-01-01; 0 or less: always.
        active: first day each opened, clicked, came or paid, in the same days; NaN: never.
        came: the first and the last day of coming.
        seen: the day it is looked at.
        window: days to get there in.
    """
    days = [day for day in path.days if day <= seen]
    known = path.only(days)
    start, end = came
    entered = (since > 0) & (since >= (start - _EPOCH).days) & (since <= (end - _EPOCH).days)
    on = np.array([(day - _EPOCH).days for day in days], dtype=float)
    found = {"entered": since.astype(float)}
    for level, codes in (("engaged", (_ENGAGED, _TRUE)), ("true", (_TRUE,))):
        there = np.isin(known.states, codes)
        when = on[there.argmax(axis=1)] if len(on) else np.full(len(since), np.nan)
        found[level] = np.where(there.any(axis=1), np.maximum(when - since, 0.0), np.nan)
    did = np.where(active <= (seen - _EPOCH).days, np.maximum(active - since, 0.0), np.nan)
    # Whoever is engaged counts as active, as in the funnel of today.
    found["active"] = np.fmin(did, found["engaged"])
    frame = pd.DataFrame(found, index=path.person_id)[["entered", *LEVELS]]
    return Entrants(start, end, seen, window, frame[entered])
