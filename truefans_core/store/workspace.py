"""The workspace and all that pages may do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

from truefans_core import mapping
from truefans_core.problems import Problem, Refused
from truefans_core.store import blobs, uploads
from truefans_core.store.database import WAIT_MS, Database
from truefans_core.store.uploads import StoredTable, Upload

_SAMPLE = "sample"


class Workspace:
    """What the user gave: uploads, settings, decisions, scenarios, notes.

    Every write is one transaction, on disk when the call returns. Threads and processes may share a file. Values
    are whatever JSON can hold. All methods raise `Refused` with a code that starts with R_STORE where the file
    cannot be read or written, and `KeyError` where an upload does not exist.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, path: Path | None, *, wait_ms: int = WAIT_MS) -> Self:
        """Open or make the workspace of a file; None for one in memory.

        Raises:
            Refused: R_STORE if the folder or file cannot be used, R_STORE_NEWER, R_STORE_DAMAGED, R_STORE_BUSY or
                R_STORE_FULL.
        """
        return cls(Database(path, wait_ms=wait_ms))

    @classmethod
    def in_memory(cls) -> Self:
        """A workspace that ends with its session."""
        return cls.open(None)

    @classmethod
    def open_or_not_saving(cls, path: Path) -> tuple[Self, tuple[Problem, ...]]:
        """The workspace of a file, or where that cannot be one in memory with the reason and `N_NOT_SAVING`."""
        try:
            return cls.open(path), ()
        except Refused as refused:
            return cls.in_memory(), (refused.problem, Problem("N_NOT_SAVING"))

    @property
    def path(self) -> Path | None:
        """The file, or None in memory."""
        return self._database.path

    @property
    def saving(self) -> bool:
        """Whether a restart finds everything again."""
        return self.path is not None

    @property
    def version(self) -> int:
        """How many changes there have been: equal versions of one workspace hold the same."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT number FROM version").fetchone()[0])

    # Uploads

    def add_upload(self, name: str, data: bytes, on: date) -> str:
        """Keep a file as it is and give its id. The same bytes are the same upload, however often they come.

        A file that was confirmed before opens again with its mappings, so that they can be changed.
        """
        with self._database.writing() as connection:
            return uploads.add(connection, name, data, on)

    def uploads(self) -> tuple[Upload, ...]:
        """All uploads in the order they were given."""
        with self._database.reading() as connection:
            return uploads.every(connection)

    def raw(self, upload: str) -> bytes | None:
        """The bytes of a file, or None once it is confirmed."""
        with self._database.reading() as connection:
            return uploads.raw(connection, upload)

    def set_mapping(self, upload: str, table_no: int, meaning: mapping.Mapping) -> None:
        """Keep what the columns of one table (from 0) of an upload mean."""
        with self._database.writing() as connection:
            uploads.set_mapping(connection, upload, table_no, meaning)

    def confirm(self, upload: str, tables: Sequence[StoredTable]) -> None:
        """Keep only the columns with a meaning; the bytes of the file are erased."""
        with self._database.writing() as connection:
            uploads.confirm(connection, upload, tables)
        self._database.forget_deleted()

    def tables(self, upload: str) -> tuple[StoredTable, ...]:
        """The tables of a confirmed upload; none before."""
        with self._database.reading() as connection:
            return uploads.tables(connection, upload)

    def remove(self, upload: str) -> None:
        """Erase an upload with its tables and mappings."""
        with self._database.writing() as connection:
            uploads.remove(connection, upload)
        self._database.forget_deleted()

    # Settings: preset, rule, line, currency, as_of, goal, typed reach, …

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting, or the default where it was never set."""
        return self._get("setting", key, default)

    def settings(self) -> dict[str, Any]:
        """All settings."""
        return self._all("setting")

    def set_setting(self, key: str, value: Any, *, expected: int | None = None) -> None:
        """Keep a setting.

        Args:
            key: its name.
            value: anything JSON can hold; None forgets the setting.
            expected: the `version` the user saw.

        Raises:
            Refused: `R_STORE_CHANGED` if somebody else has changed the workspace since `expected`.
        """
        self._put("setting", {key: value}, expected)

    def set_settings(self, values: Mapping[str, Any], *, expected: int | None = None) -> None:
        """Keep several settings at once."""
        self._put("setting", values, expected)

    def update_setting(self, key: str, change: Callable[[Any], Any], default: Any = None) -> Any:
        """Change a setting by what it is, with no other writer in between; gives the new value."""
        with self._database.writing() as connection:
            value = change(blobs.entries(connection, "setting", key).get(key, default))
            blobs.put_entry(connection, "setting", key, value)
        return value

    # Decisions, scenarios, notes

    def decisions(self) -> dict[str, Any]:
        """All answers of the user, for example "same_money:stripe|donorbox" to true."""
        return self._all("decision")

    def decide(self, key: str, answer: Any) -> None:
        """Keep an answer; None takes it back."""
        self._put("decision", {key: answer})

    def scenarios(self) -> dict[str, Any]:
        """All scenarios by name."""
        return self._all("scenario")

    def save_scenario(self, name: str, scenario: Any) -> None:
        """Keep a scenario under a name; None deletes it."""
        self._put("scenario", {name: scenario})

    def notes(self) -> dict[str, Any]:
        """All notes by what they are about."""
        return self._all("note")

    def set_note(self, about: str, text: str | None) -> None:
        """Keep a note; None deletes it."""
        self._put("note", {about: text})

    # The whole

    @property
    def sample(self) -> str | None:
        """The name of the sample the workspace holds, or None where the data is the user's own."""
        name = self._get("marker", _SAMPLE, None)
        return None if name is None else str(name)

    def replace_all(
        self,
        files: Iterable[tuple[str, bytes]],
        on: date,
        *,
        settings: Mapping[str, Any] | None = None,
        sample: str | None = None,
    ) -> tuple[str, ...]:
        """Put other files and settings in the place of everything, all at once; gives the ids of the uploads."""
        with self._database.writing() as connection:
            _delete_all(connection)
            ids = tuple(uploads.add(connection, name, data, on) for name, data in files)
            for key, value in (settings or {}).items():
                blobs.put_entry(connection, "setting", key, value)
            if sample is not None:
                blobs.put_entry(connection, "marker", _SAMPLE, sample)
        self._database.forget_deleted(compact=True)
        return ids

    def clear(self) -> None:
        """Erase everything: no byte of it stays in the file, its log or its backups."""
        with self._database.writing() as connection:
            _delete_all(connection)
        self._database.forget_deleted(compact=True)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _get(self, kind: str, key: str, default: Any) -> Any:
        with self._database.reading() as connection:
            return blobs.entries(connection, kind, key).get(key, default)

    def _all(self, kind: str) -> dict[str, Any]:
        with self._database.reading() as connection:
            return blobs.entries(connection, kind)

    def _put(self, kind: str, values: Mapping[str, Any], expected: int | None = None) -> None:
        with self._database.writing() as connection:
            seen = connection.execute("SELECT number FROM version").fetchone()[0]
            if expected is not None and seen != expected:
                raise Refused(Problem("R_STORE_CHANGED"))
            for key, value in values.items():
                if value is None:
                    blobs.drop_entry(connection, kind, key)
                else:
                    blobs.put_entry(connection, kind, key, value)


def _delete_all(connection: Any) -> None:
    for statement in (
        "DELETE FROM upload_table",
        "DELETE FROM upload",
        "DELETE FROM blob",
        "DELETE FROM entry",
        "DELETE FROM sqlite_sequence",
    ):
        connection.execute(statement)
