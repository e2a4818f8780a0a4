"""Income by month as pictures: the range over time with the goal, and the chance of having reached it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from truefans_core.charts.theme import Theme, few_ticks, palette, spoken_axis, themed
from truefans_core.income.answer import money
from truefans_core.words import Share

if TYPE_CHECKING:
    from collections.abc import Callable

    from truefans_core.income.projection import Projection
    from truefans_core.income.scenario import Scenario
    from truefans_core.words import Words

Drawing = alt.LayerChart | alt.FacetChart

_YEAR = 12
#: Room right of a line for its label, as a share of the width.
_LABEL_ROOM = 1.25
#: Two labels nearer than this share of the height would lie on each other.
_TOO_NEAR = 0.07


def range_by_month(projection: Projection, other: Projection | None = None) -> pd.DataFrame:
    """Income of each month in three readings, with its season, and the middle of another scenario beside it.

    Returns:
        `month` (0 is today), `cautious`, `middle`, `hopeful` and, with another scenario, `what_if`; minor units.
    """
    low, middle, high = projection.money_over_time
    frame = pd.DataFrame({"month": np.arange(len(low)), "cautious": low, "middle": middle, "hopeful": high})
    if other is not None:
        frame["what_if"] = pd.Series(other.money_over_time[1]).reindex(frame.index)
    return frame


def range_over_time(
    ranges: pd.DataFrame,
    say: Words,
    theme: Theme,
    *,
    scenario: Scenario,
    goal: bool = True,
) -> Drawing:
    """The middle line in its range, with the goal line and its words: `ranges` from `range_by_month`.

    `goal` is whether somebody chose the scenario's goal: one of an example is not drawn.
    """
    colours = palette(theme)
    at_goal = scenario.goal_minor / _YEAR if goal else 0.0
    lines = ["middle", "what_if"] if "what_if" in ranges else ["middle"]
    amounts = ranges.drop(columns="month").to_numpy(dtype="float64")
    top = max(float(np.nanmax(amounts)), at_goal, 1.0) * 1.08
    floor = min(0.0, float(np.nanmin(amounts)))
    ticks = [tick for tick in few_ticks(floor, top) if floor <= tick <= top]
    last = int(ranges["month"].iloc[-1])
    x = _months(last, say)
    y = alt.Y(
        "cautious:Q",
        scale=alt.Scale(domain=[floor, top], nice=False),
        axis=spoken_axis(ticks, speak_money(say, scenario.currency), title=None),
    )
    base = alt.Chart(ranges)
    layers: list[Any] = [
        base.mark_area(opacity=0.22, color=colours.engaged).encode(x=x, y=y, y2="hopeful:Q"),
        *(
            base.mark_line(
                color=colours.engaged if name == "middle" else colours.true,
                strokeDash=[1, 0] if name == "middle" else [2, 3],
            ).encode(x=x, y=f"{name}:Q")
            for name in lines
        ),
    ]
    marks = pd.DataFrame([{"month": 0, "goal": at_goal, "words": _goal_words(scenario, say)}])
    goal_line = alt.Chart(marks)
    of_goal = [
        goal_line.mark_rule(color=colours.true, strokeDash=[6, 4]).encode(y="goal:Q"),
        goal_line.mark_text(align="left", dx=4, dy=-9, color=colours.true, fontWeight=600).encode(
            x=x, y="goal:Q", text="words:N"
        ),
    ]
    layers += [
        *(of_goal if goal else []),
        _labels(_ends(ranges, say, top - floor), "at").encode(
            x=x, color=alt.Color("colour:N", scale=_line_colours(theme), legend=None)
        ),
    ]
    return themed(
        alt.layer(*layers),
        theme,
        height=320,
        alt_text=range_sentence(ranges, say, scenario=scenario, goal=goal),
    )


def range_sentence(ranges: pd.DataFrame, say: Words, *, scenario: Scenario, goal: bool = True) -> str:
    """Where the last month lies, cautious to hopeful, beside the goal; with seasons a month of the last year's mean."""
    last = ranges.tail(_YEAR).mean() if scenario.seasons else ranges.iloc[-1]
    said = say(
        "income.chart.range.sentence" if goal else "income.chart.range.no_goal",
        n=int(ranges["month"].iloc[-1]),
        low=money(last["cautious"], scenario.currency, whole=True),
        middle=money(last["middle"], scenario.currency, whole=True),
        high=money(last["hopeful"], scenario.currency, whole=True),
        goal=money(scenario.goal_minor / _YEAR, scenario.currency, whole=True),
    )
    if "what_if" not in ranges:
        return said
    what_if = money(last["what_if"], scenario.currency, whole=True)
    return f"{said} {say('income.chart.range.with_change', amount=what_if)}"


