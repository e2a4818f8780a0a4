"""The careful way: a sheet read event by event, whatever its XML looks like."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from truefans_core.reading.assemble import too_wide
from truefans_core.reading.gathered import NO_VALUE, Record
from truefans_core.reading.shown import as_date, as_money, as_number
from truefans_core.reading.spreadsheet_xml import local, plain, walk

if TYPE_CHECKING:
    import datetime as dt
    import zipfile
    from collections.abc import Callable, Iterator

    from truefans_core.reading.limits import Limits
    from truefans_core.reading.spreadsheet_xml import Styles

_MOST_ROWS = 1_048_576


class Texts(NamedTuple):
    """What cells refer to: shared strings, what styles show numbers as, day nought of the calendar."""

    strings: list[str]
    styles: Styles
    start: dt.datetime


class Events:
    """Gathers the rows of a sheet from its XML events.

    Attributes:
        hidden: rows with cells that the spreadsheet does not show, once all records were taken.
    """

    def __init__(
        self, opened: Callable[[], zipfile.ZipExtFile], file: str, texts: Texts, limits: Limits
    ) -> None:
        self.hidden = 0
        self._opened, self._file, self._texts, self._limits = opened, file, texts, limits
        self._rows: list[tuple[int, list[str | None]]] = []
        self._cells: list[str | None] = []
        self._row = 0
        self._column = 0
        self._type = "n"
        self._style = 0
        self._pieces: list[str] = []
        self._taking = False
        self._formula = False
        self._phonetic = False
        self._hidden = False

    def records(self) -> Iterator[Record]:
        """The rows; those left out between two others come as blank records.

        Raises:
            Refused: R_DAMAGED, R_TOO_WIDE.
        """
        previous = 0
        with self._opened() as part:
            for _ in walk(part, self._file, self._start, self._end, self._text):
                for row, cells in self._rows:
                    for blank in range(previous + 1, row):
                        yield Record(blank, ())
                    previous = max(previous, row)
                    yield Record(row, cells)
                self._rows.clear()

    items = records

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = name if ":" not in name else local(name)
        if tag == "v":
            self._taking = not self._phonetic
        elif tag == "c":
            self._column = _column_of(attributes["r"]) if "r" in attributes else self._column + 1
            self._type = attributes.get("t", "n")
            self._style = int(attributes.get("s") or 0)
            self._pieces, self._formula = [], False
        elif tag == "t":
            self._taking = not self._phonetic
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._cells, self._column = [], -1
            self._hidden = attributes.get("hidden") in ("1", "true")
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._phonetic = True

    def _end(self, name: str) -> None:
        """An element ends."""
        tag = name if ":" not in name else local(name)
        if tag in ("v", "t"):
            self._taking = False
        elif tag == "c":
            value = self._value()
            if value is not None:
                if self._column >= self._limits.columns:
                    raise too_wide(self._file, self._column + 1, self._limits)
                self._cells += [None] * (self._column - len(self._cells))
                self._cells.append(value)
        elif tag == "row":
            if self._cells:
                self.hidden += self._hidden
                self._rows.append((min(self._row, _MOST_ROWS), self._cells))
        elif tag == "rPh":
            self._phonetic = False

    def _text(self, data: str) -> None:
        """Characters between two tags."""
        if self._taking:
            self._pieces.append(data)

    def _value(self) -> str | None:
        text = "".join(self._pieces)
        if not text or self._type == "e":
            unsaid = self._type == "e" or (self._formula and self._type != "str")  # ="" is a value
            return NO_VALUE if unsaid else None
        match self._type:
            case "s":
                place = int(text)
                return self._texts.strings[place] or None if place < len(self._texts.strings) else NO_VALUE
            case "b":
                return "TRUE" if text == "1" else "FALSE"
            case "n":
                return self._number(text)
            case _:
                return plain(text)

    def _number(self, text: str) -> str:
        """A number as the style of its cell shows it."""
        styles = self._texts.styles
        if self._style in styles.dates:
            return as_date(text, self._texts.start)
        sign = styles.signs.get(self._style)
        return as_money(text, sign) if sign else as_number(text)


def _column_of(reference: str) -> int:
    """The column of a reference, from 0: AB12 is in column 27."""
    return _column_named(reference.rstrip("0123456789"))


@lru_cache(1024)
def _column_named(letters: str) -> int:
    column = 0
    for sign in letters:
        if not sign.isalpha():
            break
        column = column * 26 + ord(sign.upper()) - 64
    return column - 1
