"""The table of bad inputs, from cells to people: money, days, ids, names and addresses, end to end."""

import datetime as dt
import math

import pytest

from tests.reading.made import as_csv, as_xlsx
from truefans_core.extract import extract
from truefans_core.ledger import total
from truefans_core.mapping import Mapping, Use
from truefans_core.people import join
from truefans_core.problems import NeedsChoice
from truefans_core.reading.limits import PAGE
from truefans_core.reading.parse import parse

row = pytest.param
ROLES = {"Name": "name", "Email": "email", "Id": "external_id", "Day": "occurred_at", "Paid": "amount", "Currency": "currency"}  # fmt: skip
PLAIN = {
    "Name": "Ann Bell",
    "Email": "ann@example.com",
    "Day": "2024-05-01",
    "Paid": "5.00",
    "Currency": "EUR",
}


def taken(cells, *, default="EUR", data=None, **choices):
    """The records of rows that differ from a plain payment in some cells."""
    rows = [{**PLAIN, **each} for each in cells]
    headers = [name for name in ROLES if any(name in each for each in rows)]
    written = as_csv([headers, *[[each.get(name, "") for name in headers] for each in rows]])
    (table,) = parse("t.csv", data or written, PAGE, {"header_line": "1", "delimiter": ","})
    records = extract(
        table,
        Mapping("payment-log", tuple(Use(h, ROLES[h]) for h in headers), choices),
        default_currency=default,
    )
    account = total(records.account)
    assert account.records_in == len(rows)
    assert account.records_in == account.kept + account.merged + sum(each.count for each in account.set_aside)
    return records


def reasons(records):
    return [each["reason"] for each in sorted(records.account.to_pylist(), key=lambda each: each["line"])]


def paid(records):
    return [
        (each["amount_minor"] * (-1 if each["kind"] == "refund" else 1), each["currency"])
        for each in sorted(records.events.to_pylist(), key=lambda each: each["line"])
    ]


@pytest.mark.parametrize(
    ("cell", "companion", "minor", "currency"),
    [
        row("1.234,56", "1,50", 123456, "EUR", id="1.234,56"),
        row("1,234.56", "1.50", 123456, "EUR", id="1,234.56"),
        row("1 234,50", "1,50", 123450, "EUR", id="1 234,50"),
        row("1\u00a0234,50", "1,50", 123450, "EUR", id="1 234,50 with a hard space"),
        row("1\u202f234,50", "1,50", 123450, "EUR", id="1 234,50 with a narrow space"),
        row("1'234.50", "1.50", 123450, "EUR", id="1'234.50"),
        row("(45.00)", "1.50", -4500, "EUR", id="(45.00)"),
        row("9.99-", "1.50", -999, "EUR", id="9.99-"),
        row("-7.00", "1.50", -700, "EUR", id="negative spend"),
        row("€5.00", "1.50", 500, "EUR", id="euro sign"),
        row("£5.00", "1.50", 500, "GBP", id="pound sign"),
        row("5.00 USD", "1.50", 500, "USD", id="code"),
        row("US$5.00", "1.50", 500, "USD", id="US dollar sign"),
        row("JPY 500", "1.50", 500, "JPY", id="yen have no cents"),
        row("3.5k", "1.50", 350000, "EUR", id="3.5k"),
        row("５.００", "1.50", 500, "EUR", id="full-width digits"),
        row("1.234", "2.50", 123, "EUR", id="1.234 beside 2.50"),
        row("1.234", "2,50", 123400, "EUR", id="1.234 beside 2,50"),
    ],
)
def test_money_in_every_form_is_the_right_minor_units(cell, companion, minor, currency):
    stated = "" if currency != "EUR" else "EUR"
    records = taken([{"Paid": cell, "Currency": stated}, {"Paid": companion}])
    assert paid(records)[0] == (minor, currency)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        row("N/A", "W_NO_AMOUNT", id="N/A"),
        row("-", "W_NO_AMOUNT", id="dash"),
        row("", "W_NO_AMOUNT", id="empty"),
        row("NaN", "E_BAD_AMOUNT", id="NaN"),
        row("inf", "E_BAD_AMOUNT", id="inf"),
        row("-Infinity", "E_BAD_AMOUNT", id="-Infinity"),
        row("1e308", "E_BAD_AMOUNT", id="1e308"),
        row("9" * 40, "E_BAD_AMOUNT", id="forty digits"),
        row("five", "E_BAD_AMOUNT", id="words"),
        row("#REF!", "E_BAD_AMOUNT", id="#REF!"),
        row("12:30", "E_BAD_AMOUNT", id="a time"),
        row("5.00 Quatloos", "E_BAD_AMOUNT", id="unknown money"),
        row("$5.00", "E_CURRENCY", id="dollars in a column of euros"),
    ],
)
def test_what_is_no_amount_has_its_reason_and_no_infinity_gets_in(cell, reason):
    records = taken([{"Paid": cell}, {}])
    assert reasons(records) == [reason, None]
    assert paid(records) == [(500, "EUR")]


