"""The records of a table under its header: kept, blank, totals, broken, or of another table."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from truefans_core.problems import Problem, Refused
from truefans_core.reading.layout import is_blank, is_total, opens_with_names, starts_another

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from truefans_core.reading.grids import Block
    from truefans_core.reading.limits import Limits

#: A cell with a formula whose value was never stored, or with an error in its place.
NO_VALUE = "\x00="
_BATCH = 50_000
_COMPARED = 20  # records that show which columns hold values
_LAST = 3  # records at the end that may be totals
_FIRST = 3  # records of a run that show whether it belongs to the table


class Record(NamedTuple):
    """A record with its first source line; `reason` says why it cannot be used, if it cannot."""

    line: int
    cells: Sequence[str | None]
    reason: str | None = None


@dataclass(slots=True)
class Gathered:
    """What has been gathered of a table so far.

    Attributes:
        width: columns of the table.
        headers: their names.
        padded: records may be shorter than the table (workbooks leave out empty cells).
        lines: line of each record kept.
        set_aside: line and reason of each other record.
        formulas: line and header of cells whose formula has no value.
        batches: the records kept, as Arrow.
        others: lines of the headers of further tables.
    """

    width: int
    limits: Limits
    file: str
    headers: tuple[str, ...]
    padded: bool
    rows: list[Sequence[str | None]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    set_aside: list[tuple[int, str]] = field(default_factory=list)
    formulas: list[tuple[int, str]] = field(default_factory=list)
    batches: list[pa.RecordBatch] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    last: deque[Record] = field(default_factory=deque)
    awaiting: bool = False  # the header of another table, whose title was met
    title: int = 0  # line of a lone cell after a blank record: the title of another table, if one follows

    def gather(self, items: Iterable[Record | Block]) -> None:
        """Take the records after the header; blank ones count once something follows them.

        Raises:
            Refused: R_TOO_LONG.
        """
        blanks: list[int] = []
        for record in self._singly(items):
            if record.reason is None and is_blank(record.cells):
                blanks.append(record.line)
                continue
            self.set_aside += [(line, "W_BLANK") for line in blanks]
            apart, blanks = bool(blanks), []
            if not self.others and record.reason is None and (apart or self.title):
                self._look_for_another(record, apart=apart)
            self._take(record)
            if len(self.last) > _LAST:
                self._keep(self.last.popleft())
            self._check()
        for record in self.last:
            if is_total(record.cells):
                self.set_aside.append((record.line, "W_TOTAL_ROW"))
            else:
                self._keep(record)
        self._flush()
        self._check()

    def _singly(self, items: Iterable[Record | Block]) -> Iterator[Record]:
        """The records to take one by one. What is in the middle of a regular run of rows is kept on the way."""
        for item in items:
            if isinstance(item, Record):
                yield item
                continue
            done = 0
            for start, end in item.regular(self.width):
                yield from item.slice(done, start + _FIRST).records()
                done = start + _FIRST
                if (self.lines or self.last) and not self.others and not self.title:
                    done = end - _COMPARED - _LAST
                    self._keep_block(item.slice(start + _FIRST, done))
            yield from item.slice(done, len(item)).records()

    def _keep_block(self, block: Block) -> None:
        """Add records of which each is as good as the one before."""
        while self.last:
            self._keep(self.last.popleft())
        self._flush()
        formulas, columns = block.without_value(self.width)
        self.formulas += [(line, self.headers[place]) for line, place in formulas]
        self.lines += block.lines.tolist()
        self.batches.append(pa.RecordBatch.from_arrays(list(columns), names=list(self.headers)))
        self._check()

    def _take(self, record: Record) -> None:
        """Find out what a record that is not blank counts as."""
        if self.awaiting and sum(map(bool, record.cells)) > 1:
            self.others[-1], self.awaiting = record.line, False
        if self.others:
            self.set_aside.append((record.line, "E_EXTRA_TABLE"))
        elif record.reason:
            self.set_aside.append((record.line, record.reason))
        else:
            fitting = _fit(record, self.width, padded=self.padded)
            if fitting is None:
                self.set_aside.append((record.line, "E_WIDTH"))
            elif not self.lines and not self.last and is_total(fitting.cells):
                self.set_aside.append((record.line, "W_TOTAL_ROW"))
            else:
                self.last.append(fitting)

    def _look_for_another(self, record: Record, *, apart: bool) -> None:
        """See whether another table begins here, with its header or with a title above it."""
        before = [*self.rows[-_COMPARED:], *(each.cells for each in self.last if each.line != self.title)]
        opens = opens_with_names(record.cells, before, self.headers)
        if opens or (apart and not self.padded and starts_another(record.cells, self.width)):
            if self.last and self.last[-1].line == self.title:
                self.set_aside.append((self.last.pop().line, "E_EXTRA_TABLE"))
            elif (self.title, "E_WIDTH") in self.set_aside[-2:]:
                self.set_aside[self.set_aside.index((self.title, "E_WIDTH"))] = (self.title, "E_EXTRA_TABLE")
            self.others.append(record.line)
            self.awaiting = sum(map(bool, record.cells)) == 1
        self.title = record.line if apart and sum(map(bool, record.cells)) == 1 else 0

    def _keep(self, record: Record) -> None:
        """Add a record to the table."""
        cells = record.cells
        if NO_VALUE in cells:
            self.formulas += [
                (record.line, self.headers[i])
                for i, cell in enumerate(cells[: self.width])
                if cell == NO_VALUE
            ]
            cells = [None if cell == NO_VALUE else cell for cell in cells]
        self.rows.append(cells)
        self.lines.append(record.line)
        if len(self.rows) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        """Turn the gathered rows into Arrow, which takes a tenth of their memory."""
        columns = list(zip(*self.rows, strict=True)) or [()] * self.width
        arrays = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
        self.batches.append(pa.RecordBatch.from_arrays(arrays, names=list(self.headers)))
        self.rows = []

    def _check(self) -> None:
        """Refuse a table of too many records."""
        if len(self.lines) + len(self.set_aside) > self.limits.rows:
            raise Refused(Problem("R_TOO_LONG", params={"file": self.file, "limit": self.limits.rows}))


def first_table(records: Sequence[Record], headers: Sequence[str]) -> Sequence[Record]:
    """The records up to where another table begins with names of its own."""
    gap = 0  # blank records and titles just before
    for place, record in enumerate(records):
        if gap and opens_with_names(record.cells, [each.cells for each in records[: place - gap]], headers):
            return records[:place]
        filled = sum(map(bool, record.cells))
        gap = gap + 1 if not filled or (gap and filled == 1) else 0
    return records


def _fit(record: Record, width: int, *, padded: bool) -> Record | None:
    """The record cut or filled to the width of the table; None where that would lose or invent a cell."""
    cells = record.cells
    if len(cells) > width:
        return None if any(cells[width:]) else record._replace(cells=cells[:width])
    if len(cells) < width:
        return record._replace(cells=[*cells, *[None] * (width - len(cells))]) if padded else None
    return record


def notes_of(*counted: tuple[str, int]) -> tuple[Problem, ...]:
    """Codes with how many each, as the notes of a table; none that counts nothing."""
    return tuple(Problem(code, count) for code, count in counted if count)
