"""XLS, XLSB and ODS workbooks, read by calamine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from truefans_core.problems import Problem, Refused
from truefans_core.reading.assemble import Origin, assemble, too_wide
from truefans_core.reading.gathered import Record
from truefans_core.reading.tables import RawTable

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_legacy(data: bytes, kind: str, origin: Origin, wanted: str | None = None) -> Iterator[RawTable]:
    """The table of each visible sheet that has one, or of the wanted sheet, visible or not.

    Raises:
        Refused: R_TYPE where the reader is not installed, R_PASSWORD, R_DAMAGED, and the limits.
    """
    try:
        import fastexcel
    except ImportError as error:
        raise Refused(Problem("R_TYPE", params={"file": origin.file, "kind": kind.upper()})) from error
    try:
        book = fastexcel.read_excel(data)
        names = list(book.sheet_names)
    except fastexcel.FastExcelError as error:
        code = "R_PASSWORD" if "password" in str(error).lower() else "R_DAMAGED"
        raise Refused(Problem(code, params={"file": origin.file})) from error
    hidden, tables = 0, list[RawTable]()
    for place, name in enumerate(names):
        if wanted and name != wanted:
            continue
        sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        if sheet.visible != "visible" and not wanted:
            hidden += 1
            continue
        if sheet.width > origin.limits.columns:
            raise too_wide(origin.file, sheet.width, origin.limits)
        if sheet.total_height > origin.limits.rows + origin.limits.columns:
            raise Refused(Problem("R_TOO_LONG", params={"file": origin.file, "limit": origin.limits.rows}))
        cells = sheet.to_arrow()
        columns = [column.to_pylist() for column in cells.columns]
        records = (Record(line, row) for line, row in enumerate(zip(*columns, strict=True), start=1))
        table = assemble(
            records,
            Origin(
                origin.file,
                origin.limits,
                sheet=name,
                header_line=origin.header_line,
                padded=True,
                place=str(place),
                sheets=tuple(names),
            ),
        )
        if table is not None:
            tables.append(table)
    if hidden and tables:
        tables[0] = replace(tables[0], notes=(Problem("N_HIDDEN_SHEETS", hidden),))
    yield from tables
