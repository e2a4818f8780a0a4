"""One slide: its headline, and below it sentences, a chart that can be edited, or a table that fits."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from truefans_core.report import slide_chart
from truefans_core.report.spoken import NUMBERS, heading, said, total
from truefans_core.words.safe import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.report.pack import Figure, Pack, Table

_LEFT, _WIDTH = 0.6, 12.13  # inches
_TOP, _FOOT = 1.75, 6.95
#: Length of a text to its size in points: the first that fits.
_HEADLINES = ((60, 30), (110, 26), (160, 22), (240, 18), (10_000, 14))
_FONT = "Arial"
#: Characters of the size in points 1 that fill an inch.
_PER_INCH = 144
_TABLE = 12
_MOST_IN_CELL = 240


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
        size = next(points for longest, points in _HEADLINES if len(text) <= longest)
        self._write(
            title.text_frame, (text,), size=size + (8 if front else 0), colour=brand.heading(), bold=True
        )
        title.text_frame.vertical_anchor = _anchor("BOTTOM" if front else "MIDDLE")
        if logo is not None:
            self._logo(logo, pack.options.client)
        self._foot(len(deck.slides))

    def lines(self, paragraphs: Sequence[str], *, beside: bool = False) -> tuple[str, ...]:
        """Sentences under each other; gives back those that found no room."""
        width = _WIDTH * (0.56 if beside else 1.0)
        room, size = _FOOT - self.top, 20
        fit: list[str] = []
        rest = [text for text in paragraphs if text]
        while rest:
            height = sum(_height(text, width, size) for text in (*fit, rest[0]))
            if fit and height > room:
                break
            fit.append(rest.pop(0))
        if not fit:
            return ()
        while size > 11 and sum(_height(text, width, size) for text in fit) > room:  # noqa: PLR2004 smallest to be read
            size -= 1
        box = self._box(_LEFT, self.top, width, room)
        self._write(box.text_frame, fit, size=size, colour=slide_chart.INK)
        return tuple(rest)

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

    def table(self, table: Table, *, start: int = 0, beside: bool = False) -> int:
        """Rows from `start` on as many as fit; gives the first row that did not."""
        from pptx.util import Inches, Pt

        left = _LEFT + (_WIDTH * 0.6 if beside else 0)
        width = _WIDTH * (0.4 if beside else 1.0)
        names = [heading(column, self.pack) for column in table.columns]
        body = [
            [
                plain_text(said(value, c.kind, self.pack), _MOST_IN_CELL)
                for value, c in zip(row, table.columns, strict=True)
            ]
            for row in table.rows[start : start + 30]
        ]
        shares = _widths([names, *body])
        size = _TABLE if len(names) <= 6 else 10  # noqa: PLR2004 more columns take smaller letters

        def height(row: Sequence[str]) -> float:
            return max(
                _height(text, max(width * share - 0.2, 0.3), size, gap=0.14)
                for text, share in zip(row, shares, strict=True)
            )

        used = height(names)
        shown: list[list[str]] = []
        for row in body:
            if used + height(row) > _FOOT - 0.2 - self.top and shown:
                break
            used += height(row)
            shown.append(row)
        end = start + len(shown)
        if (
            end == len(table.rows)
            and (last := total(table, self.pack))
            and used + height(last) <= _FOOT - self.top + 0.2
        ):
            shown.append(last)
        frame = self.slide.shapes.add_table(
            len(shown) + 1, len(names), Inches(left), Inches(self.top), Inches(width), Inches(used)
        )
        grid = frame.table
        for column, share in zip(grid.columns, shares, strict=True):
            column.width = Inches(width * share)
        for at, row in enumerate([names, *shown]):
            grid.rows[at].height = Inches(height(row))
            for place, text in enumerate(row):
                self._cell(
                    grid.cell(at, place),
                    text,
                    size,
                    head=at == 0,
                    right=place > 0 and table.columns[place].kind in NUMBERS,
                )
                grid.cell(at, place).margin_left = grid.cell(at, place).margin_right = Pt(6)
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


def _height(text: str, width: float, size: float, gap: float = 0.0) -> float:
    """Inches a text takes in a width, as high as it may come."""
    per_line = max(int(width * _PER_INCH / size), 4)
    wrapped = sum(1 + len(line) // per_line for line in text.split("\n"))
    return wrapped * size * 1.25 / 72 + (gap or size * 0.6 / 72)


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """The share of the width of each column, by its longest text."""
    longest = [min(max(max((len(row[i]) for row in rows), default=0), 7), 60) for i in range(len(rows[0]))]
    return [each / sum(longest) for each in longest]
