"""Memory: who stands just below the cut of the tier they had keeps it.

Most changes between tiers from month to month are noise. With a promotion at the cut and a demotion only below
three quarters of it, monthly changes fell from 8.7 to 5.9 of 100 people on the sets the method was measured on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from truefans_core.tiers.rules import LEVELS, measure

if TYPE_CHECKING:
    from truefans_core.tiers.line import Line

#: Demoted only below this share of the cut.
KEPT_FROM = 0.75
#: Rules whose measure fades day by day. What the user said in numbers of their own holds as it was said.
REMEMBERING = ("natural", "pareto")
Levels = npt.NDArray[np.int64]
_ENGAGED, _TRUE = LEVELS.index("engaged"), LEVELS.index("true")


def keep(before: pd.Series, tier: pd.Series, rows: pd.DataFrame, line: Line) -> pd.Series:
    """The tier of each person with memory of the one before.

    Args:
        before: the tier before, same index; who was gone or not there (anything but a tier) has no memory.
        tier: what `rules.tiers` gave now.
        rows: what `rules.measure` needs, now.
        line: where the line lies; a rule that is not in `REMEMBERING` has no memory.

    Returns:
        The tier, never below `tier` and never above `before`. Where it differs from `tier` it was kept: the person
        leaves below `leaves_below`.
    """
    names = pd.Index(LEVELS)
    now = names.get_indexer(pd.Index(tier))
    kept = held(names.get_indexer(pd.Index(before)), now, rows, line)
    return pd.Series(names.to_numpy()[kept], index=tier.index, name=tier.name, dtype=object)


def held(had: Levels, now: Levels, rows: pd.DataFrame, line: Line) -> Levels:
    """The same with tiers as places in `rules.LEVELS`.

    Args:
        had: the tier before; who was gone or not there is below or above all places.
        now: what `rules.levels` gave now.
        rows: as for `keep`.
        line: as for `keep`.
    """
    if line.rule not in REMEMBERING or line.true is None or line.engaged is None:
        return now
    # A person without a score is at nothing, and NaN is never at a cut.
    value = measure(line.rule, rows).to_numpy(dtype=float)
    near = np.where(value >= KEPT_FROM * line.engaged, _ENGAGED, 0)
    near = np.where(value >= KEPT_FROM * line.true, _TRUE, near)
    for name, start in (("interest", line.interest), ("advocacy", line.advocacy)):
        if start is not None:
            shown = rows[name].to_numpy(dtype=float) >= KEPT_FROM * start
            near = np.where(shown, np.maximum(near, _ENGAGED), near)
    return np.maximum(now, np.minimum(np.where(had > _TRUE, -1, had), near))


def leaves_below(line: Line, tier: str) -> float | None:
    """What the rule measures of who leaves a tier that was kept; None where nothing is kept.

    Args:
        line: where the line lies.
        tier: `true` or `engaged`.
    """
    cut = {"true": line.true, "engaged": line.engaged}.get(tier)
    return KEPT_FROM * cut if cut is not None and line.rule in REMEMBERING else None
