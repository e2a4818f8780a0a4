"""The fast way reads a sheet cell by cell as the careful way does, or leaves it to that."""

import dataclasses
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.made import NS, as_xlsx, raw_xlsx, workbook_parts, zipped
from truefans_core.problems import Refused
from truefans_core.reading import plain_parts, plain_strings, workbooks
from truefans_core.reading.limits import PAGE, Limits
from truefans_core.reading.parse import parse

HERE = Path(__file__).parents[1]
FILES = sorted(HERE.rglob("*.xlsx"))
STYLES = (
    f'<styleSheet {NS}><numFmts><numFmt numFmtId="164" formatCode="0.0%"/>'
    '<numFmt numFmtId="165" formatCode="[$€-407]#,##0.00"/></numFmts><cellXfs>'
    '<xf/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)
STRINGS = [
    "name",
    "Ann",
    "",
    "Zoë &amp; Ål",
    "a_x000D_b",
    "00123",
    "Total",
    "paid",
    "two\nlines",
    "\u3042",
    "&#10;x",
]


def outcome(data, limits=PAGE, hints=None):
    """Everything a reader gives, as values that can be compared."""
    try:
        tables = parse("book.xlsx", data, limits, hints or {})
    except Refused as refused:
        return refused.problem.code
    except Exception as error:  # noqa: BLE001 what the worker answers with R_DAMAGED
        return type(error).__name__ if isinstance(error, MemoryError) else "broken"
    return [
        {each.name: getattr(table, each.name) for each in dataclasses.fields(table)}
        | {"cells": table.cells.to_pylist(), "lines": table.lines.to_pylist()}
        for table in tables
    ]


def carefully(data, **given):
    """The same without the fast way."""

    def slowly(*_):
        raise plain_parts.Unusual

    with (
        mock.patch.object(workbooks, "read_plain", return_value=None),
        mock.patch.object(plain_strings, "pieces", slowly),
    ):
        return outcome(data, **given)


def fast_pieces(data, **given):
    """The outcome, and whether the fast way read each sheet."""
    seen = []
    real = workbooks.read_plain

    def spied(*arguments):
        grid = real(*arguments)
        seen.append(grid is not None)
        return grid

    with mock.patch.object(workbooks, "read_plain", spied):
        return outcome(data, **given), all(seen) and bool(seen)


def book(rows, strings=STRINGS, head="", tail=""):
    """A workbook with styles and shared strings around the XML of rows."""
    table = f"<sst {NS}>{''.join(f'<si><t>{text}</t></si>' for text in strings)}</sst>"
    parts = workbook_parts(rows, strings=table)
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData>", head + "<sheetData>").replace(
        "</worksheet>", f"{tail}</worksheet>"
    )
    return zipped({**parts, "xl/styles.xml": STYLES})


NUMBERS = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.floats(allow_nan=True).map(repr),
    st.floats(0, 60_000).map(repr),
    st.decimals(0, 10**6, places=2).map(str),
    st.sampled_from(
        ["0", "-0", "1E+21", "1e-7", "0.30000000000000004", "45.990000000000002", "9007199254740993", "x", " 5",
         "5 ", "1_0", "+5", "-.5", "5.", "12.0", "45292.5", "45292.04166666666", "60", "59.9", "0.3125", "1.5",
         "2958465.5", "2958465.99999999999", "2958466", "61", "99999999", "45292.000000001", "0012", "\u0663"],
    ),
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.sampled_from("aZ09 .-_xéß€\u3042\U0001f600\t\n"), max_size=8),
    st.sampled_from(
        ["&amp;", "a&lt;b", "&#65;", "&#x41;", "&#10;", "&#0;", "&nope;", "&", "_x000D_", "_xD83D_", "Total", "a>b",
         "<![CDATA[x]]>", "<!-- x -->", "x@example.com", "\r\n", "\x01", "\ufffe", "]]>", "   "],
    ),
)  # fmt: skip
PLACES = st.one_of(st.integers(0, len(STRINGS) + 1).map(str), st.sampled_from(["-1", "x", " 1", "+1"]))
FORMULAS = st.sampled_from(
    ["", "", "", "<f>A1+1</f>", '<f t="shared" si="0"/>', '<f t="shared" ref="A1:A9" si="0">A1</f>']
)
KINDS = st.sampled_from(["", "", "n", "s", "s", "str", "inlineStr", "b", "e", "d", "other"])
COMMON_STYLE = st.sampled_from(["", "", ' s="0"', ' s="1"', ' s="2"', ' s="3"', ' s="4"', ' s="9"'])
RARE = st.sampled_from(
    [
        ' s=""',
        ' s="x"',
        ' s="1" s="2"',
        " s='1'",
        ' cm="1"',
        ' x:y="1"',
        ' r="B7"',
        ' s = "1"',
        ' s="&#49;"',
        "  ",
        "s",
    ]
)


