"""A workspace as a file: whole on the way out, and whatever comes in is a workspace or one sentence."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from truefans_core.mapping import Mapping, Use
from truefans_core.problems import Refused
from truefans_core.reading import read
from truefans_core.store import Shelf, StoredTable, Workspace, portable
from truefans_core.store.blobs import entry_sum
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
@example(4091, 128)
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


def test_a_version_below_nothing_lets_no_trigger_in() -> None:
    def do(db: sqlite3.Connection) -> None:
        db.execute("CREATE TRIGGER t AFTER UPDATE ON upload BEGIN DELETE FROM entry; END")
        db.execute("PRAGMA user_version = -1")

    assert refusal(changed(do)) == "R_STORE_FOREIGN"


def forged(kind: str, key: str, value: str) -> Callable[[sqlite3.Connection], object]:
    """A row with its right checksum, as whoever makes a file can write it."""
    row = (kind, key, value, entry_sum(kind, key, value))
    return lambda db: db.execute("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)", row)


FORGED = {
    "a name that is no value": forged("marker", "name", "{"),
    "a setting without an end": forged("setting", "deep", "[" * 200_000),
    "columns of no file": forged("mapping", "nothing", '"{}"'),
    "columns that are none": forged("mapping", "a/0", '"{}"'),
}


@pytest.mark.parametrize("what", FORGED)
def test_what_has_its_checksum_but_no_meaning_is_damage(what: str) -> None:
    assert refusal(changed(FORGED[what])) == "R_STORE_DAMAGED"


def with_table(data: bytes) -> bytes:
    """The file of a workspace that holds one confirmed table, with these bytes in the place of the table."""
    workspace = Workspace.in_memory()
    upload = workspace.add_upload("b.csv", b"Email,Amount\nana@example.org,5\n", DAY)
    (raw,) = read("b.csv", b"Email,Amount\nana@example.org,5\n")
    uses = (Use("Email", "email"), Use("Amount", "amount"))
    workspace.confirm(upload, [StoredTable(raw, Mapping(None, uses))])
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(workspace.to_bytes())
        database.execute("UPDATE blob SET bytes = ?, sha256 = ?", (data, sha256(data).hexdigest()))
        return bytes(database.serialize())


def as_parquet(**columns: object) -> bytes:
    about = {"file": "b", "file_id": "b", "sheet": None, "headers": [n for n in columns if n != "line"]}
    about |= {"records_in": 1, "set_aside": [], "encoding": None, "delimiter": None, "header_line": 1}
    about |= {"formulas_without_value": []}
    sink = BytesIO()
    table = pa.table(columns).replace_schema_metadata({"about": json.dumps(about)})
    parquet.write_table(table, sink, compression="zstd")
    return sink.getvalue()


#: Half a gigabyte of one letter in a few kilobytes.
BOMB = as_parquet(line=pa.array([1]), a=pa.array(["x" * 500_000_000]))
TABLES = {
    "no Parquet": b"PAR1 and nothing else",
    "a bomb": BOMB,
    "numbers for text": as_parquet(line=pa.array([1]), a=pa.array([2])),
    "lines that are none": as_parquet(line=pa.array(["x"]), a=pa.array(["y"])),
    "more columns than a file may have": as_parquet(
        line=pa.array([1]), **{f"c{n}": pa.array(["y"]) for n in range(600)}
    ),
}


@pytest.mark.parametrize("what", TABLES)
def test_a_table_with_its_right_checksum_is_looked_at_before_it_is_read_here(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("read in this process")

    given = with_table(TABLES[what])
    monkeypatch.setattr(parquet, "read_table", never)
    assert refusal(given) in {"R_STORE_DAMAGED", "R_MEMORY"}
    assert len(BOMB) < 1_000_000


def test_a_table_of_ones_own_comes_in_as_it_went_out() -> None:
    whole = as_parquet(line=pa.array([1]), Email=pa.array(["ana@example.org"]))
    workspace = Workspace.from_bytes(with_table(whole), "x.truefans")
    (upload,) = workspace.uploads()
    (table,) = workspace.tables(upload.id)
    assert table.raw.cells.to_pydict() == {"Email": ["ana@example.org"]}
