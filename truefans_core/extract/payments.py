"""Rows that are payments, orders or tickets: what is income, what was given back, what belongs to another row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.extract.cells import Cells, Mask, truth
from truefans_core.extract.flags import refund_flags, undone_by_flag
from truefans_core.extract.kinds import Kinds, read_kinds, unpaid_by_status
from truefans_core.extract.money import NO_CURRENCY, Money, Sum
from truefans_core.extract.owed import still_owed
from truefans_core.values import parse_flag

Rows = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Payments:
    """The money of rows that are payments; amounts are int64 minor units, one entry per row.

    Attributes:
        income: the amount of each row, signed as written; nought where the row repeats the money of another.
        currency: ISO 4217 of the amount.
        refund: how much of the row was given back.
        line: rows that belong to the order of an earlier or later row and bring no money of their own.
        leader: for each row the row that holds the money of its order; itself where it stands alone.
        blank: rows without any amount that belong to no order.
        not_income: rows whose status or type keeps them from being income.
        given_back: rows above zero whose type says that the amount was given back.
        payer: for money given back the row of the payment it refers to; itself elsewhere.
        first: rows that bring the parts of an order which each of its rows repeats.
        totals_repeated: how many orders repeat their total on every row (read once).
        totals_unclear: how many orders may do so (every row counted).
    """

    income: Rows
    currency: pa.Array
    amount: Sum
    refund: Rows
    line: Mask
    leader: Rows
    blank: Mask
    not_income: Mask
    given_back: Mask
    payer: Rows
    first: Mask
    totals_repeated: int = 0
    totals_unclear: int = 0


def read_payments(cells: Cells, money: Money) -> Payments:
    """The payments of a table."""
    amount = money.of("amount")
    currency = pc.coalesce(amount.currency, money.row_currency)
    billed, owed = amount.minor, still_owed(cells, money, amount)
    amount = replace(amount, minor=np.where(owed < amount.minor, amount.minor - owed, amount.minor))
    empty = ~amount.stated & ~amount.unreadable
    alone = np.arange(cells.rows)
    leader, line = _lead(cells, ~empty)
    if not cells.source.order_lines:  # of an unknown layout only what has no amount is a line of its order
        line &= empty & (leader != alone)
        leader = np.where(line, leader, alone)
    kinds = read_kinds(cells, amount.minor)
    spent = empty | (amount.minor == 0) if cells.quirk("other_is_given") else np.zeros(cells.rows, bool)
    payments = Payments(
        np.where(line, 0, amount.minor),
        pc.fill_null(currency, NO_CURRENCY),
        amount,
        np.zeros(cells.rows, np.int64),
        line,
        leader,
        empty & ~line,
        (_not_income(cells, kinds) & ~((owed > 0) & (owed < billed)))
        | ((owed > 0) & (owed >= billed))
        | (spent & (money.of("amount_other", currency).minor != 0)),
        kinds.given_back & (amount.minor > 0),
        _refers_to(cells, kinds.given_back),
        first_of_order(cells) if cells.quirk("order_parts") else np.ones(cells.rows, bool),
    )
    if cells.quirk("order_total"):
        payments = _read_totals_once(cells, payments)
    return replace(payments, refund=_refunds(cells, money, payments))


def _not_income(cells: Cells, kinds: Kinds) -> Mask:
    return kinds.no_income | unpaid_by_status(cells) | undone_by_flag(cells)


def _refunds(cells: Cells, money: Money, payments: Payments) -> Rows:
    """What was given back: the column that says how much, else all where the status says so."""
    if cells.quirk("refund_ids"):
        whole = truth(pc.is_valid(cells.text("refund")))
        return np.where(payments.line | ~whole, 0, np.maximum(payments.income, 0))
    flags = refund_flags(cells)
    stated = np.abs(money.of("refund", payments.currency, but=flags).minor)
    given_back = cells.one_of(cells.told("status"), cells.source.refunded_status)
    for header in flags:
        given_back |= truth(parse_flag(cells.raw(header)))
    if cells.source.replaced_total is not None:
        stated = np.minimum(stated + _missing(cells, money, payments), np.maximum(payments.income, 0))
    stated = np.where(
        (payments.income < 0) | payments.given_back, 0, stated
    )  # the amount itself is what was given back
    whole = given_back & (stated == 0)
    return np.where(payments.line, 0, np.where(whole, np.maximum(payments.income, 0), stated))


def _refers_to(cells: Cells, back: Mask) -> Rows:
    alone = np.arange(cells.rows)
    if not back.any() or not cells.has("id_other"):
        return alone
    at = pc.index_in(cells.text("id_other"), value_set=cells.text("order_id"), skip_nulls=True)
    return np.where(back & truth(pc.is_valid(at)), np.asarray(pc.fill_null(at, 0)), alone).astype(np.int64)


def first_of_order(cells: Cells) -> Mask:
    """The first row of each order, and rows that name none."""
    order, named = _groups(cells)
    first = ~named
    first[np.unique(np.where(named, order, -1), return_index=True)[1]] = True
    return first


def _missing(cells: Cells, money: Money, payments: Payments) -> Rows:
    """What the new total of a row lacks of the old one, where there is a new one."""
    old, new = (
        money.of_header(header, payments.currency).minor
        if header in cells.table.headers
        else payments.line * 0
        for header in cells.source.replaced_total or ()
    )
    return np.where(new > 0, np.maximum(old - new, 0), 0)


def _groups(cells: Cells) -> tuple[Rows, Mask]:
    """The number of each row's order, and which rows name one."""
    return cells.orders, cells.orders >= 0


