"""A report as a workbook: a sheet a part, sums that calculate, charts the spreadsheet draws itself.

Formulas stand only where they are written here; every other cell is a value. The groups are counted and summed
over the lines of the supporters' sheet, so a reader can follow each number to the people behind it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from truefans_core.report.hiding import group_label
from truefans_core.report.pack import MOST_ROWS, Figure, Pack, Section, Table
from truefans_core.report.turns import in_turn
from truefans_core.words import Amount, Share
from truefans_core.words.safe import safe_cell, safe_sheet_name

if TYPE_CHECKING:
    from truefans_core.report.cells import Place
    from truefans_core.report.sheets import Writer
    from truefans_core.report.turns import Progress

#: Parts with tables too wide for an upright page.
_WIDE = ("groups", "supporters", "account", "method", "dictionary")
#: Key figures and the column of the groups whose sum they are.
_KEYS = {"people": "people", "income": "income_minor", "net": "net_minor"}
#: Key figures and the column of the groups where the line of the true fans has them.
_KEYS_OF_TRUE = {"true": "people", "share": "share_income"}
#: Columns of the groups and where the supporters' sheet has them.
_SUMS = {
    "income_minor": "income_year_minor",
    "net_minor": "income_year_net_minor",
    "lifetime_minor": "lifetime_minor",
}


def workbook(pack: Pack, progress: Progress | None = None) -> bytes:
    """The XLSX file of a report.

    Args:
        pack: what to show.
        progress: told each part before it is begun.
    """
    from openpyxl import Workbook

    from truefans_core.report.archive import sealed
    from truefans_core.report.cells import set_font
    from truefans_core.report.sheets import Writer

    book = Workbook()
    book.remove(book.worksheets[0])
    set_font(book)
    stamp = dt.datetime.combine(pack.as_of, dt.time())
    book.properties.creator = str(safe_cell(pack.options.brand.author)) or "True fans"
    book.properties.title = str(safe_cell(pack.title))
    book.properties.created = book.properties.modified = stamp
    writers: dict[str, Writer] = {}
    for section in pack.sections:
        title = safe_sheet_name(section.title, book.sheetnames)
        writers[section.id] = Writer(book.create_sheet(title), pack)
    if pack.sections:
        writers[pack.sections[0].id].logo(pack)
    places: dict[str, Place] = {}
    # People first, then what is summed over them, then what speaks of those sums.
    order = sorted(pack.sections, key=lambda s: {"supporters": 0, "groups": 1}.get(s.id, 2))
    for section in in_turn(pack, order, progress):
        _fill(writers[section.id], section, places)
    if "trail" in places:
        for writer in writers.values():
            writer.link(places["trail"])
    if not pack.sections:
        Writer(book.create_sheet(safe_sheet_name(pack.title)), pack).heading(pack.title)
    values = {writer.sheet.title: writer.values for writer in writers.values()}
    result = sealed(book, pack.as_of, values)
    return result


def _fill(writer: Writer, section: Section, places: dict[str, Place]) -> None:
    pack = writer.pack
    writer.heading(pack.title if section.id == "answer" else section.title)
    writer.line(" · ".join(pack.about), quiet=True)
    if section.id == "answer" and section.paragraphs:
        writer.row += 1
        writer.heading(section.paragraphs[0], size=14)
        section = replace(section, paragraphs=section.paragraphs[1:])
    for paragraph in section.paragraphs:
        writer.line(paragraph)
    writer.row += 0 if section.only_workbook else 1
    for figure in section.figures:
        place = writer.figure(figure)
        if place is not None:
            places[figure.id] = place
            _make_live(writer, figure, place, places)
    writer.finish(landscape=section.id in _WIDE)


def _make_live(writer: Writer, figure: Figure, place: Place, places: dict[str, Place]) -> None:
    """Replace values by the formulas that make them, where the cells they are made of are in the workbook."""
    if figure.id == "groups" and "supporters" in places:
        _live_groups(writer, figure, place, places["supporters"])
    elif figure.id == "key" and "groups" in places and figure.table is not None:
        _live_keys(writer, figure.table, place, places["groups"])


def _live_keys(writer: Writer, table: Table, place: Place, groups: Place) -> None:
    say = writer.pack.say
    cells = {say(f"report.key.{name}"): groups.total(column) for name, column in _KEYS.items()}
    lines = _labels(writer.pack, "groups")
    if (true := group_label(("true",), say)) in lines:
        row = groups.first + lines.index(true)
        cells |= {say(f"report.key.{name}"): groups.at(column, row) for name, column in _KEYS_OF_TRUE.items()}
    for at, (label, value) in enumerate(table.rows, place.first):
        if (cell := cells.get(label)) is not None:
            written = writer.sheet.cell(at, 2).number_format
            number = _number(writer, value)
            writer.formula(at, 2, f"={cell}", number, "number")
            writer.sheet.cell(at, 2).number_format = written


def _number(writer: Writer, value: Any) -> float:
    if isinstance(value, Amount):
        return writer.major(value.minor)
    return value.value if isinstance(value, Share) else float(value)


def _labels(pack: Pack, section: str) -> list[str]:
    """The first cells of a section's first table."""
    found = pack.section(section)
    table = found.figures[0].table if found and found.figures else None
    return [str(row[0]) for row in table.rows] if table else []


def _live_groups(writer: Writer, figure: Figure, place: Place, people: Place) -> None:
    from babel.numbers import get_currency_precision

    table = figure.table
    if table is None:
        return
    digits = get_currency_precision(writer.pack.currency)
    listed = _listed(writer.pack.section("supporters"))
    total = place.last + 1
    for number, row in enumerate(table.rows):
        at = place.first + number
        lines, sums = listed.get(row[0], (0, dict.fromkeys(_SUMS.values(), 0)))
        count = row[table.at("people")] - lines
        tail = f"+{count}" if count else ""
        which = f"COUNTIF({people.cells('group')},$A{at})"
        writer.formula(at, table.at("people") + 1, f"={which}{tail}", row[table.at("people")], "count")
        for name, source in _SUMS.items():
            column = table.at(name)
            more = f"+{writer.major(row[column] - sums[source])!r}" if count else ""
            writer.formula(
                at,
                column + 1,
                f"=ROUND(SUMIF({people.cells('group')},$A{at},{people.cells(source)}){more},{digits})",
                writer.major(row[column]),
                "money",
            )
        for share, of in (("share_people", "people"), ("share_income", "income_minor")):
            if row[table.at(share)] is not None:
                letter = place.letter(of)
                writer.formula(
                    at,
                    table.at(share) + 1,
                    f"=IF({letter}${total}=0,0,{letter}{at}/{letter}${total})",
                    row[table.at(share)],
                    "share",
                )


def _listed(supporters: Section | None) -> dict[str, tuple[int, dict[str, int]]]:
    """Count and sums by group of the people who have a line of their own; others stand in the groups alone."""
    table = supporters.figures[0].table if supporters and supporters.figures else None
    found: dict[str, tuple[int, dict[str, int]]] = {}
    if table is None:
        return found
    group = table.at("group")
    for row in table.rows[:MOST_ROWS]:
        count, sums = found.get(row[group], (0, dict.fromkeys(_SUMS.values(), 0)))
        found[row[group]] = (count + 1, {name: money + row[table.at(name)] for name, money in sums.items()})
    return found
