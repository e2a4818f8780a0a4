"""Records of a file to one `RawTable`: header found, blanks and totals set aside, every record accounted for."""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from truefans_core.problems import Problem, Refused
from truefans_core.reading.gathered import NO_VALUE, Gathered, Record, first_table
from truefans_core.reading.layout import (
    HEAD,
    find_header,
    headers_of,
    is_blank,
    width_of,
)
from truefans_core.reading.tables import RawTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from truefans_core.reading.grids import Block
    from truefans_core.reading.limits import Limits

_SHOWN, _SHOWN_CELL = 20, 200  # records shown as the head of a file, and characters of their cells


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
    place: str = "0"  # of the table in its file, the same however it is read
    sheets: tuple[str, ...] = ()  # all of the file


def assemble(records: Iterable[Record | Block], origin: Origin) -> RawTable | None:
    """The table of some records, or None where all are blank.

    Blocks may stand for records after those in which the header is looked for.

    Raises:
        Refused: R_TOO_WIDE, R_TOO_LONG, R_OPTION (a header line that is none).
    """
    stream: Iterator[Any] = iter(records)  # up to where a header is found, records only
    head: list[Record] = list(itertools.islice(stream, HEAD))
    shown_head = head_of(head)
    found = _header(head, dataclasses.replace(origin, header_line=None))[1] if origin.header_line else None
    if origin.header_line and head and origin.header_line > head[-1].line:  # a table far down
        stream = itertools.dropwhile(lambda record: record.line < (origin.header_line or 0), stream)
        head = list(itertools.islice(stream, HEAD))
    if not any(not is_blank(record.cells) for record in head):
        if origin.header_line:
            raise Refused(Problem("R_OPTION", params={"option": "header_line"}))
        more = next((record for record in stream if not is_blank(record.cells)), None)
        if more is None:
            return None
        head = [more, *itertools.islice(stream, HEAD)]
        shown_head = head_of(head)
    place, header_line = _header(head, origin)
    shown = head[place].cells if place >= 0 else ()
    body = first_table(head[place + 1 :], [cell for cell in shown if cell])
    width = _width(shown, [record.cells for record in body], padded=origin.padded)
    if width > origin.limits.columns:
        raise too_wide(origin.file, width, origin.limits)
    account = Gathered(width, origin.limits, origin.file, headers_of(shown, width), padded=origin.padded)
    account.gather(itertools.chain(head[place + 1 :], stream))
    schema = pa.schema([(name, pa.string()) for name in account.headers])
    return RawTable(
        file=origin.file,
        file_id=_place(origin, header_line, found),
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
        head=shown_head,
        others=tuple(account.others),
        sheets=origin.sheets,
    )


def head_of(records: Sequence[Record]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The first records as a person is shown them to say where the header is."""
    return tuple(
        (record.line, tuple((cell or "").replace(NO_VALUE, "")[:_SHOWN_CELL] for cell in record.cells))
        for record in records[:_SHOWN]
    )


def too_wide(file: str, width: int, limits: Limits) -> Refused:
    """The refusal of a table with too many columns."""
    return Refused(Problem("R_TOO_WIDE", params={"file": file, "columns": width, "limit": limits.columns}))


def _place(origin: Origin, header_line: int, found: int | None) -> str:
    """The place of a table in its file; what is read from a header further down is a table of its own."""
    below = found is not None and header_line > found
    return f"{origin.place}:{header_line}" if below else origin.place


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
