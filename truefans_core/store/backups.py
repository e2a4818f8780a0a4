"""Copies beside a workspace file: one before each migration, and one of the last day it was opened whole.

A copy is written under another name first, so that a half-written one is never taken for a whole one.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from glob import escape
from pathlib import Path

from truefans_core.store.place import make_private

_DAILY, _BEFORE, _PART = ".backup", ".before-", ".part"


def daily(path: Path) -> Path:
    """Where the copy of the last day lies."""
    return path.with_name(path.name + _DAILY)


def before(path: Path, step: int) -> Path:
    """Where the copy made before a step of the schema lies."""
    return path.with_name(f"{path.name}{_BEFORE}{step}")


def make(connection: sqlite3.Connection, copy: Path) -> None:
    """Copy a database; what it replaces stays until the copy is whole.

    Raises:
        sqlite3.Error: if it cannot be written; nothing is left of it then.
        OSError: likewise.
    """
    partial = copy.with_name(f"{copy.name}.{os.getpid()}{_PART}")
    partial.unlink(missing_ok=True)
    make_private(partial)
    target = sqlite3.connect(partial)
    try:
        connection.backup(target)
        target.close()
        partial.replace(copy)
    finally:
        target.close()
        partial.unlink(missing_ok=True)


def every(path: Path) -> list[Path]:
    """All copies of a file, whole ones and such as a kill left half written."""
    return sorted(
        found
        for kind in (_DAILY, _BEFORE)
        for found in path.parent.glob(escape(path.name + kind) + "*")
        if found.is_file()
    )


def erase(path: Path) -> None:
    """Delete all copies of a file."""
    for copy in every(path):
        copy.unlink(missing_ok=True)


def _is_whole(path: Path, copy: Path) -> bool:
    """Whether a file beside a workspace is a finished copy; a kill leaves parts and their journals."""
    end = copy.name.removeprefix(path.name)
    return end == _DAILY or end.removeprefix(_BEFORE).isdecimal()


def latest(path: Path) -> Path | None:
    """The copy to bring back: of all whole ones the youngest."""
    whole = [copy for copy in every(path) if _is_whole(path, copy)]
    with suppress(FileNotFoundError):  # another window may erase them meanwhile
        return max(whole, key=lambda copy: copy.stat().st_mtime, default=None)
    return None
