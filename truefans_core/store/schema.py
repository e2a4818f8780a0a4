"""The tables of a workspace file, as numbered steps from nothing to the latest version.

A step is never changed once released: a change is a further step. `user_version` is the number of steps taken.
"""

from __future__ import annotations

import json
from hashlib import sha256

#: Tells a workspace from any other SQLite file ("TFNS").
APPLICATION = 0x54464E53

_FIRST = (
    "PRAGMA application_id = 1413893715",
    "CREATE TABLE version (number INTEGER NOT NULL)",
    "INSERT INTO version VALUES (0)",
    # Bytes with the sha256 they must have when they are read.
    "CREATE TABLE blob (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, bytes BLOB NOT NULL)",
    # A file the user gave; raw points to its bytes until it is confirmed.
    """
    CREATE TABLE upload (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        added TEXT NOT NULL,
        confirmed INTEGER NOT NULL DEFAULT 0,
        raw INTEGER REFERENCES blob (id)
    )
    """,
    # The columns with a meaning of each table of a confirmed file, as Parquet.
    """
    CREATE TABLE upload_table (
        upload TEXT NOT NULL REFERENCES upload (id),
        number INTEGER NOT NULL,
        blob INTEGER NOT NULL REFERENCES blob (id),
        PRIMARY KEY (upload, number)
    )
    """,
    # Everything small: settings, decisions, scenarios, notes, mappings; the value is JSON.
    """
    CREATE TABLE entry (
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        PRIMARY KEY (kind, key)
    ) WITHOUT ROWID
    """,
    "PRAGMA user_version = 1",
)

#: What the list of files says is checked when it is read, as the bytes are; `row_sum` is given to every connection.
_SECOND = (
    "ALTER TABLE upload ADD COLUMN sha256 TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE upload_table ADD COLUMN sha256 TEXT NOT NULL DEFAULT ''",
    "UPDATE upload SET sha256 = row_sum(id, name, size, added, confirmed, raw)",
    "UPDATE upload_table SET sha256 = row_sum(upload, number, blob)",
    "PRAGMA user_version = 2",
)

#: All steps in order.
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND)


def row_sum(*values: str | float | None) -> str:
    """The checksum of the values of a row, as the column `sha256` of its table keeps it."""
    return sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
