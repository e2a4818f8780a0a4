"""Several workspaces side by side: each its own file, one damaged never the others' trouble, and nothing left of one deleted."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import pytest

from truefans_core.problems import Refused
from truefans_core.store import FIRST, WORKSPACE_FILE, Shelf, Workspace, backups

TODAY = dt.datetime.now(dt.UTC).date()  # noqa: TID251 the day of a copy is that of its file
MARKER = b"mara.marker@example.com"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "home", wait_ms=300)


def opened(shelf: Shelf, workspace_id: str) -> Workspace:
    workspace, problems = shelf.open(workspace_id, TODAY)
    assert problems == ()
    return workspace


def filled(shelf: Shelf, name: str) -> str:
    made = shelf.create(name)
    workspace = opened(shelf, made)
    workspace.add_upload("fans.csv", MARKER * 1000, TODAY)
    workspace.set_setting("goal", 7)
    workspace.close()
    opened(shelf, made).close()  # the copy of the day
    return made


def tear(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])


def files_with(folder: Path, marker: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and marker in path.read_bytes()]


def test_the_single_workspace_of_an_earlier_release_is_the_first_on_the_shelf(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    released = Path(__file__).with_name("released") / "version-1.truefans"
    (folder / WORKSPACE_FILE).write_bytes(released.read_bytes())
    shelf = Shelf(folder)
    assert shelf.last() == FIRST
    workspace = opened(shelf, FIRST)
    assert [upload.name for upload in workspace.uploads()] == ["waiting.csv", "confirmed.csv"]
    workspace.close()


def test_two_windows_that_start_at_once_share_the_first_workspace(shelf: Shelf) -> None:
    one, two = opened(shelf, shelf.last()), opened(shelf, shelf.last())
    one.set_setting("goal", 5)
    assert two.setting("goal") == 5
    one.close()
    two.close()


def test_the_last_one_opened_is_the_one_to_reopen(shelf: Shelf) -> None:
    one, two = shelf.create("One"), shelf.create("Two")
    opened(shelf, two).close()
    opened(shelf, one).close()
    assert Shelf(shelf.folder).last() == one
    shelf.delete(one)
    assert Shelf(shelf.folder).last() == two
    (shelf.folder / "last.json").write_text("{broken", encoding="utf-8")
    assert shelf.last() == two
    (shelf.folder / "last.json").write_text('{"id": "../../etc"}', encoding="utf-8")
    assert shelf.last() == two


def test_names_live_inside_the_files_and_are_never_the_same_twice(shelf: Shelf) -> None:
    first = shelf.create("Client A")
    assert [each.name for each in shelf.all()] == ["Client A"]
    shelf.create("Client A")
    copy = shelf.duplicate(first, "Client A")
    assert sorted(each.name or "" for each in shelf.all()) == ["Client A", "Client A (2)", "Client A (3)"]
    shelf.rename(copy, " a\tb\u202e\x00 " + "x" * 200)
    (renamed,) = [each.name for each in shelf.all() if each.id == copy]
    assert renamed is not None
    assert renamed.startswith("a b xxx")
    assert len(renamed) == 80
    assert all(path.stem.isalnum() for path in shelf.folder.glob("*.truefans"))


def test_a_duplicate_holds_the_same_and_goes_its_own_way(shelf: Shelf) -> None:
    first = filled(shelf, "A")
    copy = opened(shelf, shelf.duplicate(first, "B"))
    assert copy.raw(copy.uploads()[0].id) == MARKER * 1000
    copy.set_setting("goal", 8)
    assert opened(shelf, first).setting("goal") == 7


def test_a_session_of_its_own_is_kept_with_everything(shelf: Shelf) -> None:
    session = Workspace.in_memory()
    upload = session.add_upload("a.csv", MARKER, TODAY)
    session.save_scenario("Plan", {"goal": 1})
    kept = opened(shelf, shelf.keep(session, "Kept"))
    assert (kept.raw(upload), kept.scenarios(), kept.name) == (MARKER, {"Plan": {"goal": 1}}, "Kept")


@pytest.mark.parametrize("how", ["torn", "flipped", "foreign", "newer", "empty head"])
def test_a_damaged_workspace_is_named_and_the_others_are_usable(shelf: Shelf, how: str) -> None:
    bad, good = filled(shelf, "Bad"), filled(shelf, "Good")
    path = shelf.folder / f"{bad}.truefans"
    if how == "torn":
        tear(path)
    elif how == "foreign":
        path.write_bytes(b"a,b\n1,2\n" * 1000)
    elif how == "empty head":
        path.write_bytes(bytes(4096) + path.read_bytes()[4096:])
    elif how == "newer":
        import sqlite3

        other = sqlite3.connect(path)
        other.execute("PRAGMA user_version = 99")
        other.close()
    else:
        content = bytearray(path.read_bytes())
        place = content.rindex(b"goal")
        content[place] ^= 1
        path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        shelf.open(bad, TODAY)
    assert refused.value.problem.code in {"R_STORE_DAMAGED", "R_STORE_FOREIGN", "R_STORE_NEWER"}
    problems = {each.id: each.problem for each in shelf.all()}
    assert problems[good] is None
    if how != "flipped":  # only looked for when it is opened
        assert problems[bad] is not None
    assert opened(shelf, good).setting("goal") == 7
    assert Shelf(shelf.folder).last() == good


def test_the_copy_of_the_day_is_brought_back_once_the_file_is_damaged(shelf: Shelf) -> None:
    bad = filled(shelf, "Bad")
    path = shelf.folder / f"{bad}.truefans"
    tear(path)
    (shelved,) = shelf.all()
    assert shelved.copy_of == TODAY
    shelf.restore(bad)
    workspace = opened(shelf, bad)
    assert (workspace.setting("goal"), workspace.name) == (7, "Bad")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_workspace_never_takes_the_place_of_a_good_copy(shelf: Shelf) -> None:
    bad = filled(shelf, "Bad")
    path = shelf.folder / f"{bad}.truefans"
    content = bytearray(path.read_bytes())
    content[content.index(MARKER * 20) + 100] ^= 1
    path.write_bytes(content)
    good = backups.daily(path).read_bytes()
    os.utime(backups.daily(path), (0, 0))  # of a day long ago
    opened(shelf, bad).close()
    assert backups.daily(path).read_bytes() == good


def test_what_was_removed_is_in_no_copy_either(shelf: Shelf) -> None:
    made = filled(shelf, "A")
    assert files_with(shelf.folder, MARKER)
    workspace = opened(shelf, made)
    workspace.remove(workspace.uploads()[0].id)
    assert files_with(shelf.folder, MARKER) == []


def test_a_deleted_workspace_leaves_no_trace_and_the_others_stay(shelf: Shelf) -> None:
    one, two = filled(shelf, "One"), filled(shelf, "Two")
    shelf.delete(one)
    assert [path.name for path in shelf.folder.iterdir() if path.name.startswith(one)] == []
    assert opened(shelf, two).setting("goal") == 7
    for wrong in (one, "../" + two, "", "a/b", "x" * 10):
        with pytest.raises(KeyError):
            shelf.delete(wrong)


def test_erasing_everything_leaves_an_empty_folder(shelf: Shelf) -> None:
    filled(shelf, "One")
    tear(shelf.folder / f"{filled(shelf, 'Two')}.truefans")
    (shelf.folder / "gone.truefans.backup").write_bytes(MARKER)
    shelf.delete_all()
    assert list(shelf.folder.iterdir()) == []
    assert shelf.all() == ()


def test_what_a_kill_left_of_a_copy_is_never_brought_back(shelf: Shelf) -> None:
    made = shelf.create("Client")
    path = shelf.folder / f"{made}.truefans"
    for end in (".backup.77.part", ".backup.77.part-journal", ".before-2.77.part-journal"):
        path.with_name(path.name + end).write_bytes(b"half")
    assert backups.latest(path) is None
    backups.daily(path).write_bytes(b"whole")
    assert backups.latest(path) == backups.daily(path)
    shelf.delete(made)
    assert list(shelf.folder.iterdir()) == []
