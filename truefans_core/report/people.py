"""The parts of a report about people: the answer, who they are, how they move, one by one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from truefans_core.charts import funnel, spread
from truefans_core.charts import movement as moving
from truefans_core.charts import people as drawing
from truefans_core.columns import MARKS
from truefans_core.report import profiles
from truefans_core.report.hiding import enough
from truefans_core.report.pack import FEWEST, MOST_ROWS, Column, Figure, Section, Table
from truefans_core.report.tables import draw, table_of
from truefans_core.words import Amount, Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.funnel import Step
    from truefans_core.report.content import Material
    from truefans_core.words import Words

_TOPS = (0.01, 0.05, 0.10, 0.20, 0.50)


def names(people: pd.DataFrame, say: Words) -> dict[str, str]:
    """What each person is called with names shown: name, else address, else that there is none."""
    called = people["name"].where(people["name"].notna(), people["email"])
    called = called.where(called.notna(), say("report.no_name"))
    return dict(zip(people["person_id"], called.astype(str), strict=True))


def answer(material: Material) -> Section:
    """The answer on one page: how many true fans, what they bring, the outlook, what to do."""
    found, say = material.analysis, material.say
    true = found.groups["true"]
    total = len(found.supporters)
    income = int(found.supporters["income_year_minor"].sum())
    net = int(found.supporters["income_year_net_minor"].sum())
    # Where true fans are joined with a group of few, their number would tell how few.
    apart = not true.count or "true" in set(material.groups["state"])
    told = apart and enough(true.count, hidden=material.hidden)
    first = say("report.answer", n=true.count, total=total) if told else say("report.answer.few", total=total)
    lines = [first]
    if told and income > 0 and true.count:
        lines.append(
            say(
                "report.answer.share",
                share_people=Share(true.share_people),
                share_income=Share(true.share_income),
                amount=Amount(true.income_year_minor, found.currency, whole=True),
            ),
        )
    if found.tiers_provisional:
        lines.append(say("report.answer.provisional", n=found.payers))
    if material.projection is not None:
        from truefans_core.report.ahead import outlook

        lines.append(outlook(material))
    if material.options.notes:
        lines.append(material.options.notes)
    rows: list[tuple[str, str, Any]] = [("people", say("report.key.people"), total)]
    rows += [("true", say("report.key.true"), true.count)] if told else []
    rows += [
        ("income", say("report.key.income"), Amount(income, found.currency)),
        ("net", say("report.key.net"), Amount(net, found.currency)),
    ]
    if told and income > 0:
        rows.append(("share", say("report.key.share"), Share(true.share_income)))
    table = Table(
        (Column("key", say("report.col.key")), Column("value", say("report.col.value"), "number")),
        tuple((label, value) for _, label, value in rows),
    )
    figure = Figure("key", "", say("report.figure.key"), first, table, method=say("report.how.key"))
    return Section("answer", say("report.section.answer"), tuple(lines), (figure,))


def groups(material: Material) -> Section:
    """Who they are: the groups, how concentrated the income is, the three marks."""
    say, found, shown = material.say, material.analysis, material.groups
    if not enough(len(found.supporters), hidden=material.hidden):
        return Section("groups", say("report.section.groups"), (say("report.too_few"),))
    columns = (
        Column("label", say("report.col.group")),
        Column("people", say("report.col.people"), "count"),
        Column("share_people", say("report.col.share_people"), "share"),
        Column("income_minor", say("report.col.income_year"), "money"),
        Column("net_minor", say("report.col.net_year"), "money"),
        Column("lifetime_minor", say("report.col.lifetime"), "money"),
        Column("share_income", say("report.col.share_income"), "share"),
    )
    figures = [
        Figure(
            "groups",
            "",
            say("report.figure.groups"),
            drawing.group_sentence(shown, say, currency=found.currency),
            table_of(shown, columns, summed={"people", "income_minor", "net_minor", "lifetime_minor"}),
            partial(draw, drawing.group_bars, shown, say, currency=found.currency),
            "bars",
            say("report.how.groups", rule=say(f"report.rule.{found.rule}")),
            told=("share_people", "share_income")
            if shown["share_income"].notna().all()
            else ("share_people",),
        ),
    ]
    if (profile := profiles.profiles(material)) is not None:
        figures.append(profile)
    curve = spread.concentration(found.supporters, FEWEST if material.hidden else 1)
    if len(curve) and enough(int(curve["people"].max()), hidden=material.hidden):
        figures.append(
            Figure(
                "curve",
                "",
                say("report.figure.curve"),
                spread.concentration_sentence(curve, say),
                _tops(curve, say, hidden=material.hidden),
                partial(draw, spread.share_curve, curve, say),
                "bars",
                say("report.how.curve"),
                told=("share",),
            ),
        )
    means = drawing.mark_means(found.supporters, shown)
    means = means[[enough(int(n), hidden=material.hidden) for n in means["people"]]]
    if len(means):
        figures.append(
            Figure(
                "marks",
                "",
                say("report.figure.marks"),
                drawing.mark_sentence(means, say),
                _marks(means, say),
                partial(draw, drawing.mark_bars, means, say),
                "grouped",
                say("report.how.marks"),
                told=("mean",),
            ),
        )
    return Section("groups", say("report.section.groups"), (), tuple(figures))


def movement(material: Material) -> Section:
    """How they move: the funnel, and who joined when."""
    say, found = material.say, material.analysis
    figures = []
    told = _steps_told(found.funnel, hidden=material.hidden)
    rows = []
    for above, step in zip((None, *found.funnel), found.funnel, strict=False):
        shown_rate = step.step in told and (above is None or above.step in told)
        rows.append(
            {
                "step": step.step,
                "label": say(f"report.step.{step.step}"),
                "people": step.count if step.step in told else None,
                "rate": step.rate if shown_rate else None,
                "low": step.low if shown_rate else None,
                "high": step.high if shown_rate else None,
            },
        )
    steps = pd.DataFrame(rows, columns=["step", "label", "people", "rate", "low", "high"])
    steps["rate"] = steps["rate"].astype("float64")
    if len(steps):
        columns = (
            Column("label", say("report.col.step")),
            Column("people", say("report.col.people"), "count"),
            Column("rate", say("report.col.rate"), "share"),
            Column("low", say("report.col.rate_low"), "share"),
            Column("high", say("report.col.rate_high"), "share"),
        )
        figures.append(
            Figure(
                "funnel",
                "",
                say("report.figure.funnel"),
                funnel.funnel_sentence(steps, say),
                table_of(steps, columns),
                partial(draw, funnel.funnel_bars, steps, say),
                "bars",
                say("report.how.funnel"),
                told=("people",),
            ),
        )
    joins = moving.joins_by_month(found.supporters, found.as_of)
    if len(joins) and enough(int(joins["people"].max()), hidden=material.hidden):
        shown = joins.assign(people=_told(joins["people"]) if material.hidden else joins["people"])
        by_month = (
            Column("month", say("report.col.month"), "month"),
            Column("people", say("report.col.joined"), "count"),
        )
        figures.append(
            Figure(
                "joins",
                "",
                say("report.figure.joins"),
                moving.join_sentence(joins, say),
                table_of(shown, by_month),
                partial(draw, moving.join_bars, shown, say),
                "bars",
                say("report.how.joins"),
                told=("people",),
            ),
        )
    if (besides := profiles.besides(material)) is not None:
        figures.append(besides)
    return Section("movement", say("report.section.movement"), (), tuple(figures))


def _steps_told(funnel: Sequence[Step], *, hidden: bool) -> frozenset[str]:
    """The steps whose count can be told: neither it nor what lies between it and the step above is a few people."""
    told: list[Step] = []
    for step in funnel:
        between = told[-1].count - step.count if told else 0
        if enough(step.count, hidden=hidden) and (between == 0 or enough(between, hidden=hidden)):
            told.append(step)
    return frozenset(step.step for step in told)


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
    people = found.supporters.assign(
        who=found.supporters["person_id"].map(material.who),
        group=found.supporters["state"].astype(str).map(group_of),
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
    return Section("supporters", title, notes, (figure,), only_workbook=True)


def _tops(curve: pd.DataFrame, say: Words, *, hidden: bool) -> Table:
    rows = []
    for top in _TOPS:
        people, _, share = spread.of_the_top(curve, top)
        if people and enough(people, hidden=hidden):
            rows.append((say("report.top", share=Share(top)), people, share))
    return Table(
        (
            Column("top", say("report.col.top")),
            Column("people", say("report.col.people"), "count"),
            Column("share", say("report.col.share_income"), "share"),
        ),
        tuple(rows),
    )


def _marks(means: pd.DataFrame, say: Words) -> Table:
    rows = [
        (say(f"charts.mark.{row['mark']}"), row["label"], round(float(row["mean"]), 1), int(row["people"]))
        for row in means.to_dict("records")
    ]
    return Table(
        (
            Column("mark", say("report.col.mark")),
            Column("group", say("report.col.group")),
            Column("mean", say("report.col.mean"), "number"),
            Column("people", say("report.col.known_for"), "count"),
        ),
        tuple(rows),
    )


def _told(counts: pd.Series[Any]) -> list[float]:
    """Counts of few people as NaN; never only one of them, for the sum would tell it."""
    told = [float(n) if enough(int(n), hidden=True) else np.nan for n in counts]
    if sum(np.isnan(n) for n in told) == 1 and (rest := [n for n in told if n > 0]):
        told[told.index(min(rest))] = np.nan
    return told
