"""The part of a report that gives the answer: how many true fans, what they bring, the outlook, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from truefans_core.report.hiding import enough
from truefans_core.report.pack import FEWEST, Column, Figure, Section, Table
from truefans_core.words import Amount, Share

if TYPE_CHECKING:
    from truefans_core.report.content import Material


def answer(material: Material) -> Section:
    """The answer on one page: how many true fans, what they bring, the outlook, what to do."""
    found, say = material.analysis, material.say
    true = found.groups["true"]
    total = len(found.supporters)
    income = int(found.supporters["income_year_minor"].sum())
    net = int(found.supporters["income_year_net_minor"].sum())
    told = material.true_told
    # Not told, they are a few people, or all others are.
    few = "few" if true.count < FEWEST else "all_but_few"
    first = (
        say("report.answer", n=true.count, total=total) if told else say(f"report.answer.{few}", total=total)
    )
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
    lines += _of_nobody(material)
    if found.tiers_provisional:
        lines.append(say("report.answer.provisional", n=found.ranked))
    if material.projection is not None and told:
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
    figure = Figure(
        "key", "", say("report.figure.key"), first, table, native="tiles", method=say("report.how.key")
    )
    return Section("answer", say("report.section.answer"), tuple(lines), (figure,))


def _of_nobody(material: Material) -> tuple[str, ...]:
    """What came in of the year from nobody who can be named; one of few gifts not while names are hidden."""
    found, say = material.analysis, material.say
    minor = int(found.quality.get("unattributed_year_minor", 0))
    if minor <= 0 or not enough(found.quality["unattributed_year_rows"], hidden=material.hidden):
        return ()
    share = Share(found.quality["unattributed_share"])
    return (say("report.answer.nobody", amount=Amount(minor, found.currency, whole=True), share=share),)
