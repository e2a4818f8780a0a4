"""One palette and one way to dress a chart, for the light and the dark page alike.

Altair draws text and rules black unless told otherwise, which a dark page swallows: every chart leaves through
`themed`. Numbers on axes are said by `Words`, never by Vega's own formats, so they follow the user's locale.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from textwrap import wrap
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "PALETTES",
    "Palette",
    "Theme",
    "alt_of",
    "few_ticks",
    "group_scale",
    "in_lines",
    "palette",
    "spoken_axis",
    "themed",
]

Theme = Literal["light", "dark"]
Chart = TypeVar("Chart", bound=alt.TopLevelMixin)
#: A difference so small that no step of an axis divides it.
_NO_SPAN = 1e-300

#: The page's own sans-serif first, then what every system has: exported pictures need no network.
FONT = "Source Sans, Source Sans Pro, Helvetica, Arial, sans-serif"
LABEL_SIZE = 13
#: Width and height where a chart stands alone (a report); a page stretches it to its container.
WIDTH, HEIGHT = 640, 300
#: Letters of a label in one line beside its bar.
_LINE = 22


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as hex strings.

    Attributes:
        page: what lies behind (charts themselves are transparent).
        text: titles, direct labels.
        quiet: axis labels, what should be read second.
        rule: grid lines and axis domains.
        casual: the casual group, and whatever is background or "before".
        engaged: the engaged group, and the main line of a chart.
        true: the true fans, and the goal.
        gone: people who left.
    """

    page: str
    text: str
    quiet: str
    rule: str
    casual: str
    engaged: str
    true: str
    gone: str

    @property
    def groups(self) -> Mapping[str, str]:
        """Colour by state name."""
        return {
            "known": self.gone,
            "casual": self.casual,
            "engaged": self.engaged,
            "true": self.true,
            "gone": self.gone,
        }


PALETTES: Mapping[Theme, Palette] = MappingProxyType(
    {
        "light": Palette(
            page="#ffffff", text="#0f172a", quiet="#475569", rule="#dbe1ea",
            casual="#7d95ba", engaged="#3d5a9e", true="#8a2d04", gone="#8b939f",
        ),
        "dark": Palette(
            page="#0f172a", text="#e8edf5", quiet="#b3bfd1", rule="#2c3a52",
            casual="#617890", engaged="#5cbefd", true="#f1da51", gone="#7f8896",
        ),
    },
)  # fmt: skip


def palette(theme: Theme) -> Palette:
    """The colours of a theme."""
    return PALETTES[theme]


def group_scale(theme: Theme, states: Sequence[str], labels: Sequence[str] | None = None) -> alt.Scale:
    """The colour scale of groups: the same group has the same colour everywhere.

    Args:
        theme: light or dark.
        states: state names, in the order they are drawn.
        labels: what the data calls them, where it holds words instead of state names.
    """
    colours = palette(theme).groups
    return alt.Scale(domain=list(labels or states), range=[colours[state] for state in states])


def themed(
    chart: Chart,
    theme: Theme,
    *,
    width: int | Literal["container"] = "container",
    height: int | None = HEIGHT,
    alt_text: str | None = None,
) -> Chart:
    """Dress a finished chart: all text and rule colours of the theme, transparent, no frame.

    Call it once, on the outermost chart; concatenated charts keep the sizes of their parts.

    Args:
        chart: any Altair chart that is not part of another one.
        theme: light or dark.
        width: pixels, or "container" to fill the page.
        height: pixels; None leaves it to the chart (step sizes).
        alt_text: a sentence that states the takeaway, for those who cannot see the chart.

    Returns:
        A new chart; the one given is unchanged.
    """
    colours = palette(theme)
    sizes: dict[str, Any] = {}
    if not isinstance(chart, alt.HConcatChart | alt.VConcatChart | alt.ConcatChart | alt.FacetChart):
        sizes["width"] = width
        if height is not None:
            sizes["height"] = height
        sizes["autosize"] = alt.AutoSizeParams(type="fit", contains="padding")
    if alt_text is not None:
        sizes["description"] = alt_text
    dressed: Chart = chart.properties(**sizes).configure(**_config(colours))
    return dressed


def alt_of(chart: alt.TopLevelMixin) -> str:
    """The sentence that stands for a chart, as given to `themed`; empty if it has none."""
    described = getattr(chart, "description", alt.Undefined)
    return described if isinstance(described, str) else ""


def few_ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Round numbers covering low to high, about `count` of them, both ends included or passed.

    >>> few_ticks(0, 8600)
    [0, 2500, 5000, 7500, 10000]
    >>> few_ticks(0, 0)
    [0, 0.25, 0.5, 0.75, 1]
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        raise ValueError("ticks need finite numbers")
    if high - low < _NO_SPAN:
        high = low + 1
    rough = (high - low) / max(count, 1)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [_plain(n * step) for n in range(first, last + 1)]


def spoken_axis(
    values: Sequence[float],
    speak: Callable[[float], str],
    *,
    title: str | None = None,
    grid: bool = True,
    **more: Any,
) -> alt.Axis:
    """An axis whose ticks stand at `values` and read as `speak` says them, in the user's locale."""
    said = json.dumps([speak(value) for value in values], ensure_ascii=False)
    at = json.dumps([float(value) for value in values])
    return alt.Axis(
        values=list(values),
        labelExpr=f"{said}[indexof({at}, datum.value)]",
        title=title,
        grid=grid,
        **more,
    )


def in_lines(names: Sequence[str]) -> str:
    """The expression of an axis whose labels stand whole, each in lines of at most `_LINE` letters."""
    return f"{json.dumps({name: wrap(name, _LINE) for name in names}, ensure_ascii=False)}[datum.value]"


def _plain(value: float) -> float:
    rounded = round(value, 12)
    return int(rounded) if rounded == int(rounded) else rounded


def _config(colours: Palette) -> dict[str, Any]:
    words = {"labelColor": colours.quiet, "titleColor": colours.quiet, "titleFontSize": LABEL_SIZE}
    labels = {"labelFontSize": LABEL_SIZE, "labelLimit": 260, "labelPadding": 6}
    lines = {"gridColor": colours.rule, "domainColor": colours.rule, "ticks": False}
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**words, **labels, **lines, "titleFontWeight": "normal"},
        "header": {**words, "labelFontSize": LABEL_SIZE},
        "legend": {**words, "labelFontSize": LABEL_SIZE, "orient": "top"},
        "title": {"color": colours.text, "fontSize": 15, "anchor": "start", "fontWeight": 600},
        "text": {"color": colours.text, "fontSize": LABEL_SIZE},
        "rule": {"color": colours.quiet},
        "line": {"color": colours.engaged, "strokeWidth": 2.5},
        "bar": {"color": colours.engaged, "cornerRadiusEnd": 3},
        "area": {"color": colours.engaged},
        "point": {"color": colours.true, "filled": True, "size": 90},
    }