def rarely(usual, rare):
    """One in many is rare."""
    return st.integers(0, 60).flatmap(lambda number: usual if number else rare)


@st.composite
def cell(draw, row, letters):
    kind = draw(KINDS)
    style = draw(rarely(COMMON_STYLE, RARE))
    formula = draw(FORMULAS)
    usual = {
        "s": st.integers(0, len(STRINGS) - 1).map(str),
        "": NUMBERS,
        "n": NUMBERS,
        "b": st.sampled_from("01"),
    }
    content = draw(
        rarely(usual.get(kind, st.sampled_from(["Ann", "x", "5", "é"])), st.one_of(TEXTS, PLACES, NUMBERS))
    )
    value = draw(
        rarely(
            st.just(f"<is><t>{content}</t></is>" if kind == "inlineStr" else f"{formula}<v>{content}</v>"),
            st.sampled_from(
                ["", "<v/>", "<v></v>", f"{formula}", f"<v>{content}</v>{formula}", f"<is><r><t>{content}</t></r></is>",
                 f'<is><t xml:space="preserve"> {content}</t></is>', f"<is><t>{content}</t><rPh><t>x</t></rPh></is>",
                 f"<v>{content}</v><v>2</v>", "<v>", "</v>", "<x/>", f" <v>{content}</v> ", "<v><t>1</t></v>",
                 f'<v a="1">{content}</v>', "<v a=1>1</v>", "<v >1</v >", "<f/>", "<is/>", "<is><t/></is>"],
            ),
        )
    )  # fmt: skip
    reference = draw(rarely(st.just(f' r="{letters}{row}"'), st.sampled_from(
        ["", f' r="{letters.lower()}{row}"', f' r="{row}"', f' r="{letters}"', " r='B2'", ' r="A1"', ' r="ZZZ9"', ' r="A1 "'],
    )))  # fmt: skip
    kind = f' t="{kind}"' if kind else ""
    if not value and draw(st.booleans()):
        return f"<c{reference}{style}{kind}/>"
    return f"<c{reference}{style}{kind}>{value}</c>"


@st.composite
def sheets(draw):
    """The XML of the rows of a sheet, plain in most places."""
    width = draw(st.integers(1, 4))
    number, rows = 0, []
    body = draw(st.integers(0, 12))
    for place in range(body):
        number += draw(rarely(st.sampled_from([1, 1, 1, 1, 2]), st.sampled_from([0, 3, -1, 40, 900])))
        cells = [
            draw(cell(number, letters))
            for letters in "ABCDEF"[: width + draw(rarely(st.just(0), st.integers(0, 2)))]
            if draw(st.integers(0, 6))
        ]
        if not place and draw(st.integers(0, 4)):
            cells = [f'<c r="{letters}{number}" t="str"><v>h{letters}</v></c>' for letters in "ABCD"[:width]]
        attributes = draw(rarely(
            st.sampled_from(["", ' spans="1:4"', ' hidden="1"', ' ht="15" customHeight="1" x14ac:dyDescent="0.2"']),
            st.sampled_from([' r="3"', " hidden='1'", ' a="1" a="2"', " ", ' hidden="true"', ' a="<"', ' a="&amp;"']),
        ))  # fmt: skip
        reference = draw(
            rarely(st.just(f' r="{number}"'), st.sampled_from(["", ' r="x"', f' r=" {number}"', ' r="0"']))
        )
        end = "</row>" if cells or draw(st.booleans()) else None
        rows.append(
            f"<row{reference}{attributes}>{''.join(cells)}{end}" if end else f"<row{reference}{attributes}/>"
        )
    between = draw(
        rarely(st.just(""), st.sampled_from(["\n", "\r\n ", "<!-- x -->", "x", "<?a b?>", "</row>"]))
    )
    return between.join(rows)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(sheets(), st.sampled_from([None, None, None, "0", "1", "2", "9"]))
