"""What the goal takes, as pictures: from gross to yours, what matters most, many small or few large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from truefans_core.charts.income.over_time import Drawing, speak_money
from truefans_core.charts.theme import Theme, few_ticks, palette, spoken_axis, themed
from truefans_core.income.answer import money, value_in_words
from truefans_core.words import Share

if TYPE_CHECKING:
    from truefans_core.income.projection import Projection
    from truefans_core.income.scenario import Scenario
    from truefans_core.words import Words

_BAR = 44
#: Room right of a bar for its label, as a share of the width.
_LABEL_ROOM = 1.25
#: Two prices within this factor are too near for a label each.
_APART = 2


def gross_to_yours(projection: Projection, say: Words) -> pd.DataFrame:
    """A year at the goal: what fans pay, what each part takes, what is left.

    Returns:
        `step`, `label`, `amount` (minor units, negative where taken off), `start` and `end` of its bar; parts that
        take nothing are left out.
    """
    parts = projection.breakdown
    taken = {
        "failed": parts.failed_minor,
        "refunds": parts.refunds_minor,
        "tax": parts.tax_minor,
        "platform": parts.platform_minor,
        "cards": parts.cards_minor,
        "plan": parts.plan_minor,
        "costs": parts.costs_minor,
    }
    records: list[tuple[str, int, int, int]] = [("gross", parts.gross_minor, 0, parts.gross_minor)]
    left = parts.gross_minor
    for step, amount in taken.items():
        if amount:
            records.append((step, -amount, left - amount, left))
            left -= amount
    if parts.other_minor:
        records.append(("other", parts.other_minor, left, left + parts.other_minor))
        left += parts.other_minor
    records.append(("yours", left, 0, left))
    frame = pd.DataFrame.from_records(records, columns=["step", "amount", "start", "end"])
    frame.insert(1, "label", [say(f"income.chart.gross.{step}") for step in frame["step"]])
    return frame


def gross_to_yours_bars(parts: pd.DataFrame, say: Words, theme: Theme, *, currency: str) -> Drawing:
    """One bar a part from the left, what is taken off hanging at the end of what was left: from `gross_to_yours`."""
    colours = palette(theme)
    shown = parts.assign(words=[say.money(int(amount), currency, whole=True) for amount in parts["amount"]])
    widest = float(parts["end"].max()) or 1.0
    base = alt.Chart(shown).encode(
        y=alt.Y("label:N", sort=list(shown["label"]), title=None, axis=alt.Axis(domain=False, grid=False)),
    )
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, widest * _LABEL_ROOM], nice=False))
    fill = dict.fromkeys(parts["step"], colours.casual) | {
        "gross": colours.engaged,
        "other": colours.engaged,
        "yours": colours.true,
    }
    bars = base.mark_bar(size=26).encode(
        x=x,
        x2="end:Q",
        color=alt.Color("step:N", scale=alt.Scale(domain=list(fill), range=list(fill.values())), legend=None),
    )
    words = base.mark_text(align="left", dx=6, color=colours.text).encode(x="end:Q", text="words:N")
    said = gross_to_yours_sentence(parts, say)
    return themed(alt.layer(bars, words), theme, height=len(shown) * _BAR, alt_text=said)


def gross_to_yours_sentence(parts: pd.DataFrame, say: Words) -> str:
    """Which part of what fans pay is left."""
    amounts = parts.set_index("step")["amount"].astype("float64")
    of_them = amounts["yours"] - amounts.get("other", 0.0)
    kept = float(of_them / amounts["gross"]) if amounts["gross"] else 0.0
    return say("income.chart.gross.sentence", kept=Share(kept, 0 if kept == 1 else 1))


def what_matters_bars(swings: pd.DataFrame, say: Words, theme: Theme, *, scenario: Scenario) -> Drawing:
    """Each lever from its low to its high value, around today: `swings` from `income.what_matters_most`."""
    colours = palette(theme)
    ends = [
        {
            "label": say(f"income.lever.{swing['lever']}"),
            "from": swing["income"],
            "to": swing[f"income_{end}"],
            "words": say("income.value", value=value_in_words(scenario, swing["lever"], swing[end])),
            "better": swing[f"income_{end}"] >= swing["income"],
        }
        for swing in swings.to_dict("records")
        for end in ("low", "high")
    ]
    shown = pd.DataFrame(ends, columns=["label", "from", "to", "words", "better"])
    reached = shown[["from", "to"]].to_numpy(dtype="float64")
    low, high = (float(reached.min()), float(reached.max())) if reached.size else (0.0, 1.0)
    pad = max(high - low, abs(high), 1.0) * 0.16
    ticks = [tick for tick in few_ticks(low, high, 3) if low - pad <= tick <= high + pad]
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "label:N",
            sort=list(dict.fromkeys(shown["label"])),
            title=None,
            axis=alt.Axis(domain=False, grid=False),
        ),
    )
    x = alt.X(
        "from:Q",
        scale=alt.Scale(domain=[low - pad, high + pad], nice=False, zero=False),
        axis=spoken_axis(ticks, speak_money(say, scenario.currency), title=None),
    )
    colour = alt.Color(
        "better:N",
        scale=alt.Scale(domain=[False, True], range=[colours.casual, colours.engaged]),
        legend=None,
    )
    bars = base.mark_bar(size=24, cornerRadiusEnd=0).encode(x=x, x2="to:Q", color=colour)
    words = [
        base.transform_filter(alt.datum.better == better)
        .mark_text(align="left" if better else "right", dx=6 if better else -6, color=colours.text)
        .encode(x="to:Q", text="words:N")
        for better in (True, False)
    ]
    today = alt.Chart(pd.DataFrame({"today": shown["from"].head(1)})).mark_rule(color=colours.text)
    said = what_matters_sentence(swings, say, scenario=scenario)
    height = max(1, len(swings)) * _BAR + 30
    return themed(alt.layer(bars, *words, today.encode(x="today:Q")), theme, height=height, alt_text=said)


def what_matters_sentence(swings: pd.DataFrame, say: Words, *, scenario: Scenario) -> str:
    """The lever that moves the income most, and how far."""
    if swings.empty:
        return say("income.chart.matters.none")
    first = swings.iloc[0]
    incomes = sorted((first["income_low"], first["income_high"]))
    return say(
        "income.chart.matters.sentence",
        n=scenario.months,
        lever=say(f"income.lever.{first['lever']}"),
        low=money(incomes[0], scenario.currency, whole=True),
        high=money(incomes[1], scenario.currency, whole=True),
        from_value=value_in_words(scenario, first["lever"], first["low"]),
        to_value=value_in_words(scenario, first["lever"], first["high"]),
    )


def curve_line(curve: pd.DataFrame, say: Words, theme: Theme, *, currency: str) -> Drawing:
    """True fans needed at every price, with "you are here": `curve` from `income.many_small_or_few_large`."""
    colours = palette(theme)
    speak_price, prices = speak_money(say, currency), _decades(curve["price_minor"])
    counts = _decades(curve["fans_needed"])
    x = alt.X(
        "price_minor:Q",
        scale=alt.Scale(type="log", nice=False, domain=_room(curve["price_minor"])),
        axis=spoken_axis(prices, speak_price, title=say("income.chart.curve.price")),
    )
    y = alt.Y(
        "fans_needed:Q",
        scale=alt.Scale(type="log", nice=False, domain=_room(curve["fans_needed"])),
        axis=spoken_axis(counts, say.number, title=None),
    )
    marked = _marked(curve, say, currency)
    colour = alt.Color(
        "you:N", scale=alt.Scale(domain=[True, False], range=[colours.true, colours.quiet]), legend=None
    )
    points = alt.Chart(marked).encode(x=x, y=y, color=colour)
    # The curve falls: right above it and left below it there is room for words.
    labels = [
        points.transform_filter(alt.datum.right == right)
        .mark_text(
            align="left" if right else "right",
            dx=10 if right else -10,
            dy=-8 if right else 14,
            fontWeight=600,
        )
        .encode(text="words:N")
        for right in (True, False)
    ]
    layers = [
        alt.Chart(curve).mark_line(color=colours.engaged).encode(x=x, y=y),
        points.mark_point(size=110, filled=True, opacity=1),
        *labels,
    ]
    return themed(
        alt.layer(*layers), theme, height=300, alt_text=curve_sentence(curve, say, currency=currency)
    )


def curve_sentence(curve: pd.DataFrame, say: Words, *, currency: str) -> str:
    """The two ends of the curve that stand for it: the largest and the smallest price."""
    if curve.empty:
        return say("income.chart.curve.none")
    small, large = curve.iloc[0], curve.iloc[-1]
    return say(
        "income.chart.curve.sentence",
        few=int(large["fans_needed"]),
        high=money(large["price_minor"], currency),
        many=int(small["fans_needed"]),
        low=money(small["price_minor"], currency),
    )


def _marked(curve: pd.DataFrame, say: Words, currency: str) -> pd.DataFrame:
    """The marked points with their words; a point too near to "you are here" keeps its dot and loses its words."""
    marked = curve[curve["mark"] != ""].copy()
    yours = marked.loc[marked["mark"] == "you", "price_minor"]
    near = [any(price / _APART < you < price * _APART for you in yours) for price in marked["price_minor"]]
    marked["words"] = [
        ""
        if crowded and row["mark"] != "you"
        else say(
            f"income.chart.curve.{row['mark']}",
            n=int(row["fans_needed"]),
            price=money(row["price_minor"], currency),
        )
        for row, crowded in zip(marked.to_dict("records"), near, strict=True)
    ]
    marked["you"] = marked["mark"] == "you"
    middle = np.sqrt(float(curve["price_minor"].min()) * float(curve["price_minor"].max()))
    marked["right"] = marked["price_minor"] <= middle * _APART
    return marked


def _decades(values: pd.Series[Any]) -> list[float]:
    low, high = float(values.min()), float(values.max())
    return [10.0**power for power in range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)]


def _room(values: pd.Series[Any]) -> list[float]:
    return [float(values.min()) / 1.6, float(values.max()) * 1.3]
