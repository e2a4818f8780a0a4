"""The people of a report one by one, by name or by alias: the rows that the sums of the workbook are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truefans_core.columns import MARKS
from truefans_core.report.hiding import enough
from truefans_core.report.pack import MOST_ROWS, Column, Figure, Section
from truefans_core.report.tables import table_of

if TYPE_CHECKING:
    import pandas as pd

    from truefans_core.report.content import Material
    from truefans_core.words import Words


def names(people: pd.DataFrame, say: Words) -> dict[str, str]:
    """What each person is called with names shown: name, else address, else that there is none."""
    called = people["name"].where(people["name"].notna(), people["email"])
    called = called.where(called.notna(), say("report.no_name"))
    return dict(zip(people["person_id"], called.astype(str), strict=True))


def supporters(material: Material) -> Section:
    """One line a person, by name or alias: the rows that the sums of the workbook are made of."""
    say, found = material.say, material.analysis
    title = say("report.section.supporters")
    if not enough(len(found.supporters), hidden=material.hidden):
        return Section("supporters", title, (say("report.too_few"),), only_workbook=True)
    group_of = {
        state: group["label"]
        for group in material.groups.to_dict("records")
        for state in str(group["state"]).split("+")
    }
    listed = _listed(material)
    if listed.empty:
        return Section("supporters", title, (say("report.too_few"),), only_workbook=True)
    people = listed.assign(
        who=listed["person_id"].map(material.who),
        group=listed["state"].astype(str).map(group_of),
    ).sort_values(["income_year_minor", "lifetime_minor", "who"], ascending=[False, False, True])
    columns = [
        Column("who", say("report.col.who")),
        *([] if material.hidden else [Column("email", say("report.col.email"))]),
        Column("group", say("report.col.group")),
        Column("income_year_minor", say("report.col.income_year"), "money"),
        Column("income_year_net_minor", say("report.col.net_year"), "money"),
        Column("lifetime_minor", say("report.col.lifetime"), "money"),
        Column("payments", say("report.col.payments"), "count"),
        Column("first_paid_at", say("report.col.first_paid"), "date"),
        Column("last_paid_at", say("report.col.last_paid"), "date"),
        Column("last_at", say("report.col.last_seen"), "date"),
        *(Column(mark, say(f"charts.mark.{mark}"), "number") for mark in MARKS if people[mark].notna().any()),
    ]
    summed = {"income_year_minor", "income_year_net_minor", "lifetime_minor"}
    table = table_of(people, tuple(columns), summed=summed)
    figure = Figure("supporters", "", title, say("report.supporters", n=len(people)), table)
    beyond = len(people) - MOST_ROWS
    notes = (say("report.beyond", n=beyond),) if beyond > 0 else ()
    if together := len(found.supporters) - len(people):
        notes = (say("report.together", n=together), *notes)
    return Section("supporters", title, notes, (figure,), only_workbook=True)


def _listed(material: Material) -> pd.DataFrame:
    """Who has a line: with names hidden nobody of groups joined for being few, for a line tells what one person paid."""
    people = material.analysis.supporters
    if not material.hidden:
        return people
    return people[people["state"].astype(str).isin(material.groups["state"])]
