"""What the cells of an ODS workbook say besides their texts: no value, a currency, a row that is hidden."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from truefans_core.reading.spreadsheet_xml import local, walk

_CODE = re.compile(r"[A-Z]{3}")
_HIDDEN = frozenset({"collapse", "filter"})


class Money(NamedTuple):
    """A rectangle of cells of one currency; the workbook tells equal neighbours once."""

    row: int
    rows: int
    column: int
    columns: int
    currency: str


@dataclass(frozen=True, slots=True)
class Told:
    """Of one sheet; rows and columns from 0, columns counted from the first used one.

    Attributes:
        without_value: cells with an error, or with a formula that was never calculated.
        money: cells formatted as money, with the code of their currency.
        hidden: rows with cells that the spreadsheet does not show.
    """

    without_value: frozenset[tuple[int, int]] = frozenset()
    money: tuple[Money, ...] = ()
    hidden: int = 0


def tell(data: bytes, file: str) -> Mapping[str, Told]:
    """What each sheet says, by its name.

    Raises:
        Refused: R_DAMAGED where the XML is broken or declares entities.
    """
    reader = _Reader()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as part:
        for _ in walk(part, file, reader.start, reader.end):
            pass
    return reader.found


class _Reader:
    """Counts rows and cells from the XML events."""

    def __init__(self) -> None:
        self.found: dict[str, Told] = {}
        self._sheet = ""
        self._row = self._column = self._repeated = self._hidden = 0
        self._hides = self._filled = False
        self._first: int | None = None
        self._places: list[tuple[int, int]] = []
        self._money: list[Money] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = local(name)
        if tag == "table" and name.startswith("table:"):
            self._sheet = attributes.get("table:name", "")
            self._row, self._first, self._places, self._money, self._hidden = 0, None, [], [], 0
        elif tag == "table-row":
            self._column, self._repeated = 0, int(attributes.get("table:number-rows-repeated", "1"))
            self._hides, self._filled = attributes.get("table:visibility") in _HIDDEN, False
        elif tag in ("table-cell", "covered-table-cell"):
            columns = int(attributes.get("table:number-columns-repeated", "1"))
            self._cell(attributes, columns)
            self._column += columns

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "table:table-row":
            self._row += self._repeated
            self._hidden += self._repeated * (self._hides and self._filled)
        elif name == "table:table":
            first = self._first or 0
            self.found[self._sheet] = Told(
                frozenset((row, column - first) for row, column in self._places),
                tuple(money._replace(column=money.column - first) for money in self._money),
                self._hidden,
            )

    def _cell(self, attributes: dict[str, str], columns: int) -> None:
        kind = attributes.get("office:value-type")
        formula = "table:formula" in attributes
        if kind or formula:
            self._first = self._column if self._first is None else min(self._first, self._column)
            self._filled = True
        if attributes.get("calcext:value-type") == "error" or (formula and kind is None):
            self._places.append((self._row, self._column))
        elif kind == "currency" and _CODE.fullmatch(code := attributes.get("office:currency", "")):
            self._money.append(Money(self._row, self._repeated, self._column, columns, code))
