"""A workspace as a file: whole on the way out, and whatever comes in is a workspace or one sentence."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from truefans_core.problems import Refused
from truefans_core.store import Shelf, Workspace, portable
from truefans_core.store.schema import APPLICATION

DAY = dt.date(2026, 5, 1)
RELEASED = sorted((Path(__file__).with_name("released")).glob("*.truefans"))


def content(workspace: Workspace) -> object:
    return (
        [(each, workspace.raw(each.id), workspace.tables(each.id) and True) for each in workspace.uploads()],
        workspace.settings(),
        workspace.decisions(),
        workspace.scenarios(),
        workspace.notes(),
    )


def sample() -> Workspace:
    workspace = Workspace.in_memory()
    workspace.rename("Harbour Radio")
    workspace.add_upload("a.csv", b"Email,Amount\nana@example.org,5\n" * 50, DAY)
    workspace.add_upload("b.csv", b"x,y\n1,2\n", DAY)
    workspace.set_settings({"goal": 7, "preset": "creator"})
    workspace.decide("same_money:a|b", answer=True)
    workspace.save_scenario("Plan", {"goal": 1})
    workspace.set_note("true", "call")
    return workspace


WHOLE = sample().to_bytes()


def changed(do: Callable[[sqlite3.Connection], object]) -> bytes:
    """The sample's file after somebody did something to it with SQLite."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(WHOLE)
        do(database)
        return bytes(database.serialize())


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        Workspace.from_bytes(data, "x.truefans")
    assert refused.value.problem.params["file"] == "x.truefans"
    return refused.value.problem.code


def test_what_goes_out_comes_in_again_on_disk_and_in_memory(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    there = shelf.open(shelf.take_in(WHOLE, "x.truefans", "x"), DAY)[0]
    assert content(there) == content(sample()) == content(Workspace.from_bytes(there.to_bytes(), "x"))
    assert there.name == "Harbour Radio"
    shelf.take_in(WHOLE, "x.truefans", "x")
    assert sorted(each.name or "" for each in shelf.all()) == ["Harbour Radio", "Harbour Radio (2)"]
    there.close()


def test_a_file_taken_straight_from_the_folder_opens_too(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    made = shelf.take_in(WHOLE, "x", "x")
    shelf.open(made, DAY)[0].close()
    assert content(Workspace.from_bytes((tmp_path / f"{made}.truefans").read_bytes(), "x")) == content(
        sample()
    )


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_every_released_version_comes_in_whole(path: Path) -> None:
    workspace = Workspace.from_bytes(path.read_bytes(), path.name)
    assert [each.name for each in workspace.uploads()] == ["waiting.csv", "confirmed.csv"]
    assert workspace.tables(workspace.uploads()[1].id)[0].raw.cells.to_pydict() == {
        "Email": ["cy@example.org"],
        "Amount": ["9.00"],
    }
    assert workspace.settings() == {"preset": "business", "goal": 50000}
    assert workspace.decisions() == {"same_money:stripe|donorbox": True}
    assert workspace.scenarios() == {"Plan A": {"goal": 100000}}
    assert workspace.notes() == {"true": "call them"}


HOSTILE = {
    "a trigger": lambda db: db.execute("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM blob; END"),
    "a view": lambda db: db.execute("CREATE VIEW v AS SELECT * FROM blob"),
    "a table more": lambda db: db.execute("CREATE TABLE photos (id)"),
    "an index": lambda db: db.execute("CREATE INDEX i ON entry (kind)"),
    "a table less": lambda db: db.execute("DROP TABLE upload_table"),
    "a table as a view": lambda db: db.executescript(
        "DROP TABLE entry; CREATE VIEW entry AS SELECT 'setting' AS kind, 'a' AS key, '1' AS value, 'x' AS sha256"
    ),
    "another column": lambda db: db.execute("ALTER TABLE entry ADD COLUMN more TEXT"),
    "no version": lambda db: db.execute("PRAGMA user_version = 0"),
    "another program's": lambda db: db.execute("PRAGMA application_id = 1"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_with_more_or_less_than_our_tables_is_refused(what: str) -> None:
    assert refusal(changed(HOSTILE[what])) == "R_STORE_FOREIGN"


DAMAGED = {
    "bytes": lambda db: db.execute("UPDATE blob SET bytes = bytes || x'00' WHERE id = 1"),
    "text for bytes": lambda db: db.execute("UPDATE blob SET bytes = 'text' WHERE id = 1"),
    "a setting": lambda db: db.execute(
        "UPDATE entry SET value = '8' WHERE kind = 'setting' AND key = 'goal'"
    ),
    "bytes for a setting": lambda db: db.execute("UPDATE entry SET value = x'ff00' WHERE key = 'goal'"),
    "a file's name": lambda db: db.execute("UPDATE upload SET name = 'other.csv' WHERE place = 1"),
    "a pointer": lambda db: db.execute("UPDATE upload SET raw = 99 WHERE place = 1"),
    "a blob less": lambda db: db.execute("DELETE FROM blob WHERE id = 1"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_row_that_is_not_what_was_stored_is_damage(what: str) -> None:
    assert refusal(changed(DAMAGED[what])) == "R_STORE_DAMAGED"


def test_a_newer_file_is_told_from_a_damaged_one() -> None:
    assert refusal(changed(lambda db: db.execute("PRAGMA user_version = 99"))) == "R_STORE_NEWER"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"a,b\n1,2\n", b"SQLite format 3\x00", b"SQLite format 3\x00" + bytes(5000)]
)
def test_what_is_no_workspace_is_refused(data: bytes) -> None:
    assert refusal(data) in {"R_STORE_FOREIGN", "R_STORE_DAMAGED"}


def test_a_huge_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "MOST_BYTES", 10)
    assert refusal(WHOLE) == "R_TOO_LARGE"


def test_one_that_is_refused_leaves_nothing_on_the_shelf(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for data in (b"x", changed(HOSTILE["a trigger"]), changed(DAMAGED["bytes"])):
        with pytest.raises(Refused):
            shelf.take_in(data, "x", "x")
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
@example(18, 3)
def test_a_flipped_byte_is_refused_or_harmless(place: int, flip: int) -> None:
    data = bytearray(WHOLE)
    data[place] ^= flip
    try:
        found = Workspace.from_bytes(bytes(data), "x")
    except Refused as refused:
        found, code = None, refused.problem.code
    if found is None:
        assert code in {"R_STORE_FOREIGN", "R_STORE_DAMAGED", "R_STORE_NEWER"}
    else:
        assert content(found) == content(sample())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(WHOLE) - 1))
def test_a_cut_file_is_refused(length: int) -> None:
    assert refusal(WHOLE[:length]) in {"R_STORE_FOREIGN", "R_STORE_DAMAGED"}


def test_a_file_that_says_what_it_is_not_is_still_ours_alone() -> None:
    assert int.from_bytes(WHOLE[68:72]) == APPLICATION
