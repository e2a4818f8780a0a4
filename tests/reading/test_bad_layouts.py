"""The table of bad inputs, from text to records: delimiters, quotes, headers, totals and stacked tables."""

import pytest

from tests.reading.made import as_csv, as_xlsx
from truefans_core.problems import Refused
from truefans_core.reading.limits import PAGE
from truefans_core.reading.parse import parse

row = pytest.param
BODY = [
    ["Ann", "ann@example.com", "1,50"],
    ["Bob", "bob@example.com", "2,00"],
    ["Cy", "cy@example.com", "9,99"],
]
HEADER = ["name", "email", "paid"]


def read(data, hints=None):
    tables = parse("file.csv", data, PAGE, hints or {})
    for table in tables:
        assert table.records_in == table.cells.num_rows + len(table.set_aside)
        assert len(table.lines) == table.cells.num_rows
    return tables


def one(data, hints=None):
    (table,) = read(data, hints)
    return table


def rows(table):
    return [list(each.values()) for each in table.cells.to_pylist()]


@pytest.mark.parametrize(
    ("data", "delimiter"),
    [
        row(as_csv([HEADER, *BODY], ";"), ";", id="semicolon"),
        row(as_csv([HEADER, *BODY], "\t"), "\t", id="tab"),
        row(as_csv([HEADER, *BODY], "|"), "|", id="bar"),
        row(as_csv([HEADER, *BODY], "^"), "^", id="caret"),
        row(b"sep=;\r\n" + as_csv([HEADER, *BODY], ";", "\r\n"), ";", id="sep line"),
        row(b"\xef\xbb\xbfsep=;\n" + as_csv([HEADER, *BODY], ";"), ";", id="sep line after a mark"),
        row(b'"sep=|"\n' + as_csv([HEADER, *BODY], "|"), "|", id="sep line in quotes"),
        row(as_csv([HEADER, *BODY], ",", "\r"), ",", id="CR only"),
        row(as_csv([HEADER, *BODY], ",", "\r\n"), ",", id="CR LF"),
        row(as_csv([HEADER, *BODY]).replace(b"\n", b"\r\n", 2), ",", id="mixed line ends"),
        row(as_csv([HEADER, *BODY]).replace(b"\n", b"\r\r\n"), ",", id="CR CR LF"),
        row(as_csv([HEADER, *BODY]).rstrip(b"\n"), ",", id="no line end at the end"),
        row(as_csv([HEADER, *BODY]) + b"\x1a", ",", id="end-of-file sign of DOS"),
    ],
)
def test_delimiters_and_line_ends(data, delimiter):
    table = one(data)
    assert (table.delimiter, table.headers, rows(table)) == (delimiter, tuple(HEADER), BODY)
    assert [reason for _, reason in table.set_aside if reason != "W_BLANK"] == []


