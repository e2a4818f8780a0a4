"""One person out of everything a workspace holds: rows of files, decisions, notes."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core import mapping
from truefans_core.extract import extract
from truefans_core.people.erasing import Erased, Held, without
from truefans_core.people.keys import name_key
from truefans_core.problems import TrueFansError
from truefans_core.reading.tables import RawTable
from truefans_core.store import blobs, uploads
from truefans_core.store.uploads import StoredTable

_REASON = "W_ERASED"
#: Kinds of small values that can name a person; settings and mappings name columns, currencies, days.
_NAMING = ("decision", "note", "scenario")
#: The role of a column that says who brought the person of the row.
_BRINGER = "referred_by"
#: Letters of an address that may stand right before another one, or go on with its domain.
_OF_DOMAIN = r"\p{L}\p{N}"
_OF_ADDRESS = rf"-.+_%{_OF_DOMAIN}"
_SHORTEST = 5  # letters: a shorter id or name stands by chance in too many texts


@dataclass(frozen=True, slots=True)
class Opened:
    """A table of a file as it was read, and what its columns mean where that is settled."""

    raw: RawTable
    mapping: mapping.Mapping | None


@dataclass(frozen=True, slots=True)
class Removal:
    """What erasing a person did to files, by their names.

    Attributes:
        confirmed: waited for confirmation and hold only the columns with a meaning now.
        removed: spoke of the person, or could not be read, and could not be confirmed.
        rows: how many rows were taken out.
    """

    confirmed: tuple[str, ...]
    removed: tuple[str, ...]
    rows: int


def drop_rows(connection: sqlite3.Connection, who: Held, opened: Mapping[str, Sequence[Opened]]) -> Removal:
    """Take the rows of a person out of every file; the account keeps their lines with the reason W_ERASED."""
    confirmed, removed, rows = [], [], 0
    for upload in uploads.every(connection):
        if upload.confirmed:
            tables = uploads.tables(connection, upload.id)
        else:
            read = opened.get(upload.id, ())
            settled = [StoredTable(each.raw, each.mapping) for each in read if each.mapping is not None]
            if not read or len(settled) < len(read):
                if not read or any(_speaks_of(each.raw, who) for each in read):
                    uploads.remove(connection, upload.id)
                    removed.append(upload.name)
                continue
            tables = tuple(settled)
            confirmed.append(upload.name)
        less = [replace(table, raw=without_person(table, who)) for table in tables]
        rows += sum(a.raw.cells.num_rows - b.raw.cells.num_rows for a, b in zip(tables, less, strict=True))
        uploads.confirm(connection, upload.id, less)
    return Removal(tuple(confirmed), tuple(removed), rows)


def drop_entries(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    """Delete decisions and notes that name the person by an address, id or key.

    A list of people in a note, such as who is left out to compare, loses the person and stays.
    """
    wanted = [name.lower() for name in names if len(name) >= _SHORTEST]
    for kind in _NAMING:
        for key, value in blobs.entries(connection, kind).items():
            less = _without_items(value, wanted)
            text = (key + json.dumps(less, ensure_ascii=False)).lower()
            if any(name in text for name in wanted):
                blobs.drop_entry(connection, kind, key)
            elif less != value:
                blobs.put_entry(connection, kind, key, less)


def _without_items(value: Any, wanted: Sequence[str]) -> Any:
    """The value without the texts of its lists that name the person."""
    if not isinstance(value, dict):
        return value
    return {
        key: [
            item
            for item in each
            if not (isinstance(item, str) and any(name in item.lower() for name in wanted))
        ]
        if isinstance(each, list)
        else each
        for key, each in value.items()
    }


def without_lines(table: RawTable, lines: Iterable[int]) -> RawTable:
    """A table without some of its lines, which are set aside as erased."""
    gone = frozenset(lines)
    mask = pc.is_in(table.lines, value_set=pa.array(sorted(gone), pa.int64()))
    erased = [(line, _REASON) for line in table.lines.filter(mask).to_pylist()]
    already = [(line, _REASON if line in gone else why) for line, why in table.set_aside]
    stay = pc.invert(mask)
    return replace(
        table,
        cells=table.cells.filter(stay),
        lines=table.lines.filter(stay),
        set_aside=tuple(sorted({*already, *erased})),
        formulas_without_value=tuple(each for each in table.formulas_without_value if each[0] not in gone),
        head=(),
    )


def without_erased(table: StoredTable, erased: Erased, currency: str | None) -> StoredTable:
    """A table of a later import without the rows of people who were erased before.

    Args:
        table: about to be kept, with a mapping that gives records.
        erased: whom to leave out.
        currency: of amounts without one.
    """
    if not erased.digests:
        return table
    try:
        records = extract(table.raw, table.mapping, default_currency=currency)
    except TrueFansError:  # a table that gives no record names nobody
        return table
    (left,) = without([records], erased)
    account = left.account.filter(pc.equal(left.account["reason"], _REASON))
    return replace(table, raw=without_lines(table.raw, account["line"].to_pylist()))


def without_person(table: StoredTable, who: Held) -> RawTable:
    """A table without the rows of a person.

    In somebody else's row an address of theirs is emptied, and their name where it says who brought somebody.
    """
    left = without_lines(table.raw, who.lines.get(table.raw.file_id, ()))
    cells = left.cells
    bringing = table.mapping.headers_of(_BRINGER)
    for place, header in enumerate(left.headers):
        column = cells[header]
        mask = _names(column, who)
        if header in bringing:
            mask = pc.or_(mask, _is(column, {*who.values, *who.names}))
        if pc.any(mask).as_py():
            cells = cells.set_column(place, header, pc.if_else(mask, pa.scalar(None, column.type), column))
    return replace(left, cells=cells)


def _speaks_of(table: RawTable, who: Held) -> bool:
    """Whether a table that waits for an answer has a cell with an address, id or full name of the person."""
    values = {*who.values, *(name for name in who.names if " " in name)}
    return any(
        pc.any(pc.or_(_names(column, who), _is(column, values))).as_py() for column in table.cells.columns
    )


def _is(column: pa.ChunkedArray, values: Iterable[str]) -> pa.ChunkedArray:
    """Which cells say nothing but one of these values, given in lower case; a company may add its legal form."""
    wanted = pa.array(sorted(values), pa.string())
    bare = pc.utf8_ltrim(pc.utf8_trim_whitespace(pc.utf8_lower(column)), characters="@")
    return pc.or_(
        pc.is_in(bare, value_set=wanted), pc.is_in(name_key(column), value_set=wanted, skip_nulls=True)
    )


def _names(column: pa.ChunkedArray, who: Held) -> pa.ChunkedArray:
    """Which cells hold an e-mail address of the person, whatever stands around it."""
    lower = pc.utf8_lower(column)
    mask = pa.chunked_array([pa.array([False] * len(column), pa.bool_())])
    for address in (value for value in who.values if "@" in value):
        # joann@example.com is not ann@example.com, nor is ann@example.com.au.
        whole = rf"(?:^|[^{_OF_ADDRESS}]){re.escape(address)}(?:$|[^-.{_OF_DOMAIN}]|\.(?:$|[^{_OF_DOMAIN}]))"
        mask = pc.or_(mask, pc.fill_null(pc.match_substring_regex(lower, whole), fill_value=False))
    return mask
