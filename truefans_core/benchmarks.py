"""What others measured: leaving, conversion and retention elsewhere, as ranges with source and confidence.

Benchmarks are shown beside a number as a range, never as a target, and only where one's own data says nothing.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One measured quantity.

    Attributes:
        quantity: what was measured, as the source calls it.
        low: lower end, or None; in `unit`.
        typical: the middle the source states, or None.
        high: upper end, or None.
        unit: what the numbers count, for example "percent a month".
        source: who says so.
        as_of: when, as far as the source says; may be empty.
        confidence: how far to trust it, in words.
    """

    quantity: str
    low: float | None
    typical: float | None
    high: float | None
    unit: str
    source: str
    as_of: str
    confidence: str


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """All benchmarks, in the order of the file."""
    lines = files("truefans_core.facts").joinpath("benchmarks.csv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Benchmark(
            quantity=row["quantity"],
            low=_number(row["low"]),
            typical=_number(row["typical"]),
            high=_number(row["high"]),
            unit=row["unit"],
            source=row["source"],
            as_of=row["as_of"],
            confidence=row["confidence"],
        )
        for row in csv.DictReader(lines, strict=True)
    )


def benchmark(quantity: str) -> Benchmark:
    """One benchmark by the name of its quantity.

    Raises:
        KeyError: if there is none of that name.
    """
    for row in benchmarks():
        if row.quantity == quantity:
            return row
    raise KeyError(quantity)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
