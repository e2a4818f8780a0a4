"""What to know of two dates before the numbers between them are believed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import STATES

if TYPE_CHECKING:
    from truefans_core.analysis.result import Analysis
    from truefans_core.history import Path

Note = tuple[str, dict[str, Any]]
_EPOCH = date(1970, 1, 1)
#: Time without anything recorded that is worth a word.
_GAP_DAYS = 92
#: So few people, so long before everybody else, are dated before there was anything to join.
_FEW, _LONG_BEFORE_DAYS = 0.02, 730


def cautions(found: Analysis, start: date, end: date, every: Path) -> list[Note]:
    """What to know: the last part of a message id `movement.note.…`, and what it says.

    Args:
        found: the analysis.
        start: the earlier date.
        end: the later date.
        every: states on all days looked at.
    """
    notes: list[Note] = []
    past = found.past
    first = past.first if past else None
    if start == end:
        notes.append(("same_day", {}))
    if past is None or first is None:
        notes.append(("no_dates", {}))
        return notes
    if start < first:
        notes.append(("before", {"day": first}))
    notes += _of_files(found, start, end, first)
    since = past.seen.since
    known = np.sort(since[(since > 0) & (since <= (end - _EPOCH).days)])
    months = np.unique(known.astype("datetime64[D]").astype("datetime64[M]"))
    if len(months) == 1:
        notes.append(("one_month", {}))
    notes += _too_old(known)
    if not (every.states == STATES.index("true")).any():
        notes.append(("nobody_true", {}))
    reached = sum(typed.count for typed in found.settings.reach)
    if 0 < reached < len(found.supporters):
        notes.append(("reach", {"n": len(found.supporters)}))
    return notes


def _of_files(found: Analysis, start: date, end: date, first: date) -> list[Note]:
    notes: list[Note] = []
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
    return notes


def _too_old(known: Any) -> list[Note]:
    """A few people dated long before everybody else."""
    gaps = np.diff(known[: max(1, int(len(known) * _FEW)) + 1])
    if not len(gaps) or gaps.max() < _LONG_BEFORE_DAYS:
        return []
    few = int(gaps.argmax()) + 1
    return [("older", {"n": few, "day": _EPOCH + timedelta(days=int(known[few]))})]
