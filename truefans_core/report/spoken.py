"""What a cell of a table says, in the words and numbers of the locale: for every form that shows text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from truefans_core.words import Amount, Share

if TYPE_CHECKING:
    from truefans_core.report.pack import Column, Pack, Table

#: Kinds whose cells stand to the right.
NUMBERS = ("count", "money", "share", "number")


def said(value: Any, kind: str, pack: Pack) -> str:
    """A cell; None is unknown, or fewer people than may be told."""
    say = pack.say
    match value, kind:
        case None, "count" | "money" if pack.options.names_hidden:
            text = say("report.few")
        case None, _:
            text = "–"
        case Amount(minor, currency, whole), _:
            text = say.money(minor, currency, whole=whole)
        case Share(value=share, digits=digits), _:
            text = say.share(share, digits)
        case str(), _:
            text = value
        case _, "money":
            text = say.money(value, pack.currency)
        case _, "share":
            text = say.share(value, 1)
        case _, "date":
            text = say.date(value)
        case _, "month":
            text = say.date(value, "MMM y")
        case _:
            text = say.number(value)
    return text


def large(value: Any, kind: str, pack: Pack) -> str:
    """A key figure as it is read from afar: money in whole units."""
    return said(replace(value, whole=True) if isinstance(value, Amount) else value, kind, pack)


def total(table: Table, pack: Pack) -> list[str]:
    """The last row of a table whose columns are summed, in words; empty where none is."""
    if not table.summed or not table.rows:
        return []
    cells = [pack.say("report.total"), *("" for _ in table.columns[1:])]
    for i, column in enumerate(table.columns):
        if column.name in table.summed:
            known = [row[i] for row in table.rows if row[i] is not None]
            cells[i] = said(sum(known), column.kind, pack)
    return cells


def heading(column: Column, pack: Pack) -> str:
    """What a column is called where its cells do not say their currency."""
    return f"{column.label} ({pack.currency})" if column.kind == "money" else column.label
