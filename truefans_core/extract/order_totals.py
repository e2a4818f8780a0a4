"""A list of orders that no recipe knows, one row for each thing bought, each row with the total of its order.

Counted row by row such a list brings the money of an order of three things three times.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.extract.cells import Cells, Mask
from truefans_core.extract.money import Money
from truefans_core.extract.owed import sums_repeated
from truefans_core.extract.payments import Payments

Rows = np.ndarray[Any, np.dtype[np.int64]]

_TOTAL = re.compile(
    r"total|gesamt|summe|somme|totaal|grand|whole|invoice|rechnung|facture|factura|fattura|fatura|factuur",
    re.IGNORECASE,
)
_OF_A_LINE = re.compile(
    r"line|item|product|unit|position|artikel|zeile|ligne|article|línea|riga|regel", re.IGNORECASE
)
#: What a file is that no recipe knows and that may be such a list.
_SOURCES = ("payment-log", "invoice-list", "paid-invoices")
#: Roles that tell one line of an order from another.
_THINGS = ("product", "line_item_id", "quantity", "unit_price", "amount_other")
#: Roles that the lines of one order share.
_SHARED = ("email", "external_id", "name", "status", "currency")


def totals_once(cells: Cells, money: Money, payments: Payments) -> Payments:
    """The payments, with the total of an order on the first of its rows only, where each row repeats it.

    It is the total where its header says so, every order of several rows that tell different things shows one amount
    throughout, and things sold alone do not mostly cost that same amount, as tickets at one price do. Where prices and
    quantities are told, adding up decides instead.
    """
    order, headers = cells.orders, cells.headers("amount")
    if cells.source.slug not in _SOURCES or payments.totals_repeated or len(headers) != 1:
        return payments
    if len(cells.headers("unit_price")) == 1 and cells.has("quantity") and order.max(initial=-1) >= 0:
        price = money.of("unit_price", payments.currency).minor
        repeated = sums_repeated(order, _billed(cells, money, payments), price, cells.number("quantity"))
        return _on_the_first(cells, payments, order, repeated) if repeated.any() else payments
    if not _TOTAL.search(headers[0]) or _OF_A_LINE.search(headers[0]):
        return payments
    count = int(order.max(initial=-1)) + 1
    named = order >= 0
    several = np.bincount(order[named], minlength=count) > 1
    if not several.any() or not _one_throughout(payments.amount.minor, order, several).all():
        return payments
    return (
        _on_the_first(cells, payments, order, several) if _told(cells, payments, order, several) else payments
    )


def _billed(cells: Cells, money: Money, payments: Payments) -> Rows:
    """The total of each row's order: of an invoice paid in part not what was paid, but what was asked."""
    asked = [header for header in cells.headers("amount_other") if not _OF_A_LINE.search(header)]
    if cells.source.slug != "paid-invoices" or not asked:
        return payments.amount.minor
    return money.of_header(asked[0], payments.currency).minor


def _told(cells: Cells, payments: Payments, order: Rows, several: Mask) -> bool:
    """Whether rows of an order share who and when, and differ in what was bought."""
    shared = [cells.text(role) for role in _SHARED if cells.has(role)] + [cells.text("occurred_at")]
    things = [cells.text(role) for role in _THINGS if cells.has(role)]
    if not all(_one_throughout(_coded(column), order, several).all() for column in shared):
        return False
    differ = [not _one_throughout(_coded(column), order, several).all() for column in things]
    return any(differ) and not _sold_alone_alike(cells, payments, order, several)


def _one_throughout(values: Rows, order: Rows, several: Mask) -> Mask:
    """Of each order of several rows whether its rows have one value."""
    named = order >= 0
    low = np.full(len(several), np.iinfo(np.int64).max)
    high = np.full(len(several), np.iinfo(np.int64).min)
    np.minimum.at(low, order[named], values[named])
    np.maximum.at(high, order[named], values[named])
    same: Mask = low == high
    return same[several]


def _coded(column: pa.Array) -> Rows:
    return np.asarray(pc.fill_null(column.dictionary_encode().indices, -1)).astype(np.int64)


def _sold_alone_alike(cells: Cells, payments: Payments, order: Rows, several: Mask) -> bool:
    """Whether the things of orders of several rows mostly cost, sold alone, the amount that stands beside them."""
    kind, amount = _coded(cells.text("product")), payments.amount.minor
    many = (order >= 0) & several[order]
    alone = {(k, a) for k, a in zip(kind[~many].tolist(), amount[~many].tolist(), strict=True) if k >= 0}
    known = {k for k, _ in alone}
    told = [(k, a) for k, a in zip(kind[many].tolist(), amount[many].tolist(), strict=True) if k in known]
    return bool(told) and sum(pair in alone for pair in told) * 2 > len(told)


def _on_the_first(cells: Cells, payments: Payments, order: Rows, several: Mask) -> Payments:
    rows = np.arange(cells.rows)
    first = np.full(len(several), cells.rows)
    np.minimum.at(first, order[order >= 0], rows[order >= 0])
    many = (order >= 0) & several[order]
    leader = np.where(many, first[order], payments.leader)
    again = many & (leader != rows)
    return replace(
        payments,
        income=np.where(again, 0, payments.income),
        refund=np.where(again, 0, payments.refund),
        line=payments.line | again,
        leader=leader,
        first=payments.first & ~again,
        totals_repeated=int(several.sum()),
    )
