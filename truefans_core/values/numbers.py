"""Columns of plain numbers: counts, scores, shares."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.values.amounts import MICROS, Decimal, in_micros, take_apart
from truefans_core.values.cells import Column, distinct_cells
from truefans_core.values.money import decide_decimal

_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d{1,3}")
_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column of numbers, one entry per row: `value` float64 (null where empty or bad), `bad` a mask."""

    value: pa.Array
    bad: pa.Array


def parse_number(column: Column, decimal: Decimal | None = None) -> NumberColumn:
    """Read a column of numbers; "45 %" is 0.45.

    Without a decimal sign the column's own evidence decides; where it has none, separators group thousands,
    because counts are what such columns hold ("12,400" views).

    Example:
        >>> parse_number(pa.array(["12,400", "45 %", "1e3", "many"])).value.to_pylist()
        [12400.0, 0.45, 1000.0, None]
    """
    cells = distinct_cells(column)
    sign = decimal or decide_decimal(column) or _grouping(cells.distinct)
    value = cells.parse(lambda text: _number(text, sign), pa.float64())
    return NumberColumn(value, pc.and_(pc.is_valid(cells.places), pc.is_null(value)))


def _grouping(distinct: pa.Array) -> Decimal:
    """The decimal sign under which the separators of the column group thousands."""
    return "." if pc.any(pc.match_substring(distinct, ",")).as_py() else ","


def _number(text: str, decimal: Decimal) -> float | None:
    if _SCIENTIFIC.fullmatch(text):
        value = float(text)
        return value if math.isfinite(value) and abs(value) < 1e15 else None  # noqa: PLR2004 beyond exact counting
    share = text.endswith("%")
    shape = take_apart(text.removesuffix("%").rstrip())
    micros = in_micros(shape, decimal) if shape is not None and shape.symbol is None else None
    if micros is None:
        return None
    return micros / MICROS / _PER_CENT if share else micros / MICROS
