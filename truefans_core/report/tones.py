"""Colours of a chart that a spreadsheet or a presentation draws: those of the groups, else the client's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truefans_core.charts.theme import palette

if TYPE_CHECKING:
    from truefans_core.report.pack import Figure, Pack, Table


def of_series(figure: Figure, table: Table, pack: Pack) -> list[str]:
    """A colour, RRGGBB, for each column told: that of its group, else quiet ones and last the client's."""
    colours = palette("light")
    tones = (colours.gone, colours.quiet, pack.options.brand.line())[-len(figure.told) :]
    states = [table.columns[table.at(name)].state for name in figure.told]
    return [
        _bare(colours.groups[state] if state else tones[at % len(tones)]) for at, state in enumerate(states)
    ]


def of_rows(figure: Figure, table: Table) -> list[str]:
    """A colour, RRGGBB, for each row where one column is told and the rows are groups; else none."""
    groups = palette("light").groups
    return [_bare(groups[state]) for state in table.states] if len(figure.told) == 1 else []


def _bare(colour: str) -> str:
    return colour.lstrip("#").upper()
