"""A report as one HTML file: no network, no script, pictures inside, light and dark, clean on A4 and Letter.

All text passes `escape_html`; the page's policy forbids everything but its own style, so that even a mistake could
run nothing and fetch nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from truefans_core.charts.theme import PALETTES
from truefans_core.report.pictures import picture
from truefans_core.report.spoken import NUMBERS, large, said, total
from truefans_core.report.turns import in_turn
from truefans_core.words.safe import escape_html

if TYPE_CHECKING:
    from truefans_core.charts.theme import Theme
    from truefans_core.report.brand import Brand
    from truefans_core.report.pack import Figure, Pack, Section, Table
    from truefans_core.report.turns import Progress

_ROWS = 60
_OPEN_ROWS = 8
_MANY, _SHORT = 7, 24


def page(pack: Pack, progress: Progress | None = None) -> bytes:
    """The HTML file of a report, UTF-8.

    Args:
        pack: what to show.
        progress: told each part before it is begun.
    """
    folder = files("truefans_core.report")
    style = folder.joinpath("page.css").read_text(encoding="utf-8") + _colours(pack.options.brand)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    shown = [section for section in pack.sections if not section.only_workbook]
    written = [_section(section, pack) for section in in_turn(pack, shown, progress)]
    text = Template(folder.joinpath("page.html").read_text(encoding="utf-8")).substitute(
        language=escape_html(pack.say.language),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'",
        title=escape_html(pack.title),
        style=style,
        logo=_logo(pack),
        about=escape_html(" · ".join(pack.about)),
        contents=escape_html(pack.say("report.contents")),
        links="".join(f'<li><a href="#{s.id}">{escape_html(s.title)}</a></li>' for s in shown),
        sections="\n".join(written),
        footer=_foot(pack),
    )
    return text.encode()


def _colours(brand: Brand) -> str:
    """The client's colours, for the light page, the dark one, and on paper."""
    light, dark = (f":root{{--heading:{brand.heading(look)};--mark:{brand.mark(look)}}}" for look in PALETTES)
    return f"{light}@media (prefers-color-scheme:dark){{{dark}}}@media print{{{light}}}"


def _logo(pack: Pack) -> str:
    logo = pack.options.brand.logo
    if logo is None:
        return ""
    named = escape_html(pack.options.client or pack.say("report.logo"))
    return (
        f'<img class="logo" src="{logo.data_uri}" width="{logo.width}" height="{logo.height}" alt="{named}">'
    )


def _foot(pack: Pack) -> str:
    lines = (pack.options.brand.footer, pack.say("report.footer", version=pack.version))
    return "<br>".join(escape_html(line) for line in lines if line)


def _section(section: Section, pack: Pack) -> str:
    first, *rest = section.paragraphs or ("",)
    lead = ""
    if section.id == "answer" and first:
        lead = f'<p class="answer">{escape_html(first)}</p>'
        paragraphs = tuple(rest)
    else:
        paragraphs = section.paragraphs
    body = "".join(f"<p>{_lines(text)}</p>" for text in paragraphs)
    figures = "\n".join(_figure(figure, pack, led=bool(lead)) for figure in section.figures)
    return (
        f'<section id="{section.id}"><h2>{escape_html(section.title)}</h2>{lead}{body}\n{figures}</section>'
    )


def _figure(figure: Figure, pack: Pack, *, led: bool) -> str:
    table = figure.table
    long = table is not None and len(table.rows) > _OPEN_ROWS
    sentence = "" if led else f"<p>{_lines(figure.sentence)}</p>"
    parts = [
        f"<figcaption><h3>{_number(figure, pack)} {escape_html(figure.title)}</h3>{sentence}</figcaption>"
    ]
    if figure.draw is not None:
        parts.append(_charts(figure, pack))
    if table is not None and figure.native == "tiles":
        parts.append(_tiles(table, pack))
    elif table is not None and table.rows:
        drawn = _table(table, pack, trail=figure is pack.trail)
        if figure.draw is None:
            parts.append(drawn)
        else:
            parts.append(
                f"<details{'' if long else ' open'}><summary>{escape_html(pack.say('report.numbers'))}</summary>"
                f"{drawn}</details>",
            )
    if figure.method:
        parts.append(f'<p class="how">{escape_html(figure.method)}</p>')
    return f'<figure id="figure-{figure.id}"{" class=long" if long else ""}>{"".join(parts)}</figure>'


def _number(figure: Figure, pack: Pack) -> str:
    """A figure's number, leading to how it was made where that is told."""
    trail = pack.trail
    if trail is None or figure is trail:
        return escape_html(figure.number)
    return f'<a href="#made-{escape_html(figure.number)}">{escape_html(figure.number)}</a>'


def _charts(figure: Figure, pack: Pack) -> str:
    """The chart for the light and the dark page; a chart that fails leaves a sentence, never half a file."""
    if figure.draw is None:
        return ""
    try:
        return "".join(
            f'<div class="chart {theme}">{_picture(figure, theme)}</div>' for theme in ("light", "dark")
        )
    except Exception:  # noqa: BLE001 whatever a renderer throws, the rest of the report stands
        return f"<p>{escape_html(pack.say('charts.failed'))}</p>"


def _picture(figure: Figure, theme: Theme) -> str:
    """One chart as inline SVG, named by the figure's sentence."""
    inner = re.sub(r'\s(?:xmlns(?::\w+)?|aria-[\w-]+|role|class)="[^"]*"', "", picture(figure, theme))
    return inner.replace("<svg", f'<svg role="img" aria-label="{escape_html(figure.sentence)}"', 1)


def _tiles(table: Table, pack: Pack) -> str:
    """Key figures, each large over its name."""
    kind = table.columns[1].kind
    inner = "".join(
        f"<div><dd>{escape_html(large(value, kind, pack))}</dd><dt>{escape_html(name)}</dt></div>"
        for name, value in table.rows
    )
    return f'<dl class="tiles">{inner}</dl>'


def _table(table: Table, pack: Pack, *, trail: bool = False) -> str:
    def number(i: int) -> str:
        return ' class="n"' if i and table.columns[i].kind in NUMBERS else ""

    head = "".join(
        f'<th scope="col"{number(i)}>{escape_html(column.label)}</th>'
        for i, column in enumerate(table.columns)
    )
    rows = "".join(
        (f'<tr id="made-{escape_html(row[0])}">' if trail else "<tr>")
        + "".join(
            f"<td{number(i)}>{_lines(said(value, table.columns[i].kind, pack))}</td>"
            for i, value in enumerate(row)
        )
        + "</tr>"
        for row in table.rows[:_ROWS]
    )
    foot = ""
    if cells := total(table, pack):
        foot = "".join(f"<td{number(i)}>{escape_html(cell)}</td>" for i, cell in enumerate(cells))
        foot = f"<tfoot><tr>{foot}</tr></tfoot>"
    classes = [
        *(["many"] if len(table.columns) > _MANY else []),
        *(["short"] if all(len(str(row[0])) <= _SHORT for row in table.rows[:_ROWS]) else []),
    ]
    named = f' class="{" ".join(classes)}"' if classes else ""
    more = len(table.rows) - _ROWS
    note = f"<p>{escape_html(pack.say('report.more_rows', n=more))}</p>" if more > 0 else ""
    return f'<div class="wide"><table{named}><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{foot}</table></div>{note}'


def _lines(text: str) -> str:
    return escape_html(text).replace("\n", "<br>")
