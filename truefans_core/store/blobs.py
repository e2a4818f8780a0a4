"""Bytes and small values, each with the sha256 that is checked whenever it is read.

SQLite gives wrong data without a word after a flipped byte; a checksum turns that into a named damage.
"""

from __future__ import annotations

import json
import sqlite3
from hashlib import sha256
from typing import Any

from truefans_core.problems import Problem, Refused


def put(connection: sqlite3.Connection, data: bytes) -> int:
    """Store bytes; gives their number."""
    row = connection.execute(
        "INSERT INTO blob (sha256, bytes) VALUES (?, ?)", (sha256(data).hexdigest(), data)
    )
    return int(row.lastrowid or 0)


def get(connection: sqlite3.Connection, number: int, file: str) -> bytes:
    """The bytes of a number.

    Args:
        connection: in a transaction.
        number: as `put` gave it.
        file: the name of the upload, for the sentence about damage.

    Raises:
        Refused: `R_STORE_DAMAGED` if they are not what was stored.
    """
    row = connection.execute("SELECT sha256, bytes FROM blob WHERE id = ?", (number,)).fetchone()
    if row is None or sha256(row[1]).hexdigest() != row[0]:
        raise Refused(Problem("R_STORE_DAMAGED", params={"file": file}))
    return bytes(row[1])


def drop(connection: sqlite3.Connection, number: int | None) -> None:
    """Delete bytes; secure_delete writes zeros over them."""
    connection.execute("DELETE FROM blob WHERE id = ?", (number,))


def put_entry(connection: sqlite3.Connection, kind: str, key: str, value: Any) -> None:
    """Store a value that JSON can hold.

    Raises:
        ValueError: if it holds NaN or infinity.
        TypeError: if JSON cannot hold it.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    connection.execute(
        "INSERT INTO entry VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, sha256 = excluded.sha256",
        (kind, key, text, entry_sum(kind, key, text)),
    )


def entries(connection: sqlite3.Connection, kind: str, key: str | None = None) -> dict[str, Any]:
    """The values of a kind by key, in alphabetical order; only that of `key` where one is named.

    Raises:
        Refused: `R_STORE_DAMAGED` if one is not what was stored.
    """
    rows = connection.execute(
        "SELECT key, value, sha256 FROM entry WHERE kind = ?1 AND (?2 IS NULL OR key = ?2) ORDER BY key",
        (kind, key),
    )
    found = {}
    for name, text, checksum in rows:
        if entry_sum(kind, name, text) != checksum:
            raise Refused(Problem("R_STORE_DAMAGED", params={"file": kind}))
        try:
            found[name] = json.loads(text)
        except (ValueError, RecursionError) as error:  # whoever made the file made the checksum too
            raise Refused(Problem("R_STORE_DAMAGED", params={"file": kind})) from error
    return found


def drop_entry(connection: sqlite3.Connection, kind: str, key: str) -> None:
    """Delete a value; nothing happens where there is none."""
    connection.execute("DELETE FROM entry WHERE kind = ? AND key = ?", (kind, key))


def entry_sum(kind: str, key: str, text: str) -> str:
    """The checksum of a small value."""
    return sha256("\n".join((kind, key, text)).encode()).hexdigest()
