"""From reached to true fan, as a picture: one bar a step from the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import numpy as np

from truefans_core.charts.theme import Theme, palette, themed
from truefans_core.words import Share

if TYPE_CHECKING:
    import pandas as pd

    from truefans_core.words import Words

__all__ = ["funnel_bars", "funnel_sentence"]

Drawing = alt.LayerChart | alt.FacetChart

_BAR_STEP = 52
_STEP_COLOURS = {
    "reached": "gone",
    "listed": "casual",
    "active": "casual",
    "engaged": "engaged",
    "true": "true",
}
_LABEL_ROOM = 1.6


def funnel_bars(steps: pd.DataFrame, say: Words, theme: Theme) -> Drawing:
    """One bar a step from the left, with its count and its rate of the step above.

    Bars are as long as the square root of their count, so that a step of one in a thousand can still be seen;
    the numbers stand beside them.

    Args:
        steps: in order: `step`, `label`, `people` (None where hidden), `rate` (0…1 of the step above, or NaN).
        say: for labels.
        theme: light or dark.
    """
    colours = palette(theme).groups
    shown = steps[steps["people"].notna()].copy()
    shown["length"] = np.sqrt(shown["people"].astype("float64"))
    shown["words"] = [
        say("charts.funnel.step", people=int(step["people"]), rate=Share(float(step["rate"])))
        if np.isfinite(step["rate"])
        else say.number(int(step["people"]))
        for step in shown.to_dict("records")
    ]
    widest = float(shown["length"].max()) if len(shown) else 1.0
    base = alt.Chart(shown[["step", "label", "length", "people", "words"]]).encode(
        y=alt.Y("label:N", sort=list(shown["label"]), title=None, axis=alt.Axis(domain=False)),
        x=alt.X("length:Q", axis=None, scale=alt.Scale(domain=[0, max(widest, 1.0) * _LABEL_ROOM])),
    )
    bars = base.mark_bar(size=28).encode(
        color=alt.Color(
            "step:N",
            scale=alt.Scale(
                domain=list(shown["step"]),
                range=[colours[_STEP_COLOURS.get(s, "engaged")] for s in shown["step"]],
            ),
            legend=None,
        ),
        tooltip=alt.value(None),
    )
    words = base.mark_text(align="left", dx=6, color=palette(theme).text).encode(text="words:N")
    return themed(
        alt.layer(bars, words),
        theme,
        height=max(len(shown), 1) * _BAR_STEP,
        alt_text=funnel_sentence(steps, say),
    )


def funnel_sentence(steps: pd.DataFrame, say: Words) -> str:
    """The narrowest step: where most people stop; not told where the count of a step is not."""
    rated = steps[steps["rate"].notna() & steps["people"].notna()]
    if rated.empty:
        return say("charts.none")
    if steps["people"].isna().any():
        return say("charts.funnel.some")
    if (rated["rate"] == 1).all():
        return say("charts.funnel.all")
    at = int(rated["rate"].to_numpy(dtype="float64").argmin())
    narrowest = rated.iloc[at]
    above = steps["label"].shift(1).loc[rated.index].iloc[at]
    return say(
        "charts.funnel.sentence",
        step=narrowest["label"],
        above=above,
        rate=Share(float(narrowest["rate"])),
    )
