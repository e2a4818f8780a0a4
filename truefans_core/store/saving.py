"""Where the values of a workspace lie: a file, memory, or memory for as long as its file cannot be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self, TypeVar

from truefans_core.problems import Problem, Refused
from truefans_core.store import blobs, copying, portable
from truefans_core.store.database import WAIT_MS, Database

_T = TypeVar("_T")
#: The marker that names what was read so far.
EDITION = "edition"
#: How long to wait when only looking whether saving works again.
_LOOK_MS = 100
#: What stops a file from being written, though the session can go on in memory.
_CANNOT_SAVE = frozenset({"R_STORE", "R_STORE_FULL", "R_STORE_BUSY"})


class Saving:
    """Reads and writes of a workspace, each a transaction.

    A workspace that `open_or_not_saving` gave goes on in memory where its file cannot be written any more:
    `trouble` says why, and `save_again` brings what was changed meanwhile to the file.
    """

    def __init__(self, database: Database, *, wait_ms: int = WAIT_MS) -> None:
        self._database = database
        self._wait_ms = wait_ms
        self._goes_on = False
        self._file: Path | None = database.path
        self._left_at = 0
        self._trouble: Problem | None = None

    @classmethod
    def open(cls, path: Path | None, *, wait_ms: int = WAIT_MS) -> Self:
        """Open or make the workspace of a file; None for one in memory.

        Raises:
            Refused: R_STORE if the folder or file cannot be used, R_STORE_FOREIGN, R_STORE_NEWER, R_STORE_DAMAGED,
                R_STORE_BUSY or R_STORE_FULL.
        """
        return cls(Database(path, wait_ms=wait_ms), wait_ms=wait_ms)

    @classmethod
    def in_memory(cls) -> Self:
        """A workspace that ends with its session."""
        return cls.open(None)

    @classmethod
    def open_or_not_saving(cls, path: Path, *, wait_ms: int = WAIT_MS) -> tuple[Self, tuple[Problem, ...]]:
        """The workspace of a file, or where it cannot be written one in memory with the reason and `N_NOT_SAVING`.

        What the file holds is there in both cases, unless it is damaged, foreign or newer.
        """
        try:
            found = cls.open(path, wait_ms=wait_ms)
        except Refused as refused:
            found = cls(_copy_or_nothing(path, refused.problem.code), wait_ms=wait_ms)
            if refused.problem.code in _CANNOT_SAVE:
                found._file, found._left_at, found._trouble = path, found.version, refused.problem
            return found, (refused.problem, Problem("N_NOT_SAVING"))
        found._goes_on = True
        return found, ()

    @property
    def path(self) -> Path | None:
        """The file, or None in memory."""
        return self._database.path

    @property
    def saving(self) -> bool:
        """Whether a restart finds everything again."""
        return self.path is not None

    @property
    def trouble(self) -> Problem | None:
        """Why the file cannot be written at the moment; None while all is well, and for a session only."""
        return self._trouble

    def save_again(self) -> bool:
        """Bring what was changed without saving to the file, if it can be written again.

        Returns:
            Whether everything is saved. Not where somebody else has changed the file meanwhile: `trouble` is
            `R_STORE_CHANGED` then, and a copy can be kept under another name.
        """
        if self._trouble is None:
            return self.saving
        if self._file is None or self._trouble.code not in _CANNOT_SAVE:
            return False
        try:
            there = Database(self._file, wait_ms=_LOOK_MS)
        except Refused:
            return False
        try:
            with self._database.reading() as mine, there.writing() as its:
                if _number(its) != self._left_at:
                    raise Refused(Problem("R_STORE_CHANGED"))  # noqa: TRY301 the transaction must end without a change
                copying.copy_rows(mine, its)
                its.execute("UPDATE version SET number = ?", (_number(mine),))
            there.forget_deleted(compact=True)  # it may have been an erasure that could not be saved
        except Refused as refused:
            there.close()
            if refused.problem.code == "R_STORE_CHANGED":
                self._trouble = refused.problem
            return False
        there.close()
        self._database.close()
        self._database = Database(self._file, wait_ms=self._wait_ms)
        self._trouble, self._goes_on = None, True
        return True

    @property
    def version(self) -> int:
        """How many changes there have been: equal versions of one workspace hold the same."""
        with self._database.reading() as connection:
            return _number(connection)

    @property
    def edition(self) -> str:
        """A name for what was read from this workspace, new whenever something is erased: caches go by it."""
        return str(self._get("marker", EDITION, "")) + (self._file.name if self._file else "")

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _write(self, change: Callable[[sqlite3.Connection], _T]) -> _T:
        """Make a change in one transaction; where the file cannot take it, in memory from then on."""
        try:
            with self._database.writing() as connection:
                return change(connection)
        except Refused as refused:
            if not self._goes_on or refused.problem.code not in _CANNOT_SAVE:
                raise
            self._go_on_in_memory(refused.problem)
        with self._database.writing() as connection:
            return change(connection)

    def _go_on_in_memory(self, trouble: Problem) -> None:
        memory = Database(None, fill=self._database.copy_into)
        self._left_at = self.version
        self._database.close()
        self._database, self._trouble, self._goes_on = memory, trouble, False

    def _get(self, kind: str, key: str, default: Any) -> Any:
        with self._database.reading() as connection:
            return blobs.entries(connection, kind, key).get(key, default)

    def _all(self, kind: str) -> dict[str, Any]:
        with self._database.reading() as connection:
            return blobs.entries(connection, kind)

    def _put(self, kind: str, values: Mapping[str, Any], expected: int | None = None) -> None:
        def put(connection: sqlite3.Connection) -> None:
            if expected is not None and _number(connection) != expected:
                raise Refused(Problem("R_STORE_CHANGED"))
            for key, value in values.items():
                if value is None:
                    blobs.drop_entry(connection, kind, key)
                else:
                    blobs.put_entry(connection, kind, key, value)

        self._write(put)


def _number(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT number FROM version").fetchone()[0])


def _copy_or_nothing(path: Path, code: str) -> Database:
    """What a file that cannot be written holds, in memory; an empty one where it cannot be read either."""
    if code in _CANNOT_SAVE:
        try:
            return Database(None, fill=lambda memory: portable.read_only(path, memory))
        except (Refused, sqlite3.Error):
            pass
    return Database(None)
