"""Who moved where, who stayed by the month they came, and how long people stay, as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import pandas as pd
from babel.numbers import get_currency_precision

from truefans_core.charts.people import PICKED
from truefans_core.charts.theme import Theme, few_ticks, palette, spoken_axis, themed
from truefans_core.signals.activity import DAYS_PER_MONTH
from truefans_core.words import Share

if TYPE_CHECKING:
    from truefans_core.movement.survival import Curve
    from truefans_core.words import Words

__all__ = ["curve_line", "curve_sentence", "flow_cells", "flow_sentence", "join_cells", "join_cells_sentence"]

Drawing = alt.LayerChart | alt.FacetChart
#: The share whose time is told.
_TENTH = 0.10
#: Of fewer people a tenth is less than one.
FEWEST = 10
_FAINT, _FULL = 0.04, 0.6
_ROW = 44
#: Room for names of two lines above the cells.
_HEAD = 70
#: Months of joining and months since that a picture holds.
COHORTS, AGES = 18, 13


def flow_cells(flows: pd.DataFrame, say: Words, theme: Theme) -> Drawing:
    """A cell a flow: where people were in rows, where they are now in columns, who stayed in their group left out.

    Args:
        flows: in order: `from`, `to` (states, or `new`), `was`, `now` (labels), `people`, `change` (money in words),
            `stayed` (bool), `place`.
        say: for labels.
        theme: light or dark.
    """
    rows, columns = list(dict.fromkeys(flows["was"])), list(dict.fromkeys(flows.sort_values("place")["now"]))
    data = flows[~flows["stayed"]].copy()
    data["words"] = [say.number(int(people)) for people in data["people"]]
    # The root lets a flow of five be seen beside one of five hundred.
    data["size"] = np.sqrt(data["people"].astype("float64"))
    most = float(data["size"].max()) if len(data) else 1.0
    base = alt.Chart(data[["from", "to", "was", "now", "size", "words", "change"]]).encode(
        x=alt.X(
            "now:N",
            sort=columns,
            title=say("charts.moves.now"),
            axis=alt.Axis(orient="top", labelAngle=0, labelExpr="split(datum.label, ' ')", labelPadding=20),
        ),
        y=alt.Y("was:N", sort=rows, title=say("charts.moves.was")),
    )
    cells = base.mark_rect(color=palette(theme).engaged).encode(
        opacity=alt.Opacity("size:Q", scale=alt.Scale(domain=[0, most], range=[_FAINT, _FULL]), legend=None),
        tooltip=alt.value(None),
    )
    cells = cells.add_params(alt.selection_point(name=PICKED, fields=["from", "to"], on="click"))
    words = base.mark_text(color=palette(theme).text, dy=-7).encode(text="words:N")
    money = base.mark_text(color=palette(theme).text, fontSize=10, dy=8, limit=70).encode(text="change:N")
    return themed(
        alt.layer(cells, words, money),
        theme,
        height=max(len(rows), 2) * _ROW + _HEAD,
        alt_text=flow_sentence(flows, say),
    )


def flow_sentence(flows: pd.DataFrame, say: Words) -> str:
    """The largest flow between two groups."""
    moved = flows[~flows["stayed"]]
    if moved.empty:
        return say("charts.moves.none")
    most = moved.iloc[int(moved["people"].to_numpy().argmax())]
    return say("charts.moves.sentence", n=int(most["people"]), was=most["was"], now=most["now"])


def join_cells(cells: pd.DataFrame, say: Words, theme: Theme, *, money: str | None = None) -> Drawing:
    """The share still there by month of joining and months since; a month that is not over is marked.

    Args:
        cells: `cohort` (first day of the month), `age`, `size`, `share`, `income_minor`, `mature`.
        say: for labels.
        theme: light or dark.
        money: the currency, to show what each month brought instead of who is still there.
    """
    data = _shown(cells).copy()
    data["month"] = data["cohort"].dt.strftime("%Y-%m")
    data["value"] = (
        data["share"] if money is None else np.sqrt(data["income_minor"].clip(lower=0).astype(float))
    )
    data["row"] = [
        say("charts.joined.row", month=say.date(row["cohort"].date(), "MMM y"), n=int(row["size"]))
        for row in data.to_dict("records")
    ]
    data["words"] = [
        (
            say.number(round(100 * float(row["share"])))
            if money is None
            else say.number(round(row["income_minor"] / 10 ** get_currency_precision(money)))
        )
        + ("" if row["mature"] else "*")
        for row in data.to_dict("records")
    ]
    rows = list(dict.fromkeys(data["row"]))
    lowest, highest = (
        (min(float(data["share"].min()), 0.9), 1.0)
        if money is None
        else (0.0, max(float(data["value"].max()), 1.0))
    )
    title = say("charts.joined.x") if money is None else say("charts.joined.money.x", currency=money)
    base = alt.Chart(data[["row", "month", "age", "value", "words"]]).encode(
        x=alt.X("age:O", title=title, axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y("row:N", sort=rows, title=None),
    )
    boxes = base.mark_rect(color=palette(theme).engaged).encode(
        opacity=alt.Opacity(
            "value:Q", scale=alt.Scale(domain=[lowest, highest], range=[_FAINT, _FULL]), legend=None
        ),
        tooltip=alt.value(None),
    )
    boxes = boxes.add_params(alt.selection_point(name=PICKED, fields=["month", "age"], on="click"))
    words = base.mark_text(color=palette(theme).text, fontSize=11).encode(text="words:N")
    return themed(
        alt.layer(boxes, words),
        theme,
        height=max(len(rows), 2) * 28,
        alt_text=join_cells_sentence(cells, say),
    )


def join_cells_sentence(cells: pd.DataFrame, say: Words) -> str:
    """How many of all who came are still there six months on, of the months for which that is known."""
    half = cells[(cells["age"] == 6) & cells["mature"]]  # noqa: PLR2004 half a year
    if half.empty or not half["size"].sum():
        return say("charts.joined.early")
    share = Share(float(half["there"].sum() / half["size"].sum()))
    return say("charts.joined.sentence", share=share, n=int(half["size"].sum()))


def curve_line(curve: Curve, say: Words, theme: Theme, *, up: bool = False) -> Drawing:
    """The share still there by months, with its 95 % range; `up`: the share that got there, of a curve in days."""
    data = pd.DataFrame({"months": curve.times, "share": curve.share, "low": curve.low, "high": curve.high})
    first = pd.DataFrame({"months": [0.0], "share": [1.0], "low": [1.0], "high": [1.0]})
    if up:
        data["months"] = data["months"] / DAYS_PER_MONTH
        for frame in (data, first):
            frame[["share", "low", "high"]] = 1.0 - frame[["share", "low", "high"]]
    data = pd.concat([first, data[data["months"] > 0]], ignore_index=True)
    if len(data) > 400:  # noqa: PLR2004 more points than pixels only weigh
        data = data.iloc[np.unique(np.linspace(0, len(data) - 1, 400).astype(int))]
    months = few_ticks(0, max(float(data["months"].max()), 1.0))
    top = max(float(data["high" if not up else "low"].max()), 0.01)
    shares = few_ticks(0, top) if up else [0.0, 0.25, 0.5, 0.75, 1.0]
    words = ("charts.way_up.x", "charts.way_up.y") if up else ("charts.staying.x", "charts.staying.y")
    scale = alt.Scale(domain=[0, shares[-1]])
    base = alt.Chart(data).encode(
        x=alt.X(
            "months:Q",
            scale=alt.Scale(domain=[0, months[-1]]),
            axis=spoken_axis(months, say.number, title=say(words[0])),
        )
    )
    y = alt.Y(
        "share:Q",
        scale=scale,
        axis=spoken_axis(shares, say.share, title=say(words[1])),
    )
    band = base.mark_area(opacity=0.2, color=palette(theme).engaged, interpolate="step-after").encode(
        y=alt.Y("low:Q", scale=scale), y2="high:Q"
    )
    line = base.mark_line(color=palette(theme).engaged, interpolate="step-after").encode(y=y)
    sentence = way_up_sentence(curve, say) if up else curve_sentence(curve, say)
    return themed(alt.layer(line, band), theme, alt_text=sentence)


def curve_sentence(curve: Curve, say: Words) -> str:
    """How many are still there after a year, allowing for those who have not been there that long."""
    if not curve.people:
        return say("charts.none")
    share, low, high = curve.at(12.0)
    if float(curve.times.max(initial=0.0)) < 12.0:  # noqa: PLR2004 a year
        return say("charts.staying.early", n=curve.people)
    return say(
        "charts.staying.sentence", n=curve.people, share=Share(share), low=Share(low), high=Share(high)
    )


def way_up_sentence(curve: Curve, say: Words) -> str:
    """The months by which a tenth of those who came had got there; of few people that is nothing to go by."""
    if curve.people < FEWEST:
        return say("charts.way_up.too_few", n=curve.people)
    days = curve.quantile(_TENTH)
    if days is None:
        return say("charts.way_up.few")
    months = round(days / DAYS_PER_MONTH)
    return say("charts.way_up.sentence", n=months) if months else say("charts.way_up.at_once")


def _shown(cells: pd.DataFrame) -> pd.DataFrame:
    last = sorted(set(cells["cohort"]))[-COHORTS:]
    return cells[cells["cohort"].isin(last) & (cells["age"] < AGES)]
