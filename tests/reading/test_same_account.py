"""The account of a file does not depend on its order, its parts, its dialect or its format."""

import csv
import io
import random
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.made import as_csv, as_xlsx
from truefans_core.extract import extract
from truefans_core.ledger import total
from truefans_core.mapping import Mapping, Use
from truefans_core.people import join
from truefans_core.problems import NeedsChoice, Refused
from truefans_core.reading.limits import PAGE
from truefans_core.reading.parse import parse
from truefans_core.recognise import suggest

SAMPLES = sorted((Path(__file__).parents[1] / "sources" / "data").glob("*.csv"))
DIALECTS = {
    "semicolon": {"delimiter": ";"},
    "tab": {"delimiter": "\t"},
    "CR LF": {"end": "\r\n"},
    "CR": {"end": "\r"},
    "all quoted": {"quoting": csv.QUOTE_ALL},
    "UTF-8 with mark": {"encoding": "utf-8-sig"},
    "UTF-16": {"encoding": "utf-16"},
    "UTF-16 LE": {"encoding": "utf-16-le"},
}


def records(data, mapping=None):
    """The records of the one table of some bytes, by the given meaning of its columns."""
    (table,) = parse("file", data, PAGE, {"header_line": "1"})
    return extract(table, mapping or suggest(table), default_currency="EUR")


def account(found):
    """Rows and money by outcome, reason and currency; blank lines left out, which a format may not keep."""
    rows = Counter()
    money = Counter()
    for each in found.account.to_pylist():
        if each["reason"] != "W_BLANK":
            rows[each["outcome"], each["reason"]] += 1
            money[each["outcome"], each["reason"], each["currency"]] += each["amount_minor"] or 0
    return rows, money


@cache
def sample(path):
    """Header, body and mapping of a sample that is one plain table."""
    data = path.read_bytes()
    try:
        (table,) = parse(path.name, data, PAGE, {})
        if table.header_line != 1 or table.others or any(code != "W_BLANK" for _, code in table.set_aside):
            pytest.skip("lines above the header, below the table or not of its width")
        mapping = suggest(table)
        extract(table, mapping, default_currency="EUR")
    except (NeedsChoice, Refused, ValueError) as why:
        pytest.skip(f"no single table that is imported: {why}")
    text = data.decode(table.encoding or "utf-8")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=table.delimiter))
    rows = [row for row in rows if any(row)]
    if any(len(row) != len(rows[0]) for row in rows):
        pytest.skip("records of several widths")
    return rows[0], rows[1:], mapping


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_has_one_account_in_every_dialect_and_format(path):
    header, body, mapping = sample(path)
    expected = account(records(as_csv([header, *body]), mapping))
    for name, way in DIALECTS.items():
        assert account(records(as_csv([header, *body], **way), mapping)) == expected, name
    assert account(records(as_xlsx([header, *body]), mapping)) == expected
    if all(ord(sign) < 256 for row in body for cell in row for sign in cell):
        assert account(records(as_csv([header, *body], encoding="cp1252"), mapping)) == expected


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_has_one_account_in_any_order(path):
    header, body, mapping = sample(path)
    if mapping.source and "order" in mapping.source:
        pytest.skip("line items follow the order they belong to")
    expected = account(records(as_csv([header, *body]), mapping))
    shuffled = random.Random(path.stem).sample(body, len(body))
    assert account(records(as_csv([header, *shuffled]), mapping)) == expected


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_given_twice_is_merged_and_not_doubled(path):
    header, body, mapping = sample(path)
    once = join([records(as_csv([header, *body]), mapping)])
    again = join(
        [records(as_csv([header, *body]), mapping), records(as_csv([header, *body], end="\r\n"), mapping)]
    )
    assert again.people.equals(once.people) or again.people.num_rows == once.people.num_rows
    paid = [
        sum(each["amount_minor"] for each in found.events.to_pylist() if each["amount_minor"])
        for found in (once, again)
    ]
    assert paid[0] == paid[1]
    first, second = total(once.account), total(again.account)
    assert (second.records_in, second.kept) == (2 * first.records_in, first.kept)


HEADER = ["name", "email", "date", "amount", "currency"]
MAPPING = Mapping(
    "payment-log",
    tuple(map(Use, HEADER, ["name", "email", "occurred_at", "amount", "currency"])),
    {"decimal": ".", "date_order": "ymd"},
)
CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=8)
ROW = st.tuples(
    CELL.map(lambda text: f"n{text}"),
    st.sampled_from(["ann@example.com", "Bo@example.com ", "kim at example", ""]),
    st.sampled_from(["2026-01-05", "2026-02-30", "2026-03-01 10:00:00", "soon"]),
    st.one_of(
        st.integers(-99_999, 999_999).map(lambda minor: f"{minor / 100:.2f}"),
        st.sampled_from(["", "five", "-"]),
    ),
    st.sampled_from(["USD", "eur", "JPY", "Quatloos"]),
).map(list)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(ROW, min_size=2, max_size=8),
    st.sampled_from(sorted(DIALECTS)),
    st.randoms(use_true_random=False),
    st.data(),
)
def test_any_table_has_one_account(rows, dialect, chance, data):
    cut = data.draw(st.integers(1, len(rows) - 1))
    expected = account(records(as_csv([HEADER, *rows]), MAPPING))
    assert account(records(as_csv([HEADER, *rows], **DIALECTS[dialect]), MAPPING)) == expected
    assert account(records(as_xlsx([HEADER, *rows]), MAPPING)) == expected
    shuffled = chance.sample(rows, len(rows))
    assert account(records(as_csv([HEADER, *shuffled]), MAPPING)) == expected
    parts = [account(records(as_csv([HEADER, *part]), MAPPING)) for part in (rows[:cut], rows[cut:])]
    assert parts[0][0] + parts[1][0] == expected[0]
    money = Counter(parts[0][1])
    money.update(parts[1][1])
    assert {k: v for k, v in money.items() if v} == {k: v for k, v in expected[1].items() if v}
