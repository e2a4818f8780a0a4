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
from typing import TYPE_CHECKING, Any

from truefans_core.words import Amount, Share
from truefans_core.words.safe import escape_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from truefans_core.charts.theme import Theme
    from truefans_core.report.pack import Figure, Pack, Section, Table

#: Version of Vega-Lite that the charts are written in.
VEGALITE = "6.1"
_WIDTH = 720
_ROWS = 60
_OPEN_ROWS = 8
_MANY = 7
_NUMBERS = ("count", "money", "share", "number")
_IDS = re.compile(r'(\bid="|url\(#|href="#)([\w-]+)')
# A vector picture may draw; anything that could load or run would be a fault.
_ACTIVE = re.compile(
    r"<\s*(script|foreignObject|image|a|use|iframe|style)\b|\son\w+\s*=|javascript:", re.IGNORECASE
)


def page(pack: Pack, progress: Callable[[float], None] | None = None) -> bytes:
    """The HTML file of a report, UTF-8.

    Args:
        pack: what to show.
        progress: told how much is done, 0…1, after each section.
    """
    folder = files("truefans_core.report")
    style = folder.joinpath("page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    shown = [section for section in pack.sections if not section.only_workbook]
    written = []
    for done, section in enumerate(shown, 1):
        written.append(_section(section, pack))
        if progress is not None:
            progress(done / len(shown))
    text = Template(folder.joinpath("page.html").read_text(encoding="utf-8")).substitute(
        language=escape_html(pack.say.language),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'",
        title=escape_html(pack.title),
        style=style,
        about=escape_html(" · ".join(pack.about)),
        contents=escape_html(pack.say("report.contents")),
        links="".join(f'<li><a href="#{s.id}">{escape_html(s.title)}</a></li>' for s in shown),
        sections="\n".join(written),
        footer=escape_html(pack.say("report.footer", version=pack.version)),
    )
    return text.encode()


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
        f"<figcaption><h3>{escape_html(figure.number)} {escape_html(figure.title)}</h3>{sentence}</figcaption>"
    ]
    if figure.draw is not None:
        parts.append(_charts(figure, pack))
    if table is not None and table.rows:
        drawn = _table(table, pack)
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
    """One chart as inline SVG, named by the figure's sentence, with ids of its own."""
    import vl_convert

    if figure.draw is None:
        raise ValueError(figure.id)
    spec = figure.draw(theme).to_dict()
    if spec.get("width", "container") == "container":
        spec["width"] = _WIDTH
    # The reader's font may be wider than the one measured with: room on both sides keeps labels whole.
    spec["padding"] = {"left": 24, "right": 24, "top": 5, "bottom": 5}
    drawn = str(vl_convert.vegalite_to_svg(spec, vl_version=VEGALITE))
    if _ACTIVE.search(drawn):
        raise ValueError(figure.id)
    inner = re.sub(r'\s(?:xmlns(?::\w+)?|aria-[\w-]+|role|class)="[^"]*"', "", drawn)
    # The renderer counts its ids on from picture to picture: the same report must give the same bytes.
    numbers = {name: i for i, name in enumerate(dict.fromkeys(m[2] for m in _IDS.finditer(inner)))}
    inner = _IDS.sub(lambda m: f"{m[1]}{figure.id}-{theme}-{numbers[m[2]]}", inner)
    return inner.replace("<svg", f'<svg role="img" aria-label="{escape_html(figure.sentence)}"', 1)


def _table(table: Table, pack: Pack) -> str:
    def number(i: int) -> str:
        return ' class="n"' if i and table.columns[i].kind in _NUMBERS else ""

    head = "".join(
        f'<th scope="col"{number(i)}>{escape_html(column.label)}</th>'
        for i, column in enumerate(table.columns)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{number(i)}>{_lines(_cell(value, table.columns[i].kind, pack))}</td>"
            for i, value in enumerate(row)
        )
        + "</tr>"
        for row in table.rows[:_ROWS]
    )
    foot = ""
    if table.summed:
        cells = [pack.say("report.total"), *("" for _ in table.columns[1:])]
        for i, column in enumerate(table.columns):
            if column.name in table.summed:
                known = [row[i] for row in table.rows if row[i] is not None]
                cells[i] = _cell(sum(known), column.kind, pack)
        foot = "".join(f"<td{number(i)}>{escape_html(cell)}</td>" for i, cell in enumerate(cells))
        foot = f"<tfoot><tr>{foot}</tr></tfoot>"
    many = ' class="many"' if len(table.columns) > _MANY else ""
    more = len(table.rows) - _ROWS
    note = f"<p>{escape_html(pack.say('report.more_rows', n=more))}</p>" if more > 0 else ""
    return f'<div class="wide"><table{many}><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{foot}</table></div>{note}'


def _cell(value: Any, kind: str, pack: Pack) -> str:
    say = pack.say
    match value, kind:
        case None, "count" | "money" if pack.options.names_hidden:
            text = say("report.few")
        case None, _:
            text = "–"
        case Amount(minor, currency), _:
            text = say.money(minor, currency)
        case Share(value=share), _:
            text = say.share(share)
        case str(), _:
            text = value
        case _, "money":
            text = say.money(value, pack.currency)
        case _, "share":
            text = say.share(value, 1)
        case _, "date":
            text = say.date(value)
        case _, "month":
            text = say.date(value, "MMM y")
        case _:
            text = say.number(value)
    return text


def _lines(text: str) -> str:
    return escape_html(text).replace("\n", "<br>")
