"""One sheet of a workbook: title, sentences, tables under each other, each with its header, sums and native chart."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname

from truefans_core.report import sheet_chart
from truefans_core.report.cells import INK, QUIET, Cells, Place, font
from truefans_core.report.pack import MOST_ROWS
from truefans_core.words import Amount
from truefans_core.words.safe import safe_cell

if TYPE_CHECKING:
    from truefans_core.report.pack import Figure, Pack, Table

_LOGO_WIDTH, _LOGO_HEIGHT = 220, 80  # pixels
_WIDEST, _NARROWEST = 60, 11
_LINE_COLUMNS = 7  # a sentence runs over so many columns
_LETTER = 1.1  # of a column's unit of width, with some to spare
_LOOKED_AT = 200  # rows that decide how wide a column is
_HEAD = PatternFill("solid", fgColor="E8EDF5")
_LINE = Border(bottom=Side(style="thin", color="94A3B8"))
_TOP_LINE = Border(top=Side(style="thin", color="94A3B8"))
#: Width of a page between its margins in units of columns and its height in points, upright and lying; some to spare.
_PAPER = {"portrait": (82, 680), "landscape": (124, 440)}
_ROW_HEIGHT = 15.0
_KEY_SIZE = 16


@dataclass(slots=True)
class Writer(Cells):
    """Writes one sheet from the top down."""

    row: int = 1
    widths: dict[int, int] = field(default_factory=dict)
    header: int = 0
    tables: int = 0
    said: set[str] = field(default_factory=set)
    lines: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)

    def logo(self, pack: Pack) -> None:
        """The logo above everything, where there is one."""
        from openpyxl.drawing.image import Image

        logo = pack.options.brand.logo
        if logo is None:
            return
        drawn: Any = Image(io.BytesIO(logo.png))
        scale = min(_LOGO_WIDTH / logo.width, _LOGO_HEIGHT / logo.height)
        drawn.width, drawn.height = logo.width * scale, logo.height * scale
        self.sheet.add_image(drawn, f"A{self.row}")
        self.sheet.row_dimensions[self.row].height = _LOGO_HEIGHT * 0.8
        self.row += 1

    def link(self, trail: Place) -> None:
        """Let each figure's number lead to its line in the list of how they were made."""
        from openpyxl.worksheet.hyperlink import Hyperlink

        sheet: Any = self.sheet.parent[trail.sheet]  # type: ignore[index] # a sheet of a book has a parent
        lines = {sheet.cell(row, 1).value: row for row in range(trail.first, trail.last + 1)}
        for number, row in self.numbers.items():
            if number in lines:
                at: Any = self.sheet.cell(row, 1)
                at.hyperlink = Hyperlink(
                    ref=at.coordinate, location=f"{quote_sheetname(trail.sheet)}!A{lines[number]}"
                )

    def heading(self, text: str, *, size: int = 16) -> None:
        """A heading in the next row."""
        cell = self.text(self.row, 1, text)
        colour = self.pack.options.brand.heading().lstrip("#").upper()
        cell.font = font(bold=True, size=size, colour=colour)
        self.said.add(text)
        self.row += 1

    def line(self, text: str, *, quiet: bool = False) -> None:
        """A sentence in the next row, running on to the right; a long one wraps over merged cells."""
        cell = self.text(self.row, 1, text)
        cell.font = font(colour=QUIET if quiet else INK, italic=quiet)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=_LINE_COLUMNS)
        self.lines[self.row] = text
        self.row += 1

    def figure(self, figure: Figure) -> Place | None:
        """A figure: title, sentence, table, chart under it, how it was made."""
        self.starts.append(self.row)
        if figure.title != self.pack_title():
            self.numbers[figure.number] = self.row
            self.heading(f"{figure.number}  {figure.title}", size=12)
        if figure.sentence not in self.said:
            self.line(figure.sentence)
        place = None
        if figure.table is not None:
            place = self.table(figure.table)
            if figure.native == "tiles":
                self._enlarge(place)
            elif figure.native is not None and figure.table.rows:
                self._chart(figure, figure.table, place)
        if figure.method:
            self.line(figure.method, quiet=True)
        self.row += 1
        return place

    def pack_title(self) -> str:
        """The title of the sheet itself, not repeated above its only figure."""
        return str(self.sheet.cell(1, 1).value or self.sheet.cell(2, 1).value or "")

    def table(self, table: Table) -> Place:
        """A table with its header; its columns' sums in a live last row."""
        self.header = self.header or self.row
        self.tables += 1
        for i, column in enumerate(table.columns, 1):
            label = f"{column.label} ({self.pack.currency})" if column.kind == "money" else column.label
            cell = self.text(self.row, i, label)
            cell.font, cell.fill, cell.border = font(bold=True), _HEAD, _LINE
            cell.alignment = Alignment(
                wrap_text=True, vertical="center", horizontal="left" if column.kind == "text" else "right"
            )
            self.widths[i] = max(self.widths.get(i, _NARROWEST), min(len(label) + 2, 22))
        self.sheet.row_dimensions[self.row].height = 32
        first = self.row + 1
        shown = table.rows[:MOST_ROWS]
        for number, row in enumerate(shown):
            for i, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
                self.put(first + number, i, value, column.kind)
                if number < _LOOKED_AT:
                    self._widen(i, value)
            longest = max((len(value) for value in row if isinstance(value, str)), default=0)
            if longest > _WIDEST:
                self.sheet.row_dimensions[first + number].height = _ROW_HEIGHT * -(-longest // (_WIDEST - 6))
        place = Place(self.sheet.title, first, max(first + len(shown) - 1, first), table.columns)
        self.row = first + max(len(shown), 1)
        if table.summed and shown:
            self._sums(table, place)
        if len(table.rows) > 1 and not self.sheet.auto_filter.ref:
            self.sheet.auto_filter.ref = f"A{first - 1}:{get_column_letter(len(table.columns))}{place.last}"
        return place

    def _enlarge(self, place: Place) -> None:
        """Key figures, large enough to be read across a table."""
        for row in range(place.first, place.last + 1):
            value: Any = self.sheet.cell(row, 2)
            value.font = font(bold=True, size=_KEY_SIZE)
            value.alignment = Alignment(horizontal="right", vertical="center")
            self.sheet.cell(row, 1).alignment = Alignment(vertical="center", wrap_text=True)
            self.sheet.row_dimensions[row].height = 1.6 * _KEY_SIZE
        self.widths[1], self.widths[2] = max(self.widths[1], 40), max(self.widths[2], 26)

    def _chart(self, figure: Figure, table: Table, place: Place) -> None:
        """The chart under its table; a sentence in its place where it cannot be drawn."""
        try:
            rows = sheet_chart.draw(self.sheet, figure, table, place, self.pack, self.row + 1)
        except Exception:  # noqa: BLE001 whatever the library throws, the rest of the workbook stands
            self.line(self.pack.say("charts.failed"))
        else:
            self.row += rows + 1

    def _widen(self, column: int, value: Any) -> None:
        if isinstance(value, Amount):
            length = len(f"{value.minor:,}") + 6
        elif isinstance(value, str):
            length = len(value) + 2
        else:
            length = len(f"{value:,}") + 2 if isinstance(value, int) else 0
        self.widths[column] = max(self.widths.get(column, _NARROWEST), min(length, _WIDEST))

    def _sums(self, table: Table, place: Place) -> None:
        self.text(self.row, 1, self.pack.say("report.total"))
        for i, column in enumerate(table.columns, 1):
            if column.name in table.summed:
                known = [row[i - 1] for row in table.rows[:MOST_ROWS] if row[i - 1] is not None]
                value = self.major(sum(known)) if column.kind == "money" else sum(known)
                letter = get_column_letter(i)
                self.formula(
                    self.row, i, f"=SUM({letter}{place.first}:{letter}{place.last})", value, column.kind
                )
            cell: Any = self.sheet.cell(self.row, i)
            cell.font, cell.border = font(bold=True), _TOP_LINE
        self.row += 1

    def finish(self, *, landscape: bool) -> None:
        """Column widths, frozen header, and how it prints."""
        sheet: Any = self.sheet
        for column, width in self.widths.items():
            sheet.column_dimensions[get_column_letter(column)].width = width
        room = sum(self.widths.get(column, _NARROWEST) for column in range(1, _LINE_COLUMNS + 1))
        for row, text in self.lines.items():
            wrapped = sum(1 + int(len(part) * _LETTER) // room for part in text.split("\n"))
            sheet.row_dimensions[row].height = _ROW_HEIGHT * wrapped
        for column in range(1, _LINE_COLUMNS + 1):
            sheet.column_dimensions[get_column_letter(column)].width = self.widths.get(column, _NARROWEST)
        sheet.sheet_view.showGridLines = False
        sheet.freeze_panes = f"A{self.header + 1}" if self.header and self._one_table() else "A2"
        if self.header and self._one_table():
            sheet.print_title_rows = f"{self.header}:{self.header}"
        last = max([_LINE_COLUMNS, *self.widths])
        sheet.print_area = f"A1:{get_column_letter(last)}{max(self.row, 2)}"
        self._paginate("landscape" if landscape else "portrait", last)
        sheet.oddFooter.right.text = "&P / &N"
        # An ampersand begins a code there; doubled it is one.
        sheet.oddFooter.left.text = safe_cell(self.pack.options.brand.footer).replace("&", "&&") or None

    def _one_table(self) -> bool:
        return self.tables == 1 and self.header <= 8  # noqa: PLR2004 what a small screen still shows

    def _paginate(self, orientation: str, last: int) -> None:
        """All columns on one page; a figure that would be cut through begins a page of its own."""
        from openpyxl.worksheet.pagebreak import Break

        sheet: Any = self.sheet
        room, high = _PAPER[orientation]
        wide = sum(self.widths.get(column, _NARROWEST) for column in range(1, last + 1))
        scale = min(1.0, room / wide)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, 9
        sheet.page_setup.scale = max(int(100 * scale), 10)
        heights = [sheet.row_dimensions[row].height or _ROW_HEIGHT for row in range(1, self.row + 1)]
        top = 1
        for start, end in pairwise([*self.starts, self.row]):
            if start > top and sum(heights[top - 1 : end - 1]) > high / scale:
                sheet.row_breaks.append(Break(id=start - 1))
                top = start
