"""Parts of the people beside each other: a dot with its range each, those that stand out in full colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from truefans_core.charts.people import PICKED
from truefans_core.charts.theme import Theme, few_ticks, palette, spoken_axis, themed
from truefans_core.words import Share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.movement import Curve
    from truefans_core.words import Words

__all__ = ["apart_dots", "apart_sentence", "curve_lines"]

Drawing = alt.LayerChart | alt.FacetChart
_ROW = 34


def apart_dots(rows: pd.DataFrame, say: Words, theme: Theme, *, title: str) -> Drawing:
    """The share of each part with its range, and that of the rest as a stroke.

    Args:
        rows: `value`, `label`, `people`, `share`, `low`, `high`, `rest`, `clear`.
        say: for labels.
        theme: light or dark.
        title: of the axis.
    """
    data = rows[["value", "label", "share", "low", "high", "rest", "clear"]].copy()
    data["row"] = [
        say("charts.apart.row", name=row["label"], n=int(row["people"])) for row in rows.to_dict("records")
    ]
    ticks = few_ticks(0, max(float(data["high"].max()) if len(data) else 0.0, 0.01))
    colours = palette(theme)
    base = alt.Chart(data).encode(
        y=alt.Y("row:N", sort=list(data["row"]), title=None, axis=alt.Axis(labelLimit=220, domain=False))
    )
    scale = alt.Scale(domain=[0, ticks[-1]])
    x = alt.X("share:Q", scale=scale, axis=spoken_axis(ticks, say.share, title=title))
    colour = alt.condition("datum.clear", alt.value(colours.true), alt.value(colours.engaged))
    ranges = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", scale=scale), x2="high:Q", color=colour)
    rest = base.mark_tick(thickness=2, color=colours.quiet, height=16).encode(x=alt.X("rest:Q", scale=scale))
    dots = (
        base.mark_point(filled=True, size=130, opacity=1)
        .encode(x=x, color=colour, tooltip=alt.value(None))
        .add_params(alt.selection_point(name=PICKED, fields=["value"], on="click"))
    )
    return themed(
        alt.layer(ranges, rest, dots),
        theme,
        height=max(len(data), 1) * _ROW + 50,
        alt_text=apart_sentence(rows, say),
    )


def apart_sentence(rows: pd.DataFrame, say: Words) -> str:
    """Which parts stand out from the rest, allowing for how many were compared."""
    if rows.empty:
        return say("charts.none")
    clear = rows[rows["clear"]]
    if clear.empty:
        return say("charts.apart.none", n=len(rows))
    most = clear.iloc[int(clear["difference"].abs().to_numpy().argmax())]
    return say(
        "charts.apart.sentence",
        n=len(clear),
        name=most["label"],
        share=Share(float(most["share"]), 1),
        rest=Share(float(most["rest"]), 1),
    )


def curve_lines(curves: Mapping[str, Curve], say: Words, theme: Theme, *, alt_text: str) -> Drawing:
    """A curve a part of those still there, by months, named at its end.

    Args:
        curves: label → curve in months.
        say: for labels.
        theme: light or dark.
        alt_text: what the picture says.
    """
    parts = []
    for label, curve in curves.items():
        first = pd.DataFrame({"months": [0.0], "share": [1.0]})
        rest = pd.DataFrame({"months": curve.times, "share": curve.share})
        parts.append(pd.concat([first, rest[rest["months"] > 0]]).assign(label=label))
    data = pd.concat(parts, ignore_index=True)
    ends = data.groupby("label", sort=False).tail(1)
    months = few_ticks(0, max(float(data["months"].max()), 1.0))
    colours = palette(theme)
    inks = [colours.casual, colours.engaged, colours.true, colours.gone]
    colour = alt.Color(
        "label:N", legend=None, scale=alt.Scale(domain=list(curves), range=inks[: len(curves)])
    )
    base = alt.Chart(data).encode(
        x=alt.X(
            "months:Q",
            scale=alt.Scale(domain=[0, months[-1] * 1.35]),
            axis=spoken_axis(months, say.number, title=say("charts.staying.x")),
        ),
        y=alt.Y(
            "share:Q",
            scale=alt.Scale(domain=[0, 1]),
            axis=spoken_axis([0.0, 0.25, 0.5, 0.75, 1.0], say.share, title=say("charts.staying.y")),
        ),
        color=colour,
    )
    lines = base.mark_line(interpolate="step-after")
    order = ends.sort_values("share")
    spread = [max(share, place * 0.07) for place, share in enumerate(order["share"])]
    words = (
        alt.Chart(order.assign(share=spread))
        .mark_text(align="left", dx=6, color=colours.text, limit=130)
        .encode(x="months:Q", y="share:Q", text="label:N")
    )
    return themed(alt.layer(lines, words), theme, alt_text=alt_text)
