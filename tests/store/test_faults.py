"""Kills, other writers, damage, full and read-only disks, older and newer files."""

from __future__ import annotations

import datetime as dt
import gc
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from truefans_core.problems import CATALOGUE, Refused
from truefans_core.store import WORKSPACE_FILE, Workspace
from truefans_core.store.database import Database
from truefans_core.store.schema import APPLICATION, MIGRATIONS
from truefans_core.words import Words

DAY = dt.date(2024, 5, 1)
SAVING = Path(__file__).with_name("saving.py")
ROOT = Path(__file__).parents[2]


def saver(path: Path, first: int, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SAVING), str(path), str(first), str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as raised:
        yield
    assert raised.value.problem.code == code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / WORKSPACE_FILE


@pytest.mark.parametrize("rounds", [12, pytest.param(200, marks=pytest.mark.long)])
def test_a_kill_while_saving_loses_nothing_acknowledged(path: Path, rounds: int) -> None:
    dice = random.Random(7)
    acknowledged: list[str] = []
    for round_no in range(rounds):
        process = saver(path, round_no * 10_000, 10_000)
        acknowledged.append(process.stdout.readline().strip())
        time.sleep(dice.uniform(0, 0.05))
        process.kill()
        acknowledged += process.stdout.read().split()
        process.wait()
        process.stdout.close()
        workspace = Workspace.open(path)
        saved = workspace.scenarios()
        assert set(acknowledged) <= set(saved)
        assert all(saved[key]["goal"] == int(key) for key in saved)
        assert len(acknowledged) <= workspace.setting("saves") <= len(saved)
        workspace.close()


def test_twenty_writers_lose_no_update(path: Path) -> None:
    writers = [saver(path, number * 100, 3) for number in range(20)]
    assert [writer.wait(60) for writer in writers] == [0] * 20
    for writer in writers:
        writer.stdout.close()
    workspace = Workspace.open(path)
    assert workspace.setting("saves") == 60
    assert len(workspace.scenarios()) == 60
    workspace.close()


def test_a_writer_waits_for_another_and_then_says_so(path: Path) -> None:
    workspace = Workspace.open(path, wait_ms=200)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with refused("R_STORE_BUSY"):
        workspace.set_setting("goal", 1)
    assert workspace.setting("goal") is None
    other.execute("ROLLBACK")
    workspace.set_setting("goal", 1)
    assert workspace.setting("goal") == 1
    other.close()
    workspace.close()


def test_a_writer_that_is_done_in_time_is_waited_for(path: Path) -> None:
    workspace = Workspace.open(path)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    done = threading.Timer(0.4, other.execute, ["COMMIT"])
    done.start()
    workspace.set_setting("goal", 1)
    assert workspace.setting("goal") == 1
    done.join()
    other.close()
    workspace.close()


def test_a_workspace_nobody_holds_lets_go_of_its_file(path: Path) -> None:
    Workspace.open(path).set_setting("goal", 1)
    gc.collect()
    assert [file.name for file in path.parent.iterdir()] == [WORKSPACE_FILE]


def test_a_flipped_byte_is_named_and_the_rest_is_usable(path: Path) -> None:
    workspace = Workspace.open(path)
    bad = workspace.add_upload("bad.csv", b"Ana,5\n" * 5000, DAY)
    good = workspace.add_upload("good.csv", b"Bo,7\n" * 5000, DAY)
    workspace.set_setting("note_to_flip", "untouched")
    workspace.close()
    content = bytearray(path.read_bytes())
    place = content.index(b"Ana,5\n" * 20) + 64
    content[place] ^= 1
    path.write_bytes(content)

    again = Workspace.open(path)
    with pytest.raises(Refused) as raised:
        again.raw(bad)
    assert (raised.value.problem.code, raised.value.problem.params["file"]) == ("R_STORE_DAMAGED", "bad.csv")
    assert again.raw(good) == b"Bo,7\n" * 5000
    again.remove(bad)
    assert [upload.id for upload in again.uploads()] == [good]
    again.close()


def test_a_flipped_byte_in_a_setting_is_named(path: Path) -> None:
    workspace = Workspace.open(path)
    workspace.set_setting("goal", "untouched")
    workspace.close()
    content = bytearray(path.read_bytes())
    content[content.index(b"untouched")] ^= 1
    path.write_bytes(content)
    again = Workspace.open(path)
    with refused("R_STORE_DAMAGED"):
        again.setting("goal")
    again.close()