def test_a_single_column_has_no_delimiter_to_find():
    assert one(b"email\nann@example.com\nbob@example.com\n").cells["email"].to_pylist() == [
        "ann@example.com",
        "bob@example.com",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        row('x,"open,9', "E_QUOTE", id="quote never closed"),
        row('x,"a"b,9', None, id="text after a closing quote"),
        row('x,5" nails,9', None, id="mid-field quote"),
        row('x,a "quoted" word,9', None, id="quoted word"),
        row('x,"one, two",9', None, id="delimiter in quotes"),
        row('x,"a ""b"" c",9', None, id="doubled quotes"),
        row("x,one,two,9", "E_WIDTH", id="stray delimiter"),
        row("x,9", "E_WIDTH", id="cell missing"),
        row("x,one,9,,", None, id="empty cells too many"),
        row('x,"two\nlines",9', None, id="line end in quotes"),
        row('"x,one,9', "E_QUOTE", id="quote open from the start"),
    ],
)
def test_one_broken_line_spoils_itself_only(line, reason):
    before = "".join(f"a{n},b,{n}\n" for n in range(20))
    after = "".join(f'c{n},"d, e",{n}\n' for n in range(20))
    table = one(f"name,note,paid\n{before}{line}\n{after}".encode())
    names = table.cells["name"].to_pylist()
    assert [name for name in names if name != "x"] == [f"{k}{n}" for k in "ac" for n in range(20)]
    assert table.records_in == 41
    assert table.set_aside == (((22, reason),) if reason else ())
    if reason is None:
        assert table.cells["paid"].to_pylist()[20] == "9"


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        row(["Email", "Email", "Email"], ("Email", "Email (2)", "Email (3)"), id="duplicate"),
        row(["Email", "EMAIL", "email"], ("Email", "EMAIL (2)", "email (3)"), id="case variants"),
        row(["Email", "  ", "Paid"], ("Email", "Column 2", "Paid"), id="blank and whitespace"),
        row([" Email ", "E\nmail", "a\u00a0b"], ("Email", "E mail", "a b"), id="spaces and line ends"),
        row(["Email", "Email (2)", "Email"], ("Email", "Email (2)", "Email (3)"), id="already numbered"),
        row(["x" * 1000, "y", "z"], ("x" * 1000, "y", "z"), id="1,000 characters"),
        row(["=SUM(A1)", "<b>x</b>", "{{x}}"], ("=SUM(A1)", "<b>x</b>", "{{x}}"), id="code"),
    ],
)
@pytest.mark.parametrize("write", [row(as_csv, id="text"), row(as_xlsx, id="workbook")])
def test_headers_are_told_apart_by_position_and_no_later_column_wins(headers, shown, write):
    if write is as_xlsx and headers[0].startswith("="):
        pytest.skip("a formula in a workbook")
    table = one(write([headers, ["a", "b", "c"], ["d", "e", "f"]]))
    assert table.headers == shown
    assert rows(table) == [["a", "b", "c"], ["d", "e", "f"]]


@pytest.mark.parametrize("write", [row(as_csv, id="text"), row(as_xlsx, id="workbook")])
@pytest.mark.parametrize(
    ("above", "line"),
    [
        row([], 1, id="none"),
        row([["Sales report"]], 2, id="a title"),
        row([["Sales report"], ["Period:", "2024"], [], ["Generated", "2024-05-01"]], 5, id="preamble"),
        row([["# one"], ["# two"], []], 4, id="comments"),
        row([["", "Who", ""], []], 3, id="multi-row header"),
    ],
)
def test_the_header_is_found_below_preambles_and_can_be_changed(above, line, write):
    data = write([*above, HEADER, *BODY])
    table = one(data)
    assert (table.header_line, table.headers, rows(table)) == (line, tuple(HEADER), BODY)
    assert [number for number, cells in table.head if cells == tuple(HEADER)] == [line]
    changed = one(data, {"header_line": str(line + 1)})
    assert (changed.headers, rows(changed)) == (tuple(BODY[0]), BODY[1:])


@pytest.mark.parametrize("write", [row(as_csv, id="text"), row(as_xlsx, id="workbook")])
def test_a_line_that_names_groups_of_columns_is_not_the_header(write):
    rows = [["Donor", "", "Gift", ""], ["First", "Last", "Day", "Paid"], ["Ann", "Bell", "2024-05-01", "5"]]
    (table,) = read(write(rows))
    assert (table.headers, table.header_line, table.records_in) == (("First", "Last", "Day", "Paid"), 2, 1)


def test_a_header_with_a_nameless_column_stays_the_header():
    (table,) = read(as_csv([["Name", "", "Town"], ["Ann", "x", "Graz"], ["Bob", "y", "Wien"]]))
    assert (table.header_line, table.records_in) == (1, 2)


def test_years_across_the_top_are_names_of_columns():
    (table,) = read(
        as_csv([["Member", "Email", "2024", "2025", "2026"], ["Ann", "ann@example.com", "5", "6", "7"]])
    )
    assert (table.headers, table.records_in) == (("Member", "Email", "2024", "2025", "2026"), 1)


