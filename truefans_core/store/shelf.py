"""All workspaces of a user: the files of one folder, each with its name inside, and which was open last.

There is no catalogue to go out of step: the folder is the catalogue. A file that cannot be read stays on the shelf
with the reason, and nothing else suffers from it.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from glob import escape
from pathlib import Path

from truefans_core.problems import Problem, Refused
from truefans_core.store import backups
from truefans_core.store.database import WAIT_MS
from truefans_core.store.place import SUFFIX, WORKSPACE_FILE
from truefans_core.store.shelved import Shelved, look, used
from truefans_core.store.workspace import Workspace

_LAST = "last.json"
_LONGEST_NAME = 80
#: The workspace that is there from the first start on; two windows that start at once share it.
FIRST = WORKSPACE_FILE.removesuffix(SUFFIX)


class Shelf:
    """The workspaces in a folder.

    All methods that open or change a workspace raise `Refused` with a code that starts with R_STORE, and `KeyError`
    where there is no workspace of that id.

    Args:
        folder: need not exist yet.
        wait_ms: how long to wait for another writer.
    """

    def __init__(self, folder: Path, *, wait_ms: int = WAIT_MS) -> None:
        self.folder = folder
        self._wait_ms = wait_ms

    def all(self) -> tuple[Shelved, ...]:
        """Every workspace, the one used last first."""
        found = []
        for path in self._paths():
            with suppress(FileNotFoundError):  # another window may delete it meanwhile
                found.append(look(path))
        return tuple(sorted(found, key=lambda each: (-used(self._path(each.id)), each.id)))

    def ids(self) -> tuple[str, ...]:
        """The ids of all workspaces, without a look into them."""
        return tuple(path.name.removesuffix(SUFFIX) for path in self._paths())

    def create(self, name: str) -> str:
        """Make an empty workspace; gives its id. Where the name is taken it gets a number."""
        workspace_id = self._new_id()
        workspace = Workspace.open(self._path(workspace_id), wait_ms=self._wait_ms)
        try:
            workspace.rename(self.free_name(name))
        finally:
            workspace.close()
        return workspace_id

    def open(self, workspace_id: str, today: date) -> tuple[Workspace, tuple[Problem, ...]]:
        """Open a workspace, remember it as the last one, and keep a copy of it once a day.

        Args:
            workspace_id: of the workspace; `FIRST` is made where it is missing.
            today: the day of the copy.

        Returns:
            The workspace, and what to know: where its file cannot be written, the reason and `N_NOT_SAVING`.

        Raises:
            Refused: R_STORE_DAMAGED, R_STORE_FOREIGN or R_STORE_NEWER; the file is left as it is.
        """
        path = self._path(workspace_id) if workspace_id == FIRST else self._existing(workspace_id)
        workspace, problems = Workspace.open_or_not_saving(path, wait_ms=self._wait_ms)
        if problems and workspace.trouble is None:
            workspace.close()
            raise Refused(problems[0])
        try:
            workspace.check()
        except BaseException:
            workspace.close()
            raise
        if workspace.saving:
            self._remember(workspace_id)
            with suppress(OSError):
                os.utime(path)
            with suppress(Refused):  # a workspace without a copy is still a workspace
                _copy_of_the_day(workspace, path, today)
        return workspace, problems

    def last(self) -> str:
        """The workspace to open first: the last one, or the one used last, or `FIRST`."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            remembered = str(json.loads((self.folder / _LAST).read_text(encoding="utf-8"))["id"])
            if self._path(remembered).is_file():
                return remembered
        healthy = [each.id for each in self.all() if each.problem is None]
        return healthy[0] if healthy else FIRST

    def rename(self, workspace_id: str, name: str) -> None:
        """Call a workspace something else; where another has that name it gets a number."""
        self._with(workspace_id, lambda workspace: workspace.rename(self.free_name(name, but=workspace_id)))

    def duplicate(self, workspace_id: str, name: str) -> str:
        """Copy a workspace under another name; gives the id of the copy."""
        made = self._new_id()
        self._with(workspace_id, lambda workspace: workspace.write_to(self._path(made)))
        self.rename(made, name)
        return made

    def keep(self, workspace: Workspace, name: str) -> str:
        """Put a workspace that lives in memory on the shelf, with everything in it; gives its id."""
        made = self._new_id()
        workspace.write_to(self._path(made))
        self.rename(made, name)
        return made

    def take_in(self, data: bytes, file: str, name: str) -> str:
        """Put the workspace of a portable file on the shelf as a new one; gives its id.

        Args:
            data: the bytes of the file.
            file: what to call it in a refusal.
            name: for a workspace that has none.

        Raises:
            Refused: R_STORE_FOREIGN, R_STORE_NEWER, R_STORE_DAMAGED or R_TOO_LARGE; nothing is kept then.
        """
        given = Workspace.from_bytes(data, file)
        try:
            return self.keep(given, given.name or name)
        finally:
            given.close()

    def delete(self, workspace_id: str) -> None:
        """Erase a workspace with all copies of it; what was in it is overwritten first where it can be."""
        path = self._existing(workspace_id)
        with suppress(Refused):  # a damaged one, or one that another program holds, goes as it is
            self._with(workspace_id, Workspace.clear)
        for each in (
            path,
            *(path.with_name(path.name + end) for end in ("-wal", "-shm")),
            *backups.every(path),
        ):
            each.unlink(missing_ok=True)

    def delete_all(self) -> None:
        """Erase every workspace, every copy, and what was open last."""
        for path in self._paths():
            self.delete(path.name.removesuffix(SUFFIX))
        for left in self.folder.glob("*" + escape(SUFFIX) + "*"):  # copies whose workspace is gone already
            left.unlink(missing_ok=True)
        for left in self.folder.glob(_LAST + "*"):
            left.unlink(missing_ok=True)

    def restore(self, workspace_id: str) -> None:
        """Put the youngest copy in the place of a damaged workspace; the damaged file is gone after that.

        Raises:
            KeyError: if there is no copy.
            Refused: if the copy is damaged too.
        """
        path = self._existing(workspace_id)
        copy = backups.latest(path)
        if copy is None:
            raise KeyError(workspace_id)
        whole = Workspace.from_bytes(copy.read_bytes(), path.name)
        made = path.with_name(f"{secrets.token_hex(8)}.restored")
        try:
            whole.write_to(made)
        finally:
            whole.close()
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        made.replace(path)

    def free_name(self, name: str, *, but: str | None = None) -> str:
        """A name as it can be kept: printable, not too long, and with a number where another workspace has it."""
        wanted = "".join(letter for letter in " ".join(name.split()) if letter.isprintable())[:_LONGEST_NAME]
        taken = {each.name for each in self.all() if each.id != but}
        number, found = 1, wanted
        while found in taken:
            number += 1
            found = f"{wanted} ({number})"
        return found

    def _paths(self) -> list[Path]:
        with suppress(OSError):
            return sorted(path for path in self.folder.glob("*" + SUFFIX) if path.is_file())
        return []

    def _path(self, workspace_id: str) -> Path:
        if not workspace_id or not all(letter.isascii() and letter.isalnum() for letter in workspace_id):
            raise KeyError(workspace_id)
        return self.folder / (workspace_id + SUFFIX)

    def _existing(self, workspace_id: str) -> Path:
        path = self._path(workspace_id)
        if not path.is_file():
            raise KeyError(workspace_id)
        return path

    def _new_id(self) -> str:
        return secrets.token_hex(8)

    def _with(self, workspace_id: str, do: Callable[[Workspace], None]) -> None:
        workspace = Workspace.open(self._existing(workspace_id), wait_ms=self._wait_ms)
        try:
            do(workspace)
        finally:
            workspace.close()

    def _remember(self, workspace_id: str) -> None:
        """Write which was open last, whole or not at all; not being able to is no reason to stop."""
        partial = self.folder / f"{_LAST}.{os.getpid()}"
        with suppress(OSError):
            partial.write_text(json.dumps({"id": workspace_id}), encoding="utf-8")
            partial.replace(self.folder / _LAST)


def _copy_of_the_day(workspace: Workspace, path: Path, today: date) -> None:
    """Copy a workspace that holds something, once a day; a damaged one keeps the copy of when it was whole."""
    copy = backups.daily(path)
    if copy.exists() and datetime.fromtimestamp(copy.stat().st_mtime, UTC).date() >= today:
        return
    if workspace.uploads() or workspace.settings() or workspace.scenarios():
        workspace.back_up(copy)
