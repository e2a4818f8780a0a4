"""Which cells of an ODS workbook hold a formula that has no value: its reader gives them as empty text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from truefans_core.reading.spreadsheet_xml import local, walk

#: By name of the sheet: row and column, both from 0, columns counted from the first used one.
Places = Mapping[str, frozenset[tuple[int, int]]]


def cells_without_value(data: bytes, file: str) -> Places:
    """Cells with an error, or with a formula that was never calculated.

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
        self.found: dict[str, frozenset[tuple[int, int]]] = {}
        self._sheet = ""
        self._row = self._column = self._repeated = 0
        self._first: int | None = None
        self._places: list[tuple[int, int]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = local(name)
        if tag == "table" and name.startswith("table:"):
            self._sheet = attributes.get("table:name", "")
            self._row, self._first, self._places = 0, None, []
        elif tag == "table-row":
            self._column, self._repeated = 0, int(attributes.get("table:number-rows-repeated", "1"))
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell(attributes)
            self._column += int(attributes.get("table:number-columns-repeated", "1"))

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "table:table-row":
            self._row += self._repeated
        elif name == "table:table":
            first = self._first or 0
            self.found[self._sheet] = frozenset((row, column - first) for row, column in self._places)

    def _cell(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("office:value-type")
        formula = "table:formula" in attributes
        if kind or formula:
            self._first = self._column if self._first is None else min(self._first, self._column)
        if attributes.get("calcext:value-type") == "error" or (formula and kind is None):
            self._places.append((self._row, self._column))
