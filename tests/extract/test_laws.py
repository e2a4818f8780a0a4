"""Every row and every unit of money is kept or set aside, whatever the cells hold."""

from collections import Counter

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core.extract import extract
from truefans_core.ledger import summarise, total
from truefans_core.mapping import Mapping, Use
from truefans_core.problems import CATALOGUE
from truefans_core.reading.tables import RawTable
from truefans_core.sources import SOURCES

EMAILS = st.sampled_from(
    ["", "ann@example.com", "bo@example.com", "Bo@Example.com ", "kim at example", "Not shared by donor"]
)
NAMES = st.sampled_from(["", "Ann", "Anonymous", "Kim Ek", "deleted user", "Total"])
DAYS = st.sampled_from(["", "2026-01-05", "2026-02-30", "2026-03-01 10:00:00", "soon"])
CURRENCIES = st.sampled_from(["USD", "eur", "JPY", "Quatloos"])
STATUS = st.sampled_from(["paid", "Refunded", "failed", "pending", ""])
#: Cells with the minor units they hold in a currency of two digits; None: not readable; "": no amount.
AMOUNTS = st.one_of(
    st.integers(-99_999, 999_999).map(lambda minor: (f"{minor / 100:.2f}", minor)),
    st.integers(0, 999).map(lambda major: (f"{major:,}", major * 100)),
    st.sampled_from([("", ""), ("five", None), ("1.2.3,4", None), ("-", "")]),
)
ROW = st.tuples(EMAILS, NAMES, DAYS, CURRENCIES, STATUS, AMOUNTS)
HEADERS = ("Email", "Name", "Day", "Currency", "Status", "Amount")
PAYMENTS = ("email", "name", "occurred_at", "currency", "status", "amount")
PEOPLE = ("email", "name", "joined_at", "currency", "status", "lifetime_amount")


def table_of(rows, aside=()) -> RawTable:
    cells = [[*row[:-1], row[-1][0]] for row in rows]
    columns = {h: pa.array([row[i] or None for row in cells], pa.string()) for i, h in enumerate(HEADERS)}
    lines = pa.array(range(2, len(rows) + 2), pa.int64())
    missing = tuple((1000 + place, reason) for place, reason in enumerate(aside))
    return RawTable("t.csv", "f", None, HEADERS, pa.table(columns), lines, len(rows) + len(missing), missing)


def read(rows, roles, aside=()):
    mapping = Mapping("payment-log", tuple(map(Use, HEADERS, roles)), {"decimal": ".", "date_order": "ymd"})
    return extract(table_of(rows, aside), mapping, default_currency="USD")


def minor_of(row) -> tuple[str, int] | None:
    """Currency and minor units of a row's amount, worked out apart from the code under test."""
    amount, stated = row[-1][1], row[3]
    if amount in {None, ""} or stated == "Quatloos":
        return None
    currency = stated.upper()
    sign = -1 if amount < 0 else 1
    return currency, amount if currency != "JPY" else sign * ((abs(amount) + 50) // 100)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ROW, max_size=12),
    st.lists(st.sampled_from(["E_WIDTH", "E_QUOTE"]), max_size=3),
    st.sampled_from([PAYMENTS, PEOPLE]),
)
def test_rows_and_money_are_conserved(rows, aside, roles) -> None:
    records = read(rows, roles, aside)
    account = total(records.account)
    assert account.records_in == len(rows) + len(aside)
    assert account.records_in == account.kept + account.merged + sum(s.count for s in account.set_aside)
    assert all(s.reason in CATALOGUE for s in account.set_aside)
    assert sorted(records.account["line"].to_pylist()) == [
        *range(2, len(rows) + 2),
        *range(1000, 1000 + len(aside)),
    ]
    expected: Counter[str] = Counter()
    for found in filter(None, map(minor_of, rows)):
        expected[found[0]] += found[1]
    for currency, money in account.money.items():
        assert money.total == money.kept + money.merged + money.set_aside
        assert money.total == expected[currency]
    assert not {c for c, minor in expected.items() if minor} - set(account.money)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, max_size=12))
def test_what_is_kept_is_what_the_events_say(rows) -> None:
    records = read(rows, PAYMENTS)
    kept = {row["line"]: row for row in records.account.to_pylist() if row["outcome"] == "kept"}
    paid: Counter[int] = Counter()
    for event in records.events.to_pylist():
        by_row = rows[event["line"] - 2][-1][1] < 0
        if event["kind"] == "payment" or (event["kind"] == "refund" and by_row):
            paid[event["line"]] += event["amount_minor"] * (1 if event["kind"] == "payment" else -1)
        assert event["amount_minor"] > 0
        assert event["row"] in {-1, event["line"] - 2}
    assert dict(paid) == {line: row["amount_minor"] for line, row in kept.items() if row["amount_minor"]}
    named = {line - 2 for line in kept} & set(records.identities["row"].to_pylist())
    assert all(event["row"] == -1 or event["row"] in named for event in records.events.to_pylist())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(ROW, max_size=10),
    st.randoms(use_true_random=False),
    st.integers(0, 10),
    st.sampled_from([PAYMENTS, PEOPLE]),
)
def test_neither_order_nor_cutting_the_file_changes_the_totals(rows, random, cut, roles) -> None:
    whole = total(read(rows, roles).account)
    shuffled = random.sample(rows, len(rows))
    again = total(read(shuffled, roles).account)
    assert (again.kept, again.money) == (whole.kept, whole.money)
    parts = [total(read(part, roles).account) for part in (rows[:cut], rows[cut:])]
    assert sum(part.kept for part in parts) == whole.kept
    for currency, money in whole.money.items():
        assert sum(part.money[currency].kept for part in parts if currency in part.money) == money.kept


LINE = st.tuples(
    st.sampled_from(["#1", "#2", "#3"]),
    st.sampled_from(["45.00", "15.50", ""]),
    st.sampled_from(["paid", "pending"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINE, max_size=9), st.randoms(use_true_random=False))
def test_an_order_pays_once_wherever_its_rows_stand(lines, random) -> None:
    source = SOURCES["shopify-orders"]
    heads = {}
    for order, amount, status in lines:
        heads.setdefault(order, (amount or "45.00", status))
    rows = [(order, *heads[order]) for order in heads] + [(order, "", "") for order, _, _ in lines]
    headers = ("Name", "Total", "Financial Status", "Email", "Currency", "Created at")

    def read_orders(rows):
        cells = [
            (n, t or None, s or None, "a@example.com", "USD" if t else None, "2026-01-05 10:00:00 +0000")
            for n, t, s in rows
        ]
        columns = {h: pa.array([row[i] for row in cells], pa.string()) for i, h in enumerate(headers)}
        table = RawTable(
            "o.csv", "f", None, headers, pa.table(columns), pa.array(range(2, len(rows) + 2)), len(rows)
        )
        return extract(table, source.mapping(headers))

    due = sum(round(float(amount) * 100) for amount, status in heads.values() if status == "paid")
    for order in (rows, random.sample(rows, len(rows))):
        if not order:
            continue
        records = read_orders(order)
        assert sum(e["amount_minor"] for e in records.events.to_pylist()) == due
        assert sum(m.kept for m in summarise(records.account)[0].money.values()) == due
