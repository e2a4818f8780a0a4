"""Who would be in another group: two analyses of the same people, side by side."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from truefans_core.analysis.moving import BACK_DAYS
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


def became_true(found: Analysis, year_ago: pd.Series | None = None) -> int | None:
    """How many true fans of today were none a year before: new, risen or back, as `moves` of that year counts them.

    Args:
        found: the analysis.
        year_ago: the state of everyone on that day by person_id, where it is known already.

    Returns:
        None where nothing is known of that day.
    """
    day, past = found.as_of - timedelta(days=BACK_DAYS), found.past
    if found.line is None or past is None or past.first is None or past.first >= day:
        return None
    rows = found.supporters.set_index("person_id")
    now = rows[rows["state"] == "true"]
    then = past.states_of(now, found.line, day, rows) if year_ago is None else year_ago
    return int((then.reindex(now.index) != "true").sum())


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
