"""One sheet of a workbook: title, sentences, tables under each other, each with its header, sums and native chart."""

from __future__ import annotations

import io
import re
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from babel.numbers import get_currency_precision
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname

from truefans_core.charts.theme import palette
from truefans_core.report.pack import MOST_ROWS
from truefans_core.words import Amount, Share
from truefans_core.words.safe import safe_cell

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from truefans_core.report.pack import Column, Figure, Pack, Table

_CHART_ROWS = 16
_LOGO_WIDTH, _LOGO_HEIGHT = 220, 80  # pixels
_WIDEST, _NARROWEST = 60, 11
_LINE_COLUMNS = 7  # a sentence runs over so many columns
_LETTER = 1.1  # of a column's unit of width, with some to spare
_LOOKED_AT = 200  # rows that decide how wide a column is
_INK = palette("light").text.lstrip("#").upper()
_QUIET = palette("light").quiet.lstrip("#").upper()
_HEAD = PatternFill("solid", fgColor="E8EDF5")
_WRAPPED, _UPPER = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
_LINE = Border(bottom=Side(style="thin", color="94A3B8"))
_TOP_LINE = Border(top=Side(style="thin", color="94A3B8"))
# Spreadsheets read _x003D_ in a text as the sign with that number; the underscore is written as such itself.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: `cells("people")` is the absolute range of a column's rows."""

    sheet: str
    first: int
    last: int
    columns: tuple[Column, ...]

    def letter(self, name: str) -> str:
        """The letter of a column."""
        return get_column_letter(next(i for i, c in enumerate(self.columns, 1) if c.name == name))

    def cells(self, name: str) -> str:
        """The rows of a column, as another sheet names them."""
        letter = self.letter(name)
        return f"{quote_sheetname(self.sheet)}!${letter}${self.first}:${letter}${self.last}"

    def at(self, name: str, row: int) -> str:
        """A cell of a column, as another sheet names it."""
        return f"{quote_sheetname(self.sheet)}!${self.letter(name)}${row}"

    def total(self, name: str) -> str:
        """The cell with a column's sum, as another sheet names it."""
        return self.at(name, self.last + 1)


