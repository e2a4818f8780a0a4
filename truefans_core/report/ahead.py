"""The parts of a report about money and what to do: income by month, the outlook, this week."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from truefans_core.charts import movement as moving
from truefans_core.report.hiding import ORDER, enough
from truefans_core.report.pack import FEWEST, Column, Figure, Section, Table
from truefans_core.report.tables import draw
from truefans_core.words import Amount

if TYPE_CHECKING:
    from truefans_core.income import Projection
    from truefans_core.report.content import Material
    from truefans_core.words import Words

_YEAR = 12


def income(material: Material) -> Section:
    """What each month brought and what a scenario leads to."""
    say, found = material.say, material.analysis
    figures = []
    monthly = _shown_months(material)
    if monthly["income_minor"].any():
        figures.append(
            Figure(
                "income",
                "",
                say("report.figure.income"),
                moving.income_sentence(monthly, say, currency=found.currency),
                _by_month(monthly, material),
                partial(draw, moving.income_lines, monthly, say, currency=found.currency),
                "lines",
                say("report.how.income"),
                told=tuple(f"group_{i}" for i in range(monthly["state"].nunique())),
            ),
        )
    paragraphs = []
    if material.projection is not None:
        if material.goal or not material.true_told:
            paragraphs.append(outlook(material))
        if material.true_told:
            figures.append(_outlook_figure(material, material.projection))
    if not monthly["income_minor"].any():
        paragraphs.append(say("report.no_dated_income"))
    return Section("income", say("report.section.income"), tuple(paragraphs), tuple(figures))


def outlook(material: Material) -> str:
    """The answer of the scenario: what the goal takes, the way to it, where today's pace leads.

    Where nobody chose a goal, only where today's pace leads. It all rests on how many true fans there are and what
    one of them pays: of too few it is not told.
    """
    from truefans_core.charts import income as drawing
    from truefans_core.income import in_words

    projection, say = material.projection, material.say
    if projection is None:
        return ""
    if not material.true_told:
        return say("report.outlook.few")
    if material.goal:
        return in_words(projection, say)
    ranges = drawing.range_by_month(projection)
    return drawing.range_sentence(ranges, say, scenario=projection.scenario, goal=False)


def week(material: Material) -> Section | None:
    """Whom to contact: names where they are allowed, else how many for each thing to do."""
    say, plan = material.say, material.plan
    if plan is None:
        return None
    title = say("report.section.week")
    if plan.empty:
        return Section("week", title, (say("report.week.none"),))
    table = _counts(plan, material) if material.hidden else _names(plan, material)
    sentence = say("report.week", n=len(plan), minutes=int(plan["minutes"].sum()))
    figure = Figure("week", "", say("report.figure.week"), sentence, table, method=say("report.how.week"))
    return Section("week", title, (), (figure,))


def _shown_months(material: Material) -> pd.DataFrame:
    """What each month brought by group; by everyone where a group's month speaks of too few; else nothing."""
    found = material.analysis
    everyone = pd.DataFrame(
        {"state": ["+".join(ORDER)], "label": [material.say("report.everyone")]},
    )
    state_of = found.supporters.set_index("person_id")["state"].astype(str)
    fewest = FEWEST if material.hidden else 1
    monthly = pd.DataFrame({"income_minor": []})
    for groups in (material.groups, everyone):
        monthly = moving.income_by_month(found.events, groups, state_of, found.as_of, at_least=fewest)
        if monthly["income_minor"].notna().all():
            return monthly
    return monthly.iloc[:0]


def _by_month(monthly: pd.DataFrame, material: Material) -> Table:
    """Months down, groups across."""
    groups = monthly.drop_duplicates("state")[["state", "label"]].to_dict("records")
    by_group = [monthly.loc[monthly["state"] == group["state"], "income_minor"] for group in groups]
    months = [pd.Timestamp(month).date() for month in monthly["month"].drop_duplicates()]
    columns = (
        Column("month", material.say("report.col.month"), "month"),
        *(
            Column(f"group_{i}", str(group["label"]), "money", str(group["state"]).split("+")[-1])
            for i, group in enumerate(groups)
        ),
    )
    rows = tuple(zip(months, *([int(value) for value in values] for values in by_group), strict=True))
    return Table(columns, rows, frozenset(column.name for column in columns[1:]))


