"""Distinct cells: each different text of a column is cleaned and parsed once, then spread over its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: A column of text: `pyarrow.Array`, plain or dictionary-encoded, or `ChunkedArray`.
Column: TypeAlias = Any
#: Cells that say "nothing here", lower case. "nan" is not among them: it is a failed calculation.
EMPTY = (
    "", "-", "–", "—", "--", "n/a", "n.a.", "na", "null", "none", "nil", "(blank)", "(none)", "(not set)",
)  # fmt: skip

_BREAKS = r"[\t\n\v\f\r\x{85}\x{2028}\x{2029}]+"
#: Control characters, zero-width characters, marks and overrides of writing direction, byte order mark.
_UNSEEN = (
    r"[\x{00}-\x{08}\x{0e}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{61c}\x{180e}\x{200b}-\x{200f}\x{202a}-\x{202e}"
    r"\x{2060}-\x{2064}\x{2066}-\x{206f}\x{feff}]"
)
_FACTOR, _LONGEST_SUMMED = np.uint64(0x9E3779B97F4A7C15), 64
_SPACE, _TILDE = 0x20, 0x7E  # the first and the last sign of ASCII that can be seen


@dataclass(frozen=True, slots=True)
class Cells:
    """A column as its distinct texts.

    Attributes:
        distinct: cleaned texts, none null; two raw cells may have become equal.
        places: for each row the index into `distinct`, null where the cell was empty.
    """

    distinct: pa.Array
    places: pa.Array

    def spread(self, values: pa.Array) -> pa.Array:
        """Values of the distinct texts, one per row."""
        if len(values) == 1 and not self.places.null_count:
            return pa.repeat(values[0], len(self.places))
        return values.take(self.places)

    def spread_mask(self, mask: pa.Array) -> pa.Array:
        """The same for a mask: rows without a cell are False, none is null."""
        return pc.fill_null(mask.take(self.places), fill_value=False)

    def parse(self, reader: Callable[[str], Any], type_: pa.DataType) -> pa.Array:
        """One value per row from a reader of single texts."""
        return self.spread(pa.array((reader(text) for text in self.distinct.to_pylist()), type_))


def as_text(column: Column) -> pa.Array:
    """The column as one string array."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if isinstance(column, pa.ChunkedArray):  # more than 2 GB of text do not fit one string array
        column = pa.chunked_array(column.chunks, pa.large_string()).combine_chunks()
    if isinstance(column, pa.DictionaryArray):
        return as_text(column.dictionary).take(column.indices)
    return column if column.type in (pa.string(), pa.large_string()) else pc.cast(column, pa.string())


def encode(column: Column) -> pa.DictionaryArray:
    """The column with each different text once; one that says the same throughout is told by its bytes."""
    if isinstance(column, pa.DictionaryArray):
        return column
    text = as_text(column)
    if _says_one(text):
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(text), np.int32)), text.slice(0, 1))
    return text.dictionary_encode()


def distinct_cells(column: Column, *, empty: Iterable[str] = EMPTY) -> Cells:
    """The distinct texts of a column, cleaned; those in `empty` (lower case) count as no cell."""
    encoded = encode(column)
    distinct = clean_text(encoded.dictionary)
    nothing = pc.is_in(pc.utf8_lower(distinct), value_set=pa.array(list(empty), distinct.type))
    places = encoded.indices
    if pc.any(nothing).as_py():
        kept = pc.if_else(nothing, pa.scalar(None, pa.int32()), pa.array(range(len(distinct)), pa.int32()))
        places = kept.take(places)
    return Cells(distinct, places)


def clean_text(column: Column) -> pa.Array:
    r"""Text for matching: composed (NFC), without control, zero-width and direction characters, trimmed.

    Line breaks and tabs become a space. The raw cell stays with the caller, for display.

    Example:
        >>> clean_text(pa.array(["  e\u0301a\u200b\n1 ", None])).to_pylist()
        ['éa 1', None]
    """
    text = as_text(column)
    least, most = _range(text)
    if least >= _SPACE and most <= _TILDE:
        return pc.ascii_trim_whitespace(text) if least == _SPACE else text
    if pc.any(pc.match_substring_regex(text, _BREAKS)).as_py():
        text = pc.replace_substring_regex(text, _BREAKS, " ")
    if not pc.all(pc.string_is_ascii(text)).as_py():
        text = pc.utf8_normalize(text, "NFC")
    if pc.any(pc.match_substring_regex(text, _UNSEEN)).as_py():
        text = pc.replace_substring_regex(text, _UNSEEN, "")
    return pc.utf8_trim_whitespace(text)


def lower(text: pa.Array) -> pa.Array:
    """Text in lower case; plain ASCII takes a tenth of the time."""
    return pc.ascii_lower(text) if _range(text)[1] <= _TILDE else pc.utf8_lower(text)


def by_text(column: Column, tell: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """What is told of each different text of a column, one entry per row."""
    encoded = encode(column)
    return tell(encoded.dictionary).take(encoded.indices)


def all_differ(text: pa.Array) -> bool:
    """Whether surely no two cells of a string array are alike: their checksums differ, and none is null."""
    signs = text_bytes(text)
    if text.null_count or not len(signs):
        return False
    starts = _ends(text) - _ends(text)[0]
    lengths = np.diff(starts)
    if lengths.max() > _LONGEST_SUMMED:
        return False
    padded = np.concatenate([signs, np.zeros(_LONGEST_SUMMED, np.uint8)])
    sums = lengths.astype(np.uint64)
    for place in range(int(lengths.max())):
        sums = sums * _FACTOR + padded[starts[:-1] + place] * (place < lengths)
    sums.sort()
    return bool((sums[1:] != sums[:-1]).all())


def _says_one(text: pa.Array) -> bool:
    """Whether every cell of a string array holds the same text, and none is null or empty."""
    signs = text_bytes(text)
    width = len(signs) // len(text) if len(text) else 0
    if text.null_count or not width or width * len(text) != len(signs):
        return False
    return bool((signs[width:] == signs[:-width]).all()) and bool((np.diff(_ends(text)) == width).all())


def _ends(text: pa.Array) -> np.ndarray[Any, Any]:
    """Where each cell of a string array begins in its bytes, and where the last one ends."""
    ends = np.frombuffer(text.buffers()[1], np.int32 if text.type == pa.string() else np.int64)
    return ends[text.offset : text.offset + len(text) + 1]


def _range(text: pa.Array) -> tuple[int, int]:
    """The least and the greatest byte in a string array; of an empty one those of a plain sign."""
    signs = text_bytes(text)
    return (int(signs.min()), int(signs.max())) if len(signs) else (_TILDE, _TILDE)


def text_bytes(text: pa.Array) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """The bytes of all cells of a string array in a row, without a copy."""
    ends, signs = text.buffers()[1:]
    if ends is None or signs is None or not len(text):
        return np.zeros(0, np.uint8)
    places = np.frombuffer(ends, np.int32 if text.type == pa.string() else np.int64)
    first, last = places[text.offset], places[text.offset + len(text)]
    return np.frombuffer(signs, np.uint8)[first:last]