def test_one_thousand_or_one_is_asked_once_for_the_column():
    cells = [{"Paid": "1.000"}, {"Paid": "2.000"}]
    with pytest.raises(NeedsChoice) as asked:
        taken(cells)
    assert (asked.value.question.choice, asked.value.question.column) == ("decimal", "Paid")
    assert [minor for minor, _ in paid(taken(cells, decimal=","))] == [100_000, 200_000]
    assert [minor for minor, _ in paid(taken(cells, decimal="."))] == [100, 200]


def test_two_currencies_in_a_column_are_never_summed():
    account = total(
        taken([{"Currency": "EUR"}, {"Currency": "JPY", "Paid": "500"}, {"Currency": "EUR"}]).account
    )
    assert {code: money.kept for code, money in account.money.items()} == {"EUR": 1000, "JPY": 500}


@pytest.mark.parametrize(
    ("cell", "companion", "day"),
    [
        row("03/04/2024", "25/04/2024", (2024, 4, 3), id="D/M proved"),
        row("03/04/2024", "04/25/2024", (2024, 3, 4), id="M/D proved"),
        row("2024-04-03", "2024-05-01", (2024, 4, 3), id="ISO"),
        row("2024-04-03T22:15:00+02:00", "2024-05-01", (2024, 4, 3), id="ISO with zone"),
        row("45385", "45390", (2024, 4, 3), id="serial"),
        row("45385.5", "45390", (2024, 4, 3), id="serial with time"),
        row("1712145600", "1712145601", (2024, 4, 3), id="epoch seconds"),
        row("1712145600000", "1712145600001", (2024, 4, 3), id="epoch milliseconds"),
        row("3 April 2024", "1 May 2024", (2024, 4, 3), id="English month"),
        row("3. März 2024", "1. Mai 2024", (2024, 3, 3), id="German month"),
        row("3 août 2024", "1 mai 2024", (2024, 8, 3), id="French month"),
        row("Apr 3, 2024, 7:05 PM", "May 1, 2024, 1:00 AM", (2024, 4, 3), id="month first"),
        row("20240403", "20240501", (2024, 4, 3), id="digits only"),
        row("1900-01-31", "2024-05-01", (1900, 1, 31), id="long ago"),
        row("2999-01-01", "2024-05-01", None, id="beyond any calendar"),
        row("2024-02-30", "2024-05-01", None, id="a day that does not exist"),
        row("31/04/2024", "25/04/2024", None, id="the 31st of April"),
        row("soon", "2024-05-01", None, id="words"),
        row("NaN", "2024-05-01", None, id="NaN"),
        row("1e308", "2024-05-01", None, id="1e308"),
        row("0000-00-00", "2024-05-01", None, id="zeros"),
    ],
)
def test_days_are_read_by_proof_or_set_aside(cell, companion, day):
    records = taken([{"Day": cell}, {"Day": companion}])
    assert reasons(records) == [None if day else "E_DATE", None]
    if day:
        first = min(records.events.to_pylist(), key=lambda each: each["line"])
        assert first["at"].date() == dt.date(*day)


