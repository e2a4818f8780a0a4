"""What the marks rest on: which columns of which file say that somebody shows up, pays or tells others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.marks import Evidence, MarkKnown
from truefans_core.signals.activity import INCOME_KINDS, SURVEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.analysis.result import Analysis

    Headers = Mapping[str, Mapping[str, tuple[str, ...]]]

#: Kinds of events and statements that feed the mark of paying; those of the others are what the marks were made of.
_MONEY = (*INCOME_KINDS, "refund", "lifetime_amount", "opening_amount")
#: The roles a kind of event is read from, the likeliest first; a statement is a role itself.
_READ_FROM = {
    "payment": ("amount", "unit_price", "lifetime_amount"),
    "refund": ("refund", "amount"),
    "opening_amount": ("lifetime_amount",),
    "attendance": ("checked_in_at", "status", "occurred_at"),
    "referral": ("referred_by",),
    "hours": ("hours_given",),
    SURVEY: ("recommend_score",),
    "open": ("event_type", "occurred_at"),
    "click": ("event_type", "occurred_at"),
    "comment": ("event_type", "occurred_at"),
    "visit": ("occurred_at",),
}


def with_evidence(
    marks: Mapping[str, MarkKnown],
    events: pa.Table,
    snapshots: pa.Table,
    files: Mapping[str, str],
    headers: Headers,
) -> dict[str, MarkKnown]:
    """The marks with the columns and files they rest on.

    Args:
        marks: what `marks.known` gave.
        events: columns.EVENTS.
        snapshots: columns.SNAPSHOTS.
        files: what the files are called, by file_id.
        headers: file_id → role → the columns that have it.
    """
    found = _evidence(events, snapshots, marks, files, headers)
    return {name: replace(mark, evidence=found[name]) for name, mark in marks.items()}


def of_person(found: Analysis, person_id: str) -> dict[str, tuple[Evidence, ...]]:
    """What each mark of one person rests on; a mark without any is 0 or unknown.

    Args:
        found: the analysis.
        person_id: of the person.
    """
    events, snapshots = (
        table.filter(pc.equal(table["person_id"], person_id)) for table in (found.events, found.snapshots)
    )
    return _evidence(events, snapshots, found.marks, found.files, found.headers)


def _evidence(
    events: pa.Table,
    snapshots: pa.Table,
    marks: Mapping[str, MarkKnown],
    files: Mapping[str, str],
    headers: Headers,
) -> dict[str, tuple[Evidence, ...]]:
    counted = [
        *_counted(events, "kind"),
        *_counted(snapshots.filter(pc.is_valid(snapshots["value"])), "measure"),
    ]
    return {
        name: tuple(
            Evidence(file_id, files.get(file_id, ""), sign, _headers(headers.get(file_id, {}), sign), rows)
            for file_id, sign, rows in sorted(counted)
            if sign in (_MONEY if name == "investment" else mark.columns)
        )
        for name, mark in marks.items()
    }


def _counted(rows: pa.Table, column: str) -> list[tuple[str, str, int]]:
    """File, sign and how many rows name somebody."""
    named = rows.select(["file_id", column])
    if rows["person_id"].null_count:
        named = named.filter(pc.is_valid(rows["person_id"]))
    counts = named.group_by(["file_id", column]).aggregate([([], "count_all")])
    columns = (counts[name].to_pylist() for name in ("file_id", column, "count_all"))
    return [(file or "", sign, rows) for file, sign, rows in zip(*columns, strict=True)]


def _headers(of_file: Mapping[str, tuple[str, ...]], sign: str) -> tuple[str, ...]:
    roles = _READ_FROM.get(sign, (sign,))
    return next((tuple(of_file[role]) for role in roles if of_file.get(role)), ())
