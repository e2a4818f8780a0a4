"""The strings that the cells of a workbook share, many at once where they are plain."""

from __future__ import annotations

import io
import re
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.problems import Refused
from truefans_core.reading.plain_parts import Frame, pieces
from truefans_core.reading.plain_xml import Grammar, Plain, Unusual, unescaped
from truefans_core.reading.spreadsheet_xml import plain, shared_strings

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable

_FRAME = Frame(re.compile(rb"<sst(?: [^<>]*)?>"), b"</sst>", b"</si>", frozenset({"si", "t", "rPh"}))
_GRAMMAR = Grammar(
    ("si", "t", "phoneticPr"),
    texts=frozenset({"t"}),
    unread=frozenset({"si", "t", "phoneticPr"}),
    follows={
        "si": ("t", "t/"), "t": ("/t",), "t/": ("/si", "phoneticPr/"), "/t": ("/si", "phoneticPr/"),
        "phoneticPr/": ("/si",), "/si": ("si",),
    },
)  # fmt: skip
_ITEM, _TEXT, _NO_TEXT = (_GRAMMAR.kind(tag) for tag in ("si", "t", "t/"))


class Strings:
    """The shared strings of a workbook, as one way or the other needs them."""

    def __init__(self, texts: list[str] | None = None, array: pa.Array | None = None) -> None:
        self._texts, self._array = texts, array

    @cached_property
    def texts(self) -> list[str]:
        """One by one; "" where empty."""
        if self._texts is None:
            return [] if self._array is None else [text or "" for text in self._array.to_pylist()]
        return self._texts

    @cached_property
    def array(self) -> pa.Array:
        """As a string array, null where empty.

        Raises:
            UnicodeEncodeError: where a string has half a sign.
        """
        if self._array is None:
            return pa.array([text or None for text in self._texts or ()], pa.string())
        return self._array


def read_strings(opened: Callable[[], zipfile.ZipExtFile], file: str) -> Strings:
    """The shared strings of a part, which can be opened twice.

    Raises:
        Refused: R_DAMAGED.
    """
    reader = Plain(_GRAMMAR)
    try:
        with opened() as part:
            arrays = [_strings(reader, piece, file) for piece in pieces(part, file, _FRAME)]
        return Strings(array=pa.concat_arrays([pa.array([], pa.string()), *arrays]))
    except (Unusual, Refused, pa.ArrowInvalid, UnicodeEncodeError):
        with opened() as part:
            return Strings(texts=shared_strings(part, file))


def _strings(reader: Plain, piece: bytes, file: str) -> pa.Array:
    """The strings of a piece; one with a rare thing in it, such as a word in bold, is parsed with care."""
    try:
        tags = reader.tags(piece, "si")
    except Unusual:
        if b"<!" in piece or b"<?" in piece:
            raise
        return Strings(texts=shared_strings(io.BytesIO(b"<sst>" + piece + b"</sst>"), file)).array
    places = np.flatnonzero(tags.of(_TEXT, _NO_TEXT))  # an item has one
    filled = tags.kinds[places] == _TEXT
    ends = np.where(filled, tags.opens[np.minimum(places + 1, len(tags.opens) - 1)], tags.closes[places] + 1)
    texts = undone(unescaped(tags.texts(tags.closes[places] + 1, ends)))
    empty = pc.equal(texts, "")
    return pc.if_else(empty, pa.scalar(None, pa.string()), texts) if pc.any(empty).as_py() else texts


def undone(texts: pa.Array) -> pa.Array:
    """Texts with the escapes of the format undone."""
    escaped = pc.match_substring(texts, "_x")
    if not pc.any(escaped).as_py():
        return texts
    made = pa.array([plain(text) for text in texts.filter(escaped).to_pylist()], pa.string())
    return pc.replace_with_mask(texts, escaped, made)
