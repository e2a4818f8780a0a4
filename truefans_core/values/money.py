"""Columns of money: text to integer minor units and ISO 4217 currencies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal as ExactNumber
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.values.amounts import MICROS, Decimal, in_micros, sign_shown, take_apart
from truefans_core.values.cells import Column, distinct_cells, encode
from truefans_core.values.currencies import currencies_of, currency_code, exponent

_PLAIN = r"^-?[0-9]{1,11}(\.[0-9]{1,6})?$"
_MILLIONTHS = pa.decimal128(18, 6)
_CLEAR = 0.9  # share of the cells with evidence that must agree


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """A column of money, one entry per row.

    Attributes:
        minor: int64 minor units; null where empty, unreadable or of an unknown currency.
        currency: ISO 4217; null where empty, unreadable or unknown.
        readable: bool: the cell holds an amount (its currency may still be unknown).
        unreadable: bool: the cell is not empty and is no amount.
        symbol: the sign written where it has several meanings ("$"), for the caller to resolve; else null.
    """

    minor: pa.Array
    currency: pa.Array
    readable: pa.Array
    unreadable: pa.Array
    symbol: pa.Array

    @property
    def without_currency(self) -> pa.Array:
        """Mask of the amounts whose currency is not known or contradicts the one given."""
        return pc.and_(self.readable, pc.is_null(self.currency))


def decide_decimal(column: Column) -> Decimal | None:
    """The decimal sign of a column, by the evidence of its cells.

    Both separators in a cell, a repeated separator, or any number of digits but three after the only separator
    is proof. Columns of whole numbers get "."; None means that the cells could be read both ways (`1.000`), or
    contradict each other.

    Example:
        >>> decide_decimal(pa.array(["1.000", "2,50"])), decide_decimal(pa.array(["1.000", "-"]))
        (',', None)
    """
    distinct = _written(column)
    if pc.all(pc.match_substring_regex(distinct, _PLAIN)).as_py() and _proves_a_point(distinct):
        return "."
    shapes = (take_apart(text) for text in distinct.to_pylist())
    shown = Counter(sign_shown(shape.digits) for shape in shapes if shape is not None)
    points, commas = shown["."], shown[","]
    if points or commas:
        if max(points, commas) < _CLEAR * (points + commas):
            return None
        return "." if points > commas else ","
    return None if shown["?"] else "."


def parse_money(column: Column, currency: Column | str | None = None, decimal: Decimal = ".") -> MoneyColumn:
    """Read a column of money.

    A currency written in the cell wins over `currency` (a column of the same length, or one code for all); a
    sign with several meanings takes the one that `currency` names. Rounding to minor units is half up, away from
    zero, once per cell. Amounts of a million million or more are unreadable.

    Example:
        >>> money = parse_money(pa.array(["$1,234.50", "(45.00)", "five", "-"]), "USD")
        >>> money.minor.to_pylist(), money.unreadable.to_pylist()
        ([123450, -4500, None, None], [False, False, True, False])
    """
    cells = distinct_cells(column)
    micros, symbols = _read(cells.distinct, decimal)
    amount, signed = cells.spread(micros), symbols.null_count < len(symbols)
    symbol = cells.spread(symbols) if signed else pa.nulls(len(amount), pa.string())
    readable = pc.is_valid(amount)
    code = _resolve(symbol, currency, len(amount))
    if amount.null_count:
        code = pc.if_else(readable, code, pa.scalar(None, pa.string()))
    if signed:
        several = pc.is_in(symbol, value_set=_ambiguous(symbols))
        symbol = pc.if_else(several, symbol, pa.scalar(None, pa.string()))
    return MoneyColumn(
        _minor(amount, code),
        code,
        readable,
        pc.and_(pc.is_valid(cells.places), pc.is_null(amount)),
        symbol,
    )


def _written(column: Column) -> pa.Array:
    cells = distinct_cells(column)
    return cells.distinct.take(cells.places.unique().drop_null())


def _proves_a_point(distinct: pa.Array) -> bool:
    """Plain cells: whole numbers only, or a fraction that cannot be a group of three."""
    fraction = pc.match_substring(distinct, ".")
    return not pc.any(fraction).as_py() or bool(
        pc.any(pc.match_substring_regex(distinct, r"\.([0-9]{1,2}|[0-9]{4,})$")).as_py(),
    )


def _read(distinct: pa.Array, decimal: Decimal) -> tuple[pa.Array, pa.Array]:
    """Millionths and symbols of distinct texts; plain numbers are read by Arrow at once."""
    plain = (
        pc.match_substring_regex(distinct, _PLAIN if decimal == "." else r"^-?[0-9]{1,11}$")
        if len(distinct)
        else pa.array([], pa.bool_())
    )
    exact = pc.cast(pc.if_else(plain, distinct, pa.scalar(None, distinct.type)), _MILLIONTHS)
    micros = pc.cast(pc.multiply(exact, pa.scalar(ExactNumber(MICROS))), pa.int64())
    if pc.all(plain).as_py():
        return micros, pa.nulls(len(distinct), pa.string())
    others = pc.invert(plain)
    shapes = [take_apart(text) for text in distinct.filter(others).to_pylist()]
    read = [None if shape is None else in_micros(shape, decimal) for shape in shapes]
    symbols = [None if shape is None else shape.symbol for shape in shapes]
    return (
        pc.replace_with_mask(micros, others, pa.array(read, pa.int64())),
        pc.replace_with_mask(pa.nulls(len(distinct), pa.string()), others, pa.array(symbols, pa.string())),
    )


def _ambiguous(symbols: pa.Array) -> pa.Array:
    return pa.array([s for s in symbols.unique().to_pylist() if s and len(currencies_of(s)) > 1], pa.string())


def _resolve(symbol: pa.Array, currency: Column | str | None, rows: int) -> pa.Array:
    """The currency of each row: the one written, else the one given; null where they contradict."""
    if currency is None:
        given = pa.nulls(rows, pa.string())
    elif isinstance(currency, str):
        codes = currencies_of(currency)
        given = pa.repeat(pa.scalar(codes[0] if len(codes) == 1 else None, pa.string()), rows)
    else:
        given = currency_code(currency)
    code = given
    for written in symbol.unique().drop_null().to_pylist():
        meanings = currencies_of(written)
        here = pc.equal(symbol, written)
        fits = pc.is_in(given, value_set=pa.array(meanings, pa.string()))
        only = pa.scalar(meanings[0] if len(meanings) == 1 else None, pa.string())
        meant = only if only.is_valid else pc.if_else(fits, given, only)
        code = pc.if_else(pc.fill_null(here, fill_value=False), meant, code)
    return code


def _minor(micros: pa.Array, currency: pa.Array) -> pa.Array:
    """Millionths to minor units, half up away from zero; null where the currency is."""
    known = pc.and_(pc.is_valid(micros), pc.is_valid(currency))
    value = np.asarray(pc.fill_null(micros, 0))
    encoded = encode(currency)
    units = [10 ** (6 - exponent(code)) for code in encoded.dictionary.to_pylist()]
    unit: Any = next(iter(units), 1)
    if len(set(units)) > 1:
        unit = np.array(units, np.int64)[np.asarray(pc.fill_null(encoded.indices, 0))]
    minor = np.sign(value) * ((np.abs(value) + unit // 2) // unit)
    return pa.array(minor, pa.int64(), mask=~np.asarray(known))
