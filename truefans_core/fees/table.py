"""The fee book: rows by slug, read from CSV, each with its date, source and confidence."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from truefans_core.fees.row import FeeRow, Threshold, ThresholdKind
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class FeeBook:
    """Fee rows by slug, in the order of the file."""

    def __init__(self, rows: Iterable[FeeRow]) -> None:
        self._rows = {row.slug: row for row in rows}

    def __getitem__(self, slug: str) -> FeeRow:
        """The row of a slug.

        Raises:
            Refused: if there is none.
        """
        if slug not in self._rows:
            raise Refused(Problem("S_PLATFORM", params={"slug": slug[:40]}))
        return self._rows[slug]

    def __contains__(self, slug: object) -> bool:
        return slug in self._rows

    def __iter__(self) -> Iterator[FeeRow]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def defaults(self) -> tuple[FeeRow, ...]:
        """One row a platform: the plan that stands for it."""
        return tuple(row for row in self if row.default)


def read_fees(lines: Iterable[str]) -> FeeBook:
    """A fee book from CSV lines with the columns of `facts/fees.csv`.

    Raises:
        KeyError, ValueError: if a column is missing or a number cannot be read.
    """
    return FeeBook(_row(record) for record in csv.DictReader(lines, strict=True))


@cache
def book() -> FeeBook:
    """The fee book that ships with the program."""
    return read_fees(
        files("truefans_core.facts").joinpath("fees.csv").read_text(encoding="utf-8").splitlines()
    )


def _row(record: dict[str, str]) -> FeeRow:
    kinds: dict[str, ThresholdKind] = {
        "payment_at_most": "payment_at_most",
        "payment_below": "payment_below",
        "month_volume_above": "month_volume_above",
        "year_volume_above": "year_volume_above",
    }
    threshold = None
    if record["threshold_kind"]:
        threshold = Threshold(
            kind=kinds[record["threshold_kind"]],
            minor=int(record["threshold_minor"]),
            share=_share(record["pct_beyond"]),
            fixed_minor=int(record["fixed_minor_beyond"]),
        )
    return FeeRow(
        slug=record["slug"],
        platform=record["platform"],
        plan=record["plan"],
        default=record["default"] == "1",
        platform_share=_share(record["platform_pct"]),
        processing_share=_share(record["processing_pct"]),
        fixed_minor=int(record["fixed_minor"]),
        currency=record["currency"],
        monthly_minor=int(record["monthly_minor"]),
        threshold=threshold,
        rule=record["rule"],
        valid_from=record["valid_from"],
        read_on=record["read_on"],
        source=record["source"],
        confidence=record["confidence"],
    )


def _share(percent: str) -> Fraction:
    return Fraction(Decimal(percent)) / 100
