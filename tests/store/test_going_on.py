"""What happens to a session whose file cannot be written: it goes on in memory, and is saved once that works again."""

from __future__ import annotations

import datetime as dt
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.store.test_portable import content
from truefans_core.problems import Refused
from truefans_core.store import WORKSPACE_FILE, Shelf, Workspace

DAY = dt.date(2026, 5, 1)
ROOT = Path(__file__).parents[2]
RELEASED = sorted((Path(__file__).with_name("released")).glob("*.truefans"))
MIGRATING = Path(__file__).with_name("migrating.py")


def opened(path: Path, wait_ms: int = 200) -> Workspace:
    workspace, problems = Workspace.open_or_not_saving(path, wait_ms=wait_ms)
    assert problems == ()
    return workspace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / WORKSPACE_FILE


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk needs the right to mount one")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(path: Path) -> None:
    """Take all the room there is."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while os.write(number, b"x" * 4096):
            pass
    os.close(number)


def test_on_a_full_disk_the_session_goes_on_and_is_saved_once_there_is_room(small_disk: Path) -> None:
    path = small_disk / WORKSPACE_FILE
    workspace = opened(path)
    old = workspace.add_upload("old.csv", b"old" * 100, DAY)
    workspace.set_setting("goal", 1)
    filler = small_disk / "filler"
    fill(filler)
    new = workspace.add_upload("new.csv", random.Random(1).randbytes(300_000), DAY)
    workspace.set_setting("goal", 2)
    assert workspace.trouble is not None
    assert workspace.trouble.code == "R_STORE_FULL"
    assert not workspace.saving
    assert [each.id for each in workspace.uploads()] == [old, new]
    assert not workspace.save_again()
    assert workspace.setting("goal") == 2

    later = Workspace.open_or_not_saving(path)[
        0
    ]  # another window sees what was saved, though it cannot write either
    assert (later.setting("goal"), len(later.uploads())) == (1, 1)
    later.close()

    filler.unlink()
    assert workspace.save_again()
    assert (workspace.saving, workspace.trouble) == (True, None)
    workspace.set_setting("more", 3)
    workspace.close()
    again = opened(path)
    assert [each.id for each in again.uploads()] == [old, new]
    assert again.settings() == {"goal": 2, "more": 3}
    again.close()


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A workspace that this process may read but not write; root becomes nobody for the while."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = opened(folder / WORKSPACE_FILE)
        workspace.set_setting("goal", 7)
        workspace.close()
        (folder / WORKSPACE_FILE).chmod(0o444)
        folder.chmod(0o555)
        as_root = os.geteuid() == 0
        if as_root:
            os.seteuid(65534)
        try:
            yield folder / WORKSPACE_FILE
        finally:
            if as_root:
                os.seteuid(0)
            folder.chmod(0o700)


def test_what_a_read_only_folder_holds_is_shown(read_only: Path) -> None:
    workspace, problems = Workspace.open_or_not_saving(read_only)
    assert [each.code for each in problems] == ["R_STORE", "N_NOT_SAVING"]
    workspace.set_setting("more", 1)
    assert workspace.settings() == {"goal": 7, "more": 1}
    assert not workspace.save_again()
    shelf = Shelf(read_only.parent)
    assert shelf.open(shelf.last(), DAY)[0].setting("goal") == 7
    workspace.close()


def test_a_file_that_somebody_holds_too_long_keeps_what_was_typed(path: Path) -> None:
    workspace = opened(path)
    workspace.set_setting("goal", 1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    workspace.set_setting("goal", 2)
    assert workspace.trouble is not None
    assert workspace.trouble.code == "R_STORE_BUSY"
    assert workspace.setting("goal") == 2
    assert not workspace.save_again()
    other.execute("ROLLBACK")
    other.close()
    assert workspace.save_again()
    assert opened(path).setting("goal") == 2


def test_what_another_window_saved_meanwhile_is_never_overwritten(path: Path) -> None:
    workspace, window = opened(path), opened(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    workspace.set_setting("mine", 1)
    other.execute("ROLLBACK")
    other.close()
    window.set_setting("theirs", 2)
    assert not workspace.save_again()
    assert workspace.trouble is not None
    assert workspace.trouble.code == "R_STORE_CHANGED"
    assert window.settings() == {"theirs": 2}
    shelf = Shelf(path.parent)
    kept, _ = shelf.open(shelf.keep(workspace, "Mine"), DAY)
    assert kept.settings() == {"mine": 1}


def test_two_sessions_that_import_one_file_hold_it_once(path: Path) -> None:
    sessions = [opened(path, 5_000) for _ in range(2)]
    data = b"Email,Amount\nana@example.org,5\n" * 2000
    together = threading.Barrier(2)

    def take(session: Workspace) -> None:
        together.wait()
        session.add_upload("a.csv", data, DAY)

    threads = [threading.Thread(target=take, args=(each,)) for each in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert content(sessions[0]) == content(sessions[1])
    assert len(sessions[0].uploads()) == 1
    with sessions[0]._database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (1,)


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_kill_while_migrating_leaves_the_old_or_the_new(released: Path, path: Path) -> None:
    expected = content(Workspace.from_bytes(released.read_bytes(), "x"))
    dice = random.Random(5)
    for _ in range(4):
        path.write_bytes(released.read_bytes())
        process = subprocess.Popen(
            [sys.executable, str(MIGRATING), str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        time.sleep(dice.uniform(0, 0.02))
        process.kill()
        process.wait()
        process.stdout.close()
        workspace = opened(path)
        assert content(workspace) == expected
        workspace.clear()
        workspace.close()
        assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_an_erasure_that_could_not_be_saved_is_one_once_it_is(path: Path) -> None:
    workspace = opened(path)
    workspace.add_upload("a.csv", b"mara.marker@example.com" * 500, DAY)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    workspace.clear()
    other.execute("ROLLBACK")
    other.close()
    assert workspace.save_again()
    assert not any(b"mara.marker" in each.read_bytes() for each in path.parent.iterdir())


def test_only_a_workspace_that_was_opened_to_go_on_does(path: Path) -> None:
    workspace = Workspace.open(path, wait_ms=100)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused):
        workspace.set_setting("goal", 1)
    assert workspace.saving
    other.close()
