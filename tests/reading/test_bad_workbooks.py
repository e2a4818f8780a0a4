"""The table of bad inputs, workbooks: dates, formulas, passwords, hidden things, and parts that reach outside."""

import datetime as dt
import socket
import threading
from pathlib import Path

import openpyxl
import pytest

from tests.reading.made import NS, REL, as_csv, as_xlsb, as_xlsx, raw_xlsx, saved, workbook_parts, zipped
from truefans_core.problems import Refused
from truefans_core.reading.limits import PAGE
from truefans_core.reading.parse import parse

pytest.importorskip("fastexcel")
row = pytest.param
DATA = Path(__file__).parent / "data"
CELL = '<row r="1"><c r="A1" t="str"><v>name</v></c></row><row r="2"><c r="A2" t="str"><v>Ann</v></c></row>'


def read(data, hints=None, name="book"):
    return parse(name, data, PAGE, hints or {})


def why(data):
    with pytest.raises(Refused) as stop:
        read(data)
    return stop.value.problem.code


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("calendar", [row("", id="1900"), row("-1904", id="1904")])
def test_a_workbook_by_libreoffice_reads_alike_in_every_format(ending, calendar):
    (table,) = read((DATA / f"gifts{calendar}.{ending}").read_bytes())
    assert (table.sheet, table.header_line) == ("Gifts", 2)
    assert [list(each.values()) for each in table.cells.to_pylist()] == [
        ["Ann Bell", "ann@example.com", "12.5", "2024-02-29", "EUR"],
        ["Zoë Æ", "zoe@example.org", "1234.56", "2024-03-01 13:05:00", "EUR"],
        ["00123", "id@example.org", "00123", "2024-03-01", "EUR"],
        ["Err", "err@example.org", None, "2024-03-02", "EUR"],
        ["Sum", "sum@example.org", "25", "2024-03-03", "EUR"],
        ["Tiny", "tiny@example.org", "0.3", "2024-03-06", "EUR"],
    ]
    assert table.formulas_without_value == ((6, "Paid"),)
    assert table.set_aside == ((8, "W_BLANK"),)
    told = {note.code: note.rows for note in table.notes}
    assert told == {"N_HIDDEN_SHEETS": 1} | ({"N_HIDDEN_ROWS": 1} if ending != "xls" else {})


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_hidden_sheet_can_be_chosen(ending):
    data = (DATA / f"gifts.{ending}").read_bytes()
    (table,) = read(data, {"sheet": "Lists"})
    assert (table.sheet, table.sheets, table.headers) == ("Lists", ("Gifts", "Lists"), ("a", "b"))
    with pytest.raises(Refused) as stop:
        read(data, {"sheet": "Nowhere"})
    assert stop.value.problem.params["option"] == "sheet"


def test_a_sheet_is_the_same_table_however_it_is_chosen():
    data = as_xlsx(
        [["name", "paid"], ["Ann", "5"]], Fans=[["x"], ["name", "email"], ["Bob", "bob@example.com"]]
    )
    both = read(data)
    (chosen,) = read(data, {"sheet": "Fans", "header_line": "2"})
    assert [table.sheet for table in both] == ["Sheet", "Fans"]
    assert chosen.cells.to_pylist() == [{"name": "Bob", "email": "bob@example.com"}]
    assert (chosen.file_id, chosen.sheets) == (both[1].file_id, both[1].sheets)


def test_a_member_of_an_archive_can_be_chosen():
    data = zipped({"a.csv": as_csv([["x", "y"], ["1", "b"]]), "b.xlsx": as_xlsx([["p", "q"], ["c", "d"]])})
    assert [table.sheet for table in read(data)] == ["a.csv", "b.xlsx: Sheet"]
    assert [table.headers for table in read(data, {"sheet": "a.csv"})] == [("x", "y")]
    assert [table.headers for table in read(data, {"sheet": "b.xlsx: Sheet"})] == [("p", "q")]


def test_a_binary_workbook_is_read():
    rows = [["Name", "Paid", "Open"], ["Ann", 12.5, True], ["00123", 1e10, False], ["E", "#DIV/0!", None]]
    (table,) = read(as_xlsb(rows, "Gäste"))
    assert (table.sheet, table.headers) == ("Gäste", ("Name", "Paid", "Open"))
    assert table.cells["Name"].to_pylist() == ["Ann", "00123", "E"]
    assert table.cells["Paid"].to_pylist() == ["12.5", "10000000000", None]
    assert table.formulas_without_value == ((4, "Paid"),)


@pytest.mark.parametrize(
    "cell",
    [
        row("<f>1+1</f>", id="formula never calculated"),
        row("<f>1+1</f><v></v>", id="formula with an empty value"),
        row('<f t="shared" si="0"/>', id="shared formula"),
    ],
)
def test_a_formula_without_a_cached_value_is_no_empty_cell(cell):
    (table,) = read(raw_xlsx(CELL + f'<row r="3"><c r="A3" t="str"><v>Bob</v></c><c r="B3">{cell}</c></row>'))
    assert table.formulas_without_value == ((3, "Column 2"),)


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!"])
def test_an_error_is_no_empty_cell_and_no_text(error):
    given = f'<row r="3"><c r="A3" t="e"><f>X1</f><v>{error}</v></c><c r="B3"><v>1</v></c></row>'
    (table,) = read(raw_xlsx(CELL + given))
    assert (table.formulas_without_value, table.cells["name"].to_pylist()) == (((3, "name"),), ["Ann", None])


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell():
    given = '<row r="3"><c r="A3" t="str"><f>""</f><v></v></c><c r="B3"><v>1</v></c></row>'
    (table,) = read(raw_xlsx(CELL + given))
    assert (table.formulas_without_value, table.cells["name"].to_pylist()) == ((), ["Ann", None])


