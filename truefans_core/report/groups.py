"""The part of a report about who they are: the groups, how concentrated the income is, the three marks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from truefans_core.charts import people as drawing
from truefans_core.charts import spread
from truefans_core.report import profiles
from truefans_core.report.hiding import colour_states, enough
from truefans_core.report.pack import FEWEST, Column, Figure, Section, Table
from truefans_core.report.tables import draw, table_of
from truefans_core.words import Amount, Share

if TYPE_CHECKING:
    import pandas as pd

    from truefans_core.report.content import Material
    from truefans_core.words import Words


def groups(material: Material) -> Section:
    """Who they are: the groups, how concentrated the income is, the three marks."""
    say, found, shown = material.say, material.analysis, material.groups
    split = len(shown) > 1
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
            _group_sentence(material),
            table_of(
                shown,
                columns,
                summed={"people", "income_minor", "net_minor", "lifetime_minor"},
                states=colour_states(shown),
            ),
            partial(draw, drawing.group_bars, shown, say, currency=found.currency) if split else None,
            "bars" if split else None,
            say("report.how.groups", rule=say(f"report.rule.{found.rule}")),
            told=("share_people", "share_income")
            if shown["share_income"].notna().all()
            else ("share_people",),
        ),
    ]
    if (profile := profiles.profiles(material)) is not None:
        figures.append(profile)
    curve = spread.concentration(found.supporters, FEWEST if material.hidden else 1)
    if spread.told_top(curve) is not None:
        figures.append(
            Figure(
                "curve",
                "",
                say("report.figure.curve"),
                spread.concentration_sentence(curve, say),
                _tops(curve, say),
                partial(draw, spread.share_curve, curve, say),
                "bars",
                say("report.how.curve"),
                told=("share",),
            ),
        )
    if (signs := _signs(material)) is not None:
        figures.append(signs)
    return Section("groups", say("report.section.groups"), (), tuple(figures))


def _group_sentence(material: Material) -> str:
    """What the groups say; of all people told together, why."""
    say, found, shown = material.say, material.analysis, material.groups
    if len(shown) != 1 or "+" not in shown["state"].iloc[0]:
        return drawing.group_sentence(shown, say, currency=found.currency)
    money = int(shown["income_minor"].iloc[0])
    return say(
        "report.groups.together",
        n=int(shown["people"].iloc[0]),
        amount=Amount(money, found.currency, whole=True),
    )


def _tops(curve: pd.DataFrame, say: Words) -> Table:
    found = ((top, spread.of_the_top(curve, top)) for top in spread.TOPS)
    rows = [(say("report.top", share=Share(top)), *of) for top, of in found if of is not None]
    return Table(
        (
            Column("top", say("report.col.top")),
            Column("people", say("report.col.people"), "count"),
            Column("share", say("report.col.share_income"), "share"),
        ),
        tuple(rows),
    )


def _signs(material: Material) -> Figure | None:
    """The three marks of each group on average, where they are known for enough people."""
    say, shown = material.say, material.groups
    means = drawing.mark_means(material.analysis.supporters, shown)
    means = means[[enough(int(n), hidden=material.hidden) for n in means["people"]]]
    if means.empty:
        return None
    marks = tuple(means["mark"].drop_duplicates())
    mean = {(row["mark"], row["state"]): float(row["mean"]) for row in means.to_dict("records")}
    known = {(row["mark"], row["state"]): int(row["people"]) for row in means.to_dict("records")}
    states = [state for state in shown["state"] if any((mark, state) in mean for mark in marks)]
    labels = dict(zip(shown["state"], shown["label"], strict=True))
    rows = tuple(
        (
            labels[state],
            *(round(mean[mark, state], 1) if (mark, state) in mean else None for mark in marks),
            *(known.get((mark, state)) for mark in marks),
        )
        for state in states
    )
    signs = [say(f"charts.mark.{mark}") for mark in marks]
    columns = (
        Column("group", say("report.col.group")),
        *(Column(mark, sign, "number") for mark, sign in zip(marks, signs, strict=True)),
        *(
            Column(f"known_{mark}", say("report.col.known_for", sign=sign), "count")
            for mark, sign in zip(marks, signs, strict=True)
        ),
    )
    return Figure(
        "marks",
        "",
        say("report.figure.marks"),
        drawing.mark_sentence(means, say),
        Table(columns, rows),
        partial(draw, drawing.mark_bars, means, say),
        "bars",
        say("report.how.marks"),
        told=marks,
    )
