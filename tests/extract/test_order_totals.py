"""Lists of orders that no recipe knows: the total of an order that each of its rows repeats is money once."""

import pytest

from truefans_core.extract import extract
from truefans_core.ledger import summarise
from truefans_core.recognise import suggest

HEADER = "Order Number|Order Status|Order Date|Customer Email|Item Name|Quantity|Order Total|Refunded Amount|Currency"


def order(
    number: int, *items: str, total: str, refund: str = "0.00", status: str = "completed", email: str = "ann"
) -> list[str]:
    """The rows of an order, one for each thing bought."""
    return [
        f"#{number}|{status}|2026-03-{number % 28 + 1:02d} 09:30|{email}@example.com|{item}|1|{total}|{refund}|USD"
        for item in items
    ]


def money(table, *rows: str, header: str = HEADER):
    found = table(header, *rows)
    records = extract(found, suggest(found, None))
    paid = [e["amount_minor"] for e in records.events.to_pylist() if e["kind"] == "payment"]
    back = [e["amount_minor"] for e in records.events.to_pylist() if e["kind"] == "refund"]
    return records, paid, back


def test_a_total_on_each_line_of_an_order_is_money_once(table) -> None:
    records, paid, back = money(
        table,
        *order(1, "Mug", "Print", "Tote", total="45.00"),
        *order(2, "Mug", total="17.00", email="bo"),
        *order(3, "Print", "Tote", total="33.50", refund="8.00", email="cy"),
        *order(4, "Print", "Mug", total="29.00", status="cancelled", email="di"),
    )
    assert paid == [4500, 1700, 3350]
    assert [abs(amount) for amount in back] == [800]
    (told,) = summarise(records.account)
    assert (told.records_in, told.kept, told.merged) == (8, 6, 0)
    assert told.money["USD"].total == 4500 + 1700 + 3350 + 2900
    assert [(p.code, p.rows) for p in records.problems] == [("N_ORDER_TOTAL", 3)]


@pytest.mark.parametrize(
    ("rows", "header", "paid"),
    [
        (
            [*order(1, "Mug", total="15.00"), *order(2, "Mug", "Print", total="15.00")],
            HEADER,
            [1500, 1500, 1500],
        ),
        (
            [*order(1, "Mug", total="15.00"), *order(2, "Mug", "Print", total="31.00")],
            HEADER.replace("Order Total", "Line Total"),
            None,
        ),
        (
            [
                *order(1, "Mug", total="15.00"),
                *order(2, "Mug", total="12.00"),
                *order(2, "Print", total="18.00"),
            ],
            HEADER,
            [1500, 1200, 1800],
        ),
    ],
    ids=["one price for all", "of a line", "each its own"],
)
def test_an_amount_that_is_each_lines_own_counts_on_each(rows, header, paid, table) -> None:
    records, found, _ = money(table, *rows, header=header)
    assert not [p for p in records.problems if p.code == "N_ORDER_TOTAL"]
    assert paid is None or found == paid
