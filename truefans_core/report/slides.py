"""A report as slides: a title, then one message a slide as its headline, with a chart that can be edited.

What each figure rests on stands in the notes of its slide. All text passes `plain_text`, which a slide shows and
nothing reads; words in the workbook behind a chart pass `safe_cell`.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from truefans_core.report.pack import Figure
from truefans_core.report.slide import Slide
from truefans_core.report.spoken import heading
from truefans_core.report.turns import in_turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from truefans_core.report.pack import Pack, Section
    from truefans_core.report.turns import Progress

#: Figures whose lines are told in the notes of every slide instead.
_IN_NOTES = ("trail",)
_MOST_HEADLINE = 200


def slides(pack: Pack, progress: Progress | None = None) -> bytes:
    """The PPTX file of a report.

    Args:
        pack: what to show.
        progress: told each part before it is begun.
    """
    from pptx import Presentation
    from pptx.util import Inches

    from truefans_core.report.archive import sealed_deck
    from truefans_core.words.safe import plain_text

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    stamp = dt.datetime.combine(pack.as_of, dt.time())
    about = deck.core_properties
    about.title, about.author = plain_text(pack.title), plain_text(pack.options.brand.author or "True fans")
    about.last_modified_by, about.created, about.modified = about.author, stamp, stamp
    about.language, about.revision = pack.say.language, 1
    _title(deck, pack)
    shown = [section for section in pack.sections if not section.only_workbook]
    for section in in_turn(pack, shown, progress):
        for _ in _of(deck, pack, section):
            pass
    written = io.BytesIO()
    deck.save(written)
    result = sealed_deck(written.getvalue(), pack.as_of)
    return result


def _title(deck: object, pack: Pack) -> None:
    first = next((s.paragraphs[0] for s in pack.sections if s.id == "answer" and s.paragraphs), "")
    slide = Slide(deck, pack, pack.title, front=True)
    slide.lines((first, " · ".join(pack.about)))
    slide.notes((pack.say("report.footer", version=pack.version),))


def _of(deck: object, pack: Pack, section: Section) -> Iterator[Slide]:
    """The slides of a part; what the answer told is not told again."""
    answer = pack.section("answer")
    already = () if answer is None or answer is section else answer.paragraphs
    answered = section.id == "answer" and len(section.paragraphs) > 0
    key = next((f for f in section.figures if f.id == "key"), None)
    if answered:
        slide = Slide(deck, pack, section.paragraphs[0])
        rest = slide.lines(section.paragraphs[1:])
        if key is not None:
            slide.notes(_source(key, pack))
        if key is not None and key.table is not None and not rest:
            slide.tiles(key.table)
        else:
            key = None
        yield slide
        yield from _more(deck, pack, section, rest)
    elif rest := tuple(text for text in section.paragraphs if text not in already):
        yield from _more(deck, pack, section, rest)
    for figure in section.figures:
        if (answered and figure is key) or figure.id in _IN_NOTES:
            continue
        yield from _figure(deck, pack, figure)


def _more(deck: object, pack: Pack, section: Section, paragraphs: tuple[str, ...]) -> Iterator[Slide]:
    """Sentences on as many slides as they take."""
    while paragraphs:
        slide = Slide(deck, pack, section.title)
        paragraphs = slide.lines(paragraphs)
        yield slide


def _figure(deck: object, pack: Pack, figure: Figure) -> Iterator[Slide]:
    """A figure: its sentence as the headline, its chart, or its table on up to three slides."""
    headline = figure.sentence if len(figure.sentence) <= _MOST_HEADLINE else figure.title
    slide = Slide(deck, pack, headline)
    slide.small(_what(figure, pack))
    slide.notes(_source(figure, pack))
    yield slide
    table = figure.table
    if table is None or not table.rows:
        return
    if figure.native is not None and slide.chart(figure):
        return
    start = slide.table(table)
    for _ in range(2):
        if start >= len(table.rows):
            return
        slide = Slide(deck, pack, headline)
        slide.small(f"{figure.number}  {figure.title}")
        slide.notes(_source(figure, pack))
        start = slide.table(table, start=start)
        yield slide
    if start < len(table.rows):
        slide.small(pack.say("report.more_rows", n=len(table.rows) - start), foot=True)


def _what(figure: Figure, pack: Pack) -> str:
    """Number and title; of a chart with one series also what it counts, as no legend says it."""
    what = f"{figure.number}  {figure.title}"
    if figure.table is None or figure.native is None or len(figure.told) != 1:
        return what
    return f"{what} · {heading(figure.table.columns[figure.table.at(figure.told[0])], pack)}"


def _source(figure: Figure, pack: Pack) -> tuple[str, ...]:
    """What the notes say of a figure: its sentence, how it was made and of what."""
    say = pack.say
    lines = [f"{figure.number} {figure.title}", figure.sentence]
    if figure.method:
        lines.append(f"{say('report.col.how')}: {figure.method}")
    if figure.inputs:
        lines.append(f"{say('report.col.made_of')}: {figure.inputs}")
    lines.append(" · ".join(pack.about))
    return tuple(lines)
