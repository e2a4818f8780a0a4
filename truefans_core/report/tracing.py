"""From each figure of a report back to how it was made: formula, inputs, rows used, version, date of the fees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from truefans_core import fees, ledger
from truefans_core.report.pack import Column, Figure, Section, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.report.content import Material

#: What a figure is made of, by its id: a message `report.made_of.<kind>`.
_MADE_OF = {
    "income": "payments",
    "besides": "payments",
    "outlook": "scenario",
    "matters": "scenario",
    "scenarios": "scenario",
    "week": "week",
    "account": "rows",
    "reasons": "rows",
    "fees": "facts",
    "glossary": "words",
    "dictionary": "words",
}


def made_of(material: Material, figure: Figure) -> str:
    """What a figure was counted on."""
    found = material.analysis
    kind = _MADE_OF.get(figure.id, "people")
    total = ledger.total(found.account)
    counts = {
        "people": len(found.supporters),
        "payments": int(pc.sum(pc.equal(found.events["kind"], "payment")).as_py() or 0),
        "rows": total.records_in,
        "scenario": material.projection.scenario.draws if material.projection is not None else 0,
        "week": 0 if material.plan is None else len(material.plan),
        "facts": len(fees.book()),
        "words": 0,
    }
    files = len({name for name in found.account["file_id"].unique().to_pylist() if name})
    return material.say(f"report.made_of.{kind}", n=counts[kind], kept=total.kept, files=files)


def traced(material: Material, sections: Sequence[Section], version: str) -> tuple[Section, ...]:
    """The sections, each figure with what it was made of, and the list of them all where the method is told."""
    known = [
        replace(section, figures=tuple(replace(f, inputs=made_of(material, f)) for f in section.figures))
        for section in sections
    ]
    place = next((i for i, section in enumerate(known) if section.id == "method"), None)
    if place is None:
        return tuple(known)
    say = material.say
    rows = tuple(
        (figure.number, figure.title, figure.method or figure.sentence, figure.inputs)
        for section in known
        for figure in section.figures
    )
    columns = (
        Column("number", say("report.col.number")),
        Column("figure", say("report.col.key")),
        Column("method", say("report.col.how")),
        Column("inputs", say("report.col.made_of")),
    )
    dates = sorted(str(row.dated) for row in fees.book() if row.dated)
    sentence = say(
        "report.trail", version=version, day=material.analysis.as_of, first=dates[0], last=dates[-1]
    )
    number = f"{place + 1}.{len(known[place].figures) + 1}"
    trail = Figure("trail", number, say("report.figure.trail"), sentence, Table(columns, rows))
    known[place] = replace(known[place], figures=(*known[place].figures, trail))
    return tuple(known)
