"""Money in text: minor units exact, signs and separators by evidence, nothing guessed."""

from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.values import (
    currencies_of,
    currency_code,
    decide_decimal,
    exponent,
    parse_money,
    parse_number,
)

POINT, COMMA = ".", ","


def minor(cell, decimal=POINT, currency="USD"):
    return parse_money(pa.array([cell]), currency, decimal).minor[0].as_py()


@pytest.mark.parametrize(
    ("cell", "decimal", "expected"),
    [
        ("1.234,56", COMMA, 123456),
        ("1,234.56", POINT, 123456),
        ("1 234,50", COMMA, 123450),
        ("1\u00a0234,50", COMMA, 123450),
        ("1\u202f234,50", COMMA, 123450),
        ("1'234.50", POINT, 123450),
        ("1’234.50", POINT, 123450),
        ("(45.00)", POINT, -4500),
        ("9.99-", POINT, -999),
        ("−7", POINT, -700),
        ("-$5.00", POINT, -500),
        ("$-5", POINT, -500),
        ("($5.00)", POINT, -500),
        ("$.50", POINT, 50),
        ("$1,250.00 USD", POINT, 125000),
        ("USD 5", POINT, 500),
        ("5 usd", POINT, 500),
        ("US$5", POINT, 500),
        ("25,-", COMMA, 2500),
        ("3.5k", POINT, 350000),
        ("3,5k", COMMA, 350000),
        ("1.2M", POINT, 120000000),
        ("1,23,456.00", POINT, 12345600),
        ("0.005", POINT, 1),
        ("-0.005", POINT, -1),
        ("0.0049999999", POINT, 0),
        ("+3", POINT, 300),
        ("\u200e$5\u200f", POINT, 500),
    ],
)
def test_written_amounts(cell, decimal, expected):
    assert minor(cell, decimal) == expected


@pytest.mark.parametrize("cell", ["N/A", "-", "—", "", "  ", "null", None])
def test_nothing_is_neither_money_nor_mistake(cell):
    money = parse_money(pa.array([cell], pa.string()), "USD")
    assert (money.minor[0].as_py(), money.readable[0].as_py(), money.unreadable[0].as_py()) == (
        None,
        False,
        False,
    )


@pytest.mark.parametrize(
    "cell",
    [
        "five dollars",
        "1e308",
        "inf",
        "nan",
        "1.2.3",
        "1,23",
        "12.5%",
        "(-5)",
        "--5",
        "$5 EUR",
        "5 apples",
        "#REF!",
        "999999999999999",
        "1,234.56,",
        "10/12/2024",
        "5" * 80,
    ],
)
def test_what_is_no_amount_is_said(cell):
    money = parse_money(pa.array([cell]), "USD")
    assert (money.minor[0].as_py(), money.unreadable[0].as_py()) == (None, True)


def test_the_cell_knows_its_currency_better_than_the_column():
    cells = ["5", "€5", "5 GBP", "$5", "kr 5", "¥5"]
    money = parse_money(pa.array(cells), pa.array(["usd", "usd", "usd", "CAD", None, "EUR"]))
    assert money.currency.to_pylist() == ["USD", "EUR", "GBP", "CAD", None, None]
    assert money.symbol.to_pylist() == [None, None, None, "$", "kr", "¥"]
    assert money.minor.to_pylist() == [500, 500, 500, 500, None, None]
    assert money.without_currency.to_pylist() == [False, False, False, False, True, True]


def test_minor_units_follow_the_currency():
    money = parse_money(pa.array(["1234.5", "1.2345", "5"]), pa.array(["JPY", "KWD", "EUR"]))
    assert money.minor.to_pylist() == [1235, 1235, 500]
    assert [exponent(code) for code in ("JPY", "USD", "KWD")] == [0, 2, 3]


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1.234,56"], COMMA),
        (["1,234.56"], POINT),
        (["1.000", "2.50"], POINT),
        (["1.000", "12,5"], COMMA),
        (["1.000.000"], COMMA),
        (["1'000.500"], POINT),
        (["0.125"], POINT),
        (["1.000"], None),
        (["1,000", "5"], None),
        (["5", "10"], POINT),
        (["N/A", ""], POINT),
        (["1.5", "1,5"], None),
        (["$1,250.00 USD", "$5"], POINT),
        (["12.500", "7.250"], None),
    ],
)
def test_the_column_decides_the_decimal_sign(cells, sign):
    assert decide_decimal(pa.array(cells)) == sign


@given(
    st.integers(-(10**9), 10**9),
    st.integers(0, 2),
    st.sampled_from([(POINT, ","), (COMMA, "."), (COMMA, "\u00a0"), (POINT, "'")]),
)
def test_what_is_written_is_read(units, digits, signs):
    decimal, group = signs
    text = (
        f"{Decimal(units).scaleb(-digits):,.{digits}f}".replace(",", "G")
        .replace(".", decimal)
        .replace("G", group)
    )
    expected = int((Decimal(units).scaleb(-digits) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    assert minor(text, decimal) == expected


@given(st.decimals(-(10**6), 10**6, places=5))
def test_plain_numbers_and_others_round_alike(value):
    expected = int((value * 100).quantize(Decimal(1), ROUND_HALF_UP))
    assert minor(str(format(value, "f"))) == minor(f"USD {value:f}") == expected


@given(st.lists(st.sampled_from(["5", "$7.20", "x", None, "-", "1,000.00"])))
def test_columns_in_pieces_read_as_in_one(cells):
    whole = pa.array(cells, pa.string())
    pieces = pa.chunked_array([whole[:2], whole[2:]])
    assert parse_money(whole, "USD").minor.equals(parse_money(pieces, "USD").minor)


def test_currencies_by_sign_code_and_name():
    assert currency_code(pa.array(["usd", "€", "$", "US Dollar", "?", None])).to_pylist() == [
        "USD", "EUR", None, "USD", None, None,
    ]  # fmt: skip
    assert "CAD" in currencies_of("$")


def test_numbers_of_counts_and_shares():
    assert parse_number(pa.array(["12,400", "45 %", "1e3", "n/a", "many"])).value.to_pylist() == [
        12400,
        0.45,
        1000,
        None,
        None,
    ]
    assert parse_number(pa.array(["1.000", "2.000"])).value.to_pylist() == [1000, 2000]
    assert parse_number(pa.array(["many", "1e999", "$5"])).bad.to_pylist() == [True, True, True]
    assert parse_number(pa.array(["4,5"]), ",").value.to_pylist() == [4.5]
