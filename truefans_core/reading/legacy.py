"""XLS, XLSB and ODS workbooks, read by calamine."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from truefans_core.problems import Problem, Refused
from truefans_core.reading import content
from truefans_core.reading.assemble import Origin, assemble, too_wide
from truefans_core.reading.gathered import NO_VALUE, Record, notes_of
from truefans_core.reading.open_document import Told, tell
from truefans_core.reading.shown import as_money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastexcel import ExcelSheet

    from truefans_core.reading.tables import RawTable

#: A date or time as calamine writes it: midnight is a day, as in other workbooks.
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)")
_MIDNIGHT = "00:00:00"


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
    except fastexcel.FastExcelError as error:
        code = "R_PASSWORD" if "password" in str(error).lower() else "R_DAMAGED"
        raise Refused(Problem(code, params={"file": origin.file})) from error
    told = tell(data, origin.file) if kind == content.ODS else {}
    hidden = unread = 0
    tables: list[RawTable] = []
    names = tuple(book.sheet_names)
    for place, name in enumerate(names):
        if wanted and name != wanted:
            continue
        try:
            sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        except fastexcel.FastExcelError:  # a chart has a sheet, too, but no cells
            unread += 1
            continue
        if sheet.visible != "visible" and not wanted:
            hidden += 1
            continue
        place_of = replace(origin, sheet=name, padded=True, place=str(place), sheets=names)
        says = told.get(name, Told())
        table = assemble(_records(sheet, place_of, says), place_of)
        if table is not None:
            tables.append(replace(table, notes=notes_of(("N_HIDDEN_ROWS", says.hidden))))
    if unread and not tables:
        raise Refused(Problem("R_DAMAGED", params={"file": origin.file}))
    if tables:
        of_book = notes_of(("N_HIDDEN_SHEETS", hidden), ("N_UNREAD_SHEETS", unread))
        tables[0] = replace(tables[0], notes=(*of_book, *tables[0].notes))
    yield from tables


def _records(sheet: ExcelSheet, origin: Origin, told: Told) -> Iterator[Record]:
    """The rows of a sheet, with cells in error told apart from empty ones, and money with its currency."""
    if sheet.width > origin.limits.columns:
        raise too_wide(origin.file, sheet.width, origin.limits)
    if sheet.total_height > origin.limits.rows + origin.limits.columns:
        raise Refused(Problem("R_TOO_LONG", params={"file": origin.file, "limit": origin.limits.rows}))
    batch, errors = sheet.to_arrow_with_errors()
    columns = [[_as_shown(cell) for cell in column.to_pylist()] for column in batch.columns]
    places = {error.offset_position for error in errors.errors} if errors else set()
    for money in told.money:
        for cells in columns[money.column : money.column + money.columns]:
            for place in range(money.row, min(money.row + money.rows, len(cells))):
                cells[place] = as_money(cell, money.currency) if (cell := cells[place]) else cell
    for row, column in places | told.without_value:
        if column < len(columns) and row < len(columns[column]):
            columns[column][row] = NO_VALUE
    for line, row in enumerate(zip(*columns, strict=True), start=1):
        yield Record(line, row)


def _as_shown(cell: str | None) -> str | None:
    found = _MOMENT.fullmatch(cell) if cell else None
    if found is None:
        return cell
    return found[1] if found[2] == _MIDNIGHT else f"{found[1]} {found[2]}"
