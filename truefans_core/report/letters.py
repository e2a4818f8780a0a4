"""How much room words take: measured with the bundled font, which is as wide as Arial in every letter.

What no font measures (other scripts) counts as a square. Everything is in points; lines break between words, and
within a word only where it is wider than its room.
"""

from __future__ import annotations

import math
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from truefans_core.report.glyphs import covered

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Rows that decide how wide a column is.
_MEASURED = 100


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line in points.

    Example:
        >>> round(width("Wide", 10), 1), round(width("漢字", 10), 1)
        (22.8, 20.0)
    """
    return sum(_advance(sign, bold=bold) for sign in text) * size


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a room of so many points.

    Example:
        >>> lines("one two three", 10, 45), lines("incomprehensibilities", 10, 45), lines("", 10, 45)
        (2, 3, 1)
    """
    count = 0
    space = _advance(" ", bold=bold) * size
    for paragraph in text.split("\n"):
        count, used = count + 1, 0.0
        for word in paragraph.split(" "):
            wide = width(word, size, bold=bold)
            if used and used + space + wide > room:
                count, used = count + 1, 0.0
            over = int(wide / room) if wide > room else 0
            count += over
            used += (space if used else 0.0) + wide - over * room
    return count


def columns(rows: Sequence[Sequence[str]], size: float, room: float, gap: float) -> list[float]:
    """Widths of the columns of a table that together fill a room, in points.

    A column that fits as it is keeps its width; the others share what is left by the root of what they ask for, so
    that long texts get more, none narrower than its longest word where there is room for all of them.

    Args:
        rows: every cell as text, the header (bold) first.
        size: of the letters.
        room: width of the table.
        gap: empty room within each column.

    Example:
        >>> round(sum(columns([["A", "B"], ["one", "a long sentence of many words indeed"]], 10, 120, 4)))
        120
    """
    wanted = natural(rows, size, gap)
    least = [_most(rows[:_MEASURED], i, size, words=True) + gap for i in range(len(rows[0]))]
    total = sum(wanted)
    if total <= room:
        return [each * room / total for each in wanted]
    found: dict[int, float] = {}
    while len(found) < len(wanted):
        others = [i for i in range(len(wanted)) if i not in found]
        left, roots = room - sum(found.values()), sum(math.sqrt(wanted[i]) for i in others)
        shares = {i: left * math.sqrt(wanted[i]) / roots for i in others}
        settled = {i: wanted[i] for i in others if wanted[i] <= shares[i]} or {
            i: least[i] for i in others if least[i] > shares[i]
        }
        found |= settled if settled and len(settled) < len(others) else shares
    return [found[i] * room / sum(found.values()) for i in range(len(wanted))]


def natural(rows: Sequence[Sequence[str]], size: float, gap: float) -> list[float]:
    """Widths of the columns with each cell on one line, in points; see `columns`."""
    return [_most(rows[:_MEASURED], i, size) + gap for i in range(len(rows[0]))]


def _most(rows: Sequence[Sequence[str]], column: int, size: float, *, words: bool = False) -> float:
    """The widest cell of a column, or the widest word in it."""
    return max(
        width(part, size, bold=at == 0)
        for at, row in enumerate(rows)
        for part in (row[column].split() if words else row[column].split("\n")) or [""]
    )


@cache
def _advance(sign: str, *, bold: bool) -> float:
    """Width of a sign, of a size of 1."""
    if unicodedata.combining(sign):
        return 0.0
    if ord(sign) not in covered():
        return 1.0
    return float(_font(bold=bold).getlength(sign)) / 1000


@cache
def _font(*, bold: bool) -> Any:
    from PIL import ImageFont

    name = "LiberationSans-Bold.ttf" if bold else "LiberationSans-Regular.ttf"
    return ImageFont.truetype(str(files("truefans_core.report").joinpath("fonts", name)), 1000)