@pytest.mark.parametrize(
    "data",
    [
        row((DATA / "password.xls").read_bytes(), id="xls"),
        row((DATA / "password.ods").read_bytes(), id="ods"),
        row(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
            id="xlsx",
        ),
    ],
)
def test_a_password_is_told(data):
    assert why(data) == "R_PASSWORD"


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_an_old_workbook_under_a_new_name_and_the_other_way(ending):
    data = (DATA / f"gifts.{ending}").read_bytes()
    assert read(data, name="gifts.csv")[0].records_in == read(data, name="gifts.xlsx")[0].records_in == 7


def test_merged_cells_hold_their_value_once():
    book = openpyxl.Workbook()
    for given in (["name", "paid"], ["Ann", 5], [None, 7], ["Bob", 9]):
        book.active.append(given)
    book.active.merge_cells("A2:A3")
    (table,) = read(saved(book))
    assert table.cells["name"].to_pylist() == ["Ann", None, "Bob"]
    assert table.cells["paid"].to_pylist() == ["5", "7", "9"]


def test_filtered_rows_are_read_and_told():
    book = openpyxl.Workbook()
    for given in (["name", "paid"], ["Ann", 5], ["Bob", 7], ["Cy", 9]):
        book.active.append(given)
    book.active.auto_filter.ref = "A1:B4"
    for hidden in (3, 4):
        book.active.row_dimensions[hidden].hidden = True
    (table,) = read(saved(book))
    assert table.cells["paid"].to_pylist() == ["5", "7", "9"]
    assert [(note.code, note.rows) for note in table.notes] == [("N_HIDDEN_ROWS", 2)]


def test_a_wrong_dimension_is_not_believed():
    parts = workbook_parts(CELL)
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData>", '<dimension ref="A1:A1"/><sheetData>')
    assert read(zipped(parts))[0].cells["name"].to_pylist() == ["Ann"]


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        row(dt.date(1900, 1, 31), "1900-01-31", id="before the leap day that never was"),
        row(dt.date(1900, 3, 1), "1900-03-01", id="after it"),
        row(dt.date(9999, 12, 31), "9999-12-31", id="the last day"),
        row(
            dt.datetime.fromisoformat("2024-02-29T23:59:59.999"), "2024-02-29 23:59:59.999", id="milliseconds"
        ),
    ],
)
def test_dates_at_the_edges(when, shown):
    assert read(as_xlsx([["name", "day"], ["Ann", when]]))[0].cells["day"].to_pylist() == [shown]


@pytest.fixture
def listener():
    """A port that nobody may call; gives the calls that came."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def wait():
            while True:
                try:
                    calls.append(server.accept()[1])
                except TimeoutError:
                    continue
                except OSError:
                    return

        threading.Thread(target=wait, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls


def test_macros_links_and_dde_are_left_alone(listener):
    address, calls = listener
    relations = (
        f'<Relationships><Relationship Id="rId1" Type="{REL}/externalLinkPath" Target="{address}book.xlsx" '
        'TargetMode="External"/></Relationships>'
    )
    parts = workbook_parts(
        CELL + f'<row r="3"><c r="A3" t="str"><f>WEBSERVICE("{address}")</f><v>kept</v></c></row>'
        '<row r="4"><c r="A4" t="str"><f>cmd|\'/c calc\'!A0</f><v>value</v></c></row>',
        more={
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "xl/externalLinks/externalLink1.xml": f'<externalLink {NS}><ddeLink ddeService="cmd" ddeTopic="x"/></externalLink>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": relations,
            "xl/worksheets/_rels/sheet1.xml.rels": relations,
        },
    )
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{REL}/worksheet" Target="{address}" TargetMode="External"/></Relationships>',
    )
    (table,) = read(zipped(parts), name="book.xlsm")
    assert table.cells["name"].to_pylist() == ["Ann", "kept", "value"]
    assert calls == []


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize(
    "declared",
    [
        row('<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>', id="XXE"),
        row('<!DOCTYPE x SYSTEM "{address}">', id="external DTD"),
        row('<!DOCTYPE x [<!ENTITY % p SYSTEM "{address}"> %p;]>', id="parameter entity"),
        row('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', id="local file"),
        row('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;">]>', id="billion laughs"),
    ],
)
def test_entities_are_refused_and_nothing_is_fetched(part, declared, listener):
    address, calls = listener
    parts = workbook_parts(CELL, strings=f"<sst {NS}><si><t>x</t></si></sst>")
    parts[part] = declared.format(address=address) + parts[part].replace("Ann", "&e;").replace(">x<", ">&e;<")
    assert why(zipped(parts)) == "R_DAMAGED"
    assert calls == []


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_old_and_open_workbooks_with_hostile_parts(ending, listener):
    address, calls = listener
    data = (DATA / f"gifts.{ending}").read_bytes()
    if ending == "ods":
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        head, _, rest = parts["content.xml"].partition(b"?>")
        parts["content.xml"] = head + b'?><!DOCTYPE x [<!ENTITY e SYSTEM "%s">]>' % address.encode() + rest
        data = zipped(parts)
        assert why(data) == "R_DAMAGED"
    else:
        assert why(data[: len(data) // 2]) in {"R_DAMAGED", "R_EMPTY"}
    assert calls == []
