"""One slide: its headline, and below it sentences, a chart that can be edited, or a table that fits."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from truefans_core.report import letters, slide_chart
from truefans_core.report.slide_grid import MARGIN, POINTS, SPARE, Grid
from truefans_core.report.spoken import NUMBERS, heading, large, said, total
from truefans_core.words.safe import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.report.pack import Figure, Pack, Table

_LEFT, _WIDTH = 0.6, 12.13  # inches
_TOP, _FOOT = 1.75, 6.95
#: Sizes of letters in points, the largest first: the first that fits is taken.
_HEADLINES, _SENTENCES, _CELLS = (
    (30, 28, 26, 24, 22, 20, 18, 16, 14),
    (22, 20, 18, 16, 14, 12),
    (18, 16, 14, 12, 11, 10),
)
#: Below this size sentences go on on another slide, rows of a table too.
_SMALLEST_SENTENCE, _SMALLEST_ROWS = 16, 12
_FONT = "Arial"
_MOST_IN_CELL, _MOST_ROWS = 240, 90
_FRONT, _TILES = 36, 5


class Slide:
    """A slide under its headline; `front` is the first one."""

    def __init__(self, deck: Any, pack: Pack, headline: str, *, front: bool = False) -> None:
        self.pack, self.front = pack, front
        self.top = 3.2 if front else _TOP
        self.slide = deck.slides.add_slide(deck.slide_layouts[5])
        brand = pack.options.brand
        self._mark(0 if front else 1.55, 0.25 if front else 0.04, whole=front)
        title = self.slide.shapes.title
        logo = brand.logo
        self._place(
            title,
            _LEFT,
            1.3 if front else 0.45,
            _WIDTH - (1.9 if logo is not None else 0),
            1.5 if front else 1.05,
        )
        text = plain_text(headline, 400)
        room = (_WIDTH - 0.2 - (1.9 if logo is not None else 0)) * POINTS * SPARE
        high = (1.5 if front else 1.0) * POINTS
        size = next(
            (
                n
                for n in (_FRONT, *_HEADLINES)[not front :]
                if letters.lines(text, n, room, bold=True) * n * 1.2 <= high
            ),
            12,
        )
        self._write(
            title.text_frame,
            (text,),
            size=size,
            colour=brand.heading(),
            bold=True,
        )
        title.text_frame.vertical_anchor = _anchor("BOTTOM" if front else "MIDDLE")
        if logo is not None:
            self._logo(logo, pack.options.client)
        self._foot(len(deck.slides))

    def lines(self, paragraphs: Sequence[str]) -> tuple[str, ...]:
        """Sentences under each other, as large as they fit; gives back those that found no room."""
        fit = [text for text in paragraphs if text]
        if not fit:
            return ()
        room = _FOOT - self.top
        rest: list[str] = []
        while len(fit) > 1 and _together(fit, _SMALLEST_SENTENCE) > room:
            rest.insert(0, fit.pop())
        size = next((n for n in _SENTENCES if _together(fit, n) <= room), _SENTENCES[-1])
        box = self._box(_LEFT, self.top, _WIDTH, room)
        self._write(box.text_frame, fit, size=size, colour=slide_chart.INK)
        self.top += _together(fit, size) + 0.2
        return tuple(rest)

    def tiles(self, table: Table) -> None:
        """Key figures, each large over its name, side by side at the foot."""
        shown = table.rows[:_TILES]
        wide, top = _WIDTH / len(shown), max(self.top, 4.3)
        texts = [plain_text(large(value, table.columns[1].kind, self.pack), 40) for _, value in shown]
        room = (wide - 0.4) * POINTS * SPARE
        size = next(
            (n for n in _HEADLINES if all(letters.width(text, n, bold=True) <= room for text in texts)), 12
        )
        for at, (text, (name, _)) in enumerate(zip(texts, shown, strict=True)):
            box = self._box(_LEFT + at * wide, top, wide - 0.1, 0.7)
            box.text_frame.vertical_anchor = _anchor("BOTTOM")
            self._write(
                box.text_frame, (text,), size=size, colour=self.pack.options.brand.heading(), bold=True
            )
            under = self._box(_LEFT + at * wide, top + 0.7, wide - 0.1, 0.9)
            self._write(under.text_frame, (plain_text(name, 120),), size=14, colour=slide_chart.QUIET)

    def small(self, text: str, *, foot: bool = False) -> None:
        """A quiet line above what is shown, or below it."""
        box = self._box(_LEFT, _FOOT - 0.2 if foot else _TOP - 0.08, _WIDTH, 0.3)
        self._write(box.text_frame, (text,), size=12, colour=slide_chart.QUIET)
        if not foot:
            self.top = _TOP + 0.3

    def notes(self, lines: Sequence[str]) -> None:
        """What the speaker reads: how it was made and of what."""
        frame = self.slide.notes_slide.notes_text_frame
        frame.text = plain_text("\n".join(lines))

    def chart(self, figure: Figure) -> bool:
        """The figure's chart with its numbers in it; a sentence in its place where it cannot be drawn."""
        from pptx.util import Inches

        try:
            data, kind = slide_chart.data_of(figure, self.pack)
            frame = self.slide.shapes.add_chart(
                kind, Inches(_LEFT), Inches(self.top), Inches(_WIDTH), Inches(_FOOT - self.top), data
            )
            slide_chart.dress(frame.chart, figure, self.pack)
        except Exception:  # noqa: BLE001 whatever the library throws, the rest of the deck stands
            self.small(self.pack.say("charts.failed"))
            return False
        named = frame._element.nvGraphicFramePr.cNvPr  # noqa: SLF001 the library has no other door to the text
        named.set("descr", plain_text(figure.sentence, 1000))
        named.set("name", plain_text(f"{figure.number} {figure.title}", 200))
        return True

    def table(self, table: Table, *, start: int = 0) -> int:
        """Rows from `start` on as many as fit, as large as all of them fit; gives the first row that did not."""
        from pptx.util import Inches, Pt

        names = [heading(column, self.pack) for column in table.columns]
        body = [
            [
                plain_text(said(value, c.kind, self.pack), _MOST_IN_CELL)
                for value, c in zip(row, table.columns, strict=True)
            ]
            for row in table.rows[:_MOST_ROWS]
        ]
        last = total(table, self.pack)
        room = _FOOT - 0.2 - self.top
        for size in _CELLS:
            grid = Grid([names, *body, *([last] if last else [])], size, _WIDTH)
            if grid.whole and (size <= _SMALLEST_ROWS or sum(grid.heights) <= room):
                break
        end, used = start, grid.heights[0]
        while end < len(body) and (end == start or used + grid.heights[end + 1] <= room):
            used += grid.heights[end + 1]
            end += 1
        lines = [(0, names), *enumerate(body[start:end], start + 1)]
        if last and end == len(table.rows) and used + grid.heights[-1] <= room + 0.4:
            lines.append((-1, last))
        frame = self.slide.shapes.add_table(
            len(lines), len(names), Inches(_LEFT + 0.1), Inches(self.top), Inches(_WIDTH - 0.1), Inches(used)
        )
        for column, wide in zip(frame.table.columns, grid.widths, strict=True):
            column.width = Inches(wide)
        for at, (measured, row) in enumerate(lines):
            frame.table.rows[at].height = Inches(grid.heights[measured])
            for place, text in enumerate(row):
                cell = frame.table.cell(at, place)
                right = place > 0 and table.columns[place].kind in NUMBERS
                self._cell(cell, text, size, head=measured <= 0, right=right)
                cell.margin_left = cell.margin_right = Pt(MARGIN)
        return end

    def _cell(self, cell: Any, text: str, size: int, *, head: bool, right: bool) -> None:
        from pptx.dml.color import RGBColor
        from pptx.enum.text import PP_ALIGN

        self._write(cell.text_frame, (text,), size=size, colour=slide_chart.INK, bold=head)
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string("E8EDF5" if head else "FFFFFF")

    def _mark(self, top: float, height: float, *, whole: bool) -> None:
        """The line in the client's colour."""
        from pptx.dml.color import RGBColor
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Inches

        width = 13.333 if whole else 0.9
        line = self.slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            Inches(0 if whole else _LEFT + 0.1),
            Inches(top),
            Inches(width),
            Inches(height),
        )
        line.fill.solid()
        line.fill.fore_color.rgb = RGBColor.from_string(self.pack.options.brand.mark().lstrip("#").upper())
        line.line.fill.background()
        line.shadow.inherit = False

    def _logo(self, logo: Any, client: str) -> None:
        from pptx.util import Inches

        width, height = (2.4, 1.0) if self.front else (1.6, 0.6)
        scale = min(width / logo.width, height / logo.height)
        drawn = self.slide.shapes.add_picture(
            io.BytesIO(logo.png),
            Inches(_LEFT + _WIDTH - logo.width * scale),
            Inches(0.5),
            Inches(logo.width * scale),
            Inches(logo.height * scale),
        )
        named = drawn._element.nvPicPr.cNvPr  # noqa: SLF001 the library has no other door to the text
        named.set("descr", plain_text(client or self.pack.say("report.logo"), 200))
        named.set("name", "logo")

    def _foot(self, number: int) -> None:
        from pptx.enum.text import PP_ALIGN

        footer = self.pack.options.brand.footer or self.pack.title
        left = self._box(_LEFT, 7.0, _WIDTH - 1.2, 0.3)
        self._write(left.text_frame, (f"{footer} · {self.pack.about[0]}",), size=10, colour=slide_chart.QUIET)
        right = self._box(_LEFT + _WIDTH - 1, 7.0, 1, 0.3)
        self._write(right.text_frame, (str(number),), size=10, colour=slide_chart.QUIET)
        right.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT

    def _box(self, left: float, top: float, width: float, height: float) -> Any:
        from pptx.util import Inches

        box = self.slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
        box.text_frame.word_wrap = True
        return box

    @staticmethod
    def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
        from pptx.util import Inches

        shape.left, shape.top, shape.width, shape.height = (Inches(n) for n in (left, top, width, height))

    @staticmethod
    def _write(frame: Any, paragraphs: Sequence[str], *, size: int, colour: str, bold: bool = False) -> None:
        from pptx.dml.color import RGBColor
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        lines = [line for text in paragraphs for line in plain_text(text).split("\n")]
        for at, text in enumerate(lines or [""]):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FONT
            run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.space_after = Pt(size * 0.5 if len(lines) > 1 else 0)


def _anchor(name: str) -> Any:
    from pptx.enum.text import MSO_ANCHOR

    return getattr(MSO_ANCHOR, name)


def _together(paragraphs: Sequence[str], size: float) -> float:
    """Inches that sentences take under each other."""
    room = (_WIDTH - 0.2) * POINTS * SPARE
    return sum((letters.lines(text, size, room) * 1.2 + 0.5) * size / POINTS for text in paragraphs) + 0.1
