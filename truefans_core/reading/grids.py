"""The cells of a sheet column by column, given on as records where care is due and as blocks where it is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.reading.gathered import NO_VALUE, Record
from truefans_core.reading.layout import HEAD, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

Lines = np.ndarray[Any, np.dtype[np.int64]]
_LEAST = 64  # rows that are worth a block
_SIGN = "[!-~]"  # surely no blank


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other without a gap.

    Attributes:
        lines: row number of each, which ascend by one.
        columns: a string array for each column of the sheet up to the last with a cell; an empty cell is null.
    """

    lines: Lines
    columns: tuple[pa.Array, ...]

    def __len__(self) -> int:
        return len(self.lines)

    def slice(self, start: int, end: int) -> Block:
        """Some of the rows."""
        return Block(
            self.lines[start:end], tuple(column.slice(start, end - start) for column in self.columns)
        )

    def records(self) -> Iterator[Record]:
        """Each row as a record, which ends with its last cell."""
        columns = [column.to_pylist() for column in self.columns]
        for place, line in enumerate(self.lines.tolist()):
            cells = [column[place] for column in columns]
            while cells and cells[-1] is None:
                cells.pop()
            yield Record(line, cells)

    def regular(self, width: int) -> list[tuple[int, int]]:
        """Start and end of each run of rows that are worth taking at once: none blank, none wider than the table."""
        good = np.ones(len(self), bool)
        for column in self.columns[width:]:
            good &= np.asarray(pc.is_null(column))
        blank = np.ones(len(self), bool)
        for column in self.columns[:width]:
            if not blank.any():
                break
            blank &= ~np.asarray(pc.fill_null(pc.match_substring_regex(column, _SIGN), fill_value=False))
        edges = np.flatnonzero(np.diff(good & ~blank, prepend=False, append=False)).reshape(-1, 2)
        return [(start, end) for start, end in edges.tolist() if end - start >= _LEAST]

    def without_value(self, width: int) -> tuple[list[tuple[int, int]], tuple[pa.Array, ...]]:
        """Line and column of each formula without a value, in order, and the columns with null in their places."""
        found: list[tuple[int, int]] = []
        columns = list(self.columns[:width])
        for place, column in enumerate(columns):
            unsaid = pc.fill_null(pc.equal(column, NO_VALUE), fill_value=False)
            if pc.any(unsaid).as_py():
                found += [(line, place) for line in self.lines[np.asarray(unsaid)].tolist()]
                columns[place] = pc.if_else(unsaid, pa.scalar(None, pa.string()), column)
        columns += [pa.nulls(len(self), pa.string())] * (width - len(columns))
        return sorted(found), tuple(columns)


@dataclass(slots=True)
class Grid:
    """The rows of a sheet that have cells, in pieces.

    Attributes:
        lines: for each piece the row numbers, which ascend.
        columns: for each piece column number to string array.
        hidden: rows with cells that the spreadsheet does not show.
    """

    lines: list[Lines] = field(default_factory=list)
    columns: list[dict[int, pa.Array]] = field(default_factory=list)
    hidden: int = 0

    def items(self) -> Iterator[Record | Block]:
        """The rows in order. The first are records, rows left out between two others are blank ones."""
        previous = given = 0
        filled: int | None = None  # records given when the first with something in it came
        for block in self._blocks():
            first = int(block.lines[0])
            for blank in range(previous + 1, first):
                yield Record(blank, ())
                given += 1
            previous = int(block.lines[-1])
            rest, start = block, 0
            while len(rest) and (filled is None or given <= filled + HEAD):
                for record in rest.slice(0, HEAD).records():
                    yield record
                    given, start = given + 1, start + 1
                    if filled is None and not is_blank(record.cells):
                        filled = given
                rest = block.slice(start, len(block))
            if len(rest) >= _LEAST:
                yield rest
            else:
                yield from rest.records()

    def records(self) -> Iterator[Record]:
        """The rows as records only."""
        for item in self.items():
            if isinstance(item, Block):
                yield from item.records()
            else:
                yield item

    def _blocks(self) -> Iterator[Block]:
        for lines, columns in zip(self.lines, self.columns, strict=True):
            width = max(columns, default=-1) + 1
            nothing = pa.nulls(len(lines), pa.string())
            whole = Block(lines, tuple(columns.get(place, nothing) for place in range(width)))
            edges = [0, *(np.flatnonzero(np.diff(lines) != 1) + 1).tolist(), len(lines)]
            for start, end in pairwise(edges):
                if end > start:
                    yield whole.slice(start, end)
