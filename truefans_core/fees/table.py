"""The fee book: rows by slug, read from CSV, each with its date, source and confidence."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from truefans_core.fees.row import FeeRow, Threshold, ThresholdKind
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


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


#: Columns of a fee book as CSV; the last may be missing.
COLUMNS = (
    "slug", "platform", "plan", "default", "platform_pct", "processing_pct", "fixed_minor", "currency",
    "monthly_minor", "threshold_kind", "threshold_minor", "pct_beyond", "fixed_minor_beyond", "rule", "valid_from",
    "read_on", "source", "confidence", "valid_until",
)  # fmt: skip
_MOST_ROWS = 500
_MOST_MINOR = 10**12
_LONGEST = 1000


def own_fees(records: Iterable[Mapping[str, object]]) -> FeeBook:
    """A fee book of one's own, every row checked.

    Args:
        records: rows by the names of `COLUMNS`; empty ones are passed over.

    Raises:
        Refused: with the number of the first row that cannot be used, counted from 1.
    """
    rows: dict[str, FeeRow] = {}
    for number, record in enumerate(records, 1):
        texts = {name: str(value if value is not None else "").strip() for name, value in record.items()}
        if not any(texts.values()):
            continue
        refused = Refused(Problem("S_FEE_ROW", params={"row": number}))
        if number > _MOST_ROWS or any(len(text) > _LONGEST for text in texts.values()):
            raise refused
        try:
            row = _row({"default": "0", **texts})
        except (KeyError, ValueError, InvalidOperation) as error:
            raise refused from error
        if not _usable(row) or row.slug in rows:
            raise refused
        rows[row.slug] = row
    if not rows:
        raise Refused(Problem("S_FEE_ROW", params={"row": 1}))
    return FeeBook(rows.values())


def read_own_fees(text: str) -> FeeBook:
    """The same from a CSV file.

    Raises:
        Refused: if a row cannot be used.
    """
    try:
        return own_fees(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restval="", strict=True))
    except (csv.Error, AttributeError) as error:
        raise Refused(Problem("S_FEE_ROW", params={"row": 1})) from error


def fee_records(fees: FeeBook) -> list[dict[str, str]]:
    """A fee book as texts by the names of `COLUMNS`; read again it is the same."""
    return [_record(row) for row in fees]


def _record(row: FeeRow) -> dict[str, str]:
    limit = row.threshold
    return {
        "slug": row.slug,
        "platform": row.platform,
        "plan": row.plan,
        "default": str(int(row.default)),
        "platform_pct": _percent(row.platform_share),
        "processing_pct": _percent(row.processing_share),
        "fixed_minor": str(row.fixed_minor),
        "currency": row.currency,
        "monthly_minor": str(row.monthly_minor),
        "threshold_kind": limit.kind if limit else "",
        "threshold_minor": str(limit.minor) if limit else "",
        "pct_beyond": _percent(limit.share) if limit else "",
        "fixed_minor_beyond": str(limit.fixed_minor) if limit else "",
        "rule": row.rule,
        "valid_from": row.valid_from,
        "read_on": row.read_on,
        "source": row.source,
        "confidence": row.confidence,
        "valid_until": row.valid_until,
    }


def _percent(share: Fraction) -> str:
    percent = share * 100
    return f"{Decimal(percent.numerator) / Decimal(percent.denominator):f}"


def _usable(row: FeeRow) -> bool:
    limit = row.threshold
    shares = [row.platform_share, row.processing_share, row.platform_share + row.processing_share]
    amounts = [row.fixed_minor, row.monthly_minor]
    if limit is not None:
        shares.append(limit.share)
        amounts += [limit.minor, limit.fixed_minor]
    return (
        re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", row.slug) is not None
        and bool(row.platform)
        and re.fullmatch("[A-Z]{3}", row.currency) is not None
        and all(0 <= share < 1 for share in shares)
        and all(0 <= amount <= _MOST_MINOR for amount in amounts)
        and all(_is_day(text) for text in (row.valid_from, row.read_on, row.valid_until))
    )


_DATE = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?")


def _is_day(text: str) -> bool:
    """Whether it is a day, a month, a year, or nothing."""
    if _DATE.fullmatch(text) is None:
        return False
    try:
        dt.date.fromisoformat(text + "2000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


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
        valid_until=record.get("valid_until") or "",
    )


def _share(percent: str) -> Fraction:
    return Fraction(Decimal(percent)) / 100