def test_a_table_can_be_said_to_have_no_header():
    table = one(as_csv(BODY), {"header_line": "0"})
    assert (table.headers, rows(table)) == (("Column 1", "Column 2", "Column 3"), BODY)


def test_a_header_line_that_is_none_is_refused():
    for stated in ("99", "-1", "two"):
        with pytest.raises(Refused) as stop:
            one(as_csv([HEADER, *BODY]), {"header_line": stated})
        assert stop.value.problem.params["option"] == "header_line"


@pytest.mark.parametrize("write", [row(as_csv, id="text"), row(as_xlsx, id="workbook")])
@pytest.mark.parametrize("word", ["Total", "Grand Total", "Summe:", "Gesamt", "TOTAUX", "合計"])
@pytest.mark.parametrize("first", [True, False])
def test_totals_rows_first_or_last_are_counted_apart(write, word, first):
    total = [word, "", "13.49"]
    body = [["Ann", "a@example.com", "1.50"], ["Bob", "b@example.com", "11.99"]]
    table = one(write([HEADER, *([total, *body] if first else [*body, total])]))
    assert rows(table) == body
    assert table.set_aside == ((2 if first else 4, "W_TOTAL_ROW"),)


def test_blank_lines_between_are_counted_and_those_at_the_end_are_not():
    table = one(as_csv([HEADER, BODY[0], [], ["", " ", ""], BODY[1], [], []]))
    assert table.set_aside == ((3, "W_BLANK"), (4, "W_BLANK"))
    assert rows(table) == BODY[:2]


OTHER = [["2024-05-01", "12", "3"], ["2024-05-02", "15", "4"]]


@pytest.mark.parametrize("write", [row(as_csv, id="text"), row(as_xlsx, id="workbook")])
@pytest.mark.parametrize("title", [row([], id="bare"), row([["Traffic"]], id="with a title")])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        row([HEADER, *BODY], [["day", "visits", "signups"], *OTHER], id="same width"),
        row(
            [HEADER, *BODY],
            [["day", "visits", "signups", "more"], *[[*each, "1"] for each in OTHER]],
            id="wider",
        ),
        row([HEADER, *BODY], [HEADER, ["Di", "di@example.com", "4,00"]], id="same header"),
    ],
)
def test_a_table_below_another_is_set_aside_and_can_be_chosen(first, second, title, write):
    data = write([*first, [], *title, *second])
    table = one(data)
    start = len(first) + 2
    assert rows(table) == BODY
    assert table.others == (start + len(title),)
    extra = [line for line, reason in table.set_aside if reason == "E_EXTRA_TABLE"]
    assert extra == list(range(start, start + len(title) + len(second)))
    below = one(data, {"header_line": str(table.others[0])})
    assert below.headers == tuple(second[0])
    assert rows(below) == second[1:]
    assert below.file_id != table.file_id


def test_a_table_far_below_can_be_chosen():
    first = [HEADER, *(BODY * 50)]
    data = as_csv([*first, [], ["day", "visits", "signups"], *OTHER])
    table = one(data)
    assert table.others == (153,)
    assert rows(one(data, {"header_line": "153"})) == OTHER


@pytest.mark.parametrize("write", [row(as_csv, id="text"), row(as_xlsx, id="workbook")])
@pytest.mark.parametrize(
    "after",
    [
        row(["Di", "di@example.com", "five"], id="a bad amount"),
        row(["Di", "n/a", "n/a"], id="nothing known"),
        row(["Di", "not shared", ""], id="a placeholder"),
        row(["Exported by Example", "", ""], id="a note"),
    ],
)
def test_a_record_after_a_blank_line_is_no_other_table(write, after):
    table = one(write([HEADER, *BODY, [], after, ["Ed", "ed@example.com", "3,00"]]))
    assert table.others == ()
    assert table.cells["name"].to_pylist() == ["Ann", "Bob", "Cy", after[0], "Ed"]