def test_both_ways_give_the_same_cells_of_any_sheet(rows, header_line):
    data = book(rows)
    hints = {} if header_line is None else {"header_line": header_line}
    assert outcome(data, hints=hints) == carefully(data, hints=hints)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            TEXTS,
            st.sampled_from(["<b/>", "</t><t>", "</t></si><si/><si><t>", "</t><phoneticPr fontId='1'/><t>"]),
        ),
        max_size=8,
    )
)
def test_both_ways_give_the_same_shared_strings(strings):
    cells = "".join(
        f'<row r="{n + 2}"><c r="A{n + 2}" t="s"><v>{n}</v></c></row>' for n in range(len(strings) + 3)
    )
    data = book('<row r="1"><c r="A1" t="str"><v>name</v></c></row>' + cells, strings=strings)
    assert outcome(data) == carefully(data)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_ways_read_workbooks_of_programs_alike(path):
    data = path.read_bytes()
    read, fast = fast_pieces(data)
    assert fast
    assert read == carefully(data)


GAPS = {
    "no gap": lambda n: n,
    "one gap": lambda n: n + (n > 200),
    "many gaps": lambda n: n + n // 90,
    "a far start": lambda n: n + 500,
}


@pytest.mark.parametrize("gaps", GAPS)
@pytest.mark.parametrize(
    "odd",
    [{}, {0: ["Total", 5, 7]}, {1: ["Total", 5, 7]}, {399: ["Total", 5, 7]}, {398: ["Sum", 1, 1], 399: ["Note"]},
     {250: ["Ann", "=A1", "#DIV/0!"]}, {201: ["Day", "Users", "Note"]}, {90: ["Orders"], 91: ["Day", "Users", "Note"]},
     {300: ["Ann", 5, 5, "too wide"]}, {300: ["  ", None, "\t"]}, {300: [None, None, 5]}, {0: ["a", "b", "c"]},
     {n: [None, "é", None] for n in range(100, 200)}, {n: [None, None, None] for n in range(80, 90)}],
)  # fmt: skip
def test_blocks_count_as_their_records_do(gaps, odd):
    rows = {0: ["Name", "Paid", "Times"]}
    for n in range(400):
        rows[GAPS[gaps](n + 1)] = odd.get(n, [f"Person {n}", n / 4, n % 7])
    data = as_xlsx([rows.get(n, []) for n in range(max(rows) + 1)])
    read, fast = fast_pieces(data)
    assert fast
    assert read == carefully(data)
    for hints in ({"header_line": "92"}, {"header_line": "0"}):
        assert outcome(data, hints=hints) == carefully(data, hints=hints)


@pytest.mark.parametrize("limits", [Limits(rows=399), Limits(rows=400), Limits(columns=2)])
def test_limits_hold_in_both_ways(limits):
    data = as_xlsx([["Name", "Paid", "Times"], *[[f"Person {n}", n / 4, n % 7] for n in range(400)]])
    assert outcome(data, limits=limits) == carefully(data, limits=limits)


@pytest.mark.parametrize("size", [64, 200, 1000, 5000])
def test_where_a_sheet_is_cut_changes_nothing(size):
    rows = [
        ["Name", "Paid", "Note"],
        *[[f"Person {n % 50}", n / 4 if n % 9 else None, "x & y"] for n in range(300)],
    ]
    data = as_xlsx(rows)
    with mock.patch.object(plain_parts, "_CHUNK", size):
        read = outcome(data)
    assert read == carefully(data)


@pytest.mark.parametrize(
    ("head", "tail"),
    [("<!-- <sheetData> -->", ""), ('<cols><col min="1" max="2"/></cols>', ""), ("", "<c/>"), ("", "</row>"), ("<row r='9'/>", "")],
)  # fmt: skip
def test_what_is_around_the_rows_changes_nothing(head, tail):
    data = book(
        '<row r="1"><c r="A1" t="str"><v>name</v></c></row><row r="2"><c r="A2"><v>5</v></c></row>',
        head=head,
        tail=tail,
    )
    assert outcome(data) == carefully(data)


def test_a_page_code_other_than_utf_8_is_left_to_the_careful_way():
    parts = workbook_parts(
        '<row r="1"><c r="A1" t="str"><v>n\xe9</v></c></row><row r="2"><c r="A2"><v>5</v></c></row>'
    )
    sheet = '<?xml version="1.0" encoding="ISO-8859-1"?>' + parts["xl/worksheets/sheet1.xml"]
    read, fast = fast_pieces(zipped({**parts, "xl/worksheets/sheet1.xml": sheet.encode("latin-1")}))
    assert (read[0]["headers"], fast) == (("né",), False)


def test_a_word_in_bold_among_shared_strings_slows_nothing_else():
    strings = f"<sst {NS}><si><t>name</t></si><si><r><t>An</t></r><r><rPr><b/></rPr><t>n</t></r></si></sst>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
    read, fast = fast_pieces(raw_xlsx(rows, strings=strings))
    assert (read[0]["cells"], fast) == ([{"name": "Ann"}], True)
