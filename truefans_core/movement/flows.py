"""Who moved between two dates, and the money that moved with them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from truefans_core.columns import STATES
from truefans_core.history import Path

#: Where a flow can begin; it ends in one of `STATES`.
FROM = ("new", *STATES)
_GONE = "gone"


def moves(path: Path, start: date, end: date) -> pd.DataFrame:
    """Everyone who was there at the end, with where they were at the start.

    Args:
        path: states on at least these two days.
        start: the earlier day.
        end: the later day.

    Returns:
        Indexed by person_id: `from` (`new` for who was not there), `to`, `kind` (new, gone, returned, up, down or
        same), `before_minor` and `after_minor`: the income of the 365 days to each date.
    """
    before, after = path.on(start), path.on(end)
    was = before["state"].reindex(after.index).fillna("new").to_numpy(dtype=object)
    now = after["state"].to_numpy(dtype=object)
    place = {state: number for number, state in enumerate(FROM[:-1])}
    rise = np.array([place.get(state, 0) for state in now]) - np.array([place.get(state, 0) for state in was])
    kind = np.select(
        [was == now, was == "new", now == _GONE, was == _GONE, rise > 0],
        ["same", "new", "gone", "returned", "up"],
        default="down",
    )
    return pd.DataFrame(
        {
            "from": was,
            "to": now,
            "kind": kind,
            "before_minor": before["income_minor"].reindex(after.index).fillna(0).astype("int64"),
            "after_minor": after["income_minor"],
        },
        index=after.index,
    )


def flows(moved: pd.DataFrame) -> pd.DataFrame:
    """The flows between groups: people add up to the groups at both dates, money to the change in income.

    Args:
        moved: what `moves` gave.

    Returns:
        `from`, `to`, `people`, `money_minor` (income of the year to the later date minus that to the earlier one), in
        the order of `FROM` and `STATES`; flows of nobody are left out.
    """
    changed = moved.assign(money_minor=moved["after_minor"] - moved["before_minor"])
    found = changed.groupby(["from", "to"], as_index=False).agg(
        people=("money_minor", "size"), money_minor=("money_minor", "sum")
    )
    order = found["from"].map(FROM.index) * len(FROM) + found["to"].map(STATES.index)
    return found.assign(order=order).sort_values("order", ignore_index=True).drop(columns="order")


def counts(path: Path) -> pd.DataFrame:
    """How many people are in each state on each day of a path: `date` and a column for each of `STATES`."""
    return pd.DataFrame(
        {
            "date": list(path.days),
            **{state: (path.states == code).sum(axis=0) for code, state in enumerate(STATES)},
        }
    )
