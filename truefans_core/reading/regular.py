"""The fast way: text files in which every line is a record, read by Arrow at once."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from truefans_core.problems import Problem, Refused
from truefans_core.reading.assemble import Origin, head_of, too_wide
from truefans_core.reading.layout import (
    HEAD,
    find_header,
    headers_of,
    is_blank,
    is_total,
    opens_with_names,
    width_of,
)
from truefans_core.reading.odd import (
    Lines,
    Odd,
    begin_inside,
    count_ends,
    take_odd,
    take_uneven_widths,
    uneven,
)
from truefans_core.reading.quoting import split_records
from truefans_core.reading.tables import RawTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    Read = tuple[pa.Table, list[int]]

_LINE_FEED = 10
_LAST = 3
_GAPS, _COMPARED = 200, 20  # blank lines looked at, and records before each
_BLOCK = 1 << 22
_MOST_JOINED = 1000  # lines of a record
_MOST_UNEVEN = 50_000  # records of another width that are read one by one


def read_regular(beginning: str, utf8: bytes, first_line: int, origin: Origin) -> RawTable | None:
    """The table of a regular text, of which the beginning is given too; None where the careful way has to judge.

    Regular: quotes only around whole cells, every record as wide as the header. A few records may differ.
    """
    records = split_records(beginning, origin.delimiter or ",", origin.file, origin.limits, head_only=True)
    head = list(itertools.islice(records, HEAD))
    whole = list(itertools.takewhile(lambda record: record.reason is None, head))
    cut = len(whole) < len(head)  # a record may be broken because the beginning ends in it
    head = whole
    place = find_header([record.cells for record in head]) if origin.header_line is None else None
    if place is None or place < 0:
        return None
    header = head[place].cells
    width = width_of([record.cells for record in head[place + 1 :]]) or len(header)
    if len(header) > origin.limits.columns:
        raise too_wide(origin.file, len(header), origin.limits)
    if len(header) != width or f'{origin.delimiter} "' in beginning[:100_000]:
        return None
    table = _below(utf8, head[place].line, header, first_line, origin, only_whole=cut)
    if table is not None:
        table = _without_blank_end(table, [record.cells for record in head[place:]])
    shown = head_of([record._replace(line=record.line + first_line - 1) for record in head])
    return None if table is None else replace(table, head=shown)


def _below(
    utf8: bytes,
    body: int,
    header: Sequence[str | None],
    first_line: int,
    origin: Origin,
    *,
    only_whole: bool,
) -> RawTable | None:
    """The table whose first record is in line `body`, counted from nought; None where the careful way has to judge."""
    lines = Lines(np.frombuffer(utf8, np.uint8))
    table, read = _at_once(utf8, lines, body, header, first_line, origin)
    if table is not None or only_whole:
        return table
    odd = uneven(lines, ord(origin.delimiter or ","))
    if odd is None or odd[:body].any() or body > len(lines):
        return None
    if lines.lengths.max(initial=0) > origin.limits.line:
        line = int(lines.lengths.argmax()) + first_line
        limit = origin.limits.line // 1_000_000
        raise Refused(Problem("R_LINE", params={"file": origin.file, "line": line, "limit_mb": limit}))
    found = take_odd(lines, odd, body, len(header), origin.delimiter or ",", first_line)
    cells = None if found is None else _regular_cells(lines, body, found, header, first_line, origin, read)
    if found is None or cells is None:
        return None
    if found.taken.any() and (not header[-1] or _without_cells(cells).any()):
        return None  # what an odd line after a blank one is, or beside a blank column, is judged with care
    regular = ~found.taken
    regular[:body] = False
    filled = lines.lengths > 0
    written, blank = np.flatnonzero(regular & filled), np.flatnonzero(regular & ~filled)
    if len(written) != cells.num_rows or (
        len(blank) and (found.taken.any() or _another_below(cells, written))
    ):
        return None
    cells, written = _with_kept(cells, written + first_line, found)
    return _account(cells, written, blank + first_line, body + first_line - 1, origin, found.lost)


def _at_once(
    utf8: bytes, lines: Lines, body: int, header: Sequence[str | None], first_line: int, origin: Origin
) -> tuple[RawTable | None, Read | None]:
    """The table where every record is as wide as the header and none blank; what was read where each is one line."""
    first: np.ndarray | range | None
    if b'"' not in utf8 and _ends_often(utf8, origin.limits.line):  # then no line is looked at
        start = 0
        for _ in range(body):
            start = utf8.find(b"\n", start) + 1 or len(utf8)
        count = count_ends(lines.data[start:]) + (not utf8.endswith(b"\n"))
        first, alone = range(body, body + count), True
    else:
        first = _joined(lines, body, origin)
        if first is None:
            return None, None
        start, alone = int(lines.starts[body]), len(first) == len(lines) - body
    cells, uneven_rows = read = _read(lines.data[start:], header, origin, newlines=not alone)
    if uneven_rows or cells.num_rows != len(first):
        return None, read if alone else None
    return _account(cells, np.asarray(first) + first_line, [], body + first_line - 1, origin), None


def _regular_cells(
    lines: Lines,
    body: int,
    found: Odd,
    header: Sequence[str | None],
    first_line: int,
    origin: Origin,
    read: Read | None,
) -> pa.Table | None:
    """The cells of the regular lines; those of another width go to what was found odd. None if they are many."""
    regular = ~found.taken
    regular[:body] = False
    data = lines.bytes_of(regular)
    cells, uneven_rows = read or _read(data, header, origin)
    if not uneven_rows:
        return cells
    if len(uneven_rows) > _MOST_UNEVEN:
        return None
    _, uneven_rows = _read(data, header, origin, numbered=True)
    places = np.flatnonzero(regular & (lines.lengths > 0))[np.array(uneven_rows) - 1].tolist()
    fitting = take_uneven_widths(
        lines, places, found, len(header), origin.delimiter or ",", first_line, origin.limits
    )
    return cells if fitting else None


def _with_kept(cells: pa.Table, lines: np.ndarray, found: Odd) -> tuple[pa.Table, np.ndarray]:
    """The table with the records that were read apart, each at its place."""
    if not found.kept:
        return cells, lines
    columns = zip(*(record.cells for record in found.kept), strict=True)
    more = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
    together = pa.concat_tables([cells, pa.Table.from_arrays(more, names=cells.column_names)])
    lines = np.concatenate([lines, [record.line for record in found.kept]])
    order = np.argsort(lines, kind="stable")
    return together.take(pa.array(order)), lines[order]


def _read(
    body: np.ndarray,
    header: Sequence[str | None],
    origin: Origin,
    *,
    numbered: bool = False,
    newlines: bool = False,
) -> Read:
    """The cells of the lines that are as wide as the header, and the numbers of the others (if asked for; else noughts)."""
    names = headers_of(header, len(header))
    schema = pa.schema([(name, pa.string()) for name in names])
    if np.all(body[:_BLOCK] == _LINE_FEED) and np.all(body == _LINE_FEED):
        return schema.empty_table(), []
    irregular: list[int] = []

    def note(row: pa.csv.InvalidRow) -> str:
        irregular.append(row.number or 0)
        return "skip"

    cells = pa.csv.read_csv(
        pa.BufferReader(pa.py_buffer(body)),
        pa.csv.ReadOptions(
            column_names=list(names),
            block_size=max(_BLOCK, 2 * origin.limits.line),
            use_threads=not numbered,
        ),
        pa.csv.ParseOptions(
            delimiter=origin.delimiter or ",",
            ignore_empty_lines=True,
            invalid_row_handler=note,
            double_quote=True,
            newlines_in_values=newlines,
        ),
        pa.csv.ConvertOptions(
            check_utf8=False,
            column_types=schema,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )
    return cells, irregular


def _ends_often(utf8: bytes, most: int) -> bool:
    """Whether surely no line is longer than so many bytes: each half of that has a line end."""
    half = most // 2
    return all(utf8.find(b"\n", at, at + half) >= 0 for at in range(0, len(utf8) - half, half))


def _joined(lines: Lines, body: int, origin: Origin) -> np.ndarray | None:
    """The first line of each record from `body` on; None where not every record is whole, filled and of usual size."""
    delimiter = ord(origin.delimiter or ",")
    later = begin_inside(lines, delimiter) if delimiter < 128 else None  # noqa: PLR2004 one byte
    if later is None or body >= len(lines) or later[: body + 1].any():
        return None
    first = np.flatnonzero(~later[body:]) + body
    spans = np.diff(first, append=len(lines))
    sizes = np.diff(lines.starts[first], append=len(lines.data))
    usual = spans.max() <= _MOST_JOINED and sizes.max() <= origin.limits.line
    return first if usual and lines.lengths[first].all() else None


def _without_blank_end(table: RawTable, head: Sequence[Sequence[str | None]]) -> RawTable | None:
    """The table without columns at its end that have no name and no cells: every line may end in a delimiter.

    None where such a column has a cell further down, which the careful way judges.
    """
    width = len(table.headers)
    while width > 1 and not any(len(row) >= width and row[width - 1] for row in head):
        width -= 1
    if any(column.null_count < len(column) for column in table.cells.columns[width:]):
        return None
    return replace(table, headers=table.headers[:width], cells=table.cells.select(range(width)))


def _another_below(cells: pa.Table, lines: np.ndarray) -> bool:
    """Whether a record after a blank line, or the one below it, opens another table."""
    for after in (np.flatnonzero(np.diff(lines) > 1) + 1)[:_GAPS].tolist():
        near = cells.slice(max(0, after - _COMPARED), _COMPARED + 2).to_pylist()
        rows = [list(row.values()) for row in near]
        place = min(after, _COMPARED)
        for opening in rows[place : place + 2]:
            if opens_with_names(opening, rows[:place], cells.column_names):
                return True
    return False


def _without_cells(cells: pa.Table) -> np.ndarray:
    """Which records are blank in every column."""
    nothing = np.ones(cells.num_rows, bool)
    for column in cells.columns:
        empty = np.asarray(pc.is_null(column)) if column.null_count else np.zeros(cells.num_rows, bool)
        nothing &= empty
        if not nothing.any():
            break
    return nothing


def _account(
    cells: pa.Table,
    lines: np.ndarray,
    blank: Any,
    header_line: int,
    origin: Origin,
    lost: Sequence[tuple[int, str]] = (),
) -> RawTable:
    """Set blank records and totals aside beside those lost before, and leave blank records at the end out."""
    nothing = _without_cells(cells)
    filled = np.flatnonzero(~nothing)
    end = int(filled[-1]) + 1 if len(filled) else 0
    cells, lines, nothing = cells.slice(0, end), lines[:end], nothing[:end]
    total = np.zeros(end, bool)
    for place in {*filled[:1].tolist(), *filled[-_LAST:].tolist()}:
        row = [column[place].as_py() for column in cells.columns]
        total[place] = is_total(row)
        nothing[place] |= is_blank(row)
    blank = [line for line in blank if line < lines[end - 1]] if end else []
    records = end + len(blank) + len(lost)
    if records > origin.limits.rows:
        raise Refused(Problem("R_TOO_LONG", params={"file": origin.file, "limit": origin.limits.rows}))
    set_aside = [*lost, *((int(line), "W_BLANK") for line in (*blank, *lines[nothing]))]
    set_aside += [(int(line), "W_TOTAL_ROW") for line in lines[total]]
    kept = ~(nothing | total)
    if not kept.all():
        cells = cells.filter(pa.array(kept))
    return RawTable(
        file=origin.file,
        file_id=origin.place,
        sheet=origin.sheet,
        headers=tuple(cells.column_names),
        cells=cells,
        lines=pa.array(lines[kept], pa.int64()),
        records_in=records,
        set_aside=tuple(sorted(set_aside)),
        encoding=origin.encoding,
        delimiter=origin.delimiter,
        header_line=header_line,
    )
