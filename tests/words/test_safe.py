"""Text of others stays text, in every place it can go to."""

import csv
import io
import re
from html.parser import HTMLParser

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.words.safe import (
    CELL_LIMIT,
    SHEET_LIMIT,
    escape_html,
    safe_cell,
    safe_cells,
    safe_file_name,
    safe_sheet_name,
    safe_text,
)

TRIGGERS = "=+-@\t\r\n＝＋－＠"
PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1+1",
    "＠x",
    " =1",
    "\u200b=1",
    "\x01=1",
    '=HYPERLINK("http://e.example","x")',
    "=cmd|' /C calc'!A0",
]
anything = st.text(st.characters(), max_size=60)
nasty = st.builds(str.__add__, st.sampled_from(["", *PAYLOADS]), anything)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_formulas_become_text(payload):
    cell = safe_cell(payload)
    assert cell[0] == "'"
    assert "\0" not in cell
    assert "\r" not in cell


@given(nasty)
def test_no_cell_starts_a_formula(text):
    cell = safe_cell(text)
    assert cell == "" or cell[0] not in TRIGGERS
    assert safe_cell(cell) == cell
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", cell)


@given(st.lists(nasty, min_size=1, max_size=5))
def test_csv_comes_back_as_written(row):
    out = io.StringIO()
    safe = safe_cells(row)
    csv.writer(out).writerow(safe)
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""))) == safe


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none()))
def test_numbers_are_untouched(value):
    assert safe_cell(value) is value


def test_what_no_sheet_can_hold_is_empty():
    assert safe_cell(float("nan")) is None
    assert safe_cell(float("-inf")) is None


def test_long_text_is_cut_by_utf16_units():
    assert len(safe_cell("=" * 40_000)) == CELL_LIMIT
    assert len(safe_cell("😀" * 20_000).encode("utf-16-le")) <= 2 * CELL_LIMIT


@given(nasty, st.lists(st.text(max_size=5), max_size=3))
def test_sheet_names_are_taken_by_the_library(name, taken):
    found = safe_sheet_name(name, taken)
    assert 0 < len(found.encode("utf-16-le")) // 2 <= SHEET_LIMIT
    assert found[0] not in TRIGGERS + "'"
    assert found[-1] != "'"
    assert found.casefold() not in {t.casefold() for t in taken}
    book = openpyxl.Workbook()
    book.active.title = found
    assert book.active.title == found


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        ("![a](https://e.example/x.png)", r"(?<!\\)!|(?<!\\)\["),
        ("[a](https://e.example)", r"(?<!\\)\["),
        ("<img src=x onerror=alert(1)>", r"(?<!\\)<"),
        (":red[alarm]", r":red|(?<!\\)\["),
        (":smile:", ":smile"),
        (":material/delete:", ":material"),
        ("$\\frac{1}{2}$", r"(?<!\\)\$"),
        ("**bold**", r"(?<!\\)\*"),
        ("`code`", r"(?<!\\)`"),
        ("www.e.example", r"www\."),
        ("https://e.example", "://"),
        ("jo@e.example", "@e"),
        ("a\n# b", "\n"),
        ("jo\u202egnp.exe", "\u202e"),
        ("a|b", r"(?<!\\)\|"),
        ("&lt;b&gt;", r"(?<!\\)&"),
    ],
)
def test_markdown_is_inert(text, forbidden):
    assert not re.search(forbidden, safe_text(text))


@given(anything)
def test_markdown_signs_are_always_escaped(text):
    shown = safe_text(text)
    assert "\n" not in shown
    unescaped = re.sub(r"\\(.)", "", shown)
    assert not re.search(r"[`*_\[\]<>#$~|:&!^{}\\]", unescaped)


@pytest.mark.parametrize("text", ["1. one", "1) one", "- one", "+ one", "=== x"])
def test_no_list_starts(text):
    assert "\\" in safe_text(text)[:3]


def test_plain_names_stay_plain():
    for name in ("Zoë O'Neill-Smith", "李小龍", "Jean (Paris)", "3.5 stars", "نور"):
        assert safe_text(name).replace("\\", "") == name


def test_long_text_is_shortened_on_screen():
    assert safe_text("a" * 900, limit=20) == "a" * 19 + "…"


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


@given(nasty)
def test_html_holds_no_tag_from_data(text):
    parser = _Tags()
    parser.feed(f'<p title="{escape_html(text)}">{escape_html(text)}</p>')
    parser.close()
    assert [tag for tag, _ in parser.tags] == ["p"]
    assert set(parser.tags[0][1]) == {"title"}


@pytest.mark.parametrize(
    "name",
    [
        "../../x",
        "C:\\x",
        "CON",
        "nul.txt",
        "a" * 500,
        "\u202egnp",
        "🙂🙂",
        "",
        "...",
        "x\0y",
        "名前" * 200,
        "-rf",
        "COM1",
    ],
)
def test_file_names_are_safe(name):
    found = safe_file_name(name, ".xlsx")
    assert len(found.encode()) <= 110
    assert not set(found) & set('/\\:*?"<>|\0 \u202e')
    assert found[0] not in ".-"
    assert found.split(".")[0].upper() not in {"CON", "NUL", "COM1"}
    assert found.endswith(".xlsx")


@given(anything)
def test_any_name_gives_a_file_name(name):
    found = safe_file_name(name, ".html")
    assert re.fullmatch(r"[^\x00-\x1f/\\:*?\"<>|\s]+\.html", found)
