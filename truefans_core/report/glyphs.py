"""Which letters the bundled fonts can show, and text without those they cannot.

Latin, Greek and Cyrillic are there; for other scripts a report says that letters are missing instead of showing
nothing. The map of a font is read as the OpenType specification states it (`cmap`, formats 4 and 12).
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib.resources import files

FONT = "Liberation Sans"
#: Stands in the place of a letter that the fonts do not have.
MISSING = "\u25a1"
_WHITE = "\n\t "


@cache
def covered() -> frozenset[int]:
    """Code points that every bundled font shows."""
    folder = files("truefans_core.report").joinpath("fonts")
    fonts = [entry.read_bytes() for entry in folder.iterdir() if entry.name.endswith(".ttf")]
    return frozenset.intersection(*(frozenset(_mapped(font)) for font in fonts))


def shown(text: str) -> tuple[str, int]:
    """The text as the fonts can show it, composed, and how many letters they cannot.

    Example:
        >>> shown("Ünal \u6f22 Кир"), shown("e\u0301")
        (('Ünal □ Кир', 1), ('é', 0))
    """
    there = covered()
    kept, missing = [], 0
    for sign in unicodedata.normalize("NFC", text):
        if sign in _WHITE or ord(sign) in there:
            kept.append(sign)
        elif unicodedata.category(sign) not in (
            "Cf",
            "Mn",
            "Me",
            "Cc",
        ):  # joiners and marks go without a trace
            kept.append(MISSING)
            missing += 1
    return "".join(kept), missing


def _mapped(font: bytes) -> set[int]:
    """Code points a TrueType font has a glyph for."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {
        font[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">I", font, 20 + 16 * i)[0] for i in range(count)
    }
    cmap = tables[b"cmap"]
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    found: set[int] = set()
    for i in range(subtables):
        at = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * i)[0]
        (kind,) = struct.unpack_from(">H", font, at)
        if kind == 4:  # noqa: PLR2004 segments of the basic plane
            found |= _segments(font, at)
        elif kind == 12:  # noqa: PLR2004 groups of all planes
            (groups,) = struct.unpack_from(">I", font, at + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * group)
                found |= set(range(first, last + 1))
    return found


def _segments(font: bytes, at: int) -> set[int]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    segments = double // 2
    ends, starts = at + 14, at + 16 + double
    deltas, offsets = starts + double, starts + 2 * double
    found: set[int] = set()
    for i in range(segments):
        first, last, delta, offset = (
            struct.unpack_from(">H", font, place + 2 * i)[0] for place in (starts, ends, deltas, offsets)
        )
        for code in range(first, last + 1):
            if offset:
                (glyph,) = struct.unpack_from(">H", font, offsets + 2 * i + offset + 2 * (code - first))
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph and code != 0xFFFF:  # noqa: PLR2004 the last segment ends the list
                found.add(code)
    return found
