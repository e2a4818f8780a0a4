"""The part of a report about what to do next: three moves, each with what it brings, and their scenarios compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from truefans_core.report.pack import Column, Figure, Section, Table
from truefans_core.report.tables import draw
from truefans_core.words import Amount

if TYPE_CHECKING:
    from truefans_core.income import Projection, Scenario
    from truefans_core.report.content import Material

#: Levers that somebody can pull; to have started with more people is no plan.
_PULLED = ("price_minor", "new_per_month", "churn")
#: Futures tried for each move: enough for a middle that is told in whole units.
_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Move:
    """One lever at its better end, all others as they are.

    Attributes:
        lever: name of the lever in `Scenario`.
        before: its middle today.
        after: its value with the move.
        gain_minor: what the last month is expected to bring more, all others at their middle.
    """

    lever: str
    before: float
    after: float
    gain_minor: float


def three(projection: Projection) -> tuple[Move, ...]:
    """The moves that bring something, the best first."""
    from truefans_core.income import what_matters_most

    found = []
    for swing in what_matters_most(projection).to_dict("records"):
        if swing["lever"] not in _PULLED:
            continue
        better = "high" if swing["income_high"] > swing["income_low"] else "low"
        gain = float(swing[f"income_{better}"] - swing["income"])
        if gain > 0:
            before = getattr(projection.scenario, swing["lever"]).middle
            found.append(Move(str(swing["lever"]), float(before), float(swing[better]), gain))
    return tuple(sorted(found, key=lambda move: -move.gain_minor))


def moves(material: Material) -> Section:
    """What to do next; without a scenario a sentence says why there is nothing."""
    from truefans_core.charts import income as drawing
    from truefans_core.income import what_matters_most

    say, projection = material.say, material.projection
    title = say("report.section.moves")
    if projection is None:
        return Section("moves", title, (say("report.moves.no_scenario"),))
    if not material.true_told:
        return Section("moves", title, (say("report.outlook.few"),))
    found = three(projection)
    if not found:
        return Section("moves", title, (say("report.moves.none"),))
    scenario = projection.scenario
    swings = what_matters_most(projection)
    rows = tuple(
        (
            say(f"income.lever.{swing['lever']}"),
            *(_value(scenario, str(swing["lever"]), float(swing[end])) for end in ("low", "high")),
            *(_money(float(swing[f"income_{end}"]), scenario) for end in ("low", "high")),
        )
        for swing in swings.to_dict("records")
    )
    columns = (
        Column("lever", say("report.col.lever")),
        Column("low", say("report.col.from"), "number"),
        Column("high", say("report.col.to"), "number"),
        Column("income_low", say("report.col.brings_from", n=scenario.months), "number"),
        Column("income_high", say("report.col.brings_to", n=scenario.months), "number"),
    )
    figures = (
        Figure(
            "matters",
            "",
            say("report.figure.matters"),
            drawing.what_matters_sentence(swings, say, scenario=scenario),
            Table(columns, rows),
            partial(draw, drawing.what_matters_bars, swings, say, scenario=scenario),
            "bars",
            say("report.how.matters", n=scenario.months),
            told=("income_low", "income_high"),
        ),
        compared(material, projection, found),
    )
    lines = (say("report.moves", n=len(found)), *(_sentence(material, projection, move) for move in found))
    return Section("moves", title, lines, figures)


def compared(material: Material, projection: Projection, found: tuple[Move, ...]) -> Figure:
    """Today's scenario, the one typed beside it, and each move, side by side."""
    from truefans_core.income import expected_month, months_until

    say, today = material.say, projection.scenario
    beside = [] if material.beside is None else [(say("report.scenario.beside"), material.beside)]
    tried = [
        (say("report.scenario.today"), projection),
        *beside,
        *(
            (say(f"report.scenario.{move.lever}", after=_value(today, move.lever, move.after)), moved)
            for move in found
            if (moved := _project(projection, move)) is not None
        ),
    ]
    month = min(each.scenario.months for _, each in tried)
    of_goal = ("needed", "months") if material.goal else ()
    rows: list[tuple[Any, ...]] = []
    for name, each in tried:
        spread = (float(value) for value in np.percentile(each.income[month], [10, 50, 90]))
        months = each.months_to_goal
        goal = (each.fans_needed, say("report.never") if months is None else months_until(months))
        mean = expected_month(each, month)
        rows.append(
            (
                name,
                *(goal if material.goal else ()),
                *(_money(value, each.scenario) for value in (mean, *spread)),
            )
        )
    columns = (
        Column("scenario", say("report.col.scenario")),
        *(Column(name, say(f"report.col.{name}"), "number") for name in of_goal),
        Column("mean", say("report.col.expected"), "number"),
        Column("low", say("report.col.cautious"), "number", "casual"),
        Column("middle", say("report.col.middle"), "number", "engaged"),
        Column("high", say("report.col.hopeful"), "number", "true"),
    )
    table = Table(columns, tuple(rows))
    brings = {str(row[0]): row[table.at("mean")] for row in rows}
    best = max(brings, key=lambda name: brings[name].minor)
    return Figure(
        "scenarios",
        "",
        say("report.figure.scenarios"),
        say("report.scenarios", n=month, best=best, amount=brings[best], today=brings[tried[0][0]]),
        table,
        method=say("report.how.scenarios", n=month, seed=str(today.seed)),
        native="bars",
        told=("low", "middle", "high"),
    )


def _project(projection: Projection, move: Move) -> Projection | None:
    from truefans_core.income import project
    from truefans_core.problems import Refused

    try:
        return project(replace(projection.scenario.having(move.lever, move.after), draws=_DRAWS))
    except Refused:
        return None


def _sentence(material: Material, projection: Projection, move: Move) -> str:
    scenario = projection.scenario
    return material.say(
        f"report.move.{move.lever}",
        n=scenario.months,
        before=_value(scenario, move.lever, move.before),
        after=_value(scenario, move.lever, move.after),
        gain=_money(move.gain_minor, scenario),
    )


def _value(scenario: Scenario, lever: str, value: float) -> object:
    from truefans_core.income import value_in_words

    return value_in_words(scenario, lever, value)


def _money(minor: float, scenario: Scenario) -> Amount:
    return Amount(round(minor), scenario.currency, whole=True)