def test_day_or_month_first_is_asked_once_for_the_column():
    with pytest.raises(NeedsChoice) as asked:
        taken([{"Day": "03/04/2024"}, {"Day": "05/06/2024"}])
    assert (asked.value.question.choice, asked.value.question.column) == ("date_order", "Day")


def test_proofs_against_each_other_are_asked_too():
    with pytest.raises(NeedsChoice):
        taken([{"Day": "25/04/2024"}, {"Day": "04/25/2024"}])


@pytest.mark.parametrize(
    "cell",
    ["00123", "12345678901234567890", "1E10", "9007199254740993", "15551234567.0", "02139", "0x1F", "1_000"],
)
def test_ids_stay_text(cell):
    assert taken([{"Id": cell}]).identities["external_id"].to_pylist() == [cell]


@pytest.mark.parametrize(
    "name", ["Nan Bell", "True", "Null Byte", "Ena", "Infinity", "#N/A Smith", "Nil Armstrong"]
)
def test_names_like_nothing_stay_names(name):
    assert taken([{"Name": name}]).identities["name"].to_pylist() == [name]


def test_the_country_na_is_namibia():
    (table,) = parse("t.csv", b"Email,Country\nann@example.com,NA\n", PAGE, {})
    records = extract(table, Mapping(None, (Use("Email", "email"), Use("Country", "country"))))
    assert records.identities["country"].to_pylist() == ["NA"]


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        row(" ANN@Example.COM ", "ann@example.com", id="case and spaces"),
        row("ann@example.com\u200b", "ann@example.com", id="zero-width space"),
        row("\u202aann@example.com\u202c", "ann@example.com", id="direction marks"),
        row("ａｎｎ@example.com", "ann@example.com", id="full-width"),
        row("Ann Bell <ann@example.com>", "ann@example.com", id="name and address"),
        row("mailto:ann@example.com", "ann@example.com", id="mailto"),
        row("ann@example.com; bob@example.com", "ann@example.com", id="two addresses"),
        row("ann+news@example.com", "ann+news@example.com", id="plus tag"),
        row("a.nn@example.com", "a.nn@example.com", id="dots"),
        row("info@example.com", "info@example.com", id="role address"),
        row("zoe\u0308@example.com", "zoë@example.com", id="combining"),
    ],
)
def test_addresses_are_keys_by_stated_rules(cell, key):
    assert taken([{"Email": cell}]).identities["email"].to_pylist() == [key]


def test_composed_and_combined_full_width_and_hidden_letters_are_one_person():
    forms = [
        "zoë@example.com",
        "zoe\u0308@example.com",
        "ZOË@EXAMPLE.COM",
        "zoë@example.com\u200b",
        "ｚoë@example.com",
    ]
    joined = join([taken([{"Email": form, "Paid": f"{n}.00"} for n, form in enumerate(forms, start=1)])])
    assert joined.people.num_rows == 1
    assert sum(each["amount_minor"] for each in joined.events.to_pylist()) == 1500


