"""The table of bad inputs, from bytes to text: what each is read as, or the reason it is refused for."""

import gzip
import io
import zipfile

import pytest

from tests.reading.made import as_csv, as_xlsx, raw_xlsx
from truefans_core.problems import Refused
from truefans_core.reading.limits import MB, PAGE, Limits
from truefans_core.reading.parse import parse

row = pytest.param
TABLE = [["name", "paid"], ["Ann", "5"], ["Bob", "7"]]
WESTERN = ["Zoë", "Jürgen", "Øystein"]
JAPANESE = ["山田太郎", "佐藤花子", "鈴木一郎", "高橋美咲"]
CHINESE = ["张伟先生", "王芳女士", "李娜小姐", "刘洋同学"]


def read(data, hints=None, name="file.csv", limits=PAGE):
    return parse(name, data, limits, hints or {})


def why(data, **given):
    with pytest.raises(Refused) as stop:
        read(data, **given)
    return stop.value.problem


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        row(b"\xef\xbb\xbf", id="UTF-8 mark only"),
        row(b"\xff\xfe", id="UTF-16 mark only"),
        row(b"\n\r\n\r\r\n", id="newlines only"),
        row(b" \t \n  \n", id="spaces only"),
        row(b",,,\n,,,\n", id="delimiters only"),
        row(b"\x00" * 500, id="NUL only"),
        row(gzip.compress(b""), id="nothing in gzip"),
        row(archive(), id="nothing in a zip"),
        row(archive(a__csv="\n\n"), id="an empty file in a zip"),
        row(as_xlsx([]), id="an empty workbook"),
    ],
)
def test_empty_files_are_refused_as_empty(data):
    assert why(data).code == "R_EMPTY"


@pytest.mark.parametrize(
    "data", [row(b"name,paid\n", id="text"), row(as_xlsx([["name", "paid"]]), id="workbook")]
)
def test_a_header_alone_is_a_table_of_no_rows(data):
    (table,) = read(data)
    assert (table.headers, table.records_in, table.header_line) == (("name", "paid"), 0, 1)


@pytest.mark.parametrize(
    ("encoding", "mark", "names", "said"),
    [
        row("utf-8", b"", WESTERN, {"utf-8"}, id="UTF-8"),
        row("utf-8", b"\xef\xbb\xbf", WESTERN, {"utf-8-sig"}, id="UTF-8 with mark"),
        row("utf-16-le", b"\xff\xfe", CHINESE, {"utf-16-le"}, id="UTF-16 LE with mark"),
        row("utf-16-be", b"\xfe\xff", CHINESE, {"utf-16-be"}, id="UTF-16 BE with mark"),
        row("utf-16-le", b"", WESTERN, {"utf-16-le"}, id="UTF-16 LE without mark"),
        row("utf-16-be", b"", WESTERN, {"utf-16-be"}, id="UTF-16 BE without mark"),
        row("utf-16-le", b"", CHINESE, {"utf-16-le"}, id="UTF-16 LE without mark, Chinese"),
        row("cp1252", b"", WESTERN, {"cp1252"}, id="cp1252"),
        row("shift_jis", b"", JAPANESE, {"shift_jis", "cp932"}, id="Shift-JIS"),
        row("gb18030", b"", CHINESE, {"gb18030", "gbk", "gb2312"}, id="GB18030"),
    ],
)
@pytest.mark.parametrize("rows", [row(1, id="few rows"), row(30, id="many rows")])
def test_encodings_are_found_shown_and_lose_no_letter(encoding, mark, names, said, rows):
    body = [[name, str(n)] for n in range(rows) for name in names]
    (table,) = read(mark + as_csv([["name", "paid"], *body], encoding=encoding))
    assert table.cells["name"].to_pylist() == [name for name, _ in body]
    assert table.encoding in said


