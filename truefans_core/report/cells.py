"""Cells of a workbook: text that stays text, values of a kind with its format, formulas with what they come to."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from babel.numbers import get_currency_precision
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname

from truefans_core.charts.theme import palette
from truefans_core.words import Amount, Share
from truefans_core.words.safe import safe_cell

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from truefans_core.report.pack import Column, Pack

FONT, SIZE = "Arial", 10
INK = palette("light").text.lstrip("#").upper()
QUIET = palette("light").quiet.lstrip("#").upper()
_WRAPPED, _UPPER = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
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
class Cells:
    """Writes the cells of one sheet. `values` remembers what each formula comes to."""

    sheet: Worksheet
    pack: Pack
    values: dict[str, float] = field(default_factory=dict)
    styles: dict[Any, Any] = field(default_factory=dict)

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
                self.text(row, column, self.pack.say("report.few")).font = font(italic=True, colour=QUIET)
            return
        if isinstance(value, str):
            self._style(self.text(row, column, value), "alignment", _WRAPPED if kind == "text" else _UPPER)
            return
        cell = self.sheet.cell(row, column)
        if isinstance(value, Amount):
            digits = get_currency_precision(value.currency)
            cell.value = value.minor / 10**digits
            shape = f'{digits_of(digits)} "{value.currency}"'
        elif isinstance(value, Share):
            cell.value, shape = value.value, "0.0%"
        elif kind == "money":
            cell.value, shape = self.major(value), self.format(kind)
        else:
            cell.value, shape = safe_cell(value), self.format(kind, whole=isinstance(value, int))
        self._style(cell, "number_format", shape)

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
            "money": digits_of(get_currency_precision(self.pack.currency)),
            "count": "#,##0",
            "share": "0.0%",
            "date": "yyyy-mm-dd",
            "month": "mmm yyyy",
            "number": "#,##0" if whole else "#,##0.0",
        }
        return formats.get(kind, "General")

    def _style(self, cell: Any, name: str, style: Any) -> None:
        """Give a cell a style; one that was given before is copied, since looking it up takes most of the time."""
        known = self.styles.get((name, style if isinstance(style, str) else id(style)))
        if known is None:
            setattr(cell, name, style)
            self.styles[name, style if isinstance(style, str) else id(style)] = copy(cell._style)  # noqa: SLF001 no other door
        else:
            cell._style = copy(known)  # noqa: SLF001 no other door


def font(*, bold: bool = False, size: float = SIZE, colour: str = INK, italic: bool = False) -> Font:
    """The font of a cell: the same in every program, whatever its own is."""
    return Font(name=FONT, size=size, bold=bold, italic=italic, color=colour)


def set_font(book: Workbook) -> None:
    """Make it the font of every cell that names none."""
    fonts: Any = vars(book)["_fonts"]  # the library has no other door to the default
    fonts[0] = font()


def digits_of(digits: int) -> str:
    """The number format with so many decimals."""
    return "#,##0" + ("." + "0" * digits if digits else "")
