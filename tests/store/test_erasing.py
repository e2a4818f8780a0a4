"""One person out of everything: files confirmed or not, decisions, notes, copies; only a digest remains."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from truefans_core.intake import import_tables
from truefans_core.people import Decisions, join
from truefans_core.people.erasing import Held, held
from truefans_core.reading import read
from truefans_core.store import Opened, Shelf, StoredTable, Workspace

TODAY = dt.datetime.now(dt.UTC).date()  # noqa: TID251 the day of a copy is that of its file
MARKER = "mara.marker@example.com"
ORDERS = (
    "Email,Name,Amount,Currency,Date,Referred by\n"
    f"{MARKER},Mara Marker,50.00,EUR,2026-01-05,\n"
    f"ana@example.org,Ana,20.00,EUR,2026-02-05,{MARKER}\n"
    f"{MARKER.upper()},Mara Marker,30.00,EUR,2026-03-05,ana@example.org\n"
    "bo@example.org,Bo,10.00,EUR,2026-03-09,\n"
).encode()
MORE = ORDERS.replace(b"2026", b"2025")


def loaded(workspace: Workspace) -> dict[str, list[Opened]]:
    """Every table of a workspace with its mapping, as a page has them."""
    found: dict[str, list[Opened]] = {}
    for upload in workspace.uploads():
        if upload.confirmed:
            raws = [table.raw for table in workspace.tables(upload.id)]
        else:
            raws = list(read(upload.name, workspace.raw(upload.id) or b""))
        imported = import_tables([(raw, upload.mappings.get(n)) for n, raw in enumerate(raws)])
        found[upload.id] = [
            Opened(raw, None if each.question else each.mapping)
            for raw, each in zip(raws, imported, strict=True)
        ]
    return found


def records(workspace: Workspace) -> list:
    tables = [each for every in loaded(workspace).values() for each in every]
    imported = import_tables([(each.raw, each.mapping) for each in tables])
    return [each.records for each in imported if each.records is not None]


def anywhere(folder: Path, *markers: str) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        text = path.read_bytes().lower() if path.is_file() else b""
        found += [f"{path.name}: {marker}" for marker in markers if marker.lower().encode() in text]
    return found


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shelf = Shelf(tmp_path / "home")
    made = shelf.create("Client")
    found, _ = shelf.open(made, TODAY)
    found.add_upload("orders.csv", ORDERS, TODAY)
    confirmed = found.add_upload("more.csv", MORE, TODAY)
    tables = loaded(found)[confirmed]
    found.confirm(confirmed, [StoredTable(each.raw, each.mapping) for each in tables if each.mapping])
    found.add_upload("plain.csv", b"a,b\n1,2\n", TODAY)
    found.decide(f"match:{MARKER}|ana@example.org", answer=True)
    found.set_note("someone", f"write to {MARKER}")
    found.set_note("other", "call Bo")
    found.close()
    found, _ = shelf.open(made, TODAY)
    yield found
    found.close()


def erase(workspace: Workspace):
    joined = join(records(workspace))
    (person,) = [
        person
        for person, keys in zip(
            joined.people["person_id"].to_pylist(), joined.people["keys"].to_pylist(), strict=True
        )
        if MARKER in keys
    ]
    return workspace.erase_person(held(joined, person), loaded(workspace), person)


def test_no_trace_is_left_in_file_log_or_copies(workspace: Workspace, tmp_path: Path) -> None:
    assert anywhere(tmp_path, MARKER)
    removal = erase(workspace)
    assert removal.rows == 4
    assert "orders.csv" in removal.confirmed
    assert anywhere(tmp_path, MARKER) == []
    assert workspace.notes() == {"other": "call Bo"}
    assert workspace.decisions() == {}
    for upload in workspace.uploads():
        for table in workspace.tables(upload.id):
            for column in table.raw.cells.columns:
                assert not [cell for cell in column.to_pylist() if cell and "mara" in cell.lower()]


def test_the_account_of_rows_still_adds_up(workspace: Workspace) -> None:
    before = {each.file: each.account.num_rows for each in records(workspace)}
    erase(workspace)
    after = records(workspace)
    assert {each.file: each.account.num_rows for each in after if each.file in before} == before
    erased = sum(each.account["reason"].to_pylist().count("W_ERASED") for each in after)
    assert erased == 4


def test_others_stay_as_they_were(workspace: Workspace) -> None:
    def income() -> dict[str, int]:
        joined = join(records(workspace), Decisions(erased=workspace.erased()))
        total: dict[str, int] = {}
        keys = dict(
            zip(joined.people["person_id"].to_pylist(), joined.people["keys"].to_pylist(), strict=True)
        )
        for event in joined.events.to_pylist():
            total[keys[event["person_id"]]] = total.get(keys[event["person_id"]], 0) + event["amount_minor"]
        return total

    before = income()
    erase(workspace)
    after = income()
    assert after == {key: value for key, value in before.items() if MARKER not in key}
    assert len(after) == 2


def test_a_later_import_does_not_bring_the_person_back(workspace: Workspace) -> None:
    erase(workspace)
    workspace.add_upload("orders.csv", ORDERS, TODAY)
    joined = join(records(workspace), Decisions(erased=workspace.erased()))
    assert not [keys for keys in joined.people["keys"].to_pylist() if MARKER in keys]
    assert len(workspace.erased().digests) >= 1
    assert all(len(each) == 64 for each in workspace.erased().digests)


def test_a_later_import_is_confirmed_without_the_person(workspace: Workspace, tmp_path: Path) -> None:
    erase(workspace)
    again = workspace.add_upload("again.csv", ORDERS + b"cy@example.org,Cy,1.00,EUR,2026-04-01,\n", TODAY)
    (table,) = loaded(workspace)[again]
    assert table.mapping is not None
    workspace.confirm(again, [StoredTable(table.raw, table.mapping)])
    (kept,) = workspace.tables(again)
    assert kept.raw.cells.num_rows == 3
    assert kept.raw.records_in == 5
    assert [why for _, why in kept.raw.set_aside] == ["W_ERASED", "W_ERASED"]


def test_who_is_erased_in_another_window_while_a_file_is_confirmed_is_not_kept(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = workspace.add_upload("again.csv", ORDERS + b"cy@example.org,Cy,1.00,EUR,2026-04-01,\n", TODAY)
    (table,) = loaded(workspace)[again]
    assert table.mapping is not None
    write = Workspace._write

    def erased_first(self: Workspace, change: object) -> object:
        monkeypatch.setattr(Workspace, "_write", write)
        erase(self)
        return write(self, change)

    monkeypatch.setattr(Workspace, "_write", erased_first)
    workspace.confirm(again, [StoredTable(table.raw, table.mapping)])
    assert anywhere(tmp_path, MARKER) == []
    (kept,) = workspace.tables(again)
    assert kept.raw.cells.num_rows == 3


def test_the_digests_of_two_workspaces_differ(tmp_path: Path) -> None:
    digests = []
    for _ in range(2):
        workspace = Workspace.in_memory()
        workspace.add_upload("orders.csv", ORDERS, TODAY)
        erase(workspace)
        digests.append(workspace.erased().digests)
    assert not digests[0] & digests[1]


def test_what_was_read_before_is_void_after(workspace: Workspace) -> None:
    before = workspace.edition
    erase(workspace)
    assert workspace.edition != before


def test_a_file_that_waits_for_an_answer_and_speaks_of_the_person_goes(workspace: Workspace) -> None:
    table = pa.table({"who": ["x " + MARKER.upper(), "y"]})
    tables = loaded(workspace)
    for upload in workspace.uploads():
        if upload.name == "plain.csv":
            raw = tables[upload.id][0].raw
            tables[upload.id] = [Opened(replace(raw, cells=table, headers=("who",)), None)]
    joined = join(records(workspace))
    person = next(each["person_id"] for each in joined.people.to_pylist() if MARKER in each["keys"])
    removal = workspace.erase_person(held(joined, person), tables, person)
    assert removal.removed == ("plain.csv",)


def kept_cells(workspace: Workspace) -> list[str]:
    """Every cell of every file of a workspace."""
    return [
        cell
        for upload in workspace.uploads()
        for table in workspace.tables(upload.id)
        for column in table.raw.cells.columns
        for cell in column.to_pylist()
        if cell
    ]


def erase_only(workspace: Workspace, key: str):
    joined = join(records(workspace), Decisions(erased=workspace.erased()))
    (person,) = [each["person_id"] for each in joined.people.to_pylist() if key in each["keys"].split("\n")]
    return workspace.erase_person(held(joined, person), loaded(workspace), person)


def test_an_address_that_ends_or_begins_like_the_erased_one_stays() -> None:
    workspace = Workspace.in_memory()
    likes = ("joann@example.com", "ann@example.com.au", "jo.ann@example.com", "mary+ann@example.com")
    lines = "".join(f"{address},1.00,EUR,2026-01-05\n" for address in ("ann@example.com", *likes))
    workspace.add_upload("orders.csv", b"Email,Amount,Currency,Date\n" + lines.encode(), TODAY)
    erase_only(workspace, "ann@example.com")
    assert [cell for cell in kept_cells(workspace) if "@" in cell] == list(likes)


def test_an_address_of_the_erased_person_goes_out_of_whatever_stands_around_it() -> None:
    workspace = Workspace.in_memory()
    said = (
        "Ann <ann@example.com>",
        "mailto:ann@example.com",
        "cy@example.org;ANN@example.com.",
        "'ann@example.com'",
    )
    lines = "".join(f"p{n}@example.org,{text},1.00,EUR,2026-01-05\n" for n, text in enumerate(said))
    data = f"Email,Referred by,Amount,Currency,Date\nann@example.com,,1.00,EUR,2026-01-05\n{lines}"
    workspace.add_upload("orders.csv", data.encode(), TODAY)
    erase_only(workspace, "ann@example.com")
    assert not [cell for cell in kept_cells(workspace) if "ann@" in cell.lower()]
    assert len([cell for cell in kept_cells(workspace) if cell.startswith("p")]) == len(said)


BROKEN_DAY = (
    "Email,Name,Amount,Currency,Date\n"
    f"{MARKER},Mara Marker,50.00,EUR,2026-01-05\n"
    f"{MARKER},Mara Marker,60.00,EUR,2026-02-30\n"
    "bo@example.org,Bo,10.00,EUR,2026-02-30\n"
    "bo@example.org,Bo,10.00,EUR,2026-03-09\n"
).encode()


def test_a_row_that_was_set_aside_goes_with_its_person_too() -> None:
    workspace = Workspace.in_memory()
    workspace.add_upload("orders.csv", BROKEN_DAY, TODAY)
    removal = erase_only(workspace, MARKER)
    assert removal.rows == 2
    assert not [cell for cell in kept_cells(workspace) if "mara" in cell.lower()]
    (table,) = records(workspace)
    assert sorted(filter(None, table.account["reason"].to_pylist())) == ["E_DATE", "W_ERASED", "W_ERASED"]


def test_a_later_import_is_kept_without_the_rows_of_the_person_that_are_set_aside() -> None:
    workspace = Workspace.in_memory()
    workspace.add_upload("orders.csv", ORDERS, TODAY)
    erase_only(workspace, MARKER)
    again = workspace.add_upload("again.csv", BROKEN_DAY, TODAY)
    (table,) = loaded(workspace)[again]
    assert table.mapping is not None
    workspace.confirm(again, [StoredTable(table.raw, table.mapping)])
    assert not [cell for cell in kept_cells(workspace) if "mara" in cell.lower()]


@pytest.mark.parametrize("cell", ["Cus_AbC:99", " cus_abc:99 "])
def test_a_file_that_waits_for_an_answer_goes_for_an_id_in_any_letters(cell: str) -> None:
    workspace = Workspace.in_memory()
    workspace.add_upload(
        "orders.csv", b"Customer ID,Amount,Currency,Date\nCus_AbC:99,1.00,EUR,2026-01-05\n", TODAY
    )
    waiting = workspace.add_upload("waiting.csv", b"a\nx\n", TODAY)
    tables = loaded(workspace)
    raw = tables[waiting][0].raw
    tables[waiting] = [Opened(replace(raw, cells=pa.table({"who": [cell]}), headers=("who",)), None)]
    joined = join(records(workspace))
    (person,) = [each["person_id"] for each in joined.people.to_pylist() if "AbC" in each["keys"]]
    assert workspace.erase_person(held(joined, person), tables, person).removed == ("waiting.csv",)


def test_a_list_of_people_in_a_note_loses_the_erased_person_and_stays() -> None:
    found = Workspace.in_memory()
    found.set_note("compare:thank", {"held": ["p" * 16, "q" * 16], "seed": 3})
    found.set_note(f"contact:{'p' * 16}:thank:2026-06-30", {"outcome": "done", "note": ""})
    found.erase_person(Held((), (), (), ("p" * 16,), {}), {}, "p" * 16)
    assert found.notes() == {"compare:thank": {"held": ["q" * 16], "seed": 3}}