def _outlook_figure(material: Material, projection: Projection) -> Figure:
    from truefans_core.charts import income as drawing

    say, scenario = material.say, projection.scenario
    paths = projection.money_over_time
    months = range(0, scenario.months + 1, 1 if scenario.months <= 2 * _YEAR else 3)
    rows: tuple[tuple[Any, ...], ...] = tuple(
        (month, *(Amount(round(float(path[month])), scenario.currency) for path in paths)) for month in months
    )
    columns = (
        Column("month", say("report.col.months_from_now"), "count"),
        Column("low", say("report.col.cautious"), "number", "casual"),
        Column("middle", say("report.col.middle"), "number", "engaged"),
        Column("high", say("report.col.hopeful"), "number", "true"),
    )
    ranges = drawing.range_by_month(projection)
    return Figure(
        "outlook",
        "",
        say("report.figure.outlook"),
        drawing.range_sentence(ranges, say, scenario=scenario, goal=material.goal),
        Table(columns, rows),
        partial(draw, drawing.range_over_time, ranges, say, scenario=scenario, goal=material.goal),
        "lines",
        _how(projection, say),
        told=("low", "middle", "high"),
    )


def _how(projection: Projection, say: Words) -> str:
    """Whose fees were reckoned with, and how the range was drawn."""
    from truefans_core.income import stated

    seed = str(projection.scenario.seed)
    if (own := stated(projection)) is not None:
        return say("report.how.outlook.stated", fees=own.by(say), seed=seed)
    fees = projection.fees
    message = "report.how.outlook" if fees.dated else "report.how.outlook.undated"
    return say(message, platform=fees.platform, dated=fees.dated, seed=seed)


def _counts(plan: pd.DataFrame, material: Material) -> Table:
    say = material.say
    counted = plan.groupby("strategy", sort=False).agg(
        people=("person_id", "size"), minutes=("minutes", "sum")
    )
    counted = counted.sort_values("people", ascending=False, kind="stable")
    people, minutes = counted["people"].tolist(), counted["minutes"].tolist()
    names = [material.analysis.book.name(say, str(strategy)) for strategy in counted.index]
    kept = sum(enough(n, hidden=material.hidden) for n in people)
    # What is done for few people is told together, with the next larger one where they are still too few.
    while 0 < kept < len(people) and sum(people[kept:]) < FEWEST:
        kept -= 1
    rows: list[tuple[Any, ...]] = list(zip(names[:kept], people[:kept], minutes[:kept], strict=True))
    if kept < len(people):
        told = enough(sum(people[kept:]), hidden=material.hidden)
        rest = (sum(people[kept:]), sum(minutes[kept:])) if told else (None, None)
        rows.append((", ".join(names[kept:]), *rest))
    columns = (
        Column("strategy", say("report.col.do")),
        Column("people", say("report.col.people"), "count"),
        Column("minutes", say("report.col.minutes"), "count"),
    )
    return Table(columns, tuple(rows))


def _names(plan: pd.DataFrame, material: Material) -> Table:
    say, book = material.say, material.analysis.book
    rows = []
    for record in plan.to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        rows.append(
            (
                material.who[row["person_id"]],
                book.name(say, row["strategy"]),
                book.reason(say, row),
                int(row["minutes"]),
            ),
        )
    columns = (
        Column("who", say("report.col.who")),
        Column("strategy", say("report.col.do")),
        Column("why", say("report.col.why")),
        Column("minutes", say("report.col.minutes"), "count"),
    )
    return Table(columns, tuple(rows))
