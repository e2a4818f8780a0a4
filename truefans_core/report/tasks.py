"""The week's list as a workbook to tick off: one sheet, its heading frozen, text that stays text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from truefans_core.words.safe import safe_cell, safe_sheet_name

if TYPE_CHECKING:
    from truefans_core.cultivate import Sheet

_WIDEST, _NARROWEST = 60, 8


def tasks(sheet: Sheet, title: str, as_of: dt.date) -> bytes:
    """A list as the bytes of an XLSX file.

    Args:
        sheet: headings and rows, as `cultivate.sheet_for` gives them.
        title: of the sheet.
        as_of: the day that stands in its properties, so that the same list gives the same bytes.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    from truefans_core.report.archive import sealed

    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(safe_sheet_name(title))
    book.properties.title = str(safe_cell(title))
    book.properties.created = book.properties.modified = dt.datetime.combine(as_of, dt.time())
    for row in (sheet.heads, *sheet.rows):
        page.append(row)
    for cell in page[1]:
        cell.font = Font(bold=True)
    for number, head in enumerate(sheet.heads, 1):
        longest = max(len(str(value)) for value in (head, *(row[number - 1] for row in sheet.rows)))
        page.column_dimensions[get_column_letter(number)].width = max(_NARROWEST, min(longest + 2, _WIDEST))
    for cells in page.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if cell.data_type == "f":  # nothing of the data is ever a formula
                cell.data_type = "s"
    page.freeze_panes = "A2"
    return sealed(book, as_of, {})
