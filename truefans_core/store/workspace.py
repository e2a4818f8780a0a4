"""The workspace and all that pages may do with it."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

from truefans_core import mapping
from truefans_core.people.erasing import Erased, Held
from truefans_core.people.erasing import digests as digests_of
from truefans_core.problems import Problem, Refused
from truefans_core.store import blobs, copying, portable, removal, uploads
from truefans_core.store.removal import Opened
from truefans_core.store.saving import EDITION, Saving
from truefans_core.store.uploads import StoredTable, Upload

_SAMPLE, _NAME, _SECRET = "sample", "name", "secret"


class Workspace(Saving):
    """What the user gave: uploads, settings, decisions, scenarios, notes.

    Every write is one transaction, on disk when the call returns. Threads and processes may share a file. Values
    are whatever JSON can hold. All methods raise `Refused` with a code that starts with R_STORE where the file
    cannot be read or written, and `KeyError` where an upload does not exist.
    """

    @property
    def name(self) -> str | None:
        """What the user calls it, or None."""
        found = self._get("marker", _NAME, None)
        return None if found is None else str(found)

    def rename(self, name: str) -> None:
        """Call it something else."""
        self._put("marker", {_NAME: name})

    # Uploads

    def add_upload(self, name: str, data: bytes, on: date) -> str:
        """Keep a file as it is and give its id. The same bytes are the same upload, however often they come.

        A file that was confirmed before opens again with its mappings, so that they can be changed.
        """
        return self._write(lambda connection: uploads.add(connection, name, data, on))

    def has_confirmed(self, data: bytes) -> bool:
        """Whether these bytes were given before, and only their columns with a meaning are left."""
        upload = uploads.id_of(data)
        return any(each.confirmed and each.id == upload for each in self.uploads())

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
        self._write(lambda connection: uploads.set_mapping(connection, upload, table_no, meaning))

    def confirm(self, upload: str, tables: Sequence[StoredTable]) -> None:
        """Keep only the columns with a meaning, and nobody who was erased; the bytes of the file are erased."""

        def put(
            connection: sqlite3.Connection,
        ) -> None:  # another window may erase somebody up to this moment
            erased = _erased(connection)
            currency = blobs.entries(connection, "setting", "currency").get("currency")
            kept = [removal.without_erased(table, erased, currency) for table in tables]
            uploads.confirm(connection, upload, kept)

        self._write(put)
        self._database.forget_deleted()

    def tables(self, upload: str) -> tuple[StoredTable, ...]:
        """The tables of a confirmed upload; none before."""
        with self._database.reading() as connection:
            return uploads.tables(connection, upload)

    def remove(self, upload: str) -> None:
        """Erase an upload with its tables and mappings."""
        self._write(lambda connection: uploads.remove(connection, upload))
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

        def put(connection: sqlite3.Connection) -> Any:
            value = change(blobs.entries(connection, "setting", key).get(key, default))
            blobs.put_entry(connection, "setting", key, value)
            return value

        return self._write(put)

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

    def set_note(self, about: str, said: Any) -> None:
        """Keep a note, anything JSON can hold; None deletes it."""
        self._put("note", {about: said})

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
        given = tuple(files)

        def put(connection: sqlite3.Connection) -> tuple[str, ...]:
            _start_anew(connection)
            ids = tuple(uploads.add(connection, name, data, on) for name, data in given)
            for key, value in (settings or {}).items():
                blobs.put_entry(connection, "setting", key, value)
            if sample is not None:
                blobs.put_entry(connection, "marker", _SAMPLE, sample)
            return ids

        ids = self._write(put)
        self._database.forget_deleted(compact=True)
        return ids

    def clear(self) -> None:
        """Erase everything but the name: no byte of it stays in the file, its log or its backups."""
        self._write(_start_anew)
        self._database.forget_deleted(compact=True)

    # One person

    def erased(self) -> Erased:
        """Who was erased, as far as may be remembered; a later import leaves them out by it."""
        with self._database.reading() as connection:
            return _erased(connection)

    def erase_person(
        self, who: Held, opened: Mapping[str, Sequence[Opened]], person_id: str | None = None
    ) -> removal.Removal:
        """Erase everything the files, decisions and notes say of a person; gives which files that changed how.

        Files that wait for confirmation are confirmed without the person's rows. Where one cannot be, because a
        question about it is open or it cannot be read, and it speaks of the person or might, it is removed.

        Args:
            who: where the person is, by `people.erasing.held`.
            opened: upload id to its tables as they were read, each with its mapping where it has one.
            person_id: as it stands in decisions and notes.
        """

        def put(connection: sqlite3.Connection) -> removal.Removal:
            secret = blobs.entries(connection, "marker", _SECRET).get(_SECRET) or secrets.token_hex(32)
            blobs.put_entry(connection, "marker", _SECRET, secret)
            for digest in digests_of(who.keys, bytes.fromhex(secret)):
                blobs.put_entry(connection, "erased", digest, value=True)
            blobs.put_entry(connection, "marker", EDITION, secrets.token_hex(8))
            full = (name for name in who.names if " " in name)  # a first name alone is anybody's
            names = (*who.values, *full, *who.keys, *who.ids, *([person_id] if person_id else []))
            removal.drop_entries(connection, names)
            return removal.drop_rows(connection, who, opened)

        removed = self._write(put)
        self._database.forget_deleted(compact=True)
        return removed

    # Copies

    def check(self) -> None:
        """Look whether everything but the bytes of files is as it was stored; those are looked at when read.

        Raises:
            Refused: `R_STORE_DAMAGED`.
        """
        with self._database.reading() as connection:
            whole = copying.facts_whole(connection)
        if not whole:
            file = self._file.name if self._file else ""
            raise Refused(Problem("R_STORE_DAMAGED", params={"file": file}))

    def back_up(self, copy: Path) -> None:
        """Put a copy beside the file if every byte is as it was stored: a damaged copy would replace a good one.

        Raises:
            Refused: `R_STORE_DAMAGED` if not, or another code if the copy cannot be written.
        """
        called = self._called()
        with self._database.reading() as connection:
            copying.verify(connection, called)
        self._database.back_up(copy)

    def to_bytes(self) -> bytes:
        """The whole workspace as the bytes of a portable file.

        Raises:
            Refused: `R_STORE_DAMAGED` if a part of it is not what was stored.
        """
        called = self._called()
        with self._database.reading() as connection:
            copying.verify(connection, called)
            return portable.pack(connection)

    @classmethod
    def from_bytes(cls, data: bytes, file: str) -> Self:
        """The workspace of a portable file, in memory and checked to the last byte.

        Args:
            data: of the file.
            file: what to call it, for the sentence of a refusal.

        Raises:
            Refused: R_STORE_FOREIGN, R_STORE_NEWER, R_STORE_DAMAGED, R_TOO_LARGE.
        """
        return cls(portable.unpack(data, file))

    def write_to(self, path: Path) -> None:
        """Put everything into the new workspace of another file.

        Raises:
            Refused: one of the codes that start with R_STORE; the file is gone then.
        """
        portable.write(self._database, path)

    def _called(self) -> str:
        """What to call the workspace in a refusal; never asked for while its connection is in use."""
        return self.name or (self._file.name if self._file else "")


def _erased(connection: sqlite3.Connection) -> Erased:
    secret = blobs.entries(connection, "marker", _SECRET).get(_SECRET, "")
    return Erased(bytes.fromhex(secret), frozenset(blobs.entries(connection, "erased")))


def _start_anew(connection: sqlite3.Connection) -> None:
    """Delete everything but what the workspace is called; what was read of it before is void."""
    name = blobs.entries(connection, "marker", _NAME).get(_NAME)
    copying.delete_rows(connection)
    if name is not None:
        blobs.put_entry(connection, "marker", _NAME, name)
    blobs.put_entry(connection, "marker", EDITION, secrets.token_hex(8))