def _lead(cells: Cells, has_amount: Mask) -> tuple[Rows, Mask]:
    """The row that leads each order, the first with an amount, and the mask of the order's other rows.

    A row without an amount is a line even where its order leads elsewhere: the file was cut in two.
    """
    order, named = _groups(cells)
    alone = np.arange(cells.rows)
    first = np.full(order.max(initial=-1) + 1, -1)
    leaders = np.flatnonzero(named & has_amount)[::-1]
    first[order[leaders]] = leaders  # backwards, so that the first row of each order stays
    leader = np.where(named, first[order], alone) if len(first) else alone
    leader = np.where(leader < 0, alone, leader)
    return leader, named & ((leader != alone) | ~has_amount)


def _read_totals_once(cells: Cells, payments: Payments) -> Payments:
    """Where the rows of an order show the same amount, decide whether it is the total or each one's share.

    It is the total where the quantity of every row is the number of rows, or where the amount is the price of a
    single ticket of the kind times the number of rows. It is a share where it is the price of a single ticket.
    Otherwise nothing is known: every row counts, with a warning.
    """
    order, named = _groups(cells)
    count = order.max(initial=-1) + 1
    if not count:
        return payments
    amount = payments.income
    size = np.bincount(order[named], minlength=count)
    same = _least(order, amount, named, count) == _most(order, amount, named, count)
    quantity = np.asarray(pc.fill_null(cells.number("quantity"), 0.0))
    suspect = named & (size[order] > 1) & same[order] & (amount > 0) & ~payments.not_income
    price = _single_price(cells, order, size, amount, named)
    rows_in_order = np.where(named, size[order], 1)
    total = suspect & ((quantity == rows_in_order) | ((price > 0) & (amount == price * rows_in_order)))
    share = suspect & ~total & (price > 0) & (amount == price)
    first = np.full(count, -1)
    backwards = np.flatnonzero(total)[::-1]
    first[order[backwards]] = backwards
    repeats = total & (first[order] != np.arange(cells.rows))
    return replace(
        payments,
        income=np.where(repeats, 0, amount),
        line=repeats,
        leader=np.where(repeats, first[order], np.arange(cells.rows)),
        totals_repeated=len(np.unique(order[total])),
        totals_unclear=len(np.unique(order[suspect & ~total & ~share])),
    )


def _least(order: Rows, amount: Rows, named: Mask, count: int) -> Rows:
    least = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(least, order[named], amount[named])
    return least


def _most(order: Rows, amount: Rows, named: Mask, count: int) -> Rows:
    most = np.full(count, np.iinfo(np.int64).min)
    np.maximum.at(most, order[named], amount[named])
    return most


def _single_price(cells: Cells, order: Rows, size: Rows, amount: Rows, named: Mask) -> Rows:
    """The price of one ticket of the row's kind, by the orders of one row; 0 where they do not agree."""
    kind = (
        np.asarray(pc.fill_null(cells.text("product").dictionary_encode().indices, -1)).astype(np.int64) + 1
    )
    single = named & (np.where(named, size[order], 0) == 1) & (amount > 0)
    count = int(kind.max(initial=0)) + 1
    least, most = _least(kind, amount, single, count), _most(kind, amount, single, count)
    return np.where(least == most, least, 0)[kind]
