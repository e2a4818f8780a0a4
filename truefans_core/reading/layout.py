"""Where a table starts and ends among the records of a file, and which records are no data."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

Cells = Sequence[str | None]
_NOTHING = frozenset({"-", "–", "—", "n/a", "na", "null", "none", "nil", "nan"})

#: Records looked at to find the header.
HEAD = 60
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_VALUE = re.compile(r"[-+(]?\s?[$€£¥]?\s?\d[\d.,:/ '%TZ+-]*\)?\s?[$€£¥]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOTAL = re.compile(
    r"(?:(?:grand|sub)[ -]?)?(?:totals?|sum|summe|gesamt|gesamtsumme|insgesamt|totale|totali|totaux|somme|suma|soma|"
    r"totaal|итого|合計|合计)\s*:?",
    re.IGNORECASE,
)


def width_of(rows: Sequence[Cells]) -> int:
    """The width of the table among records of several widths: frequent and wide wins."""
    counts = Counter(len(row) for row in rows if any(row) and not _is_comment(row))
    return max(counts, key=lambda width: (counts[width] * math.log2(1 + width), width)) if counts else 0


def _is_comment(row: Cells) -> bool:
    """A line such as "# Start date: 20260501" stands around a table, never in one."""
    return len(row) == 1 and (row[0] or "").lstrip().startswith("#")


def _is_value(cell: str) -> bool:
    return bool(_VALUE.fullmatch(cell) or _EMAIL.fullmatch(cell))


def find_header(rows: Sequence[Cells]) -> int | None:
    """The index of the header among the first records; -1 where the table has none; None where all are blank.

    The header is the first record about as wide and as full as the table. A record with an e-mail address, or
    with numbers and dates in half of its cells, is data: then there is no header.

    Example:
        >>> find_header([["Customers", "", ""], ["Name", "Email", "Paid"], ["Ann", "ann@example.com", "5"]])
        1
        >>> find_header([["Ann", "ann@example.com", "5"], ["Bob", "bob@example.com", "7"]])
        -1
    """
    width = width_of(rows)
    near = [row for row in rows if abs(len(row) - width) <= (width > 2)]  # noqa: PLR2004 a trailing separator
    fullest = max((sum(map(bool, row)) for row in near), default=0)
    if not fullest:
        return None
    for place, row in enumerate(rows):
        filled = (
            [] if _is_comment(row) and width > 1 else [cell.strip() for cell in row if cell and cell.strip()]
        )
        if abs(len(row) - width) > (width > 2) or len(filled) < max(1, fullest / 2):  # noqa: PLR2004 as above
            continue
        values = sum(bool(_VALUE.fullmatch(cell)) for cell in filled) - _years_across(filled)
        if not any(_EMAIL.fullmatch(cell) for cell in filled) and 2 * values < len(filled):
            return _below_its_groups(rows, place)
        return _below_a_preamble(rows, place, fullest) if len(filled) < fullest else -1
    return None


def _years_across(filled: Sequence[str]) -> int:
    """How many cells are the years of columns beside each other, which follow one after another; no day does."""
    years = [int(cell) for cell in filled if _YEAR.fullmatch(cell)]
    return len(years) if len(years) > 1 and all(b - a == 1 for a, b in pairwise(years)) else 0


def _below_its_groups(rows: Sequence[Cells], place: int) -> int:
    """The header below a line that only names groups of its columns, as "Donor | | Gift |" does; else `place`.

    It is one where it is fuller than the line above, holds names only, and values stand below it.
    """
    above, *below = (_filled(row) for row in rows[place : place + HEAD])
    if len(below) < 2 or len(above) == len(rows[place]):  # noqa: PLR2004 a header and a record
        return place
    names, *records = below
    named = len(names) > len(above) and not any(map(_is_value, names))
    return place + 1 if named and any(map(_is_value, records[0])) else place


def _filled(row: Cells) -> list[str]:
    return [cell.strip() for cell in row if cell and cell.strip()]


def _below_a_preamble(rows: Sequence[Cells], place: int, fullest: int) -> int:
    """The header below a line such as "Period: | 2024", which is narrower than the table; -1 where none follows."""
    for after in range(place + 1, len(rows)):
        filled = [cell.strip() for cell in rows[after] if cell and cell.strip()]
        if len(filled) >= fullest:
            return -1 if any(_is_value(cell) for cell in filled) else after
    return -1


def headers_of(row: Cells, width: int) -> tuple[str, ...]:
    """Header cells made unique by position: repeated "Email" becomes "Email (2)", a blank one "Column 3".

    Names that differ by case only are told apart too.
    """
    taken: set[str] = set()
    names: list[str] = []
    for place in range(width):
        cell = (row[place] if place < len(row) else None) or ""
        written = " ".join(cell.replace("\ufeff", "").split()) or f"Column {place + 1}"
        name, again = written, 1
        while name.casefold() in taken:
            again += 1
            name = f"{written} ({again})"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def is_blank(cells: Cells) -> bool:
    """Whether a record has no cell with anything in it."""
    return not any(cell and not cell.isspace() for cell in cells)


def is_total(cells: Cells) -> bool:
    """Whether a record sums others: it starts with a word for total, and the rest are numbers.

    Example:
        >>> is_total(["Total", None, "1,234.00"]), is_total(["Total", "ann@example.com", "5"])
        (True, False)
    """
    filled = [cell.strip() for cell in cells if cell and cell.strip()]
    return (
        len(filled) > 1
        and _TOTAL.fullmatch(filled[0]) is not None
        and all(_VALUE.fullmatch(cell) or _TOTAL.fullmatch(cell) for cell in filled[1:])
    )


def starts_another(cells: Cells, width: int) -> bool:
    """Whether a record after a blank line opens another table or its heading."""
    filled = [cell for cell in cells if cell]
    return (
        bool(filled)
        and (len(cells) != width or len(filled) == 1 < width)
        and (filled[0].startswith("#") or len(filled) > 1)
    )


def opens_with_names(cells: Cells, before: Sequence[Cells], headers: Sequence[str]) -> bool:
    """Whether a record after a blank one is the header of another table.

    It is where it repeats the first header, or has names where the records before it have values in more than
    one column.

    Example:
        >>> opens_with_names(["Channel", "Visits", ""], [["2024-01-05", "5", "x"]], ("Day", "Users", "Note"))
        True
        >>> opens_with_names(["Bob", "five", ""], [["Ann", "5", "x"]], ("Name", "Paid", "Note"))
        False
    """
    names = [cell.strip() if cell and cell.strip() else "" for cell in cells]
    filled = [name for name in names if name]
    if len(filled) < 2 or any(_is_value(name) for name in filled):  # noqa: PLR2004 one name is a note
        return False
    if [name.casefold() for name in filled] == [header.casefold() for header in headers]:
        return True
    if any(name.casefold() in _NOTHING for name in filled):
        return False
    turned = 0
    for place, name in enumerate(names):
        column = [row[place] for row in before if place < len(row) and row[place]]
        turned += bool(name and column and all(_is_value((cell or "").strip()) for cell in column))
    return turned > 1