def test_a_wrong_guess_of_the_encoding_can_be_changed():
    data = as_csv([["name", "paid"], ["Łódź", "5"]], encoding="cp1250")
    (table,) = read(data, {"encoding": "cp1250"})
    assert (table.cells["name"].to_pylist(), table.encoding) == (["Łódź"], "cp1250")
    assert why(data, hints={"encoding": "klingon"}).code == "R_OPTION"
    for no_text in ("zlib_codec", "rot13", "undefined", "idna"):
        assert why(data, hints={"encoding": no_text}).code == "R_OPTION"


def test_mixed_encodings_spoil_their_own_rows_and_no_sign_of_loss_gets_in():
    good = "".join(f"Zoë {n},Genève\n" for n in range(40))
    (table,) = read(b"name,city\n" + good.encode() + "Jürgen,Köln\n".encode("cp1252") + b"Ann,York\n")
    assert table.set_aside == ((42, "E_ENCODING"),)
    assert table.records_in == 42
    assert "\ufffd" not in "".join(table.cells["name"].to_pylist())


def test_a_broken_pair_in_utf_16_spoils_its_own_row():
    text = (
        "name,city\r\nAnn,York\r\n".encode("utf-16-le")
        + b"\x00\xd8"
        + "x,y\r\nBob,Bonn\r\n".encode("utf-16-le")
    )
    (table,) = read(b"\xff\xfe" + text)
    assert table.set_aside == ((3, "E_ENCODING"),)
    assert table.cells["name"].to_pylist() == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        row(as_csv(TABLE), "people.xlsx", id="csv named xlsx"),
        row(as_xlsx(TABLE), "people.csv", id="xlsx named csv"),
        row(archive(people__csv=as_csv(TABLE)), "people.csv", id="zip with a table"),
        row(gzip.compress(as_csv(TABLE)), "people.csv", id="gz with a table"),
        row(archive(people__xlsx=as_xlsx(TABLE)), "people.zip", id="workbook in a zip"),
        row(archive(people__csv__gz=gzip.compress(as_csv(TABLE))), "people.zip", id="gz in a zip"),
        row(
            gzip.compress(as_csv(TABLE)[:9]) + gzip.compress(as_csv(TABLE)[9:]),
            "a.gz",
            id="gz of two members",
        ),
        row(as_csv(TABLE, delimiter="\t"), "people.xls", id="tab text named xls"),
    ],
)
def test_content_decides_what_a_file_is(data, name):
    (table,) = read(data, name=name)
    assert table.cells.to_pylist() == [{"name": "Ann", "paid": "5"}, {"name": "Bob", "paid": "7"}]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        row(b"<html><body><table><tr><td>Ann</td></tr></table>", "HTML", id="html named xls"),
        row(b'<?xml version="1.0"?><Workbook><Row/></Workbook>', "XML", id="xml"),
        row(b"MZ\x90\x00\x03\x00" + bytes(range(256)) * 8, "EXE", id="exe named csv"),
        row(b"\x7fELF\x02\x01\x01" + bytes(300), "ELF", id="program named csv"),
        row(b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "PDF", id="pdf"),
        row(b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG", id="picture"),
        row(b"SQLite format 3\x00" + bytes(99), "SQLITE", id="database"),
        row(b"PAR1" + bytes(99), "PARQUET", id="parquet"),
        row(b"7z\xbc\xaf\x27\x1c" + bytes(99), "7Z", id="7z"),
        row(b'[{"email": "ann@example.com"}]', "JSON", id="json"),
        row(archive(**{"word/document.xml": "<x/>"}), "DOCX", id="docx"),
        row(
            archive(inner__zip=archive(deep__zip=archive(a__csv=as_csv(TABLE)))),
            "ZIP",
            id="zip in zip in zip",
        ),
        row(bytes(range(1, 256)) * 40, "BIN", id="random bytes"),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(data, kind):
    problem = why(data)
    assert (problem.code, str(problem.params["kind"]).upper()) == ("R_TYPE", kind)


def test_a_member_that_is_no_table_is_passed_over_but_a_damaged_one_is_not():
    (table,) = read(archive(readme__html="<html>", people__csv=as_csv(TABLE)))
    assert table.sheet == "people.csv"
    assert why(archive(people__csv=as_csv(TABLE), broken__xlsx=as_xlsx(TABLE)[:-900])).code == "R_DAMAGED"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        row(b",".join(b"c%d" % n for n in range(501)) + b"\n1\n", "R_TOO_WIDE", id="501 columns"),
        row(b",".join(b"c%d" % n for n in range(16_384)) + b"\n1\n", "R_TOO_WIDE", id="16,384 columns"),
        row(b"," * 1_000_000 + b"\n", "R_TOO_WIDE", id="1 M columns"),
        row(b"a,b\n" + b"1,2\n" * 1_000_001, "R_TOO_LONG", id="over 1 M rows"),
        row(b"a,b\n1," + b"x" * 1_000_001, "R_LINE", id="a line over 1 MB"),
        row(gzip.compress(b"a,b\n" + b"x" * 51 * MB), "R_TOO_LARGE", id="over 50 MB in gz"),
        row(archive(a__csv=b"a,b\n" + b"x" * 51 * MB), "R_TOO_LARGE", id="over 50 MB in zip"),
        row(
            archive(**{f"{n}__csv": "a,b\n1,2\n" for n in range(201)}), "R_TOO_LARGE", id="201 files in a zip"
        ),
        row(
            raw_xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="SG1"><v>1</v></c></row>'),
            "R_TOO_WIDE",
            id="sheet of 501 columns",
        ),
    ],
)
def test_limits_have_names(data, code):
    assert why(data).code == code


