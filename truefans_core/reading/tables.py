"""What a reader gives back: a table of text cells that remembers where each row came from."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from truefans_core.problems import Problem


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a file, all cells as text.

    Attributes:
        file: the file's name as given, for words only.
        file_id: hex sha256 of the file's bytes and the table's place in it: the same upload has the same id.
        sheet: sheet or archive member the table comes from, or None.
        headers: header cells as written, made unique by position where they repeat ("Email", "Email (2)").
        cells: one string column per header, named by `headers`; an empty cell is null.
        lines: int64 source line (or sheet row) number of each record, as long as `cells`.
        records_in: data records after the header, those set aside while reading included.
        set_aside: records the reader could not give, line number to reason code (E_WIDTH, E_QUOTE, …).
        encoding: of the bytes, or None for a workbook.
        delimiter: of the text, or None for a workbook.
        header_line: 1-based line of the header.
        formulas_without_value: (line, header) of cells that hold a formula whose value was never stored.
        head: the first records as they stand, header and what is above it included: line and cells, "" for an
            empty one. It shows where the header is, and is never stored.
        others: lines of the headers of further tables of the same sheet, whose records are set aside here
            (E_EXTRA_TABLE): each can be read with its line as the hint "header_line".
        sheets: every sheet of the workbook, or member of the archive, in order, hidden ones included: values of
            the hint "sheet". Empty for a text file.
        notes: what else to know about the reading, such as hidden sheets.
    """

    file: str
    file_id: str
    sheet: str | None
    headers: tuple[str, ...]
    cells: pa.Table
    lines: pa.Array
    records_in: int
    set_aside: tuple[tuple[int, str], ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    header_line: int = 1
    formulas_without_value: tuple[tuple[int, str], ...] = field(default=())
    head: tuple[tuple[int, tuple[str, ...]], ...] = ()
    others: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()

    def examples(self, header: str, count: int = 3) -> tuple[str, ...]:
        """The first different non-empty cells of a column."""
        column = self.cells[header].drop_null()
        return tuple(column.slice(0, 1000).unique().to_pylist()[:count])
