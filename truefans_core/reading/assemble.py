"""Records of a file to one `RawTable`: header found, blanks and totals set aside, every record accounted for."""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from truefans_core.problems import Problem, Refused
from truefans_core.reading.layout import (
    HEAD,
    find_header,
    headers_of,
    is_blank,
    is_total,
    starts_another,
    width_of,
)
from truefans_core.reading.tables import RawTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from truefans_core.reading.limits import Limits

#: A cell with a formula whose value was never stored, or with an error in its place.
NO_VALUE = "\x00="
_BATCH = 50_000
_LAST = 3  # records at the end that may be totals


class Record(NamedTuple):
    """A record with its first source line; `reason` says why it cannot be used, if it cannot."""

    line: int
    cells: Sequence[str | None]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table comes from, as its RawTable will say."""

    file: str
    limits: Limits
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_line: int | None = None  # as the user stated it; 0: there is no header
    padded: bool = False  # records may be shorter than the table (workbooks leave out empty cells)


@dataclass(slots=True)
class _Account:
    """What has been gathered of a table so far."""

    width: int
    limits: Limits
    file: str
    headers: tuple[str, ...]
    rows: list[Sequence[str | None]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    set_aside: list[tuple[int, str]] = field(default_factory=list)
    formulas: list[tuple[int, str]] = field(default_factory=list)
    batches: list[pa.RecordBatch] = field(default_factory=list)

    def keep(self, record: Record) -> None:
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
            self.flush()

    def flush(self) -> None:
        """Turn the gathered rows into Arrow, which takes a tenth of their memory."""
        columns = list(zip(*self.rows, strict=True)) or [()] * self.width
        arrays = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
        self.batches.append(pa.RecordBatch.from_arrays(arrays, names=list(self.headers)))
        self.rows = []

    def check(self) -> None:
        """Refuse a table of too many records."""
        if len(self.lines) + len(self.set_aside) > self.limits.rows:
            raise Refused(Problem("R_TOO_LONG", params={"file": self.file, "limit": self.limits.rows}))


def assemble(records: Iterable[Record], origin: Origin) -> RawTable | None:
    """The table of some records, or None where all are blank.

    Raises:
        Refused: R_TOO_WIDE, R_TOO_LONG, R_OPTION (a header line that is none).
    """
    stream = iter(records)
    head = list(itertools.islice(stream, HEAD))
    if not any(not is_blank(record.cells) for record in head):
        more = next((record for record in stream if not is_blank(record.cells)), None)
        if more is None:
            return None
        head = [more, *itertools.islice(stream, HEAD)]
    place, header_line = _header(head, origin)
    shown = head[place].cells if place >= 0 else ()
    width = _width(shown, [record.cells for record in head[place + 1 :]], padded=origin.padded)
    if width > origin.limits.columns:
        raise too_wide(origin.file, width, origin.limits)
    account = _Account(width, origin.limits, origin.file, headers_of(shown, width))
    _gather(itertools.chain(head[place + 1 :], stream), account, padded=origin.padded)
    account.flush()
    account.check()
    schema = pa.schema([(name, pa.string()) for name in account.headers])
    return RawTable(
        file=origin.file,
        file_id="",
        sheet=origin.sheet,
        headers=account.headers,
        cells=pa.Table.from_batches(account.batches, schema),
        lines=pa.array(account.lines, pa.int64()),
        records_in=len(account.lines) + len(account.set_aside),
        set_aside=tuple(sorted(account.set_aside)),
        encoding=origin.encoding,
        delimiter=origin.delimiter,
        header_line=header_line,
        formulas_without_value=tuple(account.formulas),
    )


def too_wide(file: str, width: int, limits: Limits) -> Refused:
    """The refusal of a table with too many columns."""
    return Refused(Problem("R_TOO_WIDE", params={"file": file, "columns": width, "limit": limits.columns}))


def _header(head: Sequence[Record], origin: Origin) -> tuple[int, int]:
    """Place among the records and line of the header; (-1, 0) where there is none."""
    if origin.header_line is None:
        place = find_header([record.cells for record in head])
        place = -1 if place is None else place
        return place, head[place].line if place >= 0 else 0
    if origin.header_line == 0:
        return -1, 0
    for place, record in enumerate(head):
        if record.line == origin.header_line and not is_blank(record.cells):
            return place, record.line
    raise Refused(Problem("R_OPTION", params={"option": "header_line"}))


def _width(header: Sequence[str | None], rows: Sequence[Sequence[str | None]], *, padded: bool) -> int:
    """The width of the table: the header's, or one more where every record has one more; no blank last column."""
    if padded:
        width = max(len(row) for row in (header, *rows))
    else:
        one_more = width_of(rows) == len(header) + 1 and all(len(row) != len(header) for row in rows)
        width = len(header) + one_more if header else width_of(rows)
    while width > 1 and not any(len(row) >= width and row[width - 1] for row in (header, *rows)):
        width -= 1
    return width


def _gather(records: Iterator[Record], account: _Account, *, padded: bool) -> None:
    blanks: list[int] = []  # blank records count once something follows them
    last: deque[Record] = deque()
    another = False
    for record in records:
        if record.reason is None and is_blank(record.cells):
            blanks.append(record.line)
            continue
        account.set_aside += [(line, "W_BLANK") for line in blanks]
        after_blank, blanks = bool(blanks), []
        another = another or (
            after_blank
            and not padded
            and record.reason is None
            and starts_another(record.cells, account.width)
        )
        if another:
            account.set_aside.append((record.line, "E_EXTRA_TABLE"))
        elif record.reason:
            account.set_aside.append((record.line, record.reason))
        else:
            fitting = _fit(record, account.width, padded=padded)
            if fitting is None:
                account.set_aside.append((record.line, "E_WIDTH"))
            elif not account.lines and not last and is_total(fitting.cells):
                account.set_aside.append((record.line, "W_TOTAL_ROW"))
            else:
                last.append(fitting)
        if len(last) > _LAST:
            account.keep(last.popleft())
        account.check()
    for record in last:
        if is_total(record.cells):
            account.set_aside.append((record.line, "W_TOTAL_ROW"))
        else:
            account.keep(record)


def _fit(record: Record, width: int, *, padded: bool) -> Record | None:
    """The record cut or filled to the width of the table; None where that would lose or invent a cell."""
    cells = record.cells
    if len(cells) > width:
        return None if any(cells[width:]) else record._replace(cells=cells[:width])
    if len(cells) < width:
        return record._replace(cells=[*cells, *[None] * (width - len(cells))]) if padded else None
    return record
