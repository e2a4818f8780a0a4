"""One SQLite connection: whole transactions, waiting for others, and errors said in our own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from threading import RLock
from typing import Any
from weakref import finalize

from truefans_core.problems import Problem, Refused
from truefans_core.store import backups
from truefans_core.store.place import make_private
from truefans_core.store.schema import APPLICATION, MIGRATIONS, row_sum

#: How long to wait for another writer.
WAIT_MS = 10_000
_MEMORY = ":memory:"
_CODES = {
    sqlite3.SQLITE_BUSY: "R_STORE_BUSY",
    sqlite3.SQLITE_LOCKED: "R_STORE_BUSY",
    sqlite3.SQLITE_FULL: "R_STORE_FULL",
    sqlite3.SQLITE_CORRUPT: "R_STORE_DAMAGED",
    sqlite3.SQLITE_NOTADB: "R_STORE_DAMAGED",
}
_PRIMARY = 0xFF  # the low byte of an extended error code is its family


class Database:
    """A connection that threads may share; each call takes its lock.

    Args:
        path: the file, made readable to its owner only; None for a database in memory.
        migrations: the steps of the schema, for tests of older and newer ones.
        wait_ms: how long to wait for another writer.
        fill: puts content into a database in memory before anything else happens to it.

    Raises:
        Refused: one of the codes that start with R_STORE.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        migrations: tuple[tuple[str, ...], ...] = MIGRATIONS,
        wait_ms: int = WAIT_MS,
        fill: Callable[[sqlite3.Connection], None] | None = None,
    ) -> None:
        self.path = path
        self._lock = RLock()
        if path is not None:
            make_private(path)
        with self._in_our_words():
            self._connection = sqlite3.connect(
                _MEMORY if path is None else path,
                timeout=wait_ms / 1000,
                isolation_level=None,
                check_same_thread=False,
            )
        # A session that ends without a word lets go of its file too.
        finalize(self, self._connection.close)
        try:
            with self._in_our_words():
                if fill is not None:
                    fill(self._connection)
                self._prepare(migrations)
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A snapshot that no writer changes while it is read."""
        with self._lock, self._in_our_words(), self._transaction("BEGIN"):
            yield self._connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing; one more on the version.

        BEGIN IMMEDIATE: a transaction that first reads and then wants to write could not wait for another writer.
        """
        with self._lock, self._in_our_words(), self._transaction("BEGIN IMMEDIATE"):
            yield self._connection
            self._connection.execute("UPDATE version SET number = number + 1")

    def copy_into(self, other: sqlite3.Connection) -> None:
        """Put the whole content as it is into another connection."""
        with self._lock, self._in_our_words():
            self._connection.backup(other)

    def forget_deleted(self, *, compact: bool = False) -> None:
        """Leave no trace of what was deleted in the write-ahead log or in copies of the file.

        Args:
            compact: rewrite the whole file too.

        Raises:
            Refused: `R_STORE_BUSY` if another program holds on to what was deleted.
        """
        with self._lock, self._in_our_words():
            if self.path is not None:
                backups.erase(self.path)
            if compact:
                self._connection.execute("VACUUM")
            busy, *_ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise Refused(self._problem("R_STORE_BUSY"))

    def backups(self) -> list[Path]:
        """The copies beside the file: before migrations, and of the day."""
        return [] if self.path is None else backups.every(self.path)

    def back_up(self, copy: Path) -> None:
        """Put a copy beside the file."""
        with self._lock, self._in_our_words():
            backups.make(self._connection, copy)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _prepare(self, migrations: tuple[tuple[str, ...], ...]) -> None:
        run = self._connection.execute
        self._connection.create_function("row_sum", -1, row_sum, deterministic=True)
        run("PRAGMA trusted_schema = OFF")
        run("PRAGMA secure_delete = ON").fetchall()
        run("PRAGMA temp_store = MEMORY")
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA synchronous = FULL")
        self._check(len(migrations))
        run("PRAGMA journal_mode = WAL").fetchall()
        if run("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise Refused(self._problem("R_STORE_DAMAGED"))
        self._migrate(migrations)

    def _check(self, latest: int) -> None:
        """Refuse a file of a newer version, and one that is not ours at all."""
        found = self._number("PRAGMA user_version")
        ours = self._number("PRAGMA application_id") == APPLICATION
        empty = self._number("SELECT count(*) FROM sqlite_schema") == 0
        if not empty and not ours:
            raise Refused(self._problem("R_STORE_FOREIGN"))
        if found > latest:
            raise Refused(self._problem("R_STORE_NEWER"))

    def _migrate(self, migrations: tuple[tuple[str, ...], ...]) -> None:
        found = self._number("PRAGMA user_version")
        if found == len(migrations):
            return
        if found and self.path is not None:
            backups.make(self._connection, backups.before(self.path, found + 1))
        with self._transaction("BEGIN IMMEDIATE"):
            # Another process may have migrated while this one waited for the lock.
            for step in migrations[self._number("PRAGMA user_version") :]:
                for statement in step:
                    self._connection.execute(statement)

    def _number(self, statement: str) -> int:
        return int(self._connection.execute(statement).fetchone()[0])

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self._connection.execute(begin)
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            yield
        except Refused as refused:
            if refused.problem.params.get("file") == "" and self.path is not None:
                raise Refused(self._problem(refused.problem.code)) from refused
            raise
        except sqlite3.Error as error:
            family = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
            raise Refused(self._problem(_CODES.get(family, "R_STORE"))) from error
        except UnicodeDecodeError as error:  # SQLite quotes what it cannot read
            raise Refused(self._problem("R_STORE_DAMAGED")) from error
        except OSError as error:
            raise Refused(self._problem("R_STORE_FULL" if error.errno == ENOSPC else "R_STORE")) from error

    def _problem(self, code: str) -> Problem:
        params: dict[str, Any] = {"file": self.path.name if self.path else ""}
        return Problem(code, params=params)