@dataclass(slots=True)
class Writer:
    """Writes one sheet from the top down. `values` remembers what each formula comes to."""

    sheet: Worksheet
    pack: Pack
    values: dict[str, float] = field(default_factory=dict)
    row: int = 1
    widths: dict[int, int] = field(default_factory=dict)
    header: int = 0
    tables: int = 0
    said: set[str] = field(default_factory=set)
    lines: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    styles: dict[Any, Any] = field(default_factory=dict)

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
        cell.font = Font(bold=True, size=size, color=colour)
        self.said.add(text)
        self.row += 1

    def line(self, text: str, *, quiet: bool = False) -> None:
        """A sentence in the next row, running on to the right; a long one wraps over merged cells."""
        cell = self.text(self.row, 1, text)
        cell.font = Font(color=_QUIET if quiet else _INK, italic=quiet)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=_LINE_COLUMNS)
        self.lines[self.row] = text
        self.row += 1

    def text(self, row: int, column: int, text: str) -> Any:
        """A text cell that no spreadsheet takes for a formula."""
        cell: Any = self.sheet.cell(row, column)
        cell.value = _ESCAPE_LIKE.sub("_x005F_", safe_cell(text)) or None
        if cell.value is not None:
            cell.data_type = "s"
        return cell

    def put(self, row: int, column: int, value: Any, kind: str) -> None:
        """A value of a kind; None is an empty cell, or a word where it speaks of too few people."""
        if value is None:
            if kind in ("count", "money") and self.pack.options.names_hidden:
                self.text(row, column, self.pack.say("report.few")).font = Font(italic=True, color=_QUIET)
            return
        if isinstance(value, str):
            self._style(self.text(row, column, value), "alignment", _WRAPPED if kind == "text" else _UPPER)
            return
        cell = self.sheet.cell(row, column)
        if isinstance(value, Amount):
            digits = get_currency_precision(value.currency)
            cell.value = value.minor / 10**digits
            shape = f'{_digits(digits)} "{value.currency}"'
        elif isinstance(value, Share):
            cell.value, shape = value.value, "0.0%"
        elif kind == "money":
            cell.value, shape = self.major(value), self.format(kind)
        else:
            cell.value, shape = safe_cell(value), self.format(kind, whole=isinstance(value, int))
        self._style(cell, "number_format", shape)

    def _style(self, cell: Any, name: str, style: Any) -> None:
        """Give a cell a style; one that was given before is copied, since looking it up takes most of the time."""
        known = self.styles.get((name, style if isinstance(style, str) else id(style)))
        if known is None:
            setattr(cell, name, style)
            self.styles[name, style if isinstance(style, str) else id(style)] = copy(cell._style)  # noqa: SLF001 no other door
        else:
            cell._style = copy(known)  # noqa: SLF001 no other door

    def formula(self, row: int, column: int, formula: str, value: float, kind: str) -> None:
        """A formula of ours with what it comes to."""
        cell = self.sheet.cell(row, column, formula)
        cell.number_format = self.format(kind)
        self.values[cell.coordinate] = value

    def major(self, minor: int) -> float:
        """Money as a spreadsheet shows it."""
        return float(minor / 10 ** get_currency_precision(self.pack.currency))

    def format(self, kind: str, *, whole: bool = False) -> str:
        """The number format of a kind."""
        formats = {
            "money": _digits(get_currency_precision(self.pack.currency)),
            "count": "#,##0",
            "share": "0.0%",
            "date": "yyyy-mm-dd",
            "month": "mmm yyyy",
            "number": "#,##0" if whole else "#,##0.0",
        }
        return formats.get(kind, "General")

    def figure(self, figure: Figure) -> Place | None:
        """A figure: title, sentence, table, chart under it, how it was made."""
        if figure.title != self.pack_title():
            self.numbers[figure.number] = self.row
            self.heading(f"{figure.number}  {figure.title}", size=12)
        if figure.sentence not in self.said:
            self.line(figure.sentence)
        place = None
        if figure.table is not None:
            place = self.table(figure.table)
            if figure.native in ("bars", "lines") and figure.table.rows:
                self._chart(figure, place, self.row + 1)
                self.row += _CHART_ROWS + 1
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
            cell.font, cell.fill, cell.border = Font(bold=True, color=_INK), _HEAD, _LINE
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
                self.sheet.row_dimensions[first + number].height = 15.0 * -(-longest // (_WIDEST - 6))
        place = Place(self.sheet.title, first, max(first + len(shown) - 1, first), table.columns)
        self.row = first + max(len(shown), 1)
        if table.summed and shown:
            self._sums(table, place)
        if len(table.rows) > 1 and not self.sheet.auto_filter.ref:
            self.sheet.auto_filter.ref = f"A{first - 1}:{get_column_letter(len(table.columns))}{place.last}"
        return place

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
            cell.font, cell.border = Font(bold=True, color=_INK), _TOP_LINE
        self.row += 1

    def _chart(self, figure: Figure, place: Place, start: int) -> None:
        table = figure.table
        if table is None:
            return
        lines, told = figure.native == "lines", figure.told
        chart: Any = LineChart() if lines else BarChart()
        chart.title, chart.height, chart.width = figure.title, 7.5, 15
        if not lines:
            chart.type, chart.gapWidth = ("col" if table.columns[0].kind == "month" else "bar"), 60
            if chart.type == "bar":
                chart.x_axis.scaling.orientation = "maxMin"
        colours = palette("light")
        for place_of, name in enumerate(told):
            column = table.at(name) + 1
            values = Reference(self.sheet, min_col=column, min_row=place.first - 1, max_row=place.last)
            chart.add_data(values, titles_from_data=True)
            state = table.columns[column - 1].state
            colour = (
                colours.groups[state]
                if state
                else (colours.engaged, colours.true, colours.casual)[place_of % 3]
            )
            properties = chart.series[-1].graphicalProperties
            if lines:
                properties.line.solidFill, chart.series[-1].smooth = colour.lstrip("#"), False
            else:
                properties.solidFill = colour.lstrip("#")
        chart.set_categories(Reference(self.sheet, min_col=1, min_row=place.first, max_row=place.last))
        chart.x_axis.delete = chart.y_axis.delete = False
        if table.columns[0].kind == "month":
            chart.x_axis.number_format = "mmm yy"
        chart.y_axis.number_format = "0%" if table.columns[table.at(told[0])].kind == "share" else "#,##0"
        if len(told) == 1:
            chart.legend = None
        else:
            chart.legend.position = "b"
        self.sheet.add_chart(chart, f"A{start}")

    def finish(self, *, landscape: bool) -> None:
        """Column widths, frozen header, and how it prints."""
        sheet: Any = self.sheet
        for column, width in self.widths.items():
            sheet.column_dimensions[get_column_letter(column)].width = width
        room = sum(self.widths.get(column, _NARROWEST) for column in range(1, _LINE_COLUMNS + 1))
        for row, text in self.lines.items():
            wrapped = sum(1 + int(len(part) * _LETTER) // room for part in text.split("\n"))
            sheet.row_dimensions[row].height = 15.0 * wrapped
        for column in range(1, _LINE_COLUMNS + 1):
            sheet.column_dimensions[get_column_letter(column)].width = self.widths.get(column, _NARROWEST)
        sheet.sheet_view.showGridLines = False
        sheet.freeze_panes = f"A{self.header + 1}" if self.header and self._one_table() else "A2"
        if self.header and self._one_table():
            sheet.print_title_rows = f"{self.header}:{self.header}"
        last = max([_LINE_COLUMNS, *self.widths])
        sheet.print_area = f"A1:{get_column_letter(last)}{max(self.row, 2)}"
        setup = sheet.page_setup
        setup.orientation, setup.paperSize = ("landscape" if landscape else "portrait"), 9
        setup.fitToWidth, setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.right.text = "&P / &N"
        # An ampersand begins a code there; doubled it is one.
        sheet.oddFooter.left.text = safe_cell(self.pack.options.brand.footer).replace("&", "&&") or None

    def _one_table(self) -> bool:
        return self.tables == 1 and self.header <= 8  # noqa: PLR2004 what a small screen still shows


def _digits(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")
