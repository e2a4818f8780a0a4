"""Named lists of people: kept as what makes them, never as names, so that a later upload brings them up to date.

A list is a mapping of conditions that must all hold:

- `moved`: `start`, `end` (ISO days) and `from`, `to` (states, or `new`) or `kind` (new, returned, up, down, gone).
- `state`, `channel`, `country`: the value in `columns.SUPPORTERS`; `state` may also be `unpaid`.
- `bought`: a product, ever. `seen`: first and last day (ISO) of the last activity.
- `part`: one of `movement.parts` and its value.
- `cohort`: month of joining (2026-01) and months since: those still there then.
- `soon`: `becoming` or `leaving`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from truefans_core.columns import STATES
from truefans_core.history.past import ABSENT

if TYPE_CHECKING:
    from truefans_core.analysis.moving import Moving
    from truefans_core.analysis.result import Analysis

Conditions = Mapping[str, Any]
Between = Callable[[date, date], "Moving"]
#: Who shows up or tells others and never paid, in the place of a state.
UNPAID = "unpaid"
_BACK_DAYS = 365


def conditions(kept: Mapping[str, Any]) -> Conditions:
    """What makes a list, of one that was kept when all lists were flows between two dates too."""
    return {"moved": dict(kept)} if "from" in kept else kept


def people_of(found: Analysis, made_of: Conditions, between: Between) -> pd.Index:
    """The person_id of everybody on a list, ascending.

    Args:
        found: the analysis.
        made_of: the conditions; none: everybody.
        between: how people moved between two dates of this analysis.
    """
    here = pd.Series(data=True, index=pd.Index(found.supporters["person_id"]))
    for name, wanted in conditions(made_of).items():
        here &= here.index.isin(_HOLDS[name](found, wanted, between))
    return here.index[here]


def never_paid(supporters: pd.DataFrame) -> pd.Series:
    """Who shows up or tells others, never paid, and is still there.

    Args:
        supporters: columns.SUPPORTERS.
    """
    unpaid = (supporters["payments"] == 0) & (supporters["lifetime_minor"] <= 0)
    shown = supporters[["interest", "advocacy"]].gt(0).any(axis=1)
    found: pd.Series = unpaid & shown & supporters["state"].ne("gone")
    return found


def _of_column(name: str) -> Callable[[Analysis, Any, Between], Any]:
    def holds(found: Analysis, wanted: Any, _between: Between) -> Any:
        supporters = found.supporters
        there = supporters[name] == wanted
        if name == "state" and wanted == UNPAID:
            there = never_paid(supporters)
        return supporters.loc[there.fillna(value=False), "person_id"]

    return holds


def _moved(found: Analysis, wanted: Any, between: Between) -> Any:
    end = min(date.fromisoformat(wanted["end"]), found.as_of)
    start = min(date.fromisoformat(wanted["start"]), end)
    moved = between(start, end).moved
    here = np.ones(len(moved), bool)
    for name in ("from", "to", "kind"):
        if name in wanted:
            here &= (moved[name] == wanted[name]).to_numpy()
    return moved.index[here]


def _bought(found: Analysis, wanted: Any, _between: Between) -> Any:
    events = found.events
    return events.filter(pc.equal(events["product"], wanted))["person_id"].drop_null().to_pandas()


def _seen(found: Analysis, wanted: Any, _between: Between) -> Any:
    first, last = (pd.Timestamp(day) for day in wanted)
    supporters = found.supporters
    last_day = supporters["last_at"].dt.normalize()
    return supporters.loc[(last_day >= first) & (last_day <= last), "person_id"]


def _part(found: Analysis, wanted: Any, between: Between) -> Any:
    name, value = wanted
    pairs = _now(found, between).parts.get(name)
    return [] if pairs is None else pairs.loc[pairs["value"] == value, "person_id"]


def _cohort(found: Analysis, wanted: Any, between: Between) -> Any:
    month, age = pd.Period(wanted[0], "M"), int(wanted[1])
    whole = _now(found, between).whole
    months = pd.PeriodIndex([pd.Period(day, "M") for day in whole.days], freq="M")
    if month not in months or month + age not in months:
        return []
    there = whole.states != ABSENT
    came = there.any(axis=1) & (there.argmax(axis=1) == months.get_loc(month))
    still = whole.states[:, months.get_loc(month + age)] != STATES.index("gone")
    return whole.person_id[came & still]


def _soon(found: Analysis, wanted: Any, between: Between) -> Any:
    now = _now(found, between)
    return (now.becoming if wanted == "becoming" else now.leaving)["person_id"]


def _now(found: Analysis, between: Between) -> Moving:
    return between(found.as_of - timedelta(days=_BACK_DAYS), found.as_of)


_HOLDS: Mapping[str, Callable[[Analysis, Any, Between], Any]] = {
    "moved": _moved,
    "state": _of_column("state"),
    "channel": _of_column("channel"),
    "country": _of_column("country"),
    "bought": _bought,
    "seen": _seen,
    "part": _part,
    "cohort": _cohort,
    "soon": _soon,
}
