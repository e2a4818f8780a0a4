"""Workbooks: exact texts, sheets, dates, formulas; and the ones made to hurt."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from truefans_core.problems import Refused
from truefans_core.reading.limits import PAGE
from truefans_core.reading.parse import parse

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def raw_workbook(sheet_xml, head=""):
    """A workbook around the XML of one sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml",
            f'{head}<workbook {NS} xmlns:r="{REL}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {NS}><sheetData>{sheet_xml}</sheetData></worksheet>"
        )
    return out.getvalue()


def read(data, name="book.xlsx"):
    return parse(name, data, PAGE, {})


def people(*rows):
    book = openpyxl.Workbook()
    for row in (["name", "value"], *rows):
        book.active.append(row)
    return book


def values(data):
    return read(data)[0].cells["value"].to_pylist()


def test_cells_become_the_text_a_person_sees():
    given = ["00123", 45.99, 0.1 + 0.2, 1e10, True, -3, "é\n", 1e-7]
    shown = ["00123", "45.99", "0.3", "10000000000", "TRUE", "-3", "é\n", "0.0000001"]
    assert values(saved(people(*[["x", cell] for cell in given]))) == shown


def test_digits_written_are_digits_read():
    table = read(
        raw_workbook(
            '<row r="1"><c r="A1" t="str"><v>id</v></c></row><row r="2"><c r="A2"><v>9007199254740993</v></c></row>'
            '<row r="3"><c r="A3"><v>45.990000000000002</v></c></row><row r="4"><c r="A4"><v>1.5E+21</v></c></row>',
        ),
    )[0]
    assert table.cells["id"].to_pylist() == ["9007199254740993", "45.99", "1500000000000000000000"]


@pytest.mark.parametrize("epoch", [openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH])
def test_dates_are_iso_text_in_both_calendars(epoch):
    book = people(
        ["x", dt.date(2024, 2, 29)],
        ["x", dt.datetime.fromisoformat("2024-02-29T13:05")],
        ["x", dt.time(7, 30)],
    )
    book.epoch = epoch
    assert values(saved(book)) == ["2024-02-29", "2024-02-29 13:05:00", "07:30:00"]


def test_formulas_without_a_value_are_no_empty_cells():
    table = read(saved(people(["A", "=1+1"], ["B", None], ["C", "#REF!"])))[0]
    assert table.formulas_without_value == ((2, "value"), (4, "value"))
    assert table.cells["value"].to_pylist() == [None, None, None]


def test_sheets_blank_rows_and_row_numbers():
    book = people(["A", 1], [None, None], ["B", 2])
    book.active.title = "Money"
    hidden = book.create_sheet("Lists")
    hidden.append(["a", "b"])
    hidden.sheet_state = "hidden"
    second = book.create_sheet("Fans")
    second["B3"], second["C3"], second["B4"], second["C4"] = "name", "email", "Ann", "a@example.com"
    first, other = read(saved(book))
    assert (first.sheet, first.lines.to_pylist(), first.set_aside) == ("Money", [2, 4], ((3, "W_BLANK"),))
    assert (other.sheet, other.header_line, other.headers[1:]) == ("Fans", 3, ("name", "email"))


def test_content_counts_not_the_name():
    assert read(saved(people(["A", "1"])), "people.csv")[0].delimiter is None
    assert read(b"name,value\nA,1\n", "people.xlsx")[0].delimiter == ","


def test_cells_at_both_ends_of_the_grid_are_refused():
    far = raw_workbook(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    assert len(far) < 2000
    with pytest.raises(Refused) as stop:
        read(far)
    assert stop.value.problem.code == "R_TOO_WIDE"


def test_entities_are_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(Refused) as stop:
        read(raw_workbook('<row r="1"><c r="A1"><v>1</v></c></row>', head=bomb))
    assert stop.value.problem.code == "R_DAMAGED"


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(Refused) as stop:
        read(raw_workbook(" " * 450_000_000))
    assert stop.value.problem.code == "R_TOO_LARGE"


def test_inline_strings_and_prefixed_names():
    data = raw_workbook(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c t="str"><v>value</v></c></row>'
        '<row><c t="inlineStr"><is><r><t>An</t></r><r><t>n</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>'
        "<c><v>4</v></c></row>",
    )
    table = read(data)[0]
    assert table.cells.to_pylist() == [{"name": "Ann", "value": "4"}]
