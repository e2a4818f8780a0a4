"""Bytes to tables, in this process: the same table through any dialect, and the account of every record."""

import csv
import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core.problems import Refused
from truefans_core.reading.limits import PAGE, Limits
from truefans_core.reading.parse import parse

CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=12
)
WORDS = st.from_regex(r"[a-zé]{2,9}", fullmatch=True)
TABLE = st.integers(2, 5).flatmap(
    lambda width: st.tuples(
        st.lists(WORDS, min_size=width, max_size=width, unique_by=str.casefold),
        st.lists(st.lists(CELL, min_size=width, max_size=width).filter(any), min_size=1, max_size=6),
    ),
)


def read(data, hints=None, limits=PAGE, name="file"):
    return parse(name, data, limits, hints or {})


def one(data, hints=None, limits=PAGE):
    (table,) = read(data, hints, limits)
    return table


def rows(table):
    return [list(row.values()) for row in table.cells.to_pylist()]


def refused(data, **given):
    with pytest.raises(Refused) as stop:
        read(data, **given)
    return stop.value.problem.code


def written(header, body, delimiter=",", end="\n", quoting=csv.QUOTE_MINIMAL, encoding="utf-8"):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([header, *body])
    return out.getvalue().encode(encoding)


@settings(max_examples=60, deadline=None)
@given(
    TABLE,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_one_table_in_any_dialect(table, delimiter, end, quoting, encoding):
    header, body = table
    body = [[cell.replace("\u2028", "") for cell in row] for row in body]
    body[-1][0] = "end"  # blank records at the end are no records
    data = written(header, body, delimiter, end, quoting, encoding)
    # A table of few and odd letters need not show its dialect: what is stated must be followed.
    hints = {
        "delimiter": delimiter,
        "encoding": "utf-16-le" if encoding == "utf-16" else encoding,
        "header_line": "1",
    }
    found = one(data.removeprefix(b"\xff\xfe"), hints)
    kept = [
        [cell or None for cell in row] for row in body if any(cell and not cell.isspace() for cell in row)
    ]
    assert list(found.headers) == header
    assert rows(found) == kept
    assert found.records_in == len(body)


def test_the_fast_way_and_the_careful_way_agree():
    body = [[f"n{i}", f'say "{i}"', "a, b", ""] for i in range(50)]
    regular = written(["name", "said", "list", "none"], body)
    spoilt = regular + b"x,y\n"
    fast, careful = one(regular), one(spoilt)
    assert rows(fast) == rows(careful) == [[*row[:3], None] for row in body]
    assert fast.lines.to_pylist() == careful.lines.to_pylist() == list(range(2, 52))
    assert careful.set_aside == ((52, "E_WIDTH"),)


@pytest.mark.parametrize(
    "encoding", ["cp1252", "shift-jis", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-8"]
)
def test_encodings_are_told(encoding):
    names = {"shift-jis": ["山田太郎", "佐藤花子"], "gb18030": ["张伟先生", "王芳女士"]}.get(
        encoding, ["Zoë", "Jürgen"]
    )
    data = written(["name", "city"], [[name, "x"] for name in names], encoding=encoding)
    table = one(data)
    assert table.cells["name"].to_pylist() == names
    assert table.encoding


@pytest.mark.parametrize("cell", ["José", "5 €", "“Zoë”", "Køben", "über"])
def test_a_single_western_letter_is_enough(cell):
    table = one(written(["name", "city"], [[cell, "x"]], encoding="cp1252"))
    assert (table.encoding, table.cells["name"].to_pylist()) == ("cp1252", [cell])


def test_a_line_in_another_encoding_spoils_only_itself():
    data = (
        "name,city\nZoë,Genève\nJürgen,Köln\nÅsa,Malmö\n".encode()
        + "Bad,Köln\n".encode("cp1252")
        + b"Ann,York\n"
    )
    table = one(data)
    assert table.set_aside == ((5, "E_ENCODING"),)
    assert table.cells["name"].to_pylist() == ["Zoë", "Jürgen", "Åsa", "Ann"]
    assert table.records_in == 5


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xef\xbb\xbf", "R_EMPTY"),
        (b"\r\n\n\n", "R_EMPTY"),
        (b"%PDF-1.7 ...", "R_TYPE"),
        (b"MZ\x90\x00" + bytes(range(256)) * 4, "R_TYPE"),
        (b"<!DOCTYPE html><html><table>", "R_TYPE"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "R_TYPE"),
        (b'{"people": [{"name": "Ann"}]}', "R_TYPE"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
            "R_PASSWORD",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le"), "R_TYPE"),
        (b"PK\x03\x04 nothing more", "R_DAMAGED"),
        (b"\x1f\x8b\x08 nothing more", "R_DAMAGED"),
        (b",".join(b"c%d" % i for i in range(501)) + b"\n", "R_TOO_WIDE"),
        (b",".join(b"c%d" % i for i in range(1_000_000)), "R_TOO_WIDE"),
        (b"a,b\n" + b"x" * 1_000_001 + b",1\n", "R_LINE"),
    ],
)
def test_what_is_refused(data, code):
    assert refused(data) == code


def test_more_rows_than_allowed_are_refused():
    assert refused(b"a,b\n" + b"1,2\n" * 11, limits=Limits(rows=10)) == "R_TOO_LONG"
    assert refused(b"a,b\n" + b"1,2\n" * 11 + b"3\n", limits=Limits(rows=10)) == "R_TOO_LONG"


def test_a_bomb_in_gzip_is_refused():
    assert refused(gzip.compress(bytes(3_000_000)), limits=Limits(size=1_000_000)) == "R_TOO_LARGE"


def test_header_only_is_a_table_of_no_records():
    table = one(b"name,email\n")
    assert (table.headers, table.records_in, table.cells.num_rows) == (("name", "email"), 0, 0)


def test_ragged_rows_are_set_aside_with_their_lines():
    table = one(b"name,email,paid\nA,a@example.com,1\nB,2\nC,c@example.com,3,4\nD,d@example.com,5,\n")
    assert table.set_aside == ((3, "E_WIDTH"), (4, "E_WIDTH"))
    assert table.cells["name"].to_pylist() == ["A", "D"]
    assert table.lines.to_pylist() == [2, 5]
    assert table.records_in == 4


def test_a_quote_that_never_closes_spoils_one_row():
    data = b'name,note,paid\nA,"fine",1\nB,"open,2\nC,x,3\nD,"two\nlines",4\nE,y,5\n'
    table = one(data)
    assert table.set_aside == ((3, "E_QUOTE"),)
    assert table.cells["name"].to_pylist() == ["A", "C", "D", "E"]
    assert table.lines.to_pylist() == [2, 4, 5, 7]
    assert table.cells["note"].to_pylist() == ["fine", "x", "two\nlines", "y"]


def test_quotes_inside_a_cell_are_text():
    table = one(b'name,note\nA,5" nails\nB,"a ""b"" c"\n')
    assert table.cells["note"].to_pylist() == ['5" nails', 'a "b" c']


def test_lines_before_the_header_and_totals_after_the_data():
    data = b"Customer list,,\nSample Press,,\n,,\nName,Email,Paid\nAnn,a@example.com,5\n,,\nBob,b@example.com,7\nTotal,,12\n"
    table = one(data)
    assert table.header_line == 4
    assert table.headers == ("Name", "Email", "Paid")
    assert table.set_aside == ((6, "W_BLANK"), (8, "W_TOTAL_ROW"))
    assert table.records_in == 4 == table.cells.num_rows + len(table.set_aside)


def test_a_second_table_is_not_mixed_in():
    table = one(b"day,users\n1,10\n2,11\n\n# next\nchannel,visits\ndirect,4\n")
    assert table.cells["users"].to_pylist() == ["10", "11"]
    assert [code for _, code in table.set_aside] == ["W_BLANK", *["E_EXTRA_TABLE"] * 3]


def test_sep_line_mixed_ends_and_semicolons():
    assert one(b"sep=;\r\nname;paid\r\nA;1,50\rB;2,00\n").cells["paid"].to_pylist() == ["1,50", "2,00"]
    assert one(b"name;paid\nA;1,50\nB;2,00\n").delimiter == ";"
    assert one(b"sep=;\nname;paid\nA;1\n").lines.to_pylist() == [3]


def test_headers_are_told_apart_by_position():
    table = one(b"Email,email,,Name,Email\n1@x.org,2@x.org,3,4,5\n")
    assert table.headers == ("Email", "email (2)", "Column 3", "Name", "Email (3)")


def test_a_table_without_a_header_keeps_its_first_row():
    table = one(b"Ann,ann@example.com,5\nBob,bob@example.com,7\n")
    assert (table.header_line, table.records_in, table.headers[0]) == (0, 2, "Column 1")


def test_text_is_never_changed():
    cells = [
        "00123",
        "12345678901234567890",
        "1E10",
        "9007199254740993",
        "None",
        "NA",
        "null",
        "nan",
        "True",
        "-",
    ]
    table = one(written(["id", "x"], [[cell, "y"] for cell in cells]))
    assert table.cells["id"].to_pylist() == cells


def test_hints_are_followed_or_refused():
    assert one(b"a;b,c\n1;2,3\n", {"delimiter": ","}).headers == ("a;b", "c")
    assert one(b"x,y\nname,paid\nA,1\n", {"header_line": "2"}).headers == ("name", "paid")
    assert refused(b"a,b\n1,2\n", hints={"encoding": "klingon"}) == "R_OPTION"
    assert refused(b"a,b\n1,2\n", hints={"header_line": "99"}) == "R_OPTION"


def test_archives_give_the_tables_in_them():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("posts/1.html", "<!doctype html><p>")
        archive.writestr("people.csv", "name,email\nA,a@example.com\n")
        archive.writestr("__MACOSX/._people.csv", "junk")
        archive.writestr("more.csv.gz", gzip.compress(b"name,paid\nB,2\n"))
    first, second = read(out.getvalue())
    assert (first.sheet, second.sheet) == ("people.csv", "more.csv.gz")
    assert second.cells["paid"].to_pylist() == ["2"]


def test_figures_parted_by_spaces_are_a_table_of_all_their_rows():
    rows = [
        ("00001", "19970101", "1", "11.77"),
        ("00002", "19970112", "12", "770.00"),
        ("00002", "19970402", "5", "9.10"),
    ]
    lines = [f" {who} {day} {count:>2} {amount:>7}" for who, day, count, amount in rows]
    spaced = one("\r\n".join([*lines, "", ""]).encode())
    assert (spaced.delimiter, spaced.header_line, spaced.records_in) == (" ", 0, 3)
    assert list(zip(*spaced.cells.to_pydict().values(), strict=True)) == rows
    assert one("\n".join(lines).encode(), {"delimiter": " "}).cells.equals(spaced.cells)


@pytest.mark.parametrize(
    "line", [" 00003 19970101  1", " 00003 19970101 one 1.00", " 00003 19970101, 1 1.00"]
)
def test_one_line_that_is_written_otherwise_and_spaces_part_nothing(line):
    found = one(f" 00001 19970101  1 11.77\n{line}\n 00002 19970101  1 11.77\n".encode())
    assert found.delimiter == ","
