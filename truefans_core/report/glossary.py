"""The part of a report that says what its words mean, in the words of the preset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truefans_core.report.pack import Column, Figure, Section, Table

if TYPE_CHECKING:
    from truefans_core.report.content import Material

#: Words explained, in the order they are met.
TERMS = (
    "true", "engaged", "casual", "known", "gone", "income", "net", "interest", "investment", "advocacy", "score",
    "range", "goal", "platform_fee", "set_aside", "merged", "alias",
)  # fmt: skip


def glossary(material: Material) -> Section:
    """Each word with its meaning."""
    say = material.say
    rows = tuple(
        (say(f"report.term.{name}"), say(f"report.term.{name}.means"))
        for name in TERMS
        if {"alias": material.hidden, "goal": material.goal}.get(name, True)
    )
    columns = (Column("term", say("report.col.term")), Column("meaning", say("report.col.meaning")))
    title = say("report.section.glossary")
    figure = Figure("glossary", "", title, say("report.glossary"), Table(columns, rows))
    return Section("glossary", title, (), (figure,))
