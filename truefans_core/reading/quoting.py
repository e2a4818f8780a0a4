"""Lines to records: which line ends belong to a quoted cell, and how far a broken quote reaches."""

from __future__ import annotations

import csv
import itertools
from typing import TYPE_CHECKING

from truefans_core.problems import Problem, Refused
from truefans_core.reading.assemble import too_wide
from truefans_core.reading.gathered import Record
from truefans_core.reading.layout import HEAD, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from truefans_core.reading.limits import Limits

_MOST_JOINED = 1000  # lines that one quoted cell may span


def split_records(
    text: str, delimiter: str, file: str, limits: Limits, first_line: int = 1, *, head_only: bool = False
) -> Iterator[Record]:
    """The records of a text with line ends normalised, each with its first line.

    A quoted cell may span lines. A quote that never closes, or closes where no cell can end, spoils its own
    line only (E_QUOTE); the reader goes on with the next line.
    """
    csv.field_size_limit(limits.line)
    lines = text.split("\n", 4 * HEAD)[: 4 * HEAD] if head_only else text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    spaced = any(f'{delimiter} "' in line for line in lines[:HEAD])
    width = None if head_only else _usual_width(lines[: 4 * HEAD], delimiter, file, limits, spaced=spaced)
    return _records(lines, delimiter, file, limits, first_line, width, spaced=spaced)


def _usual_width(lines: Sequence[str], delimiter: str, file: str, limits: Limits, *, spaced: bool) -> int:
    head = _records(lines, delimiter, file, limits, 1, None, spaced=spaced)
    return width_of([record.cells for record in itertools.islice(head, HEAD) if record.reason is None])


def _records(
    lines: Sequence[str],
    delimiter: str,
    file: str,
    limits: Limits,
    first_line: int,
    width: int | None,
    *,
    spaced: bool,
) -> Iterator[Record]:
    place = 0
    while place < len(lines):
        line, number = lines[place], first_line + place
        place += 1
        if len(line) > limits.line:
            if line.count(delimiter) >= limits.columns and '"' not in line:
                raise too_wide(file, line.count(delimiter) + 1, limits)
            raise Refused(
                Problem("R_LINE", params={"file": file, "line": number, "limit_mb": limits.line // 1_000_000})
            )
        if not line.isascii() and _holds_surrogate(line):
            yield Record(number, (), "E_ENCODING")
        elif '"' not in line:
            if line.count(delimiter) >= 4 * limits.columns:
                raise too_wide(file, line.count(delimiter) + 1, limits)
            yield Record(number, line.split(delimiter) if line else ())
        else:
            cells, used = split_quoted(lines, place - 1, delimiter, width, spaced=spaced)
            place += max(used, 1) - 1
            yield Record(number, cells, None if used else "E_QUOTE")


def split_quoted(
    lines: Sequence[str], place: int, delimiter: str, width: int | None, *, spaced: bool
) -> tuple[list[str], int]:
    """Cells of the record that starts at a line with quotes, and how many lines it takes; 0 where it is broken."""
    joined, quotes = lines[place], lines[place].count('"')
    cells = _strictly(joined, delimiter, spaced=spaced)
    if cells is not None:
        return cells, 1
    if quotes % 2 == 0:
        cells = next(csv.reader([joined], delimiter=delimiter, skipinitialspace=spaced))
        return (cells, 1) if width is None or len(cells) == width else ([], 0)
    gathered = [joined]
    for used in range(1, min(_MOST_JOINED, len(lines) - place)):
        following = lines[place + used]
        gathered.append(following)
        quotes += following.count('"')
        if quotes % 2 == 0 and '"' in following:
            cells = _strictly("\n".join(gathered), delimiter, spaced=spaced)
            if cells is not None and (width is None or len(cells) == width):
                return cells, used + 1
            break
    return [], 0


def _strictly(text: str, delimiter: str, *, spaced: bool) -> list[str] | None:
    """The cells of exactly one well-formed record, or None."""
    *whole, last = text.split("\n")
    reader = csv.reader(
        [*(line + "\n" for line in whole), last],
        delimiter=delimiter,
        strict=True,
        skipinitialspace=spaced,
    )
    try:
        cells = next(reader)
        return cells if next(reader, None) is None else None
    except (csv.Error, StopIteration):
        return None


def _holds_surrogate(line: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in line)
