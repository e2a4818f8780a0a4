"""How money and loyalty are spread, as pictures: how concentrated the income is, and where the line runs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from truefans_core.charts.theme import Theme, few_ticks, group_scale, palette, spoken_axis, themed
from truefans_core.columns import TIERS
from truefans_core.words import Share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from truefans_core.words import Words

__all__ = [
    "concentration",
    "concentration_sentence",
    "line_chart",
    "line_sentence",
    "of_the_top",
    "score_bins",
    "share_curve",
    "told_top",
]

Drawing = alt.LayerChart | alt.FacetChart

_CURVE_POINTS = 100
_SCORE_BINS = 24
#: The parts of those who paid, most paying first, of which it is told what they brought.
TOPS = (0.01, 0.05, 0.10, 0.20, 0.50)
_TOP = 0.1
#: So many people are the few on whom much may hang.
TOP_FEW = 5


def concentration(
    supporters: pd.DataFrame, at_least: int = 1, money: str = "income_year_minor"
) -> pd.DataFrame:
    """How the income of 12 months adds up from who paid most to who paid least.

    Counts who paid more than nothing.

    Args:
        supporters: columns.SUPPORTERS.
        at_least: people between two points; more than one keeps single amounts from being read off.
        money: the column that is added up.

    Returns:
        `share_people`, `share_income` (0…1, from 0 to 1), `people` (how many that is); empty without payers.
    """
    paid = supporters[money].to_numpy(dtype="int64")
    paid = np.sort(paid[paid > 0])[::-1]
    if not len(paid):
        return pd.DataFrame({"share_people": [], "share_income": [], "people": []})
    step = max(int(at_least), -(-len(paid) // _CURVE_POINTS))
    marked = [0]
    for top in TOPS:
        at = round(top * len(paid))
        if at - marked[-1] >= at_least and len(paid) - at >= at_least:
            marked.append(at)
    between = [range(a, b - at_least + 1, step) for a, b in pairwise([*marked, len(paid)])]
    counts = np.array([0, *sorted({at for each in between for at in each} - {0}), len(paid)])
    running = np.concatenate([[0], np.cumsum(paid)])
    return pd.DataFrame(
        {
            "share_people": counts / len(paid),
            "share_income": running[counts] / running[-1],
            "people": counts,
        },
    )


def of_the_top(curve: pd.DataFrame, top: float) -> tuple[int, float] | None:
    """What the most paying share `top` of those who paid brought, in whole people.

    Args:
        curve: of `concentration`.
        top: 0.1 for the top tenth.

    Returns:
        How many people that is and their share of the income; None where that is nobody or no point of the curve, as
        nothing between two points is told.
    """
    people = round(top * int(curve["people"].max())) if len(curve) else 0
    income = curve.loc[curve["people"] == people, "share_income"]
    return (people, float(income.iloc[0])) if people and len(income) else None


def told_top(curve: pd.DataFrame) -> tuple[float, float] | None:
    """The share of those who paid that the top tenth is in whole people, and what they brought of the income.

    Where the tenth is not told it is the next larger part. One of eight is 12.5 %, and said to be.
    """
    found = (of_the_top(curve, top) for top in TOPS if top >= _TOP)
    told = next((of for of in found if of is not None), None)
    return None if told is None else (told[0] / int(curve["people"].max()), told[1])


def share_curve(curve: pd.DataFrame, say: Words, theme: Theme, *, all_time: bool = False) -> Drawing:
    """The share of income that the most paying bring: `curve` from `concentration`."""
    colours = palette(theme)
    told = told_top(curve)
    point = curve[curve["share_people"] == (0.0 if told is None else told[0])].tail(0 if told is None else 1)
    if told is not None:
        point = point.assign(words=say("charts.curve.point", people=Share(told[0]), income=Share(told[1])))
    even = pd.DataFrame({"share_people": [0.0, 1.0], "share_income": [0.0, 1.0]})
    ticks = [0, 0.25, 0.5, 0.75, 1]
    x = alt.X(
        "share_people:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=spoken_axis(ticks, say.share, title=say("charts.curve.x"), grid=False),
    )
    y = alt.Y(
        "share_income:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=spoken_axis(
            ticks, say.share, title=say("charts.curve.y_all_time" if all_time else "charts.curve.y")
        ),
    )
    line = alt.Chart(curve).mark_line(color=colours.engaged).encode(x=x, y=y)
    straight = (
        alt.Chart(even).mark_line(color=colours.quiet, strokeDash=[4, 4], strokeWidth=1).encode(x=x, y=y)
    )
    mark = alt.Chart(point).mark_point(color=colours.true, filled=True, size=90, opacity=1).encode(x=x, y=y)
    label: dict[str, Any] = {"align": "left", "dx": 12, "dy": 12, "fontWeight": 600}
    words = alt.Chart(point).mark_text(**label, color=colours.text).encode(x=x, y=y, text="words:N")
    # The label crosses the straight line: a rim of the page's colour keeps it legible.
    rim = words.mark_text(**label, color=colours.page, stroke=colours.page, strokeWidth=6, strokeJoin="round")
    return themed(
        alt.layer(straight, line, mark, rim, words),
        theme,
        alt_text=concentration_sentence(curve, say, all_time=all_time),
    )


def concentration_sentence(curve: pd.DataFrame, say: Words, *, all_time: bool = False) -> str:
    """What the top tenth of those who paid brought of the income, or the next larger part of which it is told."""
    if curve.empty:
        return say("charts.none")
    if (told := told_top(curve)) is None:
        return say("charts.curve.few")
    sentence = "charts.curve.sentence_all_time" if all_time else "charts.curve.sentence"
    return say(sentence, people=Share(told[0]), share=Share(told[1]))


def score_bins(supporters: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Payers by loyalty score, in steps of equal width of its cube root (the scale the line is found on).

    Needs `score`, `payments`, `tier`.

    Returns:
        `low`, `high` (cube root of the score), `state`, `label`, `people`; only steps with people.
    """
    empty = pd.DataFrame({"low": [], "high": [], "state": [], "label": [], "people": []})
    payers = supporters[(supporters["payments"] > 0) & np.isfinite(supporters["score"].astype("float64"))]
    roots = np.cbrt(payers["score"].to_numpy(dtype="float64").clip(min=0))
    if not len(roots) or roots.max() <= 0:
        return empty
    top = float(np.quantile(roots, 0.99)) or float(roots.max())
    edges = np.linspace(0, top, _SCORE_BINS + 1)
    bin_of = np.clip(np.digitize(roots, edges) - 1, 0, _SCORE_BINS - 1)
    counted = (
        pd.DataFrame({"bin": bin_of, "state": payers["tier"].astype(str).to_numpy()})
        .groupby(["bin", "state"], sort=True)
        .size()
        .reset_index(name="people")
    )
    counted = counted[counted["state"].isin(labels)]
    return pd.DataFrame(
        {
            "low": edges[counted["bin"]],
            "high": edges[counted["bin"] + 1],
            "state": counted["state"].to_numpy(),
            "label": counted["state"].map(labels).to_numpy(),
            "people": counted["people"].to_numpy(),
        },
    )


