"""Bytes of a text file to Unicode: which encoding, and which lines it does not fit."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truefans_core.problems import Problem, Refused

_SAMPLE = 65_536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")
#: What western European text has beyond ASCII, as cp1252 bytes.
_WESTERN = frozenset(
    [0x80, 0x85, 0x8C, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9C, *range(0xA0, 0x100)]
)
_MANY = 0.3  # share of other than ASCII side by side, from which text is not western
_FEW_BAD = 0.1  # share of the non-ASCII lines that may be damaged in a UTF-8 file


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as UTF-8, with the encoding it came in. Lines that do not fit hold lone surrogates if `damaged`."""

    utf8: bytes
    encoding: str
    damaged: bool = False


def decode(data: bytes, stated: str | None = None) -> Decoded:
    """Decode by mark, strict UTF-8, UTF-16 by its zeros, then by evidence.

    Raises:
        Refused: R_OPTION where the stated encoding is not known.
    """
    if stated:
        try:
            codecs.lookup(stated)
            return _forgiving(data, stated)
        except (LookupError, ValueError) as error:  # no such encoding, or one of bytes or of addresses
            raise Refused(Problem("R_OPTION", params={"option": "encoding"})) from error
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _forgiving(
                data[len(mark) :], "utf-8" if encoding == "utf-8-sig" else encoding, shown=encoding
            )
    wide = _utf16(data[:_SAMPLE])
    if wide:
        return _forgiving(data, wide)
    if is_utf8(data):
        return Decoded(data, "utf-8")
    return _forgiving(data, "utf-8" if _mostly_utf8(data) else _guess(data))


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, told without making text of them."""
    if data.isascii():
        return True
    ends = pa.py_buffer(np.array([0, len(data)]))
    try:
        pa.LargeStringArray.from_buffers(1, ends, pa.py_buffer(data)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _forgiving(data: bytes, encoding: str, shown: str | None = None) -> Decoded:
    shown = shown or encoding
    try:
        return Decoded(data.decode(encoding).removeprefix("\ufeff").encode(), shown)
    except UnicodeDecodeError:
        if encoding.startswith("utf-16"):
            text = data[: len(data) // 2 * 2].decode(encoding, "replace").replace("\ufffd", "\udc80")
        else:
            text = data.decode(encoding, "surrogateescape")
        return Decoded(text.encode("utf-8", "surrogatepass"), shown, damaged=True)


def _utf16(head: bytes) -> str | None:
    nulls = head.count(0)
    if nulls <= len(head) // 5:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    return "utf-16-le" if odd > 9 * even else "utf-16-be" if even > 9 * odd else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether nearly all lines with other than ASCII are UTF-8: then the rest is damage, not another encoding."""
    good = bad = 0
    for line in data.splitlines():
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad += 1
    return good > 0 and bad <= max(1, _FEW_BAD * (good + bad))


def _guess(data: bytes) -> str:
    import chardet

    telling = b"\n".join(line for line in data[: 1 << 24].splitlines() if not line.isascii())[:_SAMPLE]
    high = _HIGH.findall(telling)
    western = all(byte[0] in _WESTERN for byte in high)
    if western and sum(map(len, _HIGH_RUN.findall(telling))) <= _MANY * len(high):
        return "cp1252"
    found = chardet.detect(telling)["encoding"] or "cp1252"
    try:
        return codecs.lookup(found).name
    except LookupError:
        return "cp1252"
