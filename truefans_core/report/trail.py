"""The parts of a report that let a reader check it: account of rows, method, sources, data dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truefans_core import fees, ledger
from truefans_core.columns import SUPPORTERS
from truefans_core.report.hiding import enough
from truefans_core.report.pack import Column, Figure, Section, Table
from truefans_core.tiers import asked
from truefans_core.words import Amount

if TYPE_CHECKING:
    from truefans_core.report.content import Material

_SHOWN_LINES = 20


def account(material: Material) -> Section:
    """What became of each row: kept, merged or set aside with its reason; then what else to know."""
    say, found = material.say, material.analysis
    tables = ledger.summarise(found.account)
    called = {table.file_id: material.file(table.file_id, i) for i, table in enumerate(tables, 1)}
    rows = tuple(
        (
            called[table.file_id],
            table.records_in,
            table.kept,
            table.merged,
            sum(aside.count for aside in table.set_aside),
        )
        for table in tables
    )
    columns = (
        Column("file", say("report.col.file")),
        Column("records_in", say("report.col.records_in"), "count"),
        Column("kept", say("report.col.kept"), "count"),
        Column("merged", say("report.col.merged"), "count"),
        Column("set_aside", say("report.col.set_aside"), "count"),
    )
    total = ledger.total(found.account)
    aside = sum(reason.count for reason in total.set_aside)
    figures = [
        Figure(
            "account",
            "",
            say("report.figure.account"),
            say("report.account", n=total.records_in, kept=total.kept, merged=total.merged, aside=aside),
            Table(columns, rows, frozenset(c.name for c in columns[1:])),
            method=say("report.how.account"),
        ),
    ]
    reasons = tuple(
        (
            called[table.file_id],
            say(f"report.reason.{reason.reason}"),
            reason.count,
            ", ".join(map(str, reason.lines[:_SHOWN_LINES])) + (" …" if reason.count > _SHOWN_LINES else ""),
        )
        for table in tables
        for reason in table.set_aside
    )
    if reasons:
        figures.append(
            Figure(
                "reasons",
                "",
                say("report.figure.reasons"),
                say("report.reasons"),
                Table(
                    (
                        Column("file", say("report.col.file")),
                        Column("reason", say("report.col.reason")),
                        Column("count", say("report.col.rows"), "count"),
                        Column("lines", say("report.col.lines")),
                    ),
                    reasons,
                ),
            ),
        )
    notes = tuple(dict.fromkeys(material.problem(problem) for problem in found.problems))
    return Section("account", say("report.section.account"), (*_given_back(material), *notes), tuple(figures))


def _given_back(material: Material) -> tuple[str, ...]:
    """What was given back, which the money of the rows does not show; of too few people not while names are hidden."""
    quality, say = material.analysis.quality, material.say
    minor = quality.get("refunds_minor", 0)
    if not minor or not enough(quality["refunded_people"], hidden=material.hidden):
        return ()
    return (say("report.account.given_back", amount=Amount(minor, material.analysis.currency)),)


def _own_lines(material: Material) -> tuple[str, ...]:
    """What is asked of each sign, where the groups go by that."""
    say, found = material.say, material.analysis
    if found.rule != "marks":
        return ()
    engaged, true = asked.in_words(say, found.settings.marks_from, found.known_marks())
    return (say("report.method.lines", engaged=engaged, true=true),)


def method(material: Material) -> Section:
    """How each number is made, and where fees come from, with their dates."""
    say, found = material.say, material.analysis
    lines = [
        say("report.method.income"),
        say(f"report.method.score.{found.score.name}", days=round(found.score.half_life_days)),
        say("report.method.groups", rule=say(f"report.rule.{found.rule}")),
        *_own_lines(material),
        say("report.method.marks"),
    ]
    if found.backtest is not None:
        from truefans_core.words import Share

        lines.append(
            say(
                "report.method.backtest",
                day=found.backtest.cut_on,
                share=Share(found.backtest.share_true),
                lifetime=Share(found.backtest.share_lifetime),
                best=Share(found.backtest.share_best),
            ),
        )
    if material.hidden:
        lines.append(say("report.method.hidden"))
    rows = tuple(
        (
            row.platform,
            row.plan,
            float(row.platform_share),
            float(row.processing_share),
            Amount(row.fixed_minor, row.currency),
            row.dated,
            row.source,
            row.confidence,
        )
        for row in fees.book()
    )
    columns = (
        Column("platform", say("report.col.platform")),
        Column("plan", say("report.col.plan")),
        Column("platform_share", say("report.col.platform_share"), "share"),
        Column("processing_share", say("report.col.card_share"), "share"),
        Column("fixed", say("report.col.fixed"), "number"),
        Column("dated", say("report.col.read_on")),
        Column("source", say("report.col.source")),
        Column("confidence", say("report.col.confidence")),
    )
    figure = Figure("fees", "", say("report.figure.fees"), say("report.fees"), Table(columns, rows))
    return Section("method", say("report.section.method"), tuple(lines), (figure,))


def dictionary(material: Material) -> Section:
    """What each column of the analysis means, in plain words."""
    say = material.say
    rows = tuple((name, say(f"column.{name}"), unit) for name, unit in _units(material).items())
    table = Table(
        (
            Column("name", say("report.col.name")),
            Column("meaning", say("report.col.meaning")),
            Column("unit", say("report.col.unit")),
        ),
        rows,
    )
    title = say("report.section.dictionary")
    figure = Figure("dictionary", "", title, say("report.dictionary"), table)
    return Section("dictionary", title, (), (figure,), only_workbook=True)


def _units(material: Material) -> dict[str, str]:
    """The unit of each column of SUPPORTERS, as the dictionary says it."""
    say, found = material.say, material.analysis
    units = {}
    for name, meaning in SUPPORTERS.items():
        kind = (
            "money" if name.endswith("_minor")
            else "day" if name.endswith("_at") or name == "paid_through"
            else "flag" if meaning.startswith("bool")
            else "count" if meaning.startswith("int")
            else "mark" if "0–100" in meaning
            else "share" if "0–1" in meaning
            else "number" if meaning.startswith("float")
            else "text"
        )  # fmt: skip
        units[name] = say(f"report.unit.{kind}", currency=found.currency)
    return units
