"""Whether some people get there, or stay, in another share than the rest: allowing for those still under way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from truefans_core.intervals import between, holm
from truefans_core.movement.parts import sizes
from truefans_core.movement.survival import Curve, kaplan_meier, log_rank

#: Parts that are compared; the largest ones.
MOST = 15
#: All comparisons of one table together find a difference that is none in 5 of 100 such tables at most.
_CLEAR = 0.05


def apart(followed: pd.DataFrame, pairs: pd.DataFrame, until: float) -> pd.DataFrame:
    """Each part beside everybody who is not in it.

    Shares are Kaplan–Meier's at `until`, differences have the range of `intervals.between`. A difference is `clear`
    where that range does not hold zero and the log-rank test of the time up to `until`, with Holm's
    correction for as many parts, speaks for more than chance.

    Args:
        followed: indexed by person_id: `time` (until it happened, or as long as the person was followed), `happened`.
        pairs: `person_id` and `value`; people not in `followed` do not count.
        until: the time of the shares, in the unit of `time`.

    Returns:
        `value`, `people`, `share` to whom it happened by `until`, `low`, `high`, `rest`, `difference`,
        `difference_low`, `difference_high`, `chance` (corrected; NaN where it cannot be told) and `clear`; the
        largest `MOST` parts of enough people, in the order of their size.
    """
    columns = ["value", "people", "share", "low", "high", "rest", "difference", "difference_low",
               "difference_high", "chance", "clear"]  # fmt: skip
    time, happened = followed["time"].to_numpy(dtype=float), followed["happened"].to_numpy(dtype=bool)
    ended = happened & (time <= until)
    shown = pairs[pairs["person_id"].isin(followed.index)]
    rows = []
    for value, people in sizes(shown).head(MOST).items():
        here = followed.index.isin(shown.loc[shown["value"] == value, "person_id"])
        share, low, high = _by(kaplan_meier(time[here], happened[here]), until)
        rest = _by(kaplan_meier(time[~here], happened[~here]), until)
        difference = between((share, low, high), rest) if not here.all() else (np.nan,) * 3
        chance = log_rank(np.minimum(time, until), ended, here)
        rows.append([value, int(people), share, low, high, rest[0], *difference, chance])
    found = pd.DataFrame(rows, columns=columns[:-1])
    corrected = holm(found["chance"].tolist())
    apart_at_last = (found["difference_low"] > 0) | (found["difference_high"] < 0)
    return found.assign(chance=corrected, clear=apart_at_last & (np.array(corrected) < _CLEAR))


def turned(rows: pd.DataFrame) -> pd.DataFrame:
    """What `apart` gave, of those to whom it has not happened: who stayed instead of who left."""
    return rows.assign(
        share=1 - rows["share"],
        low=1 - rows["high"],
        high=1 - rows["low"],
        rest=1 - rows["rest"],
        difference=-rows["difference"],
        difference_low=-rows["difference_high"],
        difference_high=-rows["difference_low"],
    )


def curves(followed: pd.DataFrame, pairs: pd.DataFrame, most: int = 4) -> Mapping[Any, Curve]:
    """A curve for each of the largest parts, in the order of their size."""
    shown = pairs[pairs["person_id"].isin(followed.index)]
    found = {}
    for value in sizes(shown).head(most).index:
        rows = followed[followed.index.isin(shown.loc[shown["value"] == value, "person_id"])]
        found[value] = kaplan_meier(rows["time"], rows["happened"])
    return found


def _by(curve: Curve, until: float) -> tuple[float, float, float]:
    """The share it has happened to by a time, and its range; nobody to look at could be anything."""
    if not curve.people:
        return np.nan, 0.0, 1.0
    stayed, low, high = curve.at(until)
    return 1.0 - stayed, 1.0 - high, 1.0 - low
