"""The true fans at the end of each month, and the days that were marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from truefans_core.charts.theme import Theme, few_ticks, palette, spoken_axis, themed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from truefans_core.words import Words

__all__ = ["month_line", "month_sentence"]

Drawing = alt.LayerChart | alt.FacetChart
MONTHS = 36
_NAMED = 6


def month_line(monthly: pd.DataFrame, marked: Mapping[date, str], say: Words, theme: Theme) -> Drawing:
    """How many true fans there were at the end of each month, with a stroke and a name at each marked day.

    Args:
        monthly: indexed by month (Period): `true`; the last `MONTHS` are shown.
        marked: day → what it was.
        say: for labels.
        theme: light or dark.
    """
    shown = monthly.tail(MONTHS)
    data = pd.DataFrame(
        {"on": [month.end_time.strftime("%Y-%m-%d") for month in shown.index], "true": shown["true"]}
    )
    ticks = few_ticks(0, max(float(data["true"].max()) if len(data) else 0.0, 4.0))
    stride = max(1, -(-len(shown) // _NAMED))
    named = list(shown.index)[::-1][::stride][::-1]
    axis = alt.Axis(
        values=[
            alt.DateTime(year=month.year, month=month.month, date=month.days_in_month) for month in named
        ],
        labelExpr=_said(
            {month.strftime("%Y-%m"): say.date(month.start_time.date(), "MMM y") for month in named}
        ),
        title=None,
        grid=False,
    )
    colours = palette(theme)
    x = alt.X("on:T", axis=axis)
    line = (
        alt.Chart(data)
        .mark_line(color=colours.true, point=alt.OverlayMarkDef(color=colours.true, size=30))
        .encode(
            x=x,
            y=alt.Y(
                "true:Q",
                scale=alt.Scale(domain=[0, ticks[-1] * 1.12]),
                axis=spoken_axis(ticks, say.number, title=say("charts.months.y")),
            ),
            tooltip=alt.value(None),
        )
    )
    layers: list[alt.Chart] = [line]
    first = shown.index[0].start_time.date() if len(shown) else None
    inside = {day: name for day, name in marked.items() if first is not None and day >= first}
    if inside:
        days = pd.DataFrame({"on": [day.isoformat() for day in inside], "name": list(inside.values())})
        base = alt.Chart(days).encode(x="on:T")
        layers += [
            base.mark_rule(strokeDash=[4, 3], color=colours.quiet),
            base.mark_text(align="left", dx=4, baseline="top", limit=140, color=colours.text).encode(
                y=alt.value(2), text="name:N"
            ),
        ]
    return themed(alt.layer(*layers), theme, alt_text=month_sentence(monthly, say))


def month_sentence(monthly: pd.DataFrame, say: Words) -> str:
    """How many there are now and were at the first month shown."""
    shown = monthly.tail(MONTHS)
    if shown.empty:
        return say("charts.none")
    return say(
        "charts.months.sentence",
        n=int(shown["true"].iloc[-1]),
        then=int(shown["true"].iloc[0]),
        month=say.date(shown.index[0].start_time.date(), "MMMM y"),
    )


def _said(names: Mapping[str, str]) -> str:
    import json

    return f"{json.dumps(dict(names), ensure_ascii=False)}[timeFormat(datum.value, '%Y-%m')]"