@pytest.mark.parametrize("keep", [0.3, 0.7])
def test_a_torn_file_is_refused_and_left_alone(path: Path, keep: float) -> None:
    workspace = Workspace.open(path)
    workspace.add_upload("a.csv", random.Random(1).randbytes(200_000), DAY)
    workspace.close()
    torn = path.read_bytes()[: int(path.stat().st_size * keep)]
    path.write_bytes(torn)
    with refused("R_STORE_DAMAGED"):
        Workspace.open(path)
    fallback, problems = Workspace.open_or_not_saving(path)
    assert [p.code for p in problems] == ["R_STORE_DAMAGED", "N_NOT_SAVING"]
    assert not fallback.saving
    fallback.set_setting("goal", 1)
    fallback.close()
    assert path.read_bytes() == torn


def test_a_file_that_is_no_workspace_is_refused(path: Path) -> None:
    path.write_bytes(b"Name,Email\n" * 500)
    with refused("R_STORE_DAMAGED"):
        Workspace.open(path)
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE photos (id)")
    other.close()
    with refused("R_STORE_FOREIGN"):
        Workspace.open(path)


def test_a_full_disk_loses_nothing_old(path: Path) -> None:
    workspace = Workspace.open(path)
    workspace.set_setting("goal", 1)
    connection = workspace._database._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute("PRAGMA max_page_count = " + str(pages + 2))
    with refused("R_STORE_FULL"):
        workspace.add_upload("big.csv", b"x" * 1_000_000, DAY)
    assert workspace.uploads() == ()
    assert workspace.setting("goal") == 1
    connection.execute("PRAGMA max_page_count = 1000000")
    workspace.add_upload("big.csv", b"x" * 1_000_000, DAY)
    assert len(workspace.uploads()) == 1
    workspace.close()


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """A folder that this process may look into but not write to; root becomes nobody for the while."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        as_root = os.geteuid() == 0
        if as_root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if as_root:
                os.seteuid(0)
            folder.chmod(0o700)


def test_a_read_only_folder_means_not_saving(read_only_folder: Path) -> None:
    for path in (read_only_folder / WORKSPACE_FILE, read_only_folder / "new" / WORKSPACE_FILE):
        with refused("R_STORE"):
            Workspace.open(path)
        workspace, problems = Workspace.open_or_not_saving(path)
        assert [problem.code for problem in problems] == ["R_STORE", "N_NOT_SAVING"]
        workspace.set_setting("goal", 1)
        assert workspace.setting("goal") == 1
        workspace.close()


def test_a_newer_file_is_refused_and_not_touched(path: Path) -> None:
    newer = Database(path, migrations=(*MIGRATIONS, (f"PRAGMA user_version = {len(MIGRATIONS) + 1}",)))
    newer.close()
    before = path.read_bytes()
    with refused("R_STORE_NEWER"):
        Workspace.open(path)
    assert path.read_bytes() == before


def test_an_older_file_is_copied_and_then_migrated(path: Path) -> None:
    old = Workspace.open(path)
    old.set_setting("goal", 7)
    old.close()
    step = ("CREATE TABLE extra (id INTEGER)", f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    migrated = Database(path, migrations=(*MIGRATIONS, step))
    assert Workspace(migrated).setting("goal") == 7
    with migrated.reading() as connection:
        assert connection.execute("SELECT count(*) FROM extra").fetchone() == (0,)
    (backup,) = migrated.backups()
    migrated.close()
    copy = Workspace.open(backup)
    assert copy.setting("goal") == 7
    copy.close()


def test_a_migration_that_fails_half_way_leaves_the_old_file(path: Path) -> None:
    old = Workspace.open(path)
    old.set_setting("goal", 7)
    old.close()
    broken = (
        "CREATE TABLE extra (id INTEGER)",
        f"PRAGMA user_version = {len(MIGRATIONS) + 1}",
        "NOT SQL AT ALL",
    )
    with refused("R_STORE"):
        Database(path, migrations=(*MIGRATIONS, broken))
    again = Workspace.open(path)
    assert again.setting("goal") == 7
    again.close()


def test_the_mark_in_the_schema_is_the_one_that_is_checked(path: Path) -> None:
    assert f"PRAGMA application_id = {APPLICATION}" in MIGRATIONS[0]


def test_every_refusal_has_its_sentence() -> None:
    say = Words()
    for code in CATALOGUE:
        if code.startswith("R_STORE_"):
            assert say(f"problem.{code}", file="x")


@pytest.mark.parametrize("round_no", range(3))
def test_a_request_to_end_while_saving_is_followed_in_time_and_loses_nothing_acknowledged(
    path: Path, round_no: int
) -> None:
    process = saver(path, 0, 1_000_000)
    acknowledged = [process.stdout.readline().strip()]
    time.sleep(0.02 * round_no)
    process.terminate()
    acknowledged += process.stdout.read().split()
    process.wait(timeout=10)
    process.stdout.close()
    workspace = Workspace.open(path)
    assert set(acknowledged) <= set(workspace.scenarios())
    assert len(acknowledged) <= workspace.setting("saves") <= len(workspace.scenarios())
    workspace.check()
    workspace.close()
