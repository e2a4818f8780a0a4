"""Who would be in another group: two analyses of the same people, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from truefans_core.columns import STATES

if TYPE_CHECKING:
    from truefans_core.analysis.result import Analysis


def changes(now: Analysis, then: Analysis) -> pd.DataFrame:
    """The people whose state differs, those who rise most first.

    Args:
        now: the analysis in use.
        then: what it would be.

    Returns:
        person_id, name, email, income_year_minor, before, after (states; who is in one of the two only is left out).
    """
    columns = ["person_id", "name", "email", "income_year_minor", "state"]
    both = now.supporters[columns].merge(then.supporters[["person_id", "state"]], on="person_id")
    both = both.rename(columns={"state_x": "before", "state_y": "after"})
    moved = both[both["before"] != both["after"]]
    # Gone is no place on the ladder: it stands below everybody here, as it does in the order of the states to come.
    order = {state: place for place, state in enumerate(("gone", *STATES[:-1]))}
    rise = moved["after"].map(order) - moved["before"].map(order)
    found: pd.DataFrame = (
        moved.assign(rise=rise)
        .sort_values(["rise", "income_year_minor", "person_id"], ascending=[False, False, True])
        .drop(columns="rise")
        .reset_index(drop=True)
    )
    return found
