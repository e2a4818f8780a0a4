"""A workspace as one file to carry: out with every byte checked, in as if a stranger had made it.

A portable file is an SQLite database with exactly our tables. Of one that comes in only rows of these tables are
copied, into a database made anew, after the bytes of every row were checked against its checksum: nothing else that
such a file can hold, such as triggers or views, ever runs. A checksum only tells that nothing changed since somebody
made it, so what the rows hold is looked at too (`vetting`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from truefans_core.problems import Problem, Refused
from truefans_core.store import copying, vetting
from truefans_core.store.database import Database
from truefans_core.store.schema import MIGRATIONS

#: The most that one file may hold.
MOST_BYTES = 512 << 20
_MAGIC = b"SQLite format 3\0"
_MODES = slice(18, 20)  # where the header says how the file is written; 1 is plain, 2 needs a log beside it
_PLAIN = b"\x01\x01"
_STEPS_BETWEEN_LOOKS, _MOST_LOOKS = 100_000, 20_000  # a made-up file must not keep us busy for ever


def pack(connection: sqlite3.Connection) -> bytes:
    """The rows of a workspace as the bytes of a file of their own; `connection` is in a transaction."""
    copy = Database(None)
    try:
        with copy.writing() as target:
            copying.copy_rows(connection, target)
        with closing(sqlite3.connect(":memory:")) as plain:
            copy.copy_into(plain)
            return bytes(plain.serialize())
    finally:
        copy.close()


def unpack(data: bytes, file: str) -> Database:
    """The workspace in the bytes of a file, in memory.

    Raises:
        Refused: R_TOO_LARGE, R_STORE_FOREIGN if it is no workspace or more than one, R_STORE_NEWER, R_STORE_DAMAGED;
            R_MEMORY, R_SLOW or R_WORKER where a table of it cannot be looked at.
    """
    if len(data) > MOST_BYTES:
        raise Refused(Problem("R_TOO_LARGE", params={"file": file, "limit_mb": MOST_BYTES >> 20}))
    if not data.startswith(_MAGIC):
        raise Refused(Problem("R_STORE_FOREIGN", params={"file": file}))
    given = bytearray(data)
    given[_MODES] = _PLAIN
    try:
        guest = Database(None, fill=_filler(bytes(given)))
    except Refused as refused:
        code = refused.problem.code
        # Whatever SQLite stumbles over in a file of the right structure is damage.
        raise Refused(
            Problem("R_STORE_DAMAGED" if code == "R_STORE" else code, params={"file": file})
        ) from refused
    host = Database(None)
    try:
        with guest.reading() as source, host.writing() as target:
            copying.verify(source, file)
            copying.copy_rows(source, target)
        with host.reading() as rows:
            vetting.vet(rows, file)
    except Refused as refused:
        host.close()
        if not refused.problem.code.startswith("R_STORE"):
            raise
        raise Refused(Problem("R_STORE_DAMAGED", params={"file": file})) from refused
    except BaseException:
        host.close()
        raise
    finally:
        guest.close()
    return host


def write(source: Database, path: Path) -> None:
    """Put the rows of a workspace into a new file, whole or not at all.

    Raises:
        Refused: one of the codes that start with R_STORE.
    """
    target = Database(path)
    try:
        with source.reading() as rows, target.writing() as connection:
            copying.copy_rows(rows, connection)
    except BaseException:
        target.close()
        path.unlink(missing_ok=True)
        raise
    target.close()


def read_only(path: Path, memory: sqlite3.Connection) -> None:
    """Copy a file that cannot be written into a connection, with the log beside it where that can be read.

    Raises:
        sqlite3.Error: if it cannot be read.
    """
    for options in ("mode=ro", "mode=ro&immutable=1"):
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True)) as file:
                file.backup(memory)
        except sqlite3.Error:
            continue
        return
    raise sqlite3.OperationalError


def _filler(data: bytes) -> Callable[[sqlite3.Connection], None]:
    """Open the bytes of a stranger's file: its structure must be exactly that of a workspace of some version."""

    def fill(memory: sqlite3.Connection) -> None:
        looks = 0

        def stop() -> bool:
            nonlocal looks
            looks += 1
            return looks > _MOST_LOOKS

        memory.deserialize(data)
        memory.execute("PRAGMA trusted_schema = OFF")
        memory.execute("PRAGMA cell_size_check = ON")
        memory.set_progress_handler(stop, _STEPS_BETWEEN_LOOKS)
        version = int(memory.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            return  # opening says that it is newer, before anything of it is read
        if version < 1 or _structure(memory) != _expected(version):
            raise Refused(Problem("R_STORE_FOREIGN", params={"file": ""}))

    return fill


def _expected(version: int) -> list[tuple[str, ...]]:
    made = Database(None, migrations=MIGRATIONS[:version])
    try:
        with made.reading() as connection:
            return _structure(connection)
    finally:
        made.close()


def _structure(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return sorted(
        connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    )
