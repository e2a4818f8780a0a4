"""Whether everything in a workspace that comes from elsewhere can be read, before any of it is used.

Its checksums only say that nobody changed it since whoever made it. Tables are looked at in a worker, as every other
file from outside is; the rest is small and read here.
"""

from __future__ import annotations

import sqlite3

from truefans_core.problems import Problem, Refused
from truefans_core.reading.reader import check_stored
from truefans_core.store import blobs, uploads

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
    damaged = Refused(Problem("R_STORE_DAMAGED", params={"file": file}))
    try:
        for (kind,) in connection.execute("SELECT DISTINCT kind FROM entry").fetchall():
            blobs.entries(connection, kind)
        for upload in uploads.every(connection):
            for number, data in uploads.parquet(connection, upload.id):
                upload.mappings[number]  # noqa: B018 a table without one could never be read
                check_stored(file, data)
    except Refused as refused:
        if refused.problem.code in _OF_THE_MOMENT:
            raise
        raise damaged from refused
    except (
        KeyError,
        TypeError,
        ValueError,
    ) as error:  # an entry without what it belongs to, a day that is none
        raise damaged from error
