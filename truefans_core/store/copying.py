"""The content of one workspace into another, row by row: nothing but our own tables' rows ever comes along."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

from truefans_core.problems import Problem, Refused
from truefans_core.store.blobs import entry_sum
from truefans_core.store.schema import row_sum

_BLOBS = ("SELECT id, sha256, bytes FROM blob", "INSERT INTO blob (id, sha256, bytes) VALUES (?, ?, ?)")
_UPLOADS = (
    "SELECT place, id, name, size, added, confirmed, raw, sha256 FROM upload ORDER BY place",
    "INSERT INTO upload (place, id, name, size, added, confirmed, raw, sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
)
_TABLES = (
    "SELECT upload, number, blob, sha256 FROM upload_table",
    "INSERT INTO upload_table (upload, number, blob, sha256) VALUES (?, ?, ?, ?)",
)
_ENTRIES = (
    "SELECT kind, key, value, sha256 FROM entry",
    "INSERT INTO entry (kind, key, value, sha256) VALUES (?, ?, ?, ?)",
)
#: Parents before children: rows point only to what is there.
_ALL = (_BLOBS, _UPLOADS, _TABLES, _ENTRIES)


def delete_rows(connection: sqlite3.Connection) -> None:
    """Empty all tables."""
    for statement in (
        "DELETE FROM upload_table",
        "DELETE FROM upload",
        "DELETE FROM blob",
        "DELETE FROM entry",
        "DELETE FROM sqlite_sequence",
    ):
        connection.execute(statement)


def copy_rows(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Put the rows of one workspace in the place of those of another; both are in a transaction."""
    delete_rows(target)
    for read, write in _ALL:
        for row in source.execute(read):
            target.execute(write, row)


def verify(connection: sqlite3.Connection, file: str) -> None:
    """Check every row and every byte against its checksum.

    Args:
        connection: in a transaction.
        file: what to call it, for the sentence about damage.

    Raises:
        Refused: `R_STORE_DAMAGED` if something is not what was stored.
    """
    if not _whole(connection):
        raise Refused(Problem("R_STORE_DAMAGED", params={"file": file}))


def _whole(connection: sqlite3.Connection) -> bool:
    blobs = all(
        isinstance(data, bytes) and sha256(data).hexdigest() == checksum
        for _, checksum, data in connection.execute(_BLOBS[0])
    )
    return blobs and facts_whole(connection)


def facts_whole(connection: sqlite3.Connection) -> bool:
    """Whether everything but the bytes is what was stored, every row with what it points to."""
    try:
        uploads = all(row_sum(*row[1:-1]) == row[-1] for row in connection.execute(_UPLOADS[0]))
        tables = all(row_sum(*row[:-1]) == row[-1] for row in connection.execute(_TABLES[0]))
        entries = all(entry_sum(*row[:-1]) == row[-1] for row in connection.execute(_ENTRIES[0]))
    except (
        TypeError,
        ValueError,
        sqlite3.OperationalError,
    ):  # bytes where a text was, or a text that is none
        return False
    pointers = connection.execute("PRAGMA foreign_key_check").fetchone() is None
    return uploads and tables and entries and pointers
