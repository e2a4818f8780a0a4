"""Charts as SVG that draws and does nothing else: no script, no link, nothing fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truefans_core.charts.theme import Theme
    from truefans_core.report.pack import Figure

#: Version of Vega-Lite that the charts are written in.
VEGALITE = "6.1"
_WIDTH = 720
_IDS = re.compile(r'(\bid="|url\(#|href="#)([\w-]+)')
# A vector picture may draw; anything that could load or run would be a fault.
_ACTIVE = re.compile(
    r"<\s*(script|foreignObject|image|a|use|iframe|style)\b|\son\w+\s*=|javascript:", re.IGNORECASE
)
_FONT = re.compile(r'font-family="[^"]*"')


def picture(figure: Figure, theme: Theme, *, font: str = "") -> str:
    """One chart as SVG with ids of its own.

    Args:
        figure: one with a chart.
        theme: light or dark.
        font: the only font there is, where the reader brings none.

    Raises:
        ValueError: if there is no chart, or it holds what could load or run.
    """
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
    if font:
        drawn = _FONT.sub(f'font-family="{font}"', drawn)
    # The renderer counts its ids on from picture to picture: the same report must give the same bytes.
    numbers = {name: i for i, name in enumerate(dict.fromkeys(m[2] for m in _IDS.finditer(drawn)))}
    return _IDS.sub(lambda m: f"{m[1]}{figure.id}-{theme}-{numbers[m[2]]}", drawn)