def chance_by_month(projection: Projection) -> pd.DataFrame:
    """The chance of having reached the goal: `month` (0 is today), `chance` (0…1)."""
    chance = projection.chance_by_month
    return pd.DataFrame({"month": np.arange(len(chance)), "chance": chance})


def chance_line(chances: pd.DataFrame, say: Words, theme: Theme) -> Drawing:
    """The chance by month with its last value at the end of the line: `chances` from `chance_by_month`."""
    colours = palette(theme)
    x = _months(int(chances["month"].iloc[-1]), say)
    y = alt.Y(
        "chance:Q",
        scale=alt.Scale(domain=[0, 1.04], nice=False),
        axis=spoken_axis([0, 0.5, 1], say.share, title=None),
    )
    base = alt.Chart(chances).encode(x=x, y=y)
    end = chances.tail(1).assign(words=say.share(float(chances["chance"].iloc[-1])))
    label = alt.Chart(end).mark_text(align="left", dx=7, fontWeight=600, color=colours.engaged)
    layers = [
        base.mark_area(opacity=0.22, color=colours.engaged),
        base.mark_line(color=colours.engaged),
        label.encode(x=x, y=y, text="words:N"),
    ]
    return themed(alt.layer(*layers), theme, height=240, alt_text=chance_sentence(chances, say))


def chance_sentence(chances: pd.DataFrame, say: Words) -> str:
    """The chance at the end, and the month from which it is more likely than not."""
    last = chances.iloc[-1]
    said = say("income.chart.chance.sentence", n=int(last["month"]), chance=Share(float(last["chance"])))
    likely = chances.loc[chances["chance"] >= 0.5, "month"]  # noqa: PLR2004 more likely than not
    if likely.empty or not int(likely.iloc[0]):
        return said
    return f"{said} {say('income.chart.chance.likely', n=int(likely.iloc[0]))}"


def _goal_words(scenario: Scenario, say: Words) -> str:
    goal = money(scenario.goal_minor / _YEAR, scenario.currency, whole=True)
    return say("income.chart.range.goal", amount=goal)


def _ends(ranges: pd.DataFrame, say: Words, height: float) -> pd.DataFrame:
    """A label at the end of each line, the middle first; one that would lie on another is left to the table."""
    last = ranges.iloc[-1]
    taken: list[float] = []
    labels = []
    for name in ("middle", "what_if", "hopeful", "cautious"):
        at = float(last.get(name, np.nan))
        if not np.isfinite(at) or any(abs(at - other) < height * _TOO_NEAR for other in taken):
            continue
        taken.append(at)
        words = say(f"income.chart.range.{name}")
        labels.append({"month": int(last["month"]), "at": at, "words": words, "colour": name})
    return pd.DataFrame(labels, columns=["month", "at", "words", "colour"])


def _labels(frame: pd.DataFrame, field: str) -> Any:
    labels = alt.Chart(frame).mark_text(align="left", dx=7, fontWeight=600)
    return labels.encode(y=f"{field}:Q", text="words:N")


def _line_colours(theme: Theme) -> alt.Scale:
    colours = palette(theme)
    return alt.Scale(
        domain=["middle", "what_if", "hopeful", "cautious"],
        range=[colours.engaged, colours.true, colours.quiet, colours.quiet],
    )


def _months(last: int, say: Words) -> alt.X:
    """Months from today, one tick a year or about five, with room for labels at the end."""
    step = _YEAR if last > _YEAR else max(1, round(last / 4))
    while last / step > 6:  # noqa: PLR2004 few ticks
        step += _YEAR
    ticks = list(range(0, last + 1, step))

    def speak(month: float) -> str:
        return say("income.chart.month", n=int(month)) if month else say("income.chart.today")

    return alt.X(
        "month:Q",
        scale=alt.Scale(domain=[0, max(1, last) * _LABEL_ROOM], nice=False),
        axis=spoken_axis(ticks, speak, title=None, grid=False),
    )


def speak_money(say: Words, currency: str) -> Callable[[float], str]:
    """How an axis says an amount of minor units: whole, with its currency."""
    return lambda minor: say.money(round(minor), currency, whole=True)
