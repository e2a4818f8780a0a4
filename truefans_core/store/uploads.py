"""The files of a workspace: bytes while the user looks at them, then only the columns with a meaning."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from truefans_core.columns import NOT_KEPT
from truefans_core.mapping import Mapping
from truefans_core.problems import Problem, Refused
from truefans_core.reading import stored
from truefans_core.reading.tables import RawTable
from truefans_core.sources import SOURCES
from truefans_core.store import blobs
from truefans_core.store.schema import row_sum

_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Upload:
    """A file the user gave.

    Attributes:
        id: prefix of the sha256 of its bytes: the same file is the same upload.
        name: as given, for words only.
        size: bytes.
        added: the day it was given.
        confirmed: whether only its columns with a meaning are left.
        mappings: table number to what its columns mean, where the user has said or confirmed it.
    """

    id: str
    name: str
    size: int
    added: date
    confirmed: bool
    mappings: dict[int, Mapping]


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table of a confirmed file and what its columns mean. Columns without a role are gone from both."""

    raw: RawTable
    mapping: Mapping


def id_of(data: bytes) -> str:
    """The id of the upload of these bytes."""
    return sha256(data).hexdigest()[:_ID_LENGTH]


def add(connection: sqlite3.Connection, name: str, data: bytes, on: date) -> str:
    """Keep a file as it is. A file that was confirmed before opens again, with its mappings."""
    upload = id_of(data)
    row = connection.execute("SELECT raw FROM upload WHERE id = ?", (upload,)).fetchone()
    if row is None:
        connection.execute(
            "INSERT INTO upload (id, name, size, added, raw) VALUES (?, ?, ?, ?, ?)",
            (upload, name, len(data), on.isoformat(), blobs.put(connection, data)),
        )
    elif row[0] is None:
        _drop_tables(connection, upload)
        connection.execute(
            "UPDATE upload SET raw = ?, confirmed = 0 WHERE id = ?",
            (blobs.put(connection, data), upload),
        )
    _seal(connection, upload)
    return upload


def every(connection: sqlite3.Connection) -> tuple[Upload, ...]:
    """All uploads in the order they were given.

    Raises:
        Refused: `R_STORE_DAMAGED` if the list is not what was stored.
    """
    rows = connection.execute(
        "SELECT id, name, size, added, confirmed, raw, sha256 FROM upload ORDER BY place"
    ).fetchall()
    _check(rows)
    mappings: dict[str, dict[int, Mapping]] = {}
    for key, text in blobs.entries(connection, "mapping").items():
        upload, number = key.split("/")
        mappings.setdefault(upload, {})[int(number)] = Mapping.from_json(text)
    return tuple(
        Upload(upload, name, size, date.fromisoformat(added), bool(confirmed), mappings.get(upload, {}))
        for upload, name, size, added, confirmed, *_ in rows
    )


def raw(connection: sqlite3.Connection, upload: str) -> bytes | None:
    """The bytes of a file, or None once it is confirmed."""
    number, name = _row(connection, upload)
    return None if number is None else blobs.get(connection, number, name)


def set_mapping(connection: sqlite3.Connection, upload: str, number: int, mapping: Mapping) -> None:
    """Keep what the columns of one table mean."""
    _row(connection, upload)
    blobs.put_entry(connection, "mapping", _mapping_key(upload, number), mapping.to_json())


def confirm(connection: sqlite3.Connection, upload: str, tables: Sequence[StoredTable]) -> None:
    """Put the columns with a meaning in the place of the bytes."""
    number, _ = _row(connection, upload)
    _drop_tables(connection, upload)
    for place, table in enumerate(tables):
        kept = _kept(table)
        connection.execute(
            "INSERT INTO upload_table (upload, number, blob) VALUES (?, ?, ?)",
            (upload, place, blobs.put(connection, stored.to_parquet(kept.raw))),
        )
        set_mapping(connection, upload, place, kept.mapping)
    connection.execute("UPDATE upload SET raw = NULL, confirmed = 1 WHERE id = ?", (upload,))
    blobs.drop(connection, number)
    _seal(connection, upload)


