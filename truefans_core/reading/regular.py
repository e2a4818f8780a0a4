"""The fast way: text files in which every line is a record, read by Arrow at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from truefans_core.problems import Problem, Refused
from truefans_core.reading.assemble import Origin, head_of, too_wide
from truefans_core.reading.layout import (
    find_header,
    headers_of,
    is_blank,
    is_total,
    opens_with_names,
    width_of,
)
from truefans_core.reading.quoting import split_records
from truefans_core.reading.tables import RawTable

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE_FEED, _QUOTE = 10, 34
_LAST = 3
_GAPS, _COMPARED = 200, 20  # blank lines looked at, and records before each
_BLOCK = 1 << 22


def read_regular(text: str, utf8: bytes | None, first_line: int, origin: Origin) -> RawTable | None:
    """The table of a regular text, or None where the careful way has to judge.

    `utf8` are the bytes of the text where they are at hand. Regular: quotes only around whole cells, none open at the end of a line, every record as wide as the header.
    """
    head = list(split_records(text, origin.delimiter or ",", origin.file, origin.limits, head_only=True))
    place = find_header([record.cells for record in head]) if origin.header_line is None else None
    if place is None or place < 0 or any(record.reason for record in head):
        return None
    header = head[place].cells
    width = width_of([record.cells for record in head[place + 1 :]]) or len(header)
    if len(header) > origin.limits.columns:
        raise too_wide(origin.file, len(header), origin.limits)
    if len(header) != width or f'{origin.delimiter} "' in text[:100_000]:
        return None
    data = np.frombuffer(utf8 or text.encode(), np.uint8)
    ends = np.flatnonzero(data == _LINE_FEED)
    if len(data) and data[-1] != _LINE_FEED:
        ends = np.append(ends, len(data))
    starts = np.concatenate(([0], ends[:-1] + 1))
    lengths = ends - starts
    if not _quotes_regular(data, starts, ord(origin.delimiter or ",")) or head[place].line > len(starts):
        return None
    if lengths.max(initial=0) > origin.limits.line:
        line = int(lengths.argmax()) + first_line
        limit = origin.limits.line // 1_000_000
        raise Refused(Problem("R_LINE", params={"file": origin.file, "line": line, "limit_mb": limit}))
    body = head[place].line  # lines up to and with the header
    cells = _read(data[starts[body] :] if body < len(starts) else data[:0], header, origin)
    written = np.flatnonzero(lengths[body:])
    if cells is None or len(written) != cells.num_rows:
        return None
    blank = np.flatnonzero(lengths[body:] == 0)
    if len(blank) and _another_below(cells, written):
        return None
    table = _account(
        cells, written + body + first_line, blank + body + first_line, body + first_line - 1, origin
    )
    shown = head_of([record._replace(line=record.line + first_line - 1) for record in head])
    return replace(table, head=shown)


def _quotes_regular(data: np.ndarray, starts: np.ndarray, delimiter: int) -> bool:
    """Whether every line has an even number of quotes, each beside a delimiter, a line end or another quote."""
    quotes = data == _QUOTE
    if not quotes.any():
        return True
    if delimiter > 127 or np.bitwise_xor.reduceat(quotes, starts).any():  # noqa: PLR2004 not one byte
        return False
    around = np.zeros(256, bool)
    around[[delimiter, _LINE_FEED, _QUOTE]] = True
    edges = around[data]
    stray = quotes.copy()
    stray[1:] &= ~edges[:-1]
    stray[:-1] &= ~edges[1:]
    stray[[0, -1]] = False  # the ends of the file are edges
    return not stray.any()


def _read(body: np.ndarray, header: Sequence[str | None], origin: Origin) -> pa.Table | None:
    names = headers_of(header, len(header))
    schema = pa.schema([(name, pa.string()) for name in names])
    if not np.any(body != _LINE_FEED):
        return schema.empty_table()
    irregular: list[int] = []

    def note(row: pa.csv.InvalidRow) -> str:
        irregular.append(row.actual_columns)
        return "skip"

    cells = pa.csv.read_csv(
        pa.BufferReader(pa.py_buffer(body)),
        pa.csv.ReadOptions(column_names=list(names), block_size=max(_BLOCK, 2 * origin.limits.line)),
        pa.csv.ParseOptions(
            delimiter=origin.delimiter or ",",
            ignore_empty_lines=True,
            invalid_row_handler=note,
            double_quote=True,
        ),
        pa.csv.ConvertOptions(
            column_types=schema, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=True
        ),
    )
    return None if irregular else cells


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


def _account(
    cells: pa.Table, lines: np.ndarray, blank: np.ndarray, header_line: int, origin: Origin
) -> RawTable:
    """Set blank records and totals aside, and leave blank records at the end out."""
    nothing = np.ones(cells.num_rows, bool)
    for column in cells.columns:
        empty = np.asarray(pc.is_null(column)) if column.null_count else np.zeros(cells.num_rows, bool)
        nothing &= empty
        if not nothing.any():
            break
    filled = np.flatnonzero(~nothing)
    end = int(filled[-1]) + 1 if len(filled) else 0
    cells, lines, nothing = cells.slice(0, end), lines[:end], nothing[:end]
    total = np.zeros(end, bool)
    for place in {*filled[:1].tolist(), *filled[-_LAST:].tolist()}:
        row = [column[place].as_py() for column in cells.columns]
        total[place] = is_total(row)
        nothing[place] |= is_blank(row)
    blank = blank[blank < (lines[-1] if end else 0)]
    records = end + len(blank)
    if records > origin.limits.rows:
        raise Refused(Problem("R_TOO_LONG", params={"file": origin.file, "limit": origin.limits.rows}))
    set_aside = [(int(line), "W_BLANK") for line in (*blank, *lines[nothing])]
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