#: One or more of every class of the strings that have broken programs, each in our own words.
NAUGHTY = [
    "undefined", "null", "None", "(null)", "NIL", "true", "False", "hasOwnProperty", "constructor", "__proto__", "\\", "\\\\",
    "0", "1/0", "1E+02", "0x0", "-1", "-0.0", "NaN", "Infinity", "INF", "1#INF", "0,0/0", "1'000", "٣٢١", "１２３", "½", "1.0.0.1",
    ",./;'[]-=", '<>?:"{}|_+', "!@#$%^&*()`~", "\t", "\u000b", "\x7f", "\x01\x02\x1f", "\u0085", "\u00ad", "\ufeff", "\ufffe",
    "Ω≈ç√∫", "åß∂ƒ©", "¡™£¢∞", "¸˛Ç◊ı", "⁰⁴⁵₀₁₂", "Ё Ђ", "田中さんにあげて", "사회과학원", "𠜎𠜱𠝹", "😍", "👩🏽", "👨‍👩‍👧‍👦", "🇺🇸🇷", "🏳️‍🌈",
    "بسم", "שלום hello", "\u202etest\u202e", "\u2066test\u2067", "\u200btest", "T̸͎̏o̷͚͂ i̴̲̽n̶", "˙ɐnbᴉlɐ", "ＴＨＥ ｑｕｉｃｋ", "𝐓𝐡𝐞", "ﷺ", "İı", "ẞß",
    "<script>window.__x=1</script>", '"><img src=x onerror=window.__x=1>', "javascript:window.__x=1", "<svg/onload=1>", "{{7*7}}",
    "';DROP TABLE people;--", "1 OR 1=1", "$(touch x)", "`ls`", "| cat", "; rm -rf x", "../../../etc/passwd", "%s%n%x", "%d",
    "=1+1", "+1+1", "@SUM(1)", "=cmd|'/c calc'!A0", "-2+3", '=HYPERLINK("x")', "CON", "PRN", "AUX", "NUL", "file:///etc/passwd",
    "() { 0; }; x", "{0}", "${HOME}", "$HOME", "%*.*s", "\\u0000", "&lt;b&gt;", "&#0;", "#", "//", "<!--", "]]>", "Scunthorpe", "Craig Cockburn",
    "If you are reading this, you were asleep", "Roses are \x1b[0;31mred\x1b[0m", "x" * 5000, "a,b;c|d\te", '"quoted"', "it's", "two\nlines", "two\r\nlines", "  ends  ",
]  # fmt: skip


@pytest.mark.parametrize("write", [row(as_csv, id="text"), row(as_xlsx, id="workbook")])
def test_naughty_strings_survive_from_file_to_people(write):
    names = NAUGHTY
    if write is as_xlsx:  # what XML cannot hold, and what is a formula
        names = [n for n in names if n[0] != "=" and all(c >= " " and c not in "\x7f\x85\ufffe" for c in n)]
    headers = ["Name", "Email", "Day", "Paid", "Currency"]
    rows = [[name, f"p{n}@example.com", "2024-05-01", "5.00", "EUR"] for n, name in enumerate(names)]
    (table,) = parse("naughty", write([headers, *rows]), PAGE, {})
    shown = [name.replace("\r\n", "\n") for name in names]
    assert table.cells["Name"].to_pylist() == shown
    records = extract(table, Mapping("payment-log", tuple(Use(h, ROLES[h]) for h in headers)))
    joined = join([records])
    assert joined.people.num_rows == len(names)
    assert total(joined.account).kept == len(names)
    assert total(joined.account).money["EUR"].kept == 500 * len(names)
    assert not any(
        isinstance(v, float) and not math.isfinite(v) for r in joined.people.to_pylist() for v in r.values()
    )


@pytest.mark.parametrize("column", ["Email", "Id", "Day", "Paid", "Currency"])
def test_naughty_strings_in_any_column_are_kept_or_have_a_reason(column):
    cells = [each for naughty in NAUGHTY for each in ({}, {column: naughty})]
    records = taken([{"Id": "", **each} for each in cells], decimal=".", date_order="dmy")
    assert reasons(records)[::2] == [None] * len(NAUGHTY)
    money = total(records.account).money
    assert all(each.total == each.kept + each.merged + each.set_aside for each in money.values())


def test_a_day_in_the_future_is_kept_for_the_analysis_to_judge():
    assert reasons(taken([{"Day": "2150-01-01"}])) == [None]


def test_every_known_export_with_a_header_alone_is_imported():
    from truefans_core.sources import SOURCES

    for source in filter(lambda each: each.roles, SOURCES.values()):
        (table,) = parse("t.csv", as_csv([list(source.roles)]), PAGE, {"header_line": "1", "delimiter": ","})
        records = extract(table, source.mapping(table.headers), default_currency="EUR")
        assert total(records.account).records_in == 0
