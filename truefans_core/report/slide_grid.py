"""The table of a slide, measured before it is drawn: how wide its columns are and how high its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truefans_core.report import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

POINTS = 72  # an inch
#: Other programs draw letters a little wider than they were measured.
SPARE = 0.94
MARGIN = 5  # points on either side of a cell


class Grid:
    """A table measured at a size: widths and heights in inches, and whether no word is broken."""

    def __init__(self, rows: Sequence[Sequence[str]], size: float, width: float) -> None:
        gap = 2 * MARGIN + 2
        points = letters.columns(rows, size / SPARE, (width - 0.1) * POINTS, gap)
        self.widths = [each / POINTS for each in points]
        self.heights = [
            max(
                letters.lines(text, size / SPARE, wide - gap + 1, bold=at == 0) * size * 1.2 / POINTS + 0.12
                for text, wide in zip(row, points, strict=True)
            )
            for at, row in enumerate(rows)
        ]
        self.whole = all(
            letters.width(word, size / SPARE, bold=at == 0) <= wide - gap + 1
            for at, row in enumerate(rows)
            for text, wide in zip(row, points, strict=True)
            for word in text.split()
        )
