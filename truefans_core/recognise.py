"""Which export is this table? By the names of its columns; two answers are a question, none is a guess.

`suggest` is the door: it gives the mapping of a known export, or one guessed from names and cells; `read_telling` reads
a file and leaves out what tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingType
from dataclasses import replace
from types import MappingProxyType

from truefans_core.guess import answers, figures, guess
from truefans_core.guess.paid import IDENTITY
from truefans_core.mapping import Mapping
from truefans_core.problems import NeedsChoice, Problem, Question
from truefans_core.reading import read
from truefans_core.reading.limits import PAGE, Limits
from truefans_core.reading.preamble import first_day
from truefans_core.reading.tables import RawTable
from truefans_core.sources import SOURCES, Source
from truefans_core.sources.source import plain

_SHOWN = ", "
#: Exports that have no signature and are neither payments nor people's rows, by what shows them.
_BY_CELLS = {answers.SLUG: answers.answers, figures.SLUG: figures.figures}


def recognise(headers: Iterable[str], sources: MappingType[str, Source] = SOURCES) -> Source | None:
    """The export whose signature is among the headers, or None.

    Case, spaces at the ends and composed or combining accents do not matter. A signature that holds all of
    another one is the more exact of the two and wins.

    Raises:
        NeedsChoice: if two exports claim the table; the question names them.
    """
    here = {plain(header) for header in headers}
    signatures = {s.slug: frozenset(map(plain, s.signature)) for s in sources.values() if s.signature}
    claims = [slug for slug, signature in signatures.items() if signature <= here]
    claims = [slug for slug in claims if not any(signatures[slug] < signatures[other] for other in claims)]
    if len(claims) > 1:
        raise NeedsChoice(
            Question(Problem("Q_SOURCE", params={"sources": _SHOWN.join(claims)}), "source", tuple(claims)),
        )
    return sources[claims[0]] if claims else None


def read_telling(
    name: str, data: bytes, *, limits: Limits = PAGE, hints: MappingType[str, str] = MappingProxyType({})
) -> tuple[RawTable, ...]:
    """The tables of a file as `reading.read` gives them, but of tables that stand below each other the first that tells.

    A report may begin with a table that names nobody, no money and no day, such as visits by channel. Where a table below
    it does, that one is taken and the first is set aside; a header line that the user states always holds.

    Raises:
        Refused: see `reading.read`.
    """
    tables = read(name, data, limits=limits, hints=hints)
    if hints.get("header_line"):
        return tables
    return tuple(_first_telling(table, name, data, limits, hints) for table in tables)


def _first_telling(
    table: RawTable, name: str, data: bytes, limits: Limits, hints: MappingType[str, str]
) -> RawTable:
    if not table.others or _tells(table):
        return table
    for line in table.others:
        here = {**hints, "header_line": str(line)} | ({"sheet": table.sheet} if table.sheet else {})
        below = read(name, data, limits=limits, hints=here)[0]
        if _tells(below):
            return _instead(below, table)
    return table


def _tells(table: RawTable) -> bool:
    """Whether the columns of a table say who, or when and how much."""
    try:
        mapping = suggest(table)
    except NeedsChoice:
        return True
    roles = {use.role for use in mapping.uses if use.role}
    counts = SOURCES[mapping.source].grain == "aggregate" if mapping.source else False
    return bool(roles & set(IDENTITY)) or (
        mapping.source is not None and (not counts or "occurred_at" in roles)
    )


def _instead(below: RawTable, first: RawTable) -> RawTable:
    """The table below with the records of the one above it set aside, so that the account holds every line."""
    known = {*below.lines.to_pylist(), *(line for line, _ in below.set_aside), below.header_line}
    told = (*((line, "E_EXTRA_TABLE") for line in first.lines.to_pylist()), *first.set_aside)
    above = tuple(aside for aside in told if aside[0] not in known)
    note = Problem("N_LOWER_TABLE", params={"line": below.header_line, "first": first.header_line})
    return replace(
        below,
        records_in=below.records_in + len(above),
        set_aside=tuple(sorted((*below.set_aside, *above))),
        others=tuple(sorted({first.header_line, *first.others} - {below.header_line})),
        notes=(*below.notes, note),
    )


def suggest(table: RawTable, source: str | None = None) -> Mapping:
    """What the columns of a table mean.

    Args:
        table: the table as read.
        source: slug of the export where the user has said which it is.

    Raises:
        NeedsChoice: if two exports claim the table.
        KeyError: if there is no such source.
    """
    known = SOURCES[source] if source else recognise(table.headers) or _counting(table)
    if known is not None and known.signature:
        return _with_first_day(known.mapping(table.headers), known, table)
    special = (each(table) for slug, each in _BY_CELLS.items() if source in {None, slug})
    return next((mapping for mapping in special if mapping is not None), None) or guess(table)


def _counting(table: RawTable) -> Source | None:
    """The export that counts weeks or months from a day above the header, where its signature counts days."""
    here = {plain(header) for header in table.headers}
    for source in SOURCES.values():
        steps = {plain(h) for h, role in {**source.roles, **source.optional}.items() if role == "occurred_at"}
        if "counted_days" in source.quirks and here & steps and first_day(table):
            return source
    return None


def _with_first_day(mapping: Mapping, source: Source, table: RawTable) -> Mapping:
    """The mapping with the day that the table's dates are counted from: lines above the header are not stored."""
    day = first_day(table) if "counted_days" in source.quirks else None
    if day is None:
        return mapping
    return replace(mapping, choices=MappingProxyType({**mapping.choices, "first_day": day.isoformat()}))
