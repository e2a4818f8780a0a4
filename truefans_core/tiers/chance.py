"""How sure a group is: the distance to the line over the month-to-month noise of the score."""

from __future__ import annotations

import numpy as np
import pandas as pd

from truefans_core.tiers.natural import POWER

#: Fewer people than this who were scored a month ago measure no noise.
FEWEST = 10


def probability(now: pd.Series, month_ago: pd.Series, line: float | None) -> pd.Series:
    """The probability of being above the line, through the normal distribution; NaN where it cannot be told.

    Distances are taken on the cube roots the groups are found on. The noise is the spread of the change within a
    month, around its median, over the people who had a score at both times.

    Args:
        now: what the rule measures of each person today; NaN where it measures nothing.
        month_ago: the same a month earlier, same index.
        line: the cut.
    """
    from scipy.special import ndtr

    unknown = pd.Series(np.nan, index=now.index, name="probability")
    if line is None or line <= 0:
        return unknown
    here, there = _root(now), _root(month_ago.reindex(now.index))
    change = (here - there)[(now > 0) & (month_ago.reindex(now.index) > 0)]
    if len(change) < FEWEST:
        return unknown
    noise = float(np.sqrt(np.mean(np.square(np.sort((change - change.median()).to_numpy())))))
    if not noise > 0:
        return unknown
    return pd.Series(ndtr((here - line**POWER) / noise), index=now.index, name="probability")


def _root(values: pd.Series) -> pd.Series:
    return values.clip(lower=0.0) ** POWER
