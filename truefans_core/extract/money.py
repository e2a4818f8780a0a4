"""Money columns of a table: which currency, which decimal sign, how much.

The currency of an amount is, in this order: the one written in its cell, the one of its row, the one answered, the
one the platform has, the only fitting one stated in the file, the one the caller knows from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import INCOME_ROLES, ROLES
from truefans_core.extract.cells import Cells, Mask, but, truth
from truefans_core.problems import NeedsChoice, Problem, Question
from truefans_core.values import (
    MoneyColumn,
    currencies_of,
    currency_code,
    decide_decimal,
    exponent,
    parse_money,
)
from truefans_core.values.amounts import Decimal

#: ISO 4217 for "no currency": of cells that could not be read where the row names none.
NO_CURRENCY = "XXX"
#: Currencies offered where nothing in the file limits them: those the European Central Bank has rates for.
_USUAL = (
    "USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "JPY", "SEK", "NOK", "DKK", "ISK", "PLN",
    "CZK", "HUF", "RON", "BGN", "TRY", "ILS", "ZAR", "BRL", "MXN", "INR", "IDR", "MYR", "PHP",
    "SGD", "HKD", "THB", "KRW", "CNY",
)  # fmt: skip

#: What programs call a column of cents.
_HUNDREDTHS = re.compile(
    r"\b(in )?(cents?|centimes?|c[ée]ntimos?|centavos?|centesimi|pence|minor( units?)?)\b|(?<=[a-z])cents$"
)
_CENTS = 2  # decimals of most currencies


@dataclass(frozen=True, slots=True)
class Sum:
    """The money of one role, one entry per row.

    Attributes:
        minor: int64 minor units, 0 where there is none.
        currency: ISO 4217, null where there is none.
        stated: rows that hold a readable amount, zero included.
        unreadable: rows with a cell that is no amount.
        foreign: rows with an amount in an unknown currency, or in two.
    """

    minor: np.ndarray[Any, np.dtype[np.int64]]
    currency: pa.Array
    stated: Mask
    unreadable: Mask
    foreign: Mask


class Money:
    """The money columns of a table.

    Attributes:
        taken: the currency that was taken for amounts without one, or None.
        taken_rows: how many of them carry a sign that several currencies share.
        unsaid_rows: how many carry no sign at all.

    Raises:
        NeedsChoice: when made, if the decimal sign or the currency of the income cannot be known.
    """

    def __init__(self, cells: Cells, default_currency: str | None) -> None:
        self._cells = cells
        self._decimals = self._decide_decimals()
        self._currency, self._currency_bad = self._row_currencies()
        self._parsed: dict[
            str, tuple[pa.Array, MoneyColumn]
        ] = {}  # by the currency given: what was read to ask
        self.taken: str | None = None
        self.taken_rows = self.unsaid_rows = 0
        self._take(default_currency)

    @property
    def income_role(self) -> str | None:
        """The role whose cells are money in: amounts, else totals, else none."""
        if self._cells.quirk("price_is_paid"):
            return "amount"
        return next((role for role in INCOME_ROLES if self._cells.has(role)), None)

    @property
    def income_headers(self) -> tuple[str, ...]:
        """The columns that hold money in, the surest first."""
        if self._cells.quirk("price_is_paid"):
            return self._cells.headers("unit_price")
        role = self.income_role
        return self._cells.headers(role) if role else ()

    @property
    def row_currency(self) -> pa.Array:
        """ISO 4217 of each row, null where neither the row nor the table names one."""
        return self._currency

    def of(self, role: str, currency: pa.Array | None = None, but: Sequence[str] = ()) -> Sum:
        """The money of a role, its columns added `but` some; in `currency` per row where the cells do not say."""
        if role == "amount" and self._cells.quirk("price_is_paid"):
            return self._paid_by_price()
        given = self._currency if currency is None else pc.coalesce(currency, self._currency)
        return self._add(
            [self._parse(header, given) for header in self._cells.headers(role) if header not in but]
        )

    def of_header(self, header: str, currency: pa.Array) -> Sum:
        """The money of one column, in `currency` per row where the cells do not say."""
        return self._add([self._parse(header, currency)])

    def parts(self, role: str, currency: pa.Array) -> Sum:
        """The same for parts of a payment, where one of the columns may be the sum of the others."""
        columns = [self._parse(header, currency) for header in self._cells.headers(role)]
        values = [_filled(column.minor) for column in columns]
        if len(columns) > 2:  # noqa: PLR2004 two equal columns may be two equal parts
            for number, value in enumerate(values):
                if value.any() and np.array_equal(value * 2, np.sum(values, axis=0)):
                    return self._add([columns[number]])
        return self._add(columns)

    def _paid_by_price(self) -> Sum:
        """Price times quantity; a row whose quantity cannot be read has no readable amount."""
        price = self._add([self._parse(header, self._currency) for header in self.income_headers])
        if not self._cells.has("quantity"):
            return price
        quantity = self._cells.number("quantity")
        known = truth(pc.is_valid(quantity))
        times = np.rint(price.minor * np.asarray(pc.fill_null(quantity, 0.0))).astype(np.int64)
        return replace(
            price,
            minor=np.where(known, times, 0),
            stated=price.stated & known,
            unreadable=price.unreadable | (price.stated & ~known),
        )

    def _add(self, columns: list[MoneyColumn]) -> Sum:
        rows = self._cells.rows
        if not columns:
            none = np.zeros(rows, bool)
            return Sum(np.zeros(rows, np.int64), pa.nulls(rows, pa.string()), none, none, none)
        codes, foreign = columns[0].currency, self._matters(columns[0])
        if len(columns) > 1:
            codes = pc.coalesce(*[column.currency for column in columns])
            for column in columns:
                differs = pc.and_kleene(pc.is_valid(column.currency), pc.not_equal(column.currency, codes))
                foreign = foreign | truth(differs) | self._matters(column)
        return Sum(
            _sum([_filled(column.minor) for column in columns]),
            codes,
            np.logical_or.reduce([truth(column.readable) for column in columns]),
            np.logical_or.reduce([truth(column.unreadable) for column in columns]),
            foreign,
        )

    def _parse(self, header: str, currency: pa.Array) -> MoneyColumn:
        known, read = self._parsed.pop(header, (None, None))
        if read is not None and known is currency:
            return read
        found = parse_money(self._cells.coded(header), currency, self._decimals.get(header, "."))
        return _from_hundredths(found) if self._in_hundredths(header) else found

    def _in_hundredths(self, header: str) -> bool:
        """Whether a column of an unknown layout counts cents: its name says so and no cell has a decimal sign."""
        if self._cells.source.signature or not _HUNDREDTHS.search(header.casefold().replace("_", " ")):
            return False
        return not truth(pc.match_substring_regex(self._cells.raw(header), r"[.,]\d{1,2}\D*$")).any()

    def _matters(self, column: MoneyColumn) -> Mask:
        """Amounts without a currency that are not nought: nought is nothing in every currency."""
        lacking = truth(column.without_currency)
        return lacking & self._not_nought if lacking.any() else lacking

    @property
    def _not_nought(self) -> Mask:
        headers = self.income_headers
        masks = [truth(pc.match_substring_regex(self._cells.raw(header), "[1-9]")) for header in headers]
        return np.logical_or.reduce(masks) if masks else np.zeros(self._cells.rows, bool)

    def _row_currencies(self) -> tuple[pa.Array, Mask]:
        text = self._cells.told("currency")
        code = currency_code(text)
        bad = truth(pc.and_(pc.is_valid(text), pc.is_null(code)))
        stated = self._cells.mapping.choices.get("currency") or self._cells.source.currency
        return but(pc.fill_null(code, stated) if stated else code, pa.array(bad)), bad

    def _take(self, default: str | None) -> None:
        """Give amounts without a currency the only one that fits, or ask."""
        for header in self.income_headers:
            column = self._parse(header, self._currency)
            self._parsed[header] = self._currency, column
            lacking = self._matters(column) & ~self._currency_bad & truth(pc.is_null(self._currency))
            if not lacking.any():
                continue
            symbols = [s for s in column.symbol.filter(pa.array(lacking)).unique().to_pylist() if s]
            meanings = [frozenset(currencies_of(symbol)) for symbol in symbols]
            fitting = frozenset.intersection(*meanings) if meanings else None
            stated = set(pc.unique(pc.drop_null(pc.coalesce(column.currency, self._currency))).to_pylist())
            offered = [next(iter(stated))] if len(stated) == 1 else []
            offered += [default] if default else []
            taken = next((code for code in offered if fitting is None or code in fitting), None)
            if taken is None:
                raise NeedsChoice(_which_currency(header, symbols))
            self.taken = taken
            signed = lacking & truth(pc.is_valid(column.symbol))
            self.taken_rows += int(signed.sum())
            self.unsaid_rows += int((lacking & ~signed).sum())
        if fill := self.taken or default:
            blank = pc.and_(pc.is_null(self._currency), pa.array(~self._currency_bad))
            if pc.any(blank).as_py():
                self._currency = pc.if_else(blank, fill, self._currency)

    def _decide_decimals(self) -> dict[str, Decimal]:
        """The decimal sign of each money column, by answer, by its own cells, or by those of the others."""
        roles = [role.name for role in ROLES.values() if role.kind == "money"]
        headers = [header for role in roles for header in self._cells.headers(role)]
        answered = self._cells.mapping.choices.get("decimal")
        if answered in {".", ","}:
            return dict.fromkeys(headers, cast("Decimal", answered))
        found = {header: decide_decimal(self._cells.coded(header)) for header in headers}
        unproved = [header for header, sign in found.items() if sign is None]
        if not unproved:
            return cast("dict[str, Decimal]", found)
        shown = {
            sign
            for header, sign in found.items()
            if sign and truth(pc.match_substring(self._cells.raw(header), sign)).any()
        }
        if self._cells.source.signature:  # a platform known by name writes a point, but in some countries
            usual: Decimal = "," if shown == {","} else "."
            return {header: sign or usual for header, sign in found.items()}
        income = {h for role in INCOME_ROLES for h in self._cells.headers(role)}
        if len(shown) != 1 and (asked := next((h for h in unproved if h in income), None)):
            question = Problem("Q_DECIMAL", params={"header": asked, "column": asked})
            raise NeedsChoice(Question(question, "decimal", (".", ","), asked, "--decimal .|,"))
        other: Decimal = next(iter(shown)) if len(shown) == 1 else "."
        return {header: sign or other for header, sign in found.items()}


def _which_currency(header: str, symbols: list[str]) -> Question:
    answers = currencies_of(symbols[0]) if len(symbols) == 1 else _USUAL
    problem = Problem("Q_CURRENCY", params={"header": header, "column": header, "symbol": ", ".join(symbols)})
    return Question(problem, "currency", tuple(answers), header, "--currency ISO")


def _from_hundredths(column: MoneyColumn) -> MoneyColumn:
    """Cents read as whole units, put right; a currency without cents is written in its own units anyway."""
    codes = pc.unique(column.currency).drop_null().to_pylist()
    split = pa.array([code for code in codes if exponent(code) == _CENTS], pa.string())
    small = pc.if_else(pc.is_in(column.currency, value_set=split), pc.divide(column.minor, 100), column.minor)
    return replace(column, minor=small)


def _sum(
    values: Sequence[np.ndarray[Any, np.dtype[np.int64]]],
) -> np.ndarray[Any, np.dtype[np.int64]]:
    return values[0] if len(values) == 1 else np.sum(values, axis=0)


def _filled(minor: pa.Array) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.asarray(pc.fill_null(minor, 0)).astype(np.int64)