def test_over_a_million_rows_are_refused_however_they_are_read():
    data = b"a,b\n" + b"1,2\n" * 999 + b'"x",2,3\n' * 2
    assert why(data, limits=Limits(rows=1000)).code == "R_TOO_LONG"


def test_a_quoted_cell_over_1_mb_is_set_aside():
    small = b"1,2\n" * 100
    (table,) = read(b"a,b\n" + small + b'0,"' + (b"x" * 2000 + b"\n") * 900 + b'"\n' + small)
    assert table.cells["b"].to_pylist() == ["2"] * 200
    assert {reason for _, reason in table.set_aside} == {"E_QUOTE", "E_WIDTH"}
    assert table.records_in == 200 + len(table.set_aside)


def test_a_line_of_64_mb_is_refused_by_its_number():
    data = b"name,paid\nAnn,5\n" + b"x" * 64 * MB
    problem = why(data, limits=Limits(size=65 * MB))
    assert (problem.code, problem.params["line"]) == ("R_LINE", 3)


@pytest.mark.parametrize(
    "cells",
    [
        row(
            ["00123", "12345678901234567890", "1E10", "9007199254740993", "15551234567.0", "02139"], id="ids"
        ),
        row(["None", "NA", "null", "nan", "True", "-", "NULL", "N/A", "#N/A", "inf", "NaN"], id="names"),
        row(["a\x00b", "a\x01b", "\x1b[31mred", "a\x7fb", "a\x85b", "a\x0bb", "a\x0cb"], id="control signs"),
        row(
            ["\u202eevil", "a\u200bb", "\u2066x\u2069", "\ufeffx", "a\u00adb", "a\u2028b"], id="unseen signs"
        ),
        row(["Zoe\u0308", "Zoë", "Ａｎｎ", "👩‍👩‍👧", "🇩🇪", "ﬁ", "İ", "ß"], id="letters of many forms"),
    ],
)
@pytest.mark.parametrize("way", ["text", "uneven text", "workbook"])
def test_cells_keep_every_sign(cells, way):
    body = [[cell, "y"] for cell in cells]
    if way == "workbook":
        body = [[cell, y] for cell, y in body if cell != "#N/A" and min(cell) >= " "]
        data = as_xlsx([["id", "x"], *body])
    else:
        data = as_csv([["id", "x"], *body]) + (b"too,many,cells\n" if way == "uneven text" else b"")
    (table,) = read(data)
    assert table.cells["id"].to_pylist() == [cell for cell, _ in body]
