"""Who moved where, as a picture of bands: from the groups then on the left to those now on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import numpy as np
import pandas as pd

from truefans_core.charts.moves import flow_sentence
from truefans_core.charts.people import PICKED
from truefans_core.charts.theme import Theme, palette, themed

if TYPE_CHECKING:
    from truefans_core.words import Words

__all__ = ["flow_bands"]

Drawing = alt.LayerChart | alt.FacetChart
_HEIGHT = 380
#: Of the height, between two groups; a band of one person is still to be seen and hit.
_GAP, _THINNEST = 0.05, 0.008
#: Room above the bands for what the sides are.
_HEAD = 0.12
#: Room on each side for the names, in widths of the bands: enough for the longest on a phone.
_SIDE = 1.1
_NAME_SIZE = 11
#: Points of a band from side to side.
_POINTS = 24
_FROM = ("new", "gone", "known", "casual", "engaged", "true")


def flow_bands(flows: pd.DataFrame, say: Words, theme: Theme) -> Drawing:
    """A band a flow, as wide as it has people; who stayed in their group is left out.

    Args:
        flows: `from`, `to` (states, or `new`), `was`, `now` (labels), `people`, `stayed`.
        say: for labels.
        theme: light or dark.
    """
    moved = flows[~flows["stayed"]].copy()
    colours = {**palette(theme).groups, "new": palette(theme).quiet}
    moved["width"] = np.maximum(moved["people"] / max(int(moved["people"].sum()), 1), _THINNEST)
    left, right = _stacked(moved, "from"), _stacked(moved, "to")
    across = np.linspace(0.0, 1.0, _POINTS)
    bend = across * across * (3 - 2 * across)
    points = pd.concat(
        [
            pd.DataFrame(
                {
                    "x": across,
                    "low": left[place] + (right[place] - left[place]) * bend,
                    "high": left[place] + (right[place] - left[place]) * bend + row["width"],
                    "from": row["from"],
                    "to": row["to"],
                }
            )
            for place, row in enumerate(moved.to_dict("records"))
        ]
        or [pd.DataFrame({name: pd.Series(dtype=float) for name in ("x", "low", "high", "from", "to")})],
        ignore_index=True,
    )
    top = float(points["high"].max()) if len(points) else 1.0
    plane = alt.Scale(domain=[-_HEAD, max(top, 0.01)], reverse=True)
    present = [state for state in _FROM if state in set(moved["from"])]
    bands = (
        alt.Chart(points)
        .mark_area(opacity=0.55)
        .encode(
            x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-_SIDE, 1 + _SIDE])),
            y=alt.Y("low:Q", axis=None, scale=plane),
            y2="high:Q",
            detail=["from:N", "to:N"],
            color=alt.Color(
                "from:N",
                legend=None,
                scale=alt.Scale(domain=present, range=[colours[state] for state in present]),
            ),
            tooltip=alt.value(None),
        )
        .add_params(alt.selection_point(name=PICKED, fields=["from", "to"], on="click"))
    )
    texts = [
        _names(moved, left, say, plane, side="from").mark_text(
            align="right", baseline="middle", color=palette(theme).text, fontSize=_NAME_SIZE, limit=190
        ),
        _names(moved, right, say, plane, side="to").mark_text(
            align="left", baseline="middle", color=palette(theme).text, fontSize=_NAME_SIZE, limit=190
        ),
        _heading(0.0, say("charts.moves.was"), plane).mark_text(align="right", color=palette(theme).quiet),
        _heading(1.0, say("charts.moves.now"), plane).mark_text(align="left", color=palette(theme).quiet),
    ]
    return themed(alt.layer(bands, *texts), theme, height=_HEIGHT, alt_text=flow_sentence(flows, say))


def _stacked(moved: pd.DataFrame, side: str) -> list[float]:
    """Where each flow begins on one side, of a stack of groups with room between them."""
    other = "to" if side == "from" else "from"
    order = sorted(
        range(len(moved)),
        key=lambda place: (-_FROM.index(moved[side].iloc[place]), -_FROM.index(moved[other].iloc[place])),
    )
    found = [0.0] * len(moved)
    at, before = 0.0, None
    for place in order:
        state = moved[side].iloc[place]
        at += _GAP if before is not None and before != state else 0.0
        found[place], before = at, state
        at += float(moved["width"].iloc[place])
    return found


def _names(moved: pd.DataFrame, places: list[float], say: Words, plane: alt.Scale, *, side: str) -> alt.Chart:
    """The groups of one side with their people, beside the middle of their bands."""
    label, x = ("was", -0.03) if side == "from" else ("now", 1.03)
    ends = moved.assign(middle=np.array(places) + moved["width"].to_numpy() / 2)
    named = ends.groupby([side, label], sort=False).agg(
        people=("people", "sum"), low=("middle", "min"), high=("middle", "max")
    )
    names = named.reset_index()
    names["x"], names["y"] = x, (names["low"] + names["high"]) / 2
    names["words"] = [
        say("charts.bands.end", name=row[label], n=int(row["people"])) for row in names.to_dict("records")
    ]
    return alt.Chart(names[["x", "y", "words"]]).encode(
        x=alt.X("x:Q", axis=None), y=alt.Y("y:Q", axis=None, scale=plane), text="words:N"
    )


def _heading(x: float, words: str, plane: alt.Scale) -> alt.Chart:
    return alt.Chart(pd.DataFrame({"x": [x], "y": [-_HEAD * 0.75], "words": [words]})).encode(
        x=alt.X("x:Q", axis=None), y=alt.Y("y:Q", axis=None, scale=plane), text="words:N"
    )
