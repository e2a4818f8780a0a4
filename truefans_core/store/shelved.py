"""What a look at the file of a workspace tells, without opening it for good."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from truefans_core.problems import Problem, Refused
from truefans_core.store import backups
from truefans_core.store.blobs import entries
from truefans_core.store.place import SUFFIX
from truefans_core.store.schema import APPLICATION, MIGRATIONS

_LOOK_S = 1.0


@dataclass(frozen=True, slots=True)
class Shelved:
    """A workspace on the shelf.

    Attributes:
        id: the name of its file without the ending.
        name: what the user calls it; None where it has no name yet or cannot be read.
        used: the day it was opened or changed last, UTC.
        size: bytes of its file.
        problem: why it cannot be opened, as far as a look at it tells; None where it can.
        copy_of: the day of the copy that can be brought back, or None where there is none.
    """

    id: str
    name: str | None
    used: date
    size: int
    problem: Problem | None
    copy_of: date | None


def used(path: Path) -> float:
    """When a workspace was opened or changed last; 0 where it is gone."""
    found = 0.0
    for each in (path, path.with_name(path.name + "-wal")):
        with suppress(OSError):
            found = max(found, each.stat().st_mtime)
    return found


def look(path: Path) -> Shelved:
    """What a look at a file tells, without opening it for good."""
    name, problem = None, None
    try:
        name = _read_name(path)
    except Refused as refused:
        problem = Problem(refused.problem.code, params={"file": path.name})
    except sqlite3.OperationalError:
        problem = Problem("R_STORE", params={"file": path.name})
    except sqlite3.DatabaseError:
        problem = Problem("R_STORE_DAMAGED", params={"file": path.name})
    copy = backups.latest(path)
    return Shelved(
        id=path.name.removesuffix(SUFFIX),
        name=name,
        used=datetime.fromtimestamp(used(path), UTC).date(),
        size=path.stat().st_size,
        problem=problem,
        copy_of=None if copy is None else datetime.fromtimestamp(copy.stat().st_mtime, UTC).date(),
    )


def _read_name(path: Path) -> str | None:
    if path.stat().st_size == 0:
        return None  # made by another window this moment
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_LOOK_S)) as file:
        if file.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise Refused(Problem("R_STORE_FOREIGN", params={"file": path.name}))
        if file.execute("PRAGMA user_version").fetchone()[0] > len(MIGRATIONS):
            raise Refused(Problem("R_STORE_NEWER", params={"file": path.name}))
        found = entries(file, "marker", "name").get("name")
        return None if found is None else str(found)
