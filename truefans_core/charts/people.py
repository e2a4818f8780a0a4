"""Who they are, as pictures: the groups with their people and their money, and the three marks of each.

Each chart has a frame it is drawn from and a sentence that says what it shows; the sentence is also what a
screen reader gets. Groups carry their own colour and are named beside their bars, never by colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from truefans_core.charts.theme import Theme, group_scale, in_lines, palette, themed
from truefans_core.columns import MARKS
from truefans_core.words import Amount, Share

if TYPE_CHECKING:
    from truefans_core.words import Words

__all__ = [
    "group_bars",
    "group_sentence",
    "mark_bars",
    "mark_means",
    "mark_sentence",
]

#: What `alt.layer` gives, as its types have it.
Drawing = alt.LayerChart | alt.FacetChart

#: What a click on a bar is called, with the `state` of the bar.
PICKED = "picked"
_BAR_STEP = 58
_LABEL_ROOM = 2.1  # the axis ends here times the longest bar, so that the label beside it stays inside


def group_bars(
    groups: pd.DataFrame, say: Words, theme: Theme, *, currency: str, all_time: bool = False
) -> Drawing:
    """Two bars a group: its share of the people and its share of the income.

    Args:
        groups: one row a group in the order drawn: `state`, `label`, `people`, `share_people`, `income_minor`,
            `share_income` (0…1, of the income of 12 months; NaN where there is none).
        say: for labels.
        theme: light or dark.
        currency: of `income_minor`.
        all_time: whether the money is of all time, not of 12 months.
    """
    rows = []
    for group in groups.to_dict("records"):
        rows.append(
            {
                "state": group["state"],
                "label": group["label"],
                "measure": "people",
                "share": float(group["share_people"]),
                "words": say(
                    "charts.groups.people", n=int(group["people"]), share=Share(group["share_people"])
                ),
            },
        )
        if np.isfinite(group["share_income"]):
            rows.append(
                {
                    "state": group["state"],
                    "label": group["label"],
                    "measure": "income",
                    "share": max(float(group["share_income"]), 0.0),
                    "words": say(
                        "charts.groups.income",
                        amount=Amount(int(group["income_minor"]), currency, whole=True),
                        share=Share(group["share_income"]),
                    ),
                },
            )
    data = pd.DataFrame(rows, columns=["state", "label", "measure", "share", "words"])
    widest = float(data["share"].max()) if len(data) else 1.0
    base = alt.Chart(data).encode(
        # The joined name of several groups is long: whole, in lines under each other.
        y=alt.Y(
            "label:N",
            sort=list(groups["label"]),
            title=None,
            axis=alt.Axis(domain=False, labelExpr=in_lines(list(groups["label"]))),
        ),
        yOffset=alt.YOffset("measure:N", sort=["people", "income"]),
        x=alt.X("share:Q", axis=None, scale=alt.Scale(domain=[0, max(widest, 0.01) * _LABEL_ROOM])),
    )
    bars = (
        base.mark_bar(cursor="pointer")
        .encode(
            color=alt.Color("label:N", scale=_scale(groups, theme), legend=None),
            opacity=alt.Opacity(
                "measure:N",
                scale=alt.Scale(domain=["people", "income"], range=[0.55, 1]),
                legend=None,
            ),
            tooltip=alt.value(None),
        )
        .add_params(alt.selection_point(name=PICKED, fields=["state"], on="click"))
    )
    words = base.mark_text(align="left", dx=6, color=palette(theme).text).encode(text="words:N")
    return themed(
        alt.layer(bars, words),
        theme,
        height=max(len(groups), 2) * _BAR_STEP,
        alt_text=group_sentence(groups, say, currency=currency, all_time=all_time),
    )


def group_sentence(groups: pd.DataFrame, say: Words, *, currency: str, all_time: bool = False) -> str:
    """What the groups say: how many the top group is, and how much of the income it brings."""
    if groups.empty:
        return say("charts.none")
    top = groups.iloc[-1]
    if not np.isfinite(top["share_income"]):
        return say("charts.groups.sentence_people", n=int(top["people"]), group=top["label"])
    return say(
        "charts.groups.sentence_all_time" if all_time else "charts.groups.sentence",
        n=int(top["people"]),
        group=top["label"],
        share_people=Share(float(top["share_people"])),
        share_income=Share(float(top["share_income"])),
        amount=Amount(int(top["income_minor"]), currency, whole=True),
    )


def mark_means(supporters: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """The mean of each known mark in each group.

    Needs `state` and the marks; a mark that is known for nobody of a group is left out.

    Args:
        supporters: columns.SUPPORTERS.
        groups: `state` (one, or several joined by "+") and `label`, in the order drawn.

    Returns:
        `mark`, `state`, `label`, `mean` (0–100), `people` (for how many it is known).
    """
    rows: list[dict[str, Any]] = []
    for mark in MARKS:
        for group in groups.to_dict("records"):
            known = supporters.loc[supporters["state"].isin(str(group["state"]).split("+")), mark].dropna()
            if len(known):
                rows.append(
                    {
                        "mark": mark,
                        "state": group["state"],
                        "label": group["label"],
                        "mean": float(known.mean()),
                        "people": len(known),
                    },
                )
    return pd.DataFrame(rows, columns=["mark", "state", "label", "mean", "people"])


def mark_bars(means: pd.DataFrame, say: Words, theme: Theme) -> Drawing:
    """The three marks of each group: `means` from `mark_means`."""
    data = means.assign(
        mark_words=[say(f"charts.mark.{mark}") for mark in means["mark"]],
        words=[
            f"{label} {say.number(round(mean))}"
            for label, mean in zip(means["label"], means["mean"], strict=True)
        ],
    )
    groups = means.drop_duplicates("state")
    order = list(groups["label"])
    base = alt.Chart(data).encode(
        y=alt.Y(
            "mark_words:N",
            sort=[say(f"charts.mark.{mark}") for mark in MARKS],
            title=None,
            axis=alt.Axis(domain=False),
        ),
        yOffset=alt.YOffset("label:N", sort=order),
        x=alt.X("mean:Q", axis=None, scale=alt.Scale(domain=[0, 100 * _LABEL_ROOM])),
    )
    bars = base.mark_bar().encode(
        color=alt.Color("label:N", scale=_scale(groups, theme), legend=None),
        tooltip=alt.value(None),
    )
    words = base.mark_text(align="left", dx=6, color=palette(theme).text).encode(text="words:N")
    bands = max(len(means), 1)
    return themed(
        alt.layer(bars, words),
        theme,
        height=max(bands * 22 + 30, 90),
        alt_text=mark_sentence(means, say),
    )


def mark_sentence(means: pd.DataFrame, say: Words) -> str:
    """Which mark tells the top group most apart from everybody else."""
    if means.empty:
        return say("charts.none")
    top = means["state"].iloc[-1] if "true" not in set(means["state"]) else "true"
    gaps = {
        str(mark): float(of["mean"][of["state"] == top].iloc[0] - of["mean"][of["state"] != top].mean())
        for mark, of in means.groupby("mark", sort=False)
        if (of["state"] == top).any() and (of["state"] != top).any()
    }
    if not gaps:
        return say("charts.marks.sentence_one")
    best = str(max(gaps, key=lambda mark: gaps[mark]))
    label = means.loc[means["state"] == top, "label"].iloc[0]
    return say("charts.marks.sentence", group=label, mark=say(f"charts.mark.{best}"))


def _scale(groups: pd.DataFrame, theme: Theme) -> alt.Scale:
    """The colours of groups, where a joined group has that of its highest member."""
    return group_scale(theme, [str(s).split("+")[-1] for s in groups["state"]], list(groups["label"]))
