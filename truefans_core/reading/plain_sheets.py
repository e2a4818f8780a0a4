"""The fast way: a sheet written as programs write sheets, read many rows at once.

A sheet with anything else in it, be it one comment, is left to the careful way, which gives the same cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.problems import Refused
from truefans_core.reading.gathered import NO_VALUE
from truefans_core.reading.grids import Grid
from truefans_core.reading.plain_parts import Frame, pieces
from truefans_core.reading.plain_strings import undone
from truefans_core.reading.plain_xml import Grammar, Plain, Tags, Unusual, attributes_of, unescaped
from truefans_core.reading.shown import as_dates, as_moneys, as_numbers

if TYPE_CHECKING:
    import datetime as dt
    import zipfile

    from truefans_core.reading.limits import Limits
    from truefans_core.reading.spreadsheet_xml import Styles

Places = np.ndarray[Any, np.dtype[np.int64]]
_FRAME = Frame(re.compile(b"<sheetData>"), b"</sheetData>", b"</row>", frozenset({"row", "c", "rPh"}))
_MOST_ROWS = 1_048_576
_NUMBER = re.compile("[0-9]{1,9}")
_DIGITS = 7  # of the number of the last row
_VALUES = ("/c", "v", "v/")
_CELLS = ("c", "c/", "/row")
_ROWS = ("row", "row/")
_GRAMMAR = Grammar(
    ("row", "c", "v", "f", "is", "t"),
    texts=frozenset({"v", "f", "t"}),
    unread=frozenset({"v", "f", "is", "t"}),
    follows={
        "row": _CELLS, "row/": _ROWS, "/row": _ROWS,
        "c": ("f", "f/", "is", *_VALUES), "c/": _CELLS, "/c": _CELLS,
        "f": ("/f",), "/f": _VALUES, "f/": _VALUES,
        "v": ("/v",), "v/": ("/c",), "/v": ("/c",),
        "is": ("t",), "t": ("/t",), "/t": ("/is",), "/is": ("/c",),
    },
)  # fmt: skip
_ROW, _CELL, _VALUE, _FORMULA, _TEXT = (_GRAMMAR.kind(name) for name in ("row", "c", "v", "f", "t"))
_CELL_ALONE, _ROW_ALONE, _FORMULA_ALONE = (_GRAMMAR.kind(f"{name}/") for name in ("c", "row", "f"))


class Meaning(NamedTuple):
    """What cells refer to.

    Attributes:
        strings: the shared ones, null where empty.
        styles: what styles show numbers as.
        start: day nought of the calendar.
    """

    strings: pa.Array
    styles: Styles
    start: dt.datetime


class _Numbered(NamedTuple):
    """Row tags or cell tags with the place they say to be at."""

    at: Places  # row number, or column from nought
    rest: pa.DictionaryArray  # what is written after it


def read_plain(part: zipfile.ZipExtFile, file: str, meaning: Meaning, limits: Limits) -> Grid | None:
    """The cells of a sheet, or None where the careful way has to judge."""
    reader = _Reader(meaning, limits)
    try:
        for piece in pieces(part, file, _FRAME):
            reader.take(piece)
    except (Unusual, Refused, pa.ArrowInvalid, UnicodeEncodeError):
        return None
    return reader.grid


class _Reader:
    """Reads the rows of a sheet piece by piece."""

    def __init__(self, meaning: Meaning, limits: Limits) -> None:
        self.meaning, self.limits = meaning, limits
        self.grid = Grid()
        self._plain = Plain(_GRAMMAR)
        self._last = 0

    def take(self, piece: bytes) -> None:
        """Add the rows of a piece."""
        tags = self._plain.tags(piece, "row")
        lines, hidden = self._lines(tags)
        is_cell = tags.of(_CELL, _CELL_ALONE)
        row_of = (np.cumsum(tags.of(_ROW, _ROW_ALONE)) - 1)[is_cell]
        cells = _numbered(tags, np.flatnonzero(is_cell), b'<c r="')
        column = cells.at
        ordered = (row_of[1:] != row_of[:-1]) | (column[1:] > column[:-1])
        if not ordered.all() or (len(column) and column.max() >= self.limits.columns):
            raise Unusual
        texts, place_of = self._texts(tags, is_cell, cells.rest)
        self._add(lines.at, hidden, row_of, column, texts, place_of)

    def _lines(self, tags: Tags) -> tuple[_Numbered, np.ndarray[Any, np.dtype[np.bool_]]]:
        """The rows, and which are hidden."""
        rows = _numbered(tags, np.flatnonzero(tags.of(_ROW, _ROW_ALONE)), b'<row r="')
        rests = [attributes_of(text) for text in rows.rest.dictionary.to_pylist()]
        hides = [rest.get("hidden") in ("1", "true") for rest in rests]
        first, last = int(rows.at[0]), int(rows.at[-1])
        if (
            first <= self._last
            or last > _MOST_ROWS
            or any("r" in rest for rest in rests)
            or (np.diff(rows.at) <= 0).any()
        ):
            raise Unusual
        self._last = last
        return rows, np.array(hides, bool)[np.asarray(rows.rest.indices)]

    def _texts(
        self, tags: Tags, is_cell: np.ndarray[Any, np.dtype[np.bool_]], rest: pa.DictionaryArray
    ) -> tuple[pa.Array, Places]:
        """Texts as shown, and for each cell the place of its text; -1 where it is empty."""
        cell_of = np.cumsum(is_cell) - 1
        count = int(cell_of[-1]) + 1
        written = np.flatnonzero(tags.of(_VALUE, _TEXT))
        written = written[tags.closes[written] + 1 < tags.opens[written + 1]]  # something in it
        owners = cell_of[written]
        texts = tags.texts(tags.closes[written] + 1, tags.opens[written + 1])
        formula = np.zeros(count, bool)
        formula[cell_of[tags.of(_FORMULA, _FORMULA_ALONE)]] = True
        kinds = [self._kind(text) for text in rest.dictionary.to_pylist()]
        kind_of = np.asarray(rest.indices)
        is_error = np.array([kind == "e" for kind in kinds], bool)[kind_of]
        is_str = np.array([kind == "str" for kind in kinds], bool)[kind_of]
        unsaid = formula & ~is_str
        unsaid[owners] = False
        unsaid |= is_error
        pieces = [pa.array([NO_VALUE], pa.string())]
        place_of = np.where(unsaid, 0, -1)
        size = 1
        for kind in sorted(set(kinds) - {"e"}):
            wanted = np.array([each == kind for each in kinds], bool)[kind_of][owners]
            if wanted.any():
                shown = self._shown(kind, texts if wanted.all() else texts.filter(pa.array(wanted)))
                place_of[owners[wanted]] = np.arange(size, size + len(shown))
                pieces.append(shown)
                size += len(shown)
        together = pa.concat_arrays(pieces)
        if together.null_count:  # shared strings may be empty
            empty = np.asarray(pc.is_null(together))
            place_of[(place_of >= 0) & empty[place_of]] = -1
        return together, place_of

    def _kind(self, rest: str) -> str:
        """The type of cells with these attributes; "date" where a style makes it one, "n€" for money so shown."""
        attributes = attributes_of(rest)
        style = attributes.get("s") or "0"
        if not _NUMBER.fullmatch(style) or "r" in attributes:
            raise Unusual
        kind = attributes.get("t", "n")
        if kind != "n":
            return kind
        styles = self.meaning.styles
        return "date" if int(style) in styles.dates else f"n{styles.signs.get(int(style), '')}"

    def _shown(self, kind: str, texts: pa.Array) -> pa.Array:
        """Texts of cells of one type as a person sees them."""
        texts = unescaped(texts)
        match kind:
            case "s":
                return self._shared(texts)
            case "b":
                return pc.if_else(pc.equal(texts, "1"), "TRUE", "FALSE")
            case "date":
                return as_dates(texts, self.meaning.start)
            case "n":
                return as_numbers(texts)
            case _ if kind.startswith("n"):
                return as_moneys(texts, kind[1:])
            case _:
                return undone(texts)

    def _shared(self, texts: pa.Array) -> pa.Array:
        """The shared strings with these numbers."""
        if not pc.all(pc.match_substring_regex(texts, r"\A[0-9]{1,9}\z")).as_py():
            raise Unusual
        places = np.asarray(pc.cast(texts, pa.int64()))
        beyond = places >= len(self.meaning.strings)
        if not beyond.any():
            return self.meaning.strings.take(pa.array(places))
        found = self.meaning.strings.take(pa.array(places, mask=beyond))
        return pc.if_else(pa.array(beyond), NO_VALUE, found)

    def _add(
        self, lines: Places, hidden: Any, row_of: Places, column: Places, texts: pa.Array, place_of: Places
    ) -> None:
        """Put the cells of a piece into columns; rows without any are left out."""
        filled = place_of >= 0
        row_of, column, place_of = row_of[filled], column[filled], place_of[filled]
        has_cells = np.zeros(len(lines), bool)
        has_cells[row_of] = True
        if not has_cells.any():
            return
        new_row = np.cumsum(has_cells) - 1
        row_of, count = new_row[row_of], int(has_cells.sum())
        order = np.argsort(column.astype(np.uint16), kind="stable")
        numbers, starts = np.unique(column[order], return_index=True)
        columns: dict[int, pa.Array] = {}
        for number, places in zip(numbers.tolist(), np.split(order, starts[1:]), strict=True):
            wanted = np.full(count, -1, np.int64)
            wanted[row_of[places]] = place_of[places]
            columns[number] = texts.take(pa.array(wanted, mask=wanted < 0))
        self.grid.lines.append(lines[has_cells])
        self.grid.columns.append(columns)
        self.grid.hidden += int((hidden & has_cells).sum())


def _numbered(tags: Tags, places: Places, start: bytes) -> _Numbered:
    """Read the references of tags that start so: the columns of cells, or the numbers of rows."""
    of_rows = start.startswith(b"<row")
    opens = tags.opens[places]
    for step in range(2, len(start)):
        if (tags.data[opens + step] != start[step]).any():
            raise Unusual
    at = opens + len(start)
    found, at = (np.zeros(len(at), np.int64), at) if of_rows else _letters(tags, at)
    open_ended = np.ones(len(at), bool)
    count = np.zeros(len(at), np.int64)
    for _ in range(_DIGITS):
        sign = tags.data[at + count]
        open_ended &= (sign >= ord("0")) & (sign <= ord("9"))
        if not open_ended.any():
            break
        if of_rows:
            found = np.where(open_ended, found * 10 + sign - ord("0"), found)
        count += open_ended
    ends = at + count
    if (count == 0).any() or (tags.data[ends] != ord('"')).any():
        raise Unusual
    closes = tags.closes[places] - (tags.data[tags.closes[places] - 1] == ord("/"))
    return _Numbered(found, tags.texts(ends + 1, closes).dictionary_encode())


def _letters(tags: Tags, at: Places) -> tuple[Places, Places]:
    """The columns, from nought, that one to three letters name, and where these end."""
    column, letter = np.zeros(len(at), np.int64), np.ones(len(at), bool)
    for _ in range(3):
        sign = tags.data[at]
        letter = letter & (sign >= ord("A")) & (sign <= ord("Z"))
        column = np.where(letter, column * 26 + sign - ord("A") + 1, column)
        at = at + letter
    if (column == 0).any():
        raise Unusual
    return column - 1, at
