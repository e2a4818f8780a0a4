"""How people moved between two dates of an analysis, by its line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import STATES
from truefans_core.history import Path, month_ends
from truefans_core.history.past import ABSENT
from truefans_core.intervals import Rate
from truefans_core.movement import (
    Ahead,
    Cohorts,
    Conversion,
    ahead,
    cohorts,
    conversion,
    flows,
    moves,
    transitions,
)
from truefans_core.movement.flows import counts
from truefans_core.movement.survival import Curve, kaplan_meier, staying

if TYPE_CHECKING:
    from truefans_core.analysis.result import Analysis

SCHEMA = 1
_EPOCH = date(1970, 1, 1)
#: What is looked at where no earlier date is named.
BACK_DAYS = 365
#: Time without anything recorded that is worth a word.
_GAP_DAYS = 92


@dataclass(frozen=True, slots=True)
class Moving:
    """How people moved between two dates.

    Attributes:
        start: the earlier date.
        end: the later date.
        path: everyone's state at the start, at every end of a month between, and at the end.
        whole: the same from the first month there is, without `start`.
        moved: everyone who is there at the end, as `movement.moves` gave.
        flows: as `movement.flows` gave.
        transitions: monthly rates between the two dates, as `movement.transitions` gave.
        ahead: where these rates lead; None where no whole month lies between.
        cohorts: retention and income by join month.
        staying: how long payers stay, as a curve in months.
        conversion: how many of those who came became true within a year, read in three ways.
        notes: what to know of it: the last part of a message id `movement.note.…`, and what it says.
    """

    start: date
    end: date
    path: Path
    whole: Path
    moved: pd.DataFrame
    flows: pd.DataFrame
    transitions: pd.DataFrame
    ahead: Ahead | None
    cohorts: Cohorts
    staying: Curve
    conversion: Conversion
    notes: tuple[tuple[str, dict[str, Any]], ...]

    def to_json(self, found: Analysis) -> dict[str, Any]:
        """The `movement` JSON of the command line; amounts in minor units, shares as fractions."""
        return {
            "schema": SCHEMA,
            "as_of": found.as_of.isoformat(),
            "currency": found.currency,
            "states": [
                {**row, "date": row["date"].isoformat()} for row in counts(self.path).to_dict("records")
            ],
            "flows": [
                {"from": row["from"], "to": row["to"], "people": row["people"], "money": row["money_minor"]}
                for row in self.flows.to_dict("records")
            ],
            "funnel": [
                {"step": s.step, "count": s.count, "rate": s.rate, "low": s.low, "high": s.high}
                for s in found.funnel
            ],
            "cohorts": [
                {
                    "cohort": row["cohort"].date().isoformat()[:7],
                    **{name: row[name] for name in ("age", "size", "there", "share", "mature")},
                    "income": row["income_minor"],
                }
                for row in self.cohorts.cells.to_dict("records")
            ],
            "retention": {
                name: {
                    "count": r.count,
                    "total": r.total,
                    "rate": _known(r.share),
                    "low": r.low,
                    "high": r.high,
                }
                for name, r in (("first_time", self.cohorts.first_time), ("repeat", self.cohorts.repeat))
            },
            "transitions": self.transitions.to_dict("records"),
            "ahead": None
            if self.ahead is None
            else {
                "in_12_months": {state: _ranged(year) for state, year in self.ahead.year.items()},
                "level": {state: _ranged(level) for state, level in self.ahead.level.items()},
                "casual_to_true": {
                    "share": _ranged(self.ahead.chance),
                    "months": None if self.ahead.months is None else _ranged(self.ahead.months),
                },
            },
            "staying": [
                {"months": float(time), "share": float(share), "low": float(low), "high": float(high)}
                for time, share, low, high in zip(
                    self.staying.times, self.staying.share, self.staying.low, self.staying.high, strict=True
                )
            ],
            "conversion": {
                "window_days": self.conversion.window,
                "so_far": _rated(self.conversion.naive),
                "full_time": _rated(self.conversion.mature),
                "allowing": {
                    "rate": self.conversion.share,
                    "low": self.conversion.low,
                    "high": self.conversion.high,
                },
                "median_days": self.conversion.curve.quantile(0.5),
            },
            "notes": [note for note, _ in self.notes],
        }


def movement(found: Analysis, start: date | None = None, end: date | None = None) -> Moving:
    """How people moved between two dates, measured with the line of the analysis.

    Args:
        found: an analysis.
        start: the earlier date; a year before the end if None.
        end: the later date, not after the analysis; its day if None.

    Raises:
        ValueError: if the dates are in the wrong order, or after the day of the analysis.
    """
    end = end or found.as_of
    start = start or end - timedelta(days=BACK_DAYS)
    if start > end or end > found.as_of:
        raise ValueError("the dates are not in order")
    if found.past is None or found.line is None:
        nobody = Path(
            pd.Index([], name="person_id"), (), np.empty((0, 0), np.int8), np.empty((0, 0), np.int64)
        )
        return _moving(found, start, end, _spread(nobody, (start, end)))
    ends = month_ends(found.past.first or start, end)
    every = found.past.path(found.line, {*ends, *month_ends(start, end), start, end})
    return _moving(found, start, end, _settled(every, found))


def _moving(found: Analysis, start: date, end: date, every: Path) -> Moving:
    months = set(month_ends(min(every.days), end))
    path = every.only([day for day in every.days if start <= day and (day in months or day in (start, end))])
    whole = every.only([day for day in every.days if day in months or day == end])
    between = every.only([day for day in every.days if day in months and day >= start])
    moved = moves(every, start, end)
    stays = staying(found.supporters, found.as_of, float(found.quality["silent_after_days"]))
    return Moving(
        start,
        end,
        path,
        whole,
        moved,
        flows(moved),
        transitions(between),
        ahead(between),
        cohorts(_from_first(whole), found.events, end),
        kaplan_meier(stays["months"], stays["left"]),
        _way_up(found, whole, end),
        tuple(_notes(found, start, end, every)),
    )


def _settled(path: Path, found: Analysis) -> Path:
    """The path with the day of the analysis exactly as the analysis has it."""
    if found.as_of not in path.days:
        return path
    place = path.days.index(found.as_of)
    now = found.supporters.set_index("person_id")
    states, income = path.states.copy(), path.income.copy()
    code = pd.Index(STATES).get_indexer(pd.Index(now["state"].reindex(path.person_id)))
    states[:, place] = np.where(code < 0, ABSENT, code)
    income[:, place] = now["income_year_minor"].reindex(path.person_id).fillna(0).to_numpy()
    return replace(path, states=states, income=income)


def _way_up(found: Analysis, whole: Path, end: date) -> Conversion:
    """From the first day somebody is known to the first end of a month at which they are true."""
    if found.past is None:
        return conversion([], [], [], 0.0, BACK_DAYS)
    today = float((end - _EPOCH).days)
    entered = found.past.seen.since.astype(float)
    dated = (entered > 0) & (entered <= today)
    true = whole.states == STATES.index("true")
    reached = true.any(axis=1)
    on = np.array([(day - _EPOCH).days for day in whole.days], dtype=float)
    until = np.where(reached, on[true.argmax(axis=1)], today)
    return conversion(
        entered[dated], np.maximum(until - entered, 0.0)[dated], reached[dated], today, BACK_DAYS
    )


def _spread(path: Path, days: tuple[date, ...]) -> Path:
    days = tuple(sorted(set(days)))
    size = (len(path.person_id), len(days))
    return replace(path, days=days, states=np.full(size, ABSENT, np.int8), income=np.zeros(size, np.int64))


def _from_first(path: Path) -> Path:
    """The days from the first on which anybody was there."""
    anybody = (path.states != ABSENT).any(axis=0)
    return path.only(path.days[int(anybody.argmax()) :]) if anybody.any() else path.only(path.days[-1:])


def _notes(found: Analysis, start: date, end: date, every: Path) -> list[tuple[str, dict[str, Any]]]:
    """What to know before the numbers are believed."""
    notes: list[tuple[str, dict[str, Any]]] = []
    past = found.past
    first = past.first if past else None
    if start == end:
        notes.append(("same_day", {}))
    if past is None or first is None:
        notes.append(("no_dates", {}))
        return notes
    if start < first:
        notes.append(("before", {"day": first}))
    days = pc.unique(found.events["at"].cast(pa.date32()).drop_null()).to_pylist()
    exports = pc.unique(found.snapshots["as_of"].drop_null()).to_pylist()
    if not days and len(exports) == 1:
        notes.append(("one_export", {"day": exports[0]}))
    known = sorted({*days, *exports, start, end})
    gaps = [
        (a, b)
        for a, b in pairwise(known)
        if (b - a).days >= _GAP_DAYS and start <= a and b <= end and a >= first
    ]
    if gaps:
        longest = max(gaps, key=lambda gap: gap[1] - gap[0])
        notes.append(("gap", {"since": longest[0], "until": longest[1]}))
    since = past.seen.since
    months = np.unique(since[since > 0].astype("datetime64[D]").astype("datetime64[M]"))
    if len(months) == 1:
        notes.append(("one_month", {}))
    if not (every.states == STATES.index("true")).any():
        notes.append(("nobody_true", {}))
    reached = sum(typed.count for typed in found.settings.reach)
    if 0 < reached < len(found.supporters):
        notes.append(("reach", {"n": len(found.supporters)}))
    return notes


def _ranged(values: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(("middle", "low", "high"), values, strict=True))


def _rated(found: Rate) -> dict[str, float | None]:
    return {
        "count": found.count,
        "total": found.total,
        "rate": _known(found.share),
        "low": found.low,
        "high": found.high,
    }


def _known(share: float) -> float | None:
    return None if np.isnan(share) else share
