"""Whether everything in a workspace that comes from elsewhere can be read, before any of it is used.

Its checksums only say that nobody changed it since whoever made it. Tables are looked at in a worker, as every other
file from outside is; the rest is small and read here.
"""

from __future__ import annotations

import sqlite3

from truefans_core.problems import Problem, Refused
from truefans_core.reading.reader import check_stored
from truefans_core.store import blobs, shapes, uploads

#: Refusals that say something of this computer at this moment, not of the file.
_OF_THE_MOMENT = frozenset({"R_MEMORY", "R_SLOW", "R_WORKER"})


def vet(connection: sqlite3.Connection, file: str) -> None:
    """Read everything once.

    Args:
        connection: in a transaction; every checksum holds (`copying.verify`).
        file: what to call it, for the sentence of a refusal.

    Raises:
        Refused: R_STORE_DAMAGED, or R_MEMORY, R_SLOW, R_WORKER where a table cannot be looked at.
    """
    try:
        _read(connection, file)
    except (
        Refused,
        TypeError,
        ValueError,
    ) as error:  # ValueError: columns of no version of ours, a day that is none
        if isinstance(error, Refused) and error.problem.code in _OF_THE_MOMENT:
            raise
        raise Refused(Problem("R_STORE_DAMAGED", params={"file": file})) from error


def _read(connection: sqlite3.Connection, file: str) -> None:
    for (kind,) in connection.execute("SELECT DISTINCT kind FROM entry").fetchall():
        for key, value in blobs.entries(connection, kind).items():
            if not shapes.sound(kind, key, value):
                raise ValueError("a value that the app would not have kept")
    for upload in uploads.every(connection):
        for number, data in uploads.parquet(connection, upload.id):
            if number not in upload.mappings:
                raise ValueError("a table whose columns mean nothing")
            check_stored(file, data)
