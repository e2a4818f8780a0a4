"""XLSX workbooks to tables: exact texts of cells, row numbers of the sheet, formulas without value told apart."""

from __future__ import annotations

import io
import posixpath
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from truefans_core.problems import Problem, Refused
from truefans_core.reading.assemble import Origin, assemble
from truefans_core.reading.gathered import notes_of
from truefans_core.reading.plain_sheets import Meaning, read_plain
from truefans_core.reading.plain_strings import Strings, read_strings
from truefans_core.reading.sheet_events import Events, Texts
from truefans_core.reading.shown import START, START_1904
from truefans_core.reading.spreadsheet_xml import Styles, local, styles_of, walk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from truefans_core.reading.grids import Grid
    from truefans_core.reading.limits import Limits
    from truefans_core.reading.tables import RawTable


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
    strings: Strings = field(default_factory=Strings)
    styles: Styles = field(default_factory=Styles)
    start: dt.datetime = START


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
            rows = _rows(book, sheet.part)
            table = assemble(
                rows.records() if origin.header_line is not None else rows.items(),
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
                unseen = (("N_HIDDEN_SHEETS", 0 if wanted else hidden), ("N_HIDDEN_ROWS", rows.hidden))
                yield replace(table, notes=notes_of(*unseen))
                hidden = 0  # said once


def _open(book: _Book) -> list[_Listed]:
    """Each sheet that has cells; strings, styles and the calendar are put into the book."""
    sheets: list[tuple[str, str, bool]] = []
    targets: dict[str, str] = {}
    others: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            book.start = START_1904
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
        book.strings = read_strings(lambda: _part(book, strings), book.file)
    styles = others.get("styles", "xl/styles.xml")
    if styles.lower() in names:
        with _part(book, styles) as opened:
            book.styles = styles_of(opened, book.file)
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


def _rows(book: _Book, part: str) -> Grid | Events:
    """The rows of a sheet, the fast way or the careful one."""
    with suppress(UnicodeEncodeError):  # half a sign in a shared string
        meaning = Meaning(book.strings.array, book.styles, book.start)
        with _part(book, part) as opened:
            grid = read_plain(opened, book.file, meaning, book.limits)
        if grid is not None:
            return grid
    texts = Texts(book.strings.texts, book.styles, book.start)
    return Events(lambda: _part(book, part), book.file, texts, book.limits)
