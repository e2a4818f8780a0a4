"""Who would be in another group: two analyses of the same people, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from truefans_core.columns import STATES

if TYPE_CHECKING:
    from truefans_core.analysis.result import Analysis


def changes(now: Analysis, then: Analysis) -> pd.DataFrame:
    """The people of both whose state differs, those who rise most first.

    Args:
        now: the analysis in use.
        then: what it would be.

    Returns:
        person_id, name, email, income_year_minor, before, after (states).
    """
    both = now.supporters[_SHOWN].merge(then.supporters[["person_id", "state"]], on="person_id")
    return _moved(both.rename(columns={"state_x": "before", "state_y": "after"}))


def since(before: Analysis, now: Analysis) -> pd.DataFrame:
    """The same from an earlier analysis to that of now, with who was not there before (`before` is None).

    Args:
        before: the earlier one.
        now: the one in use.
    """
    then = before.supporters[["person_id", "state"]].rename(columns={"state": "before"})
    rows = now.supporters[_SHOWN].rename(columns={"state": "after"}).merge(then, on="person_id", how="left")
    return _moved(rows.assign(before=rows["before"].astype(object).where(rows["before"].notna(), None)))


_SHOWN = ["person_id", "name", "email", "income_year_minor", "state"]


def _moved(rows: pd.DataFrame) -> pd.DataFrame:
    moved = rows[rows["before"].ne(rows["after"])]
    # Gone is no place on the ladder: it stands below everybody here, as it does in the order of the states to come.
    order = {state: place for place, state in enumerate((None, "gone", *STATES[:-1]))}
    rise = [
        order[after] - order[before] for before, after in zip(moved["before"], moved["after"], strict=True)
    ]
    found: pd.DataFrame = (
        moved.assign(rise=rise)
        .sort_values(["rise", "income_year_minor", "person_id"], ascending=[False, False, True])
        .drop(columns="rise")
        .reset_index(drop=True)
    )
    return found
