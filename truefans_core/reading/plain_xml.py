"""XML of a few known elements without prefixes, comments, or anything rare: its tags found all at once.

What this way does not know it does not judge: it raises `Unusual`, and the event by event way reads the part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Places = np.ndarray[Any, np.dtype[np.int64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Bytes = np.ndarray[Any, np.dtype[np.uint8]]

_PAD = bytes(32)  # so that looking a few bytes past a tag stays inside
_SELF = 64  # added to the kind of an element that ends itself
_CLOSE = 32  # added to the kind of an end tag
_ATTRIBUTE = r' +([A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z_][A-Za-z0-9_.-]*)?)="([^"<&\x00-\x1f]*)"'
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE})* ?")
_EACH = re.compile(_ATTRIBUTE)
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,4}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_TAB, _LINE_FEED, _RETURN, _SPACE = 9, 10, 13, 32
_OPEN_SIGN, _CLOSE_SIGN, _SLASH = b"<>/"


class Unusual(Exception):  # noqa: N818 no error, but a case for the careful way
    """The XML has something this way does not know."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Elements, and which tag may follow which.

    Attributes:
        names: the elements; the place of a name, from 1, is the kind of its tag.
        texts: names of elements with text in them; there is none elsewhere.
        unread: names of elements whose attributes nobody reads: here they are only checked.
        follows: tag to the tags that may follow, written "v", "/v" for its end, "v/" for one that ends itself.
    """

    names: tuple[str, ...]
    texts: frozenset[str]
    unread: frozenset[str]
    follows: Mapping[str, Sequence[str]]

    def kind(self, tag: str) -> int:
        """The kind of a tag."""
        return self.names.index(tag.strip("/")) + 1 + _CLOSE * tag.startswith("/") + _SELF * tag.endswith("/")


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a piece of XML.

    Attributes:
        data: its bytes, with some noughts behind.
        opens: place of each "<".
        closes: place of each ">".
        kinds: what each is, as the grammar counts.
    """

    data: Bytes
    opens: Places
    closes: Places
    kinds: Bytes

    def of(self, *kinds: int) -> Mask:
        """Which tags are of these kinds."""
        found: Mask = self.kinds == kinds[0]
        for kind in kinds[1:]:
            found |= self.kinds == kind
        return found

    def texts(self, starts: Places, ends: Places) -> pa.Array:
        """The bytes between places, which ascend, as a string array."""
        if not len(starts):
            return pa.array([], pa.string())
        edges = np.empty(2 * len(starts), np.int32)
        edges[::2], edges[1::2] = starts, ends
        every = pa.StringArray.from_buffers(len(edges) - 1, pa.py_buffer(edges), pa.py_buffer(self.data))
        return every.take(pa.array(np.arange(0, len(edges), 2, dtype=np.int32)))


class Plain:
    """Finds the tags of pieces of XML that obey a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._start = np.zeros(1 << 16, np.uint8)  # kind by the two bytes after "<"
        self._spelled: dict[int, bytes] = {}
        for name in grammar.names:
            kind, raw = grammar.kind(name), name.encode()
            for second in (raw[1:2],) if len(raw) > 1 else (b">", b" ", b"/"):
                self._start[raw[0] << 8 | second[0]] = kind
            self._start[_SLASH << 8 | raw[0]] = kind + _CLOSE
            self._spelled[kind] = raw
        self._follows = np.zeros((128, 128), bool)
        for before, after in grammar.follows.items():
            self._follows[grammar.kind(before), [grammar.kind(tag) for tag in after]] = True
        self._texts = [grammar.kind(name) for name in grammar.texts]
        self._seen: set[str] = set()

    def tags(self, piece: bytes, first: str) -> Tags:
        """The tags of a piece that begins with a tag and ends with one.

        Raises:
            Unusual: where the piece is anything but plain.
        """
        data = np.frombuffer(piece + _PAD, np.uint8)
        body = data[: len(piece)]
        _check_signs(piece, body)
        opens, closes = np.flatnonzero(body == _OPEN_SIGN), np.flatnonzero(body == _CLOSE_SIGN)
        if (
            not len(opens)
            or len(opens) != len(closes)
            or opens[0] != 0
            or closes[-1] != len(piece) - 1
            or (opens >= closes).any()
            or (closes[:-1] >= opens[1:]).any()
        ):
            raise Unusual
        kinds = self._start[data[opens + 1].astype(np.uint16) << 8 | data[opens + 2]]
        kinds[(data[closes - 1] == _SLASH) & (kinds < _CLOSE)] += _SELF
        found = Tags(data, opens, closes, kinds)
        if not kinds.all() or kinds[0] % _SELF != self.grammar.kind(first):
            raise Unusual
        if not self._follows[kinds[:-1], kinds[1:]].all():
            raise Unusual
        between = closes[:-1] + 1 != opens[1:]
        if (between & ~found.of(*self._texts)[:-1]).any():
            raise Unusual
        self._check_spelling(found)
        return found

    def _check_spelling(self, tags: Tags) -> None:
        """See that names are whole, end tags have nothing else in them, and attributes are well-formed."""
        lengths = tags.closes - tags.opens - 1
        for name in self.grammar.names:
            kind, raw = self.grammar.kind(name), name.encode()
            end = tags.of(kind + _CLOSE)
            starts = tags.of(kind, kind + _SELF)
            if (lengths[end] != len(raw) + 1).any():
                raise Unusual
            for mask, skip in ((end, 2), (starts, 1)):
                places = tags.opens[mask] + skip
                for step in range(2 - skip, len(raw)):
                    if (tags.data[places + step] != raw[step]).any():
                        raise Unusual
            if name in self.grammar.unread:
                after = tags.opens[starts] + 1 + len(raw)
                closes = tags.closes[starts] - (tags.kinds[starts] > _SELF)
                attributed = after < closes
                if attributed.any():
                    for text in tags.texts(after[attributed], closes[attributed]).unique().to_pylist():
                        self._check_attributes(text)

    def _check_attributes(self, text: str) -> None:
        if text not in self._seen:
            attributes_of(text)
            self._seen.add(text)


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a tag, from the blank before the first.

    Raises:
        Unusual: where they are not plainly written.
    """
    found = _EACH.findall(text)
    attributes = dict(found)
    if not _ATTRIBUTES.fullmatch(text) or len(attributes) != len(found):
        raise Unusual
    return attributes


def unescaped(texts: pa.Array) -> pa.Array:
    """Texts with references resolved."""
    escaped = pc.match_substring(texts, "&")
    if not pc.any(escaped).as_py():
        return texts
    resolved = [_REFERENCE.sub(_sign, text) for text in texts.filter(escaped).to_pylist()]
    return pc.replace_with_mask(texts, escaped, pa.array(resolved, pa.string()))


def _sign(found: re.Match[str]) -> str:
    return _NAMED[found[1]] if found[1] else chr(int(found[2]))


def _check_signs(piece: bytes, body: Bytes) -> None:
    """See that every byte and reference may stand in XML, and none is changed by a parser (such as a lone return)."""
    control = body < _SPACE
    if control.any() and not np.isin(body[control], (_TAB, _LINE_FEED)).all():
        raise Unusual
    try:
        text = piece.decode()
    except UnicodeDecodeError as error:
        raise Unusual from error
    if not text.isascii() and ("\ufffe" in text or "\uffff" in text):
        raise Unusual
    if "&" in text:
        found = _REFERENCE.findall(text)
        codes = {int(code) for _, code in found if code}
        if len(found) != text.count("&") or any(
            code < _SPACE and code not in (_TAB, _LINE_FEED, _RETURN) for code in codes
        ):
            raise Unusual