def tables(connection: sqlite3.Connection, upload: str) -> tuple[StoredTable, ...]:
    """The tables of a confirmed file; none before."""
    mappings = blobs.entries(connection, "mapping")
    return tuple(
        StoredTable(stored.from_parquet(data), Mapping.from_json(mappings[_mapping_key(upload, number)]))
        for number, data in parquet(connection, upload)
    )


def parquet(connection: sqlite3.Connection, upload: str) -> Iterator[tuple[int, bytes]]:
    """The numbers and the bytes of the tables of a confirmed file.

    Raises:
        Refused: `R_STORE_DAMAGED` if one is not what was stored.
    """
    _, name = _row(connection, upload)
    rows = connection.execute(
        "SELECT upload, number, blob, sha256 FROM upload_table WHERE upload = ? ORDER BY number", (upload,)
    ).fetchall()
    _check(rows)
    for _, number, blob, _ in rows:
        yield number, blobs.get(connection, blob, name)


def remove(connection: sqlite3.Connection, upload: str) -> None:
    """Delete a file with its tables and mappings."""
    number, _ = _row(connection, upload)
    _drop_tables(connection, upload)
    connection.execute("DELETE FROM upload WHERE id = ?", (upload,))
    blobs.drop(connection, number)
    for key in blobs.entries(connection, "mapping"):
        if key.startswith(upload + "/"):
            blobs.drop_entry(connection, "mapping", key)


def _row(connection: sqlite3.Connection, upload: str) -> tuple[int | None, str]:
    row = connection.execute("SELECT raw, name FROM upload WHERE id = ?", (upload,)).fetchone()
    if row is None:
        raise KeyError(upload)
    return row[0], row[1]


def _seal(connection: sqlite3.Connection, upload: str) -> None:
    """Write the checksums of the rows of an upload anew."""
    connection.execute(
        "UPDATE upload SET sha256 = row_sum(id, name, size, added, confirmed, raw) WHERE id = ?", (upload,)
    )
    connection.execute(
        "UPDATE upload_table SET sha256 = row_sum(upload, number, blob) WHERE upload = ?", (upload,)
    )


def _check(rows: Sequence[tuple[Any, ...]]) -> None:
    """Refuse rows that are not what their checksum, the last of each, was made of."""
    for *values, checksum in rows:
        if row_sum(*values) != checksum:
            raise Refused(Problem("R_STORE_DAMAGED", params={"file": ""}))


def _drop_tables(connection: sqlite3.Connection, upload: str) -> None:
    numbers = connection.execute("SELECT blob FROM upload_table WHERE upload = ?", (upload,)).fetchall()
    connection.execute("DELETE FROM upload_table WHERE upload = ?", (upload,))
    for (number,) in numbers:
        blobs.drop(connection, number)


def _mapping_key(upload: str, number: int) -> str:
    return "/".join((upload, str(number)))


def _kept(table: StoredTable) -> StoredTable:
    uses = tuple(use if use.role not in NOT_KEPT else replace(use, role=None) for use in table.mapping.uses)
    wanted = {use.header for use in uses if use.role is not None} | _named_by_recipe(table.mapping.source)
    headers = tuple(header for header in table.raw.headers if header in wanted)
    return StoredTable(
        replace(table.raw, headers=headers, cells=table.raw.cells.select(headers)),
        replace(table.mapping, uses=uses),
    )


def _named_by_recipe(slug: str | None) -> set[str]:
    """Headers that have no role but that the export's recipe reads: the day of the export, who is active."""
    source = None if slug is None else SOURCES.get(slug)
    return set() if source is None else {h for h in (source.export_date, source.active_flag) if h is not None}
