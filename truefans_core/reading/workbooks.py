"""XLSX workbooks to tables: exact texts of cells, row numbers of the sheet, formulas without value told apart."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from truefans_core.problems import Problem, Refused
from truefans_core.reading.assemble import Origin, assemble, too_wide
from truefans_core.reading.gathered import NO_VALUE, Record
from truefans_core.reading.spreadsheet_xml import date_styles, local, plain, shared_strings, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from truefans_core.reading.limits import Limits
    from truefans_core.reading.tables import RawTable

_START, _START_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 sheets know no zones
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_LEAP_ERROR = 60  # serials below count from 1899-12-31: the format believes in 1900-02-29
_DIGITS = 15  # what a spreadsheet keeps of a number
_MOST_ROWS = 1_048_576


class _Listed(NamedTuple):
    """A sheet of the workbook's list."""

    name: str
    part: str
    visible: bool


@dataclass(slots=True)
class _Book:
    """What the cells of a workbook refer to."""

    file: str
    limits: Limits
    archive: zipfile.ZipFile
    strings: list[str] = field(default_factory=list)
    dates: frozenset[int] = frozenset()
    start: dt.datetime = _START


def read_workbook(data: bytes, origin: Origin, wanted: str | None = None) -> Iterator[RawTable]:
    """The table of each visible sheet that has one, or of the wanted sheet, visible or not.

    Raises:
        Refused: see `reader.read`.
    """
    file, limits = origin.file, origin.limits
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = _Book(file, limits, archive)
        sheets = _open(book)
        names = tuple(sheet.name for sheet in sheets)
        hidden = sum(not sheet.visible for sheet in sheets)
        for place, sheet in enumerate(sheets):
            if sheet.name != wanted if wanted else not sheet.visible:
                continue
            reader = _Sheet(book)
            table = assemble(
                _records(reader, sheet.part),
                Origin(
                    file,
                    limits,
                    sheet=sheet.name,
                    header_line=origin.header_line,
                    padded=True,
                    place=str(place),
                    sheets=names,
                ),
            )
            if table is not None:
                yield replace(table, notes=notes_of(0 if wanted else hidden, reader.hidden))
                hidden = 0  # said once


def notes_of(hidden_sheets: int, hidden_rows: int) -> tuple[Problem, ...]:
    """What a reader of the sheet does not see on the screen of the spreadsheet."""
    told = (("N_HIDDEN_SHEETS", hidden_sheets), ("N_HIDDEN_ROWS", hidden_rows))
    return tuple(Problem(code, count) for code, count in told if count)


def _open(book: _Book) -> list[_Listed]:
    """Each sheet that has cells; strings, styles and the calendar are put into the book."""
    sheets: list[tuple[str, str, bool]] = []
    targets: dict[str, str] = {}
    others: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            book.start = _START_1904
        elif tag == "sheet":
            key = next((value for key, value in attributes.items() if local(key) == "id" and key != "id"), "")
            visible = attributes.get("state", "visible") == "visible"
            sheets.append((attributes.get("name", ""), key, visible))

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            targets[attributes.get("Id", "")] = part
            others[attributes.get("Type", "").rpartition("/")[2]] = part

    for part, callback in (("xl/workbook.xml", sheet), ("xl/_rels/workbook.xml.rels", relation)):
        with _part(book, part) as opened:
            for _ in walk(opened, book.file, callback):
                pass
    names = {entry.filename.lower() for entry in book.archive.infolist()}
    strings = others.get("sharedStrings", "xl/sharedStrings.xml")
    if strings.lower() in names:
        with _part(book, strings) as opened:
            book.strings = shared_strings(opened, book.file)
    styles = others.get("styles", "xl/styles.xml")
    if styles.lower() in names:
        with _part(book, styles) as opened:
            book.dates = date_styles(opened, book.file)
    return [
        _Listed(name, targets[key], visible)
        for name, key, visible in sheets
        if "worksheets/" in targets.get(key, "")
    ]


def _part(book: _Book, name: str) -> zipfile.ZipExtFile:
    for entry in book.archive.infolist():
        if entry.filename.lstrip("/").lower() == name.lower():
            return book.archive.open(entry)  # type: ignore[return-value]  # open() in mode "r"
    raise Refused(Problem("R_DAMAGED", params={"file": book.file}))


def _records(reader: _Sheet, part: str) -> Iterator[Record]:
    """The rows of a sheet; rows left out between two others come as blank records."""
    book = reader.book
    previous = 0
    with _part(book, part) as opened:
        for _ in walk(opened, book.file, reader.start, reader.end, reader.text):
            for row, cells in reader.rows:
                for blank in range(previous + 1, row):
                    yield Record(blank, ())
                previous = max(previous, row)
                yield Record(row, cells)
            reader.rows.clear()


class _Sheet:
    """Gathers the rows of a sheet from its XML events."""

    def __init__(self, book: _Book) -> None:
        self.rows: list[tuple[int, list[str | None]]] = []
        self.book = book
        self.hidden = 0
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

    def start(self, name: str, attributes: dict[str, str]) -> None:
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

    def end(self, name: str) -> None:
        """An element ends."""
        tag = name if ":" not in name else local(name)
        if tag in ("v", "t"):
            self._taking = False
        elif tag == "c":
            value = self._value()
            if value is not None:
                if self._column >= self.book.limits.columns:
                    raise too_wide(self.book.file, self._column + 1, self.book.limits)
                self._cells += [None] * (self._column - len(self._cells))
                self._cells.append(value)
        elif tag == "row":
            if self._cells:
                self.hidden += self._hidden
                self.rows.append((min(self._row, _MOST_ROWS), self._cells))
        elif tag == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
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
                return self.book.strings[place] or None if place < len(self.book.strings) else NO_VALUE
            case "b":
                return "TRUE" if text == "1" else "FALSE"
            case "n" if self._style in self.book.dates:
                return _as_date(text, self.book.start)
            case "n":
                return _as_number(text)
            case _:
                return plain(text)


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


def _as_number(text: str) -> str:
    """A number as a spreadsheet shows it: no exponent, no noise after the fifteenth digit."""
    if text.isdecimal() or text.lstrip("-").isdecimal():
        return text
    whole, point, part = text.partition(".")
    if point and len(text) <= _DIGITS and whole.isdecimal() and part.isdecimal():  # the usual amount
        return text.rstrip("0").rstrip(".")
    try:
        value = float(text)
    except ValueError:
        return text
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 not a number
        return text
    shown = format(Decimal(format(value, f".{_DIGITS}g")), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


@lru_cache(4096)
def _as_date(text: str, start: dt.datetime) -> str:
    """A serial as ISO text; days before March 1900 and times of day included."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not 0 <= value < _LAST_SERIAL:
        return _as_number(text)
    if start is _START and value < _LEAP_ERROR:
        value += 1
    at = start + dt.timedelta(milliseconds=round(value * 86_400_000))
    if value < 1 or (start is _START and value < 2 and float(text) < 1):  # noqa: PLR2004 a time without a day
        return at.strftime("%H:%M:%S")
    if at.microsecond:
        return at.isoformat(sep=" ", timespec="milliseconds")
    return at.date().isoformat() if at.time() == dt.time() else at.isoformat(sep=" ", timespec="seconds")
