"""What is asked of each mark by the rule `marks`: from where people are engaged, and from where true.

Each mark is laid on one scale of its own: 0 for nothing, 1 at the threshold of the engaged, 2 at that of the true, 3 for a
full mark. The measure of a person is the least of these over the marks that are asked for and known of them, so that one
cut at 1 and one at 2 say the same as all thresholds together. Each step is monotone: nobody who is ahead in every mark
is lower. A mark that is unknown is held against nobody.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from truefans_core.words import Words

#: Mark → from where people are engaged, and from where true, both 0 to 100; a mark that is not there is not asked for.
#: By default a quarter and a half of the way, of paying and of showing up. Telling others is not asked for: few files speak of it,
#: and of those they speak of most have told nobody.
ASKED: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"investment": (25.0, 50.0), "interest": (25.0, 50.0)}
)
#: Where the cuts of the measure lie.
ENGAGED_FROM, TRUE_FROM = 1.0, 2.0

#: The mark told first where several are as low.
ORDER = ("investment", "interest", "advocacy")

Floats = npt.NDArray[np.float64]


def read(kept: Any) -> Mapping[str, tuple[float, float]]:
    """What is asked for, from what a workspace keeps; the default where it keeps nothing.

    Two numbers were once asked of the mean of all marks: they are asked of the marks that are asked for by default.

    Example:
        >>> read([30.0, 60.0])
        {'investment': (30.0, 60.0), 'interest': (30.0, 60.0)}
        >>> read({"advocacy": [0, 40]})
        {'advocacy': (0.0, 40.0)}
    """
    if not kept:
        return ASKED
    pairs = kept if isinstance(kept, dict) else dict.fromkeys(ASKED, kept)
    return {mark: (float(min(pairs[mark])), float(max(pairs[mark]))) for mark in ORDER if mark in pairs}


def least(rows: pd.DataFrame, asked: Mapping[str, tuple[float, float]]) -> pd.Series:
    """The measure of each person; NaN of whom no mark that is asked for is known.

    Args:
        rows: needs the marks that are asked for.
        asked: the thresholds of each.
    """
    scaled = [_scaled(rows[mark].to_numpy(dtype=float), *asked[mark]) for mark in ORDER if mark in asked]
    nothing = np.full(len(rows), np.nan)
    return pd.Series(np.fmin.reduce([nothing, *scaled]), index=rows.index)


def closest(row: Mapping[str, Any], asked: Mapping[str, tuple[float, float]]) -> str | None:
    """The mark that decides where a person stands: the least of those asked for and known; None where none is known.

    Example:
        >>> closest({"investment": 80.0, "interest": 30.0}, ASKED)
        'interest'
    """
    at = {mark: float(_scaled(np.array([row[mark]], dtype=float), *asked[mark])[0]) for mark in asked}
    known = {mark: value for mark, value in at.items() if not math.isnan(value)}
    return min(known, key=lambda mark: known[mark], default=None)


def short(row: Mapping[str, Any], asked: Mapping[str, tuple[float, float]], target: str) -> dict[str, float]:
    """The marks of a person that are known and too low for `engaged` or `true`, each with what is asked for.

    Example:
        >>> short({"investment": 80.0, "interest": 30.0}, ASKED, "true")
        {'interest': 50.0}
    """
    wanted = {mark: true if target == "true" else engaged for mark, (engaged, true) in asked.items()}
    return {mark: start for mark, start in wanted.items() if row[mark] < start}


def in_words(say: Words, asked: Mapping[str, tuple[float, float]], known: Collection[str]) -> tuple[str, str]:
    """What is asked of the engaged and of the true, mark by mark.

    Args:
        say: for the words.
        asked: the thresholds of each mark.
        known: marks that are known of somebody; the others are not told, unless none is.
    """
    told = [mark for mark in asked if mark in known] or [*asked]
    engaged, true = (
        ", ".join(say(f"tiers.asked.{mark}", n=round(asked[mark][at])) for mark in told) for at in (0, 1)
    )
    return engaged, true


def _scaled(values: Floats, engaged: float, true: float) -> Floats:
    """0 at nothing, 1 at `engaged`, 2 at `true`, 3 at 100, in straight lines; NaN stays."""
    return np.select(
        [values >= true, values >= engaged, values < engaged],
        [
            TRUE_FROM + (values - true) / ((100.0 - true) or 1.0),
            ENGAGED_FROM + (values - engaged) / ((true - engaged) or 1.0),
            values / (engaged or 1.0),
        ],
        np.nan,
    )