def line_chart(
    bins: pd.DataFrame,
    say: Words,
    theme: Theme,
    *,
    lines: Sequence[tuple[float, str]] = (),
) -> Drawing:
    """How many people have which score, with the line where a group begins.

    Args:
        bins: from `score_bins`.
        say: for labels.
        theme: light or dark.
        lines: score at which a group begins, and the group's name, lowest first.
    """
    colours = palette(theme)
    present = [state for state in ("known", *TIERS) if state in set(bins["state"])]
    names = [bins.loc[bins["state"] == state, "label"].iloc[0] for state in present]
    cuts = pd.DataFrame(
        [
            {"at": float(np.cbrt(max(score, 0.0))), "words": say("charts.line.from", group=name)}
            for score, name in lines
        ],
        columns=["at", "words"],
    )
    ends = [*bins["high"].tolist(), *cuts["at"].tolist(), 1e-9]
    scale = alt.Scale(domain=[0, max(ends) * 1.05], nice=False)
    axis = alt.Axis(labels=False, grid=False, title=say("charts.line.x"))
    bars = (
        alt.Chart(bins)
        .mark_bar(binSpacing=1, cornerRadiusEnd=0)
        .encode(
            x=alt.X("low:Q", bin="binned", scale=scale, axis=axis),
            x2="high:Q",
            y=alt.Y("people:Q", stack="zero", axis=_count_axis(bins.groupby("low")["people"].sum(), say)),
            color=alt.Color("label:N", scale=group_scale(theme, present, names), legend=None),
            tooltip=alt.value(None),
        )
    )
    at = alt.Chart(cuts).encode(x=alt.X("at:Q", scale=scale, axis=axis))
    rules = at.mark_rule(color=colours.text, strokeDash=[5, 3])
    words = at.mark_text(align="left", baseline="top", dx=5, color=colours.text).encode(
        y=alt.value(0),
        text="words:N",
    )
    return themed(alt.layer(bars, rules, words), theme, alt_text=line_sentence(bins, say))


def line_sentence(bins: pd.DataFrame, say: Words) -> str:
    """How many payers lie above the line of true fans."""
    if bins.empty:
        return say("charts.none")
    above = int(bins.loc[bins["state"] == "true", "people"].sum())
    return say("charts.line.sentence", n=above, total=int(bins["people"].sum()))


def _count_axis(totals: pd.Series[Any], say: Words) -> alt.Axis:
    ticks = few_ticks(0, max(float(totals.max()) if len(totals) else 1.0, 4.0))
    return spoken_axis(ticks, say.number, title=say("charts.people"))
