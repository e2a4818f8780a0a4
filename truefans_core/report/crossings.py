"""The part of a report about how they moved: between two dates, who gets how far, how long payers stay, kept lists."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from truefans_core.charts import bands, moves
from truefans_core.columns import STATES
from truefans_core.movement import LEVELS
from truefans_core.report.hiding import apart, enough
from truefans_core.report.pack import Column, Figure, Table
from truefans_core.report.tables import draw, table_of
from truefans_core.words import Share

if TYPE_CHECKING:
    from truefans_core.analysis import Moving
    from truefans_core.report.content import Material
    from truefans_core.words import Words

_KINDS = ("new", "returned", "up", "down", "gone")
#: Months after the first payment at which the share still there is told.
_MONTHS = (1, 3, 6, 12, 24, 36)


def crossings(material: Material) -> tuple[Figure, ...]:
    """The figures of how they moved; none where nobody looked."""
    moving = material.moving
    if moving is None or not enough(len(moving.people), hidden=material.hidden):
        return ()
    found = (_between(material, moving), _far(material, moving), _stay(material, moving), _lists(material))
    return tuple(figure for figure in found if figure is not None)


def _between(material: Material, moving: Moving) -> Figure | None:
    """Who came, went and moved, with the change in income; kinds of few people are left out while names are hidden."""
    say, moved = material.say, moving.moved
    change = (moved["after_minor"] - moved["before_minor"]).groupby(moved["kind"]).agg(["size", "sum"])
    people = {kind: int(change["size"].get(kind, 0)) for kind in _KINDS}
    told = [kind for kind in _KINDS if people[kind] and enough(people[kind], hidden=material.hidden)]
    if not told:
        return None
    rows = pd.DataFrame(
        {
            "kind": [say(f"page.movement.kind.{kind}") for kind in told],
            "people": [people[kind] for kind in told],
            "change_minor": [int(change["sum"][kind]) for kind in told],
        }
    )
    columns = (
        Column("kind", say("report.col.moved")),
        Column("people", say("report.col.people"), "count"),
        *((Column("change_minor", say("report.col.change"), "money"),) if moving.has_money else ()),
    )
    whole = all(enough(each, hidden=material.hidden) for each in people.values())
    # A band of few people would show how few they are.
    picture = None if material.hidden else partial(draw, bands.flow_bands, _flows(moving, say), say)
    return Figure(
        "moved",
        "",
        say("report.figure.moved"),
        say("movement.answer", start=moving.start, end=moving.end, **people)
        if whole
        else say("report.moved.few", start=moving.start, end=moving.end),
        table_of(rows, columns),
        picture,
        "bars",
        say("report.how.moved"),
        told=("people",),
    )


def _flows(moving: Moving, say: Words) -> pd.DataFrame:
    flows = moving.flows

    def name(state: str) -> str:
        return say("movement.not_yet") if state == "new" else say(f"cultivate.group.{state}")

    return flows[["from", "to", "people"]].assign(
        was=[name(state) for state in flows["from"]],
        now=[name(state) for state in flows["to"]],
        stayed=flows["from"] == flows["to"],
        place=flows["to"].map(STATES.index),
    )


def _far(material: Material, moving: Moving) -> Figure | None:
    """How many of those who came got how far within a year, read in three ways."""
    say, came = material.say, moving.entrants()
    steps = {
        level: step
        for level, step in came.steps.items()
        if apart(step.naive.count, (step.naive.total,), hidden=material.hidden) and step.curve.people
    }
    if not steps or len(came.days) < moves.FEWEST:
        return None
    rows = pd.DataFrame(
        [
            {
                "step": say("page.movement.came.active" if level == "active" else f"report.step.{level}"),
                "so_far": steps[level].naive.share,
                "full_time": steps[level].mature.share
                if apart(steps[level].mature.count, (steps[level].mature.total,), hidden=material.hidden)
                else np.nan,
                "share": steps[level].share,
                "low": steps[level].low,
                "high": steps[level].high,
            }
            for level in LEVELS
            if level in steps
        ]
    )
    columns = (
        Column("step", say("report.col.step")),
        Column("so_far", say("page.movement.conversion.so_far"), "share"),
        Column("full_time", say("page.movement.conversion.full_time"), "share"),
        Column("share", say("page.movement.conversion.allowing"), "share"),
        Column("low", say("report.col.rate_low"), "share"),
        Column("high", say("report.col.rate_high"), "share"),
    )
    last = steps[list(steps)[-1]]
    return Figure(
        "came",
        "",
        say("report.figure.came"),
        say(
            "report.came",
            n=len(came.days),
            days=came.window,
            step=rows["step"].iloc[-1],
            share=Share(last.share, 1),
        ),
        table_of(rows, columns),
        partial(draw, moves.curve_line, last.curve, say, up=True) if "true" in steps else None,
        "bars",
        say("report.how.came", n=came.window),
        told=("share",),
    )


def _stay(material: Material, moving: Moving) -> Figure | None:
    """How long payers stay, allowing for those who have not been there long."""
    say, curve = material.say, moving.staying
    if not curve.people or not enough(curve.people, hidden=material.hidden):
        return None
    longest = float(curve.times.max(initial=0.0))
    told = [month for month in _MONTHS if month <= longest]
    if not told:
        return None
    shares = np.array([curve.at(month) for month in told])
    left = round((1 - shares[-1, 0]) * curve.people)
    if not enough(left, hidden=material.hidden):
        return None
    rows = pd.DataFrame({"month": told, "share": shares[:, 0], "low": shares[:, 1], "high": shares[:, 2]})
    columns = (
        Column("month", say("charts.staying.x"), "count"),
        Column("share", say("charts.staying.y"), "share"),
        Column("low", say("report.col.rate_low"), "share"),
        Column("high", say("report.col.rate_high"), "share"),
    )
    return Figure(
        "staying",
        "",
        say("report.figure.staying"),
        moves.curve_sentence(curve, say),
        table_of(rows, columns),
        partial(draw, moves.curve_line, curve, say),
        "bars",
        say("report.how.staying"),
        told=("share",),
    )


def _lists(material: Material) -> Figure | None:
    """The lists that are kept: how many are on them and what they bring. Their names may hold one, so hidden they go by number."""
    say, found = material.say, material.analysis
    worth = found.supporters.set_index("person_id")["income_year_minor"]
    rows = [
        (
            say("report.list", number=place) if material.hidden else name,
            len(people),
            int(worth.reindex(people).fillna(0).sum()),
        )
        for place, (name, people) in enumerate(material.lists.items(), 1)
        if len(people) and enough(len(people), hidden=material.hidden)
    ]
    if not rows:
        return None
    columns = (
        Column("list", say("page.movement.list.column.name")),
        Column("people", say("report.col.people"), "count"),
        Column("income", say("report.col.income_year"), "money"),
    )
    return Figure(
        "lists",
        "",
        say("page.movement.list.mine"),
        say("report.lists", n=len(rows)),
        Table(columns, tuple(rows)),
        method=say("report.how.lists"),
    )
