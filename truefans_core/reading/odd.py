"""The odd lines of an otherwise regular text: read one by one, so that all others can be read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from truefans_core.reading.gathered import Record
from truefans_core.reading.layout import is_blank
from truefans_core.reading.quoting import split_quoted

if TYPE_CHECKING:
    from truefans_core.reading.limits import Limits

Bytes = np.ndarray[Any, np.dtype[np.uint8]]
Places = np.ndarray[Any, np.dtype[np.int64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
_LINE_FEED, _QUOTE = 10, 34
_BLOCK = 1 << 20  # bytes looked at together


class Lines(Sequence[str]):
    """The lines of some bytes as text, decoded when asked for.

    Attributes:
        data: the bytes, UTF-8.
    """

    def __init__(self, data: Bytes) -> None:
        self.data = data

    @cached_property
    def _ends(self) -> Places:
        blocks = range(0, len(self.data), _BLOCK)
        found = [np.flatnonzero(self.data[at : at + _BLOCK] == _LINE_FEED) + at for at in blocks]
        if len(self.data) and self.data[-1] != _LINE_FEED:
            found.append(np.array([len(self.data)]))
        return np.concatenate(found or [np.zeros(0, np.int64)])

    @cached_property
    def starts(self) -> Places:
        """Where each line begins."""
        return np.concatenate(([0], self._ends[:-1] + 1))

    @cached_property
    def lengths(self) -> Places:
        """Bytes of each line without its end."""
        return self._ends - self.starts

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, place: Any) -> Any:
        start = self.starts[place]
        return self.data[start : start + self.lengths[place]].tobytes().decode()

    def bytes_of(self, wanted: Mask) -> Bytes:
        """The bytes of the lines of a mask, with their ends."""
        if wanted.all():
            return self.data
        edges = np.flatnonzero(np.diff(wanted, prepend=False, append=False))
        bounds = np.append(self.starts, len(self.data))[edges]
        whole = memoryview(self.data.data)
        return np.frombuffer(b"".join(whole[a:b] for a, b in bounds.reshape(-1, 2).tolist()), np.uint8)


@dataclass(slots=True)
class Odd:
    """What was read apart.

    Attributes:
        taken: the lines it took.
        kept: records that fit the table.
        lost: records that do not, line number to reason.
    """

    taken: Mask
    kept: list[Record] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)

    def add(self, record: Record, width: int) -> bool:
        """Add a record; False where it is a blank one, which the careful way has to judge."""
        cells = record.cells
        if record.reason is None and is_blank(cells):
            return False
        if record.reason is not None:
            self.lost.append((record.line, record.reason))
        elif len(cells) < width or any(cells[width:]):
            self.lost.append((record.line, "E_WIDTH"))
        else:
            self.kept.append(record._replace(cells=cells[:width]))
        return True


def uneven(lines: Lines, delimiter: int) -> Mask | None:
    """Lines with a quote that stays open, or one beside no delimiter, line end or other quote; None if none can be told."""
    data = lines.data
    quotes = data == _QUOTE
    if not quotes.any():
        return np.zeros(len(lines), bool)
    if delimiter > 127:  # noqa: PLR2004 not one byte
        return None
    around = np.zeros(256, bool)
    around[[delimiter, _LINE_FEED, _QUOTE]] = True
    edges = around[data]
    stray = quotes.copy()
    stray[1:] &= ~edges[:-1]
    stray[:-1] &= ~edges[1:]
    stray[[0, -1]] = False  # the ends of the file are edges
    odd = np.asarray(np.bitwise_xor.reduceat(quotes, lines.starts), bool)
    odd[np.searchsorted(lines.starts, np.flatnonzero(stray), side="right") - 1] = True
    return odd


def count_ends(data: Bytes) -> int:
    """How many line ends there are in some bytes."""
    blocks = range(0, len(data), _BLOCK)
    return sum(int(np.count_nonzero(data[at : at + _BLOCK] == _LINE_FEED)) for at in blocks)


def begin_inside(lines: Lines, delimiter: int) -> Mask | None:
    """Lines that begin within a quoted cell; None where some quote neither opens nor closes a whole cell."""
    data, later = lines.data, np.zeros(len(lines), bool)
    around = np.zeros(256, bool)
    around[[delimiter, _LINE_FEED, _QUOTE]] = True
    opened, done = 0, 0  # whether a quote is open, and lines done
    for at in range(0, len(data), _BLOCK):
        quotes = np.flatnonzero(data[at : at + _BLOCK] == _QUOTE) + at
        opening, closing = quotes[opened::2], quotes[1 - opened :: 2]
        if not (around[data[np.maximum(opening, 1) - 1]] | (opening == 0)).all():
            return None
        last = len(data) - 1
        if not (around[data[np.minimum(closing, last - 1) + 1]] | (closing == last)).all():
            return None
        until = int(np.searchsorted(lines.starts, min(at + _BLOCK, len(data))))
        later[done:until] = (np.searchsorted(quotes, lines.starts[done:until]) + opened) & 1
        opened, done = (opened + len(quotes)) & 1, until
    return None if opened else later


def take_odd(lines: Lines, odd: Mask, body: int, width: int, delimiter: str, first_line: int) -> Odd | None:
    """The records that begin with the odd lines from `body` on; None where the careful way has to judge."""
    found = Odd(np.zeros(len(lines), bool))
    end = body
    for place in (np.flatnonzero(odd[body:]) + body).tolist():
        if place < end:
            continue
        cells, used = split_quoted(lines, place, delimiter, width, spaced=False)
        end = place + max(used, 1)
        found.taken[place:end] = True
        if not found.add(Record(place + first_line, cells, None if used else "E_QUOTE"), width):
            return None
    return found


def take_uneven_widths(
    lines: Lines,
    places: Sequence[int],
    found: Odd,
    width: int,
    delimiter: str,
    first_line: int,
    limits: Limits,
) -> bool:
    """Add the records of lines that have more or fewer cells; False where the careful way has to judge."""
    for place in places:
        line = lines[place]
        cells = (
            split_quoted(lines, place, delimiter, width, spaced=False)[0]
            if '"' in line
            else line.split(delimiter)
        )
        if len(cells) > limits.columns or not found.add(Record(place + first_line, cells), width):
            return False
        found.taken[place] = True
    found.kept.sort()
    return True
