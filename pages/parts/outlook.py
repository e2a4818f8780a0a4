"""What a scenario leads to, on screen: cards, ways to the goal, charts, and one scenario beside today's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import feebook, links, show
from truefans_core import income
from truefans_core.charts import income as charts
from truefans_core.rates import decimals
from truefans_core.words import Share
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.fees.row import FeeRow
    from truefans_core.income import Projection, Scenario
    from truefans_core.words import Words


def cards(say: Words, projection: Projection) -> list[tuple[str, str, str]]:
    """How many, by when, where it levels off, and what is left of each."""
    scenario, months = projection.scenario, projection.months_to_goal
    chance = Share(float(projection.chance_by_month[-1]))
    hold = income.value_in_words(scenario, "new_per_month", projection.hold)
    return [
        (
            say("page.income.card.needed"),
            say.number(projection.fans_needed),
            say("page.income.card.needed.text", n=round(scenario.fans_now.middle)),
        ),
        (
            say("page.income.card.months"),
            say("app.never") if months is None else say("income.chart.month", n=income.months_until(months)),
            say(
                "page.income.card.months.range"
                if months is None and chance.value
                else "page.income.card.months.text",
                n=scenario.months,
                chance=chance,
            ),
        ),
        (
            say("page.income.card.level"),
            say("page.income.card.level.none")
            if projection.ceiling is None
            else say.number(round(projection.ceiling)),
            say("page.income.card.level.text", n=projection.fans_needed, hold=hold),
        ),
        (
            say("page.income.card.each"),
            say.money(projection.net_per_fan_year, scenario.currency),
            _after(say, projection),
        ),
    ]


def _after(say: Words, projection: Projection) -> str:
    """Whose fees were taken off."""
    fees, own = projection.fees, projection.scenario.stated_fees
    if own is not None and fees.slug == income.AS_STATED:
        return say("page.income.card.each.stated", fees=income.as_stated(own).by(say))
    if fees.free:
        return say("page.income.card.each.free", platform=fees.platform)
    return say("page.income.card.each.text", platform=fees.platform, read=_read(say, fees))


def ways(say: Words, projection: Projection) -> None:
    """For each lever alone the smallest change that reaches the goal in time."""
    found = income.changes_that_reach(projection)
    if not found:
        st.write(say("page.income.ways.none"))
        return
    st.write(say("page.income.ways.text", n=projection.scenario.months))
    st.markdown("\n".join(f"- {safe_text(income.way(projection, change).by(say))}" for change in found))


def range_chart(say: Words, today: Projection, beside: Projection | None) -> None:
    """The range over time with the goal line."""
    scenario = today.scenario
    ranges = charts.range_by_month(today, beside)
    sentence = charts.range_sentence(ranges, say, scenario=scenario)
    drawing = charts.range_over_time(ranges, say, show.theme(), scenario=scenario)
    _show(say, drawing, sentence, _in_money(say, ranges, scenario), "range")


def gross_chart(say: Words, projection: Projection) -> None:
    """A year at the goal, from gross to yours, and the fee row behind it."""
    scenario = projection.scenario
    parts = charts.gross_to_yours(projection, say)
    drawing = charts.gross_to_yours_bars(parts, say, show.theme(), currency=scenario.currency)
    amount = say("page.income.table.amount", currency=scenario.currency)
    table = pd.DataFrame(
        {say("page.income.table.part"): parts["label"], amount: _major(parts["amount"], scenario)}
    )
    _show(say, drawing, charts.gross_to_yours_sentence(parts, say), table, "gross")
    for fees, _ in projection.rows:
        own = income.stated(projection) if fees.slug == income.AS_STATED else None
        st.caption(safe_text(own.by(say) if own else _fees(say, fees)))
        if fees.rule:
            st.caption(safe_text(say("page.income.fees.rule", rule=fees.rule)))


def matters_chart(say: Words, projection: Projection) -> None:
    """What matters most."""
    scenario = projection.scenario
    swings = income.what_matters_most(projection)
    drawing = charts.what_matters_bars(swings, say, show.theme(), scenario=scenario)
    table = pd.DataFrame(
        {
            say("page.income.table.lever"): [say(f"income.lever.{lever}") for lever in swings["lever"]],
            **{
                say(f"page.income.table.value_{end}"): [
                    say("income.value", value=income.value_in_words(scenario, row["lever"], row[end]))
                    for row in swings.to_dict("records")
                ]
                for end in ("low", "high")
            },
            **{
                say(f"page.income.table.income_{end}", currency=scenario.currency): _major(
                    swings[f"income_{end}"], scenario
                )
                for end in ("low", "high")
            },
            **{
                say(f"page.income.table.months_{end}"): [
                    _months(say, each) for each in swings[f"months_{end}"]
                ]
                for end in ("low", "high")
            },
            say("page.income.table.break_even"): [
                say("app.unknown")
                if pd.isna(row["break_even"])
                else say(
                    "income.value", value=income.value_in_words(scenario, row["lever"], row["break_even"])
                )
                for row in swings.to_dict("records")
            ],
        }
    )
    _show(say, drawing, charts.what_matters_sentence(swings, say, scenario=scenario), table, "matters")


def _months(say: Words, months: float) -> str:
    return say("app.never") if pd.isna(months) else say("income.chart.month", n=income.months_until(months))


def chance_chart(say: Words, projection: Projection) -> None:
    """The chance of having reached the goal by each month."""
    chances = charts.chance_by_month(projection)
    drawing = charts.chance_line(chances, say, show.theme())
    columns = {"month": say("page.income.table.month"), "chance": say("page.income.table.chance")}
    table = chances.assign(chance=(100 * chances["chance"]).round(1)).rename(columns=columns)
    _show(say, drawing, charts.chance_sentence(chances, say), table, "chance")


def curve_chart(say: Words, projection: Projection) -> None:
    """Many small or few large."""
    scenario = projection.scenario
    curve = income.many_small_or_few_large(projection, income.span_of(say.preset))
    sentence = charts.curve_sentence(curve, say, currency=scenario.currency)
    if curve.empty:
        met = projection.fans_needed == 0
        st.write(say("page.income.curve.met") if met else sentence)
        return
    drawing = charts.curve_line(curve, say, show.theme(), currency=scenario.currency)
    price = say("page.income.table.price", currency=scenario.currency)
    table = pd.DataFrame(
        {price: _major(curve["price_minor"], scenario), say("page.income.table.people"): curve["fans_needed"]}
    )
    _show(say, drawing, sentence, table, "curve")
    st.caption(
        say(
            "page.income.readings",
            kelly=income.kelly_count(scenario.goal_minor, scenario.currency),
            li_jin=income.li_jin_count(scenario.goal_minor, scenario.currency),
            days=income.WORKING_DAYS,
            wage=income.money(income.days_wage_minor(scenario.goal_minor), scenario.currency, whole=True),
        )
    )


def elsewhere(say: Words, projection: Projection) -> None:
    """What the same people leave by every other platform, gatekeepers marked."""
    scenario, found = projection.scenario, income.elsewhere(projection, feebook.used())
    st.write(say("page.income.elsewhere.text", n=round(scenario.fans_now.middle)))
    year, needed = (
        say("page.income.elsewhere.year", currency=scenario.currency),
        say("page.income.table.people"),
    )
    table = pd.DataFrame(
        {
            say("page.income.elsewhere.where"): found["platform"] + ": " + found["plan"],
            year: _major(found["year_minor"], scenario),
            needed: found["fans_needed"],
            say("page.income.elsewhere.between"): [
                say("page.income.elsewhere.gatekeeper") if each else "" for each in found["gatekeeper"]
            ],
            say("page.method.fee.read_on"): found["read"],
            say("page.method.fee.confidence"): found["confidence"],
        }
    )
    grouped = {name: st.column_config.NumberColumn(format="localized") for name in (year, needed)}
    show.table(say, table, key="income_elsewhere", columns=grouped)


def keep(say: Words, scenario: Scenario) -> None:
    """Take the scenario along: a link, or a file that the command line reads too."""
    st.caption(say("page.income.share"))
    with st.popover(say("page.income.link"), icon=":material/link:"):
        st.caption(say("page.income.link.text"))
        st.code(links.to(scenario), language=None, wrap_lines=True)
    st.download_button(
        say("page.income.file"),
        data=lambda: json.dumps(scenario.to_json(), indent=1).encode(),
        file_name="scenario.json",
        mime="application/json",
        icon=":material/download:",
        key="scenario_file",
        on_click="ignore",
    )


def column(say: Words, projection: Projection) -> dict[str, str]:
    """What a scenario leads to, by what it is called: a column of the table of scenarios."""
    scenario = projection.scenario
    last = [projection.range_over_time[i][-1] for i in range(3)]
    low, middle, high = (say.money(round(amount), scenario.currency, whole=True) for amount in last)
    months = projection.months_to_goal
    level = projection.ceiling
    return {
        say("page.income.card.needed"): say.number(projection.fans_needed),
        say("page.income.card.months"): say("app.never")
        if months is None
        else say("income.chart.month", n=income.months_until(months)),
        say("page.income.card.level"): say("page.income.card.level.none")
        if level is None
        else say.number(round(level)),
        say("page.income.compare.middle", n=scenario.months): middle,
        say("page.income.compare.range"): say("page.income.range", low=low, high=high),
    }


def _show(say: Words, drawing: Any, sentence: str, table: pd.DataFrame, key: str) -> None:
    show.chart(say, drawing, sentence=sentence, frame=table, key=f"income_{key}")


def _in_money(say: Words, ranges: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    table = pd.DataFrame({say("page.income.table.month"): ranges["month"]})
    for name in ranges.columns[1:]:
        table[say(f"income.chart.range.{name}")] = _major(ranges[name], scenario)
    return table


def _major(minor: Any, scenario: Scenario) -> pd.Series[Any]:
    """Amounts as numbers in major units, whole: a table is for reading and for a spreadsheet."""
    digits = 10 ** decimals(scenario.currency)
    whole: pd.Series[Any] = (pd.Series(minor).astype("float64") / digits).round(0).astype("Int64")
    return whole


def _fees(say: Words, fees: FeeRow) -> str:
    """What the row of the fee book takes, and where that is known from."""
    if fees.free:
        return say("page.income.fees.none", platform=fees.platform, plan=fees.plan)
    return say(
        "page.income.fees",
        platform=fees.platform,
        plan=fees.plan,
        share=Share(float(fees.platform_share + fees.processing_share), 1),
        fixed=income.money(fees.fixed_minor, fees.currency),
        read=_read(say, fees),
        source=fees.source,
        confidence=fees.confidence,
    )


def _read(say: Words, fees: FeeRow) -> str:
    """When the fees were read, as far as the fee book knows."""
    return say("page.income.read_on", day=fees.dated) if fees.dated else say("page.income.read_never")
