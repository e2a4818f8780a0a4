"""Rows to the bytes of a file, in the platform's way of writing."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

Row = Mapping[str, object] | str  # a str is a line as it stands: a ragged row


def money(cents: int, *, thousands: bool = False) -> str:
    """Cents as a plain decimal: 123450 → 1234.50, or 1,234.50."""
    return f"{cents / 100:,.2f}" if thousands else f"{cents / 100:.2f}"


def table(
    header: Sequence[str], rows: Iterable[Row], *, bom: bool = False, quote_spaces: bool = False
) -> bytes:
    """A CSV file. `quote_spaces` quotes cells holding a space, as PHP's fputcsv does.

    Raises:
        ValueError: if a row names a column the header has not.
    """
    text = io.StringIO()
    known = set(header)
    writer = csv.writer(text, lineterminator="\n")
    for row in ({name: name for name in header}, *rows):
        if isinstance(row, str):
            text.write(row + "\n")
            continue
        if unknown := set(row) - known:
            raise ValueError(sorted(unknown))
        cells = ["" if row.get(name) is None else str(row.get(name, "")) for name in header]
        if quote_spaces:
            text.write(",".join(_quoted(cell) for cell in cells) + "\n")
        else:
            writer.writerow(cells)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ' ,"\n') else cell


def ragged(header: Sequence[str], row: Mapping[str, object]) -> str:
    """The line of a row with a cell too many: a remark typed beyond the last column."""
    return table(header, [row]).decode().splitlines()[-1] + ",see note"


def workbook(title: str, rows: Sequence[Sequence[object]], widths: Sequence[int]) -> bytes:
    """An XLSX file of one sheet whose bytes depend on the rows alone: no clock, no compression."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, dt.date):
                cell.number_format = "yyyy-mm-dd"
            elif isinstance(cell.value, float):
                cell.number_format = "#,##0.00"
    for place, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJ"[place]].width = width
    sheet.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return _without_clock(written.getvalue())


def _without_clock(data: bytes) -> bytes:
    import re

    still = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(still, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-09-30T12:00:00Z", part)
            entry = zipfile.ZipInfo(name, date_time=(2026, 9, 30, 12, 0, 0))
            new.writestr(entry, part)
    return still.getvalue()
