"""The only door to `st.cache_*`: what is read, extracted and analysed, once per content and session.

Personal data is cached with session scope only, keyed by the digest of what it was made of; what comes back is
never changed.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow.compute as pc
import streamlit as st

from pages.parts import answers, chosen, feebook, state
from pages.parts.loaded import Broken, Loaded
from truefans_core import income
from truefans_core.analysis import Analysis, Line, Moving, Settings, analyse, movement, with_book
from truefans_core.cultivate import BOOK
from truefans_core.extract import extract
from truefans_core.intake import import_tables
from truefans_core.overlap import Pair, propose
from truefans_core.people import Decisions, Joined, join
from truefans_core.problems import Problem, Refused, TrueFansError, where
from truefans_core.recognise import read_telling
from truefans_core.store import memory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from truefans_core.cultivate import Book
    from truefans_core.mapping import Mapping as Meaning
    from truefans_core.reading.tables import RawTable
    from truefans_core.records import Records
    from truefans_core.store import Workspace
    from truefans_core.words import Words


_log = logging.getLogger(__name__)
Made = TypeVar("Made")


@st.cache_resource(scope="session", max_entries=12, show_spinner=False)
def _futures(_scenario: income.Scenario, hangs_on: str) -> income.Counts:  # noqa: ARG001 the key is the content
    return income.fans_by_month(_scenario)


def projection(scenario: income.Scenario) -> income.Projection:
    """Where a scenario leads; futures are kept, so that another price or platform only reprices them.

    Raises:
        Refused: with the first thing that stands against it.
    """
    fees = feebook.used()
    for problem in scenario.problems(fees):
        raise Refused(problem)
    fans = _futures(scenario, income.what_people_hang_on(scenario))
    return income.project(scenario, fees=fees, fans=fans, today=state.today())


@st.cache_resource(scope="session", max_entries=60, show_spinner=False)
def _raw(
    _workspace: Workspace,
    upload_id: str,
    name: str,
    confirmed: bool,  # noqa: FBT001 part of the key
    hints: tuple[tuple[str, str], ...],
    edition: str,  # noqa: ARG001 what was erased or belongs to another workspace is never found here again
) -> tuple[RawTable, ...]:
    if confirmed:
        return tuple(stored.raw for stored in _workspace.tables(upload_id))
    return read_telling(name, _workspace.raw(upload_id) or b"", hints=dict(hints))


def read_upload(workspace: Workspace, upload_id: str, name: str) -> tuple[RawTable, ...]:
    """Read a file that was just added; what is read here is not read again.

    Raises:
        Refused: if it cannot be used.
    """
    hints = chosen.hints(workspace, upload_id)
    return _raw(workspace, upload_id, name, False, hints, workspace.edition)  # noqa: FBT003 part of the key


def try_reading(
    workspace: Workspace, upload_id: str, name: str, hints: Mapping[str, str]
) -> tuple[RawTable, ...] | Problem:
    """What a file would be with other hints, without keeping them; or why it cannot be read so."""
    try:
        wanted = tuple(sorted(hints.items()))
        return _raw(workspace, upload_id, name, False, wanted, workspace.edition)  # noqa: FBT003 part of the key
    except Exception as fault:  # noqa: BLE001 any fault means that these hints do not fit
        return problem_of(fault, name)


@st.cache_resource(scope="session", max_entries=60, show_spinner=False)
def _records(
    _table: RawTable,
    _mapping: Meaning,
    table: tuple[Any, ...],  # noqa: ARG001 the table and how it was read, as part of the key
    mapping: str,  # noqa: ARG001 the mapping, as part of the key
    currency: str | None,
    zone: str,
) -> Records:
    return extract(_table, _mapping, default_currency=currency, zone=zone)


def _extract(
    edition: str, zone: str, table: RawTable, mapping: Meaning, *, default_currency: str | None = None
) -> Records:
    read_so = (edition, table.file_id, table.encoding, table.delimiter, table.header_line, table.headers)
    return _records(table, mapping, read_so, mapping.to_json(), default_currency, zone)


@st.cache_resource(scope="session", max_entries=8, show_spinner=False)
def _everything(_workspace: Workspace, key: str) -> tuple[tuple[Loaded, ...], tuple[Broken, ...]]:  # noqa: ARG001 the key is the content
    found, broken, edition = [], [], _workspace.edition
    for upload in _workspace.uploads():
        hints = chosen.hints(_workspace, upload.id)
        try:
            raws = _raw(_workspace, upload.id, upload.name, upload.confirmed, hints, edition)
        except Exception as fault:  # noqa: BLE001 one file that cannot be read must not take the others with it
            broken.append(Broken(upload.id, upload.name, problem_of(fault, upload.name)))
            continue
        found += [(upload, number, raw, upload.mappings.get(number)) for number, raw in enumerate(raws)]
    imported = import_tables(
        # A mapping that says nothing only marks that a file was read anew.
        (
            (raw, mapping if mapping and (mapping.uses or mapping.choices) else None)
            for _, _, raw, mapping in found
        ),
        currency=_workspace.setting("currency", None),
        extract=partial(_extract, edition, chosen.zone_of(_workspace)),
        remembered=memory.remembered(_workspace),
    )
    loaded = tuple(
        Loaded(upload.id, number, upload.confirmed, raw, each)
        for (upload, number, raw, _), each in zip(found, imported, strict=True)
    )
    return loaded, tuple(broken)


def problem_of(fault: Exception, file: str) -> Problem:
    """What to say of a file that cannot be used; a fault of ours goes to the log by its place in the code."""
    if isinstance(fault, TrueFansError):
        return fault.problem
    _log.error("%s", where(fault))
    return Problem("R_FAULT", params={"file": file})


def tables(workspace: Workspace) -> tuple[Loaded, ...]:
    """Every table of the workspace with its records, question or problem, in the order they came."""
    return _everything(workspace, chosen.content_key(workspace, *chosen.EXTRACTED))[0]


def _all(workspace: Workspace) -> list[Records]:
    """The records of every table that has given any."""
    return [each.imported.records for each in tables(workspace) if each.imported.records is not None]


def currencies(workspace: Workspace) -> frozenset[str]:
    """Every currency that some table states."""
    return frozenset().union(*(currencies_of(table) for table in tables(workspace)))


def currencies_of(table: Loaded) -> frozenset[str]:
    """The currencies of a table's money."""
    records = table.imported.records
    parts = () if records is None else (records.events, records.snapshots)
    return frozenset(code for part in parts for code in pc.unique(part["currency"].drop_null()).to_pylist())


def waiting(workspace: Workspace) -> int:
    """How many tables wait for an answer; their rows are in no number yet."""
    return sum(table.imported.question is not None for table in tables(workspace))


def broken(workspace: Workspace) -> tuple[Broken, ...]:
    """The files that cannot be read any more, damaged on disk for example."""
    return _everything(workspace, chosen.content_key(workspace, *chosen.EXTRACTED))[1]


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def _analysis(
    _records: Sequence[Records],
    _settings: Settings,
    as_of: dt.date | None,
    today: dt.date,
    key: str,  # noqa: ARG001 part of the key
) -> Analysis:
    return analyse(_records, _settings, as_of=as_of, today=today)


def analysis_or_none(workspace: Workspace) -> Analysis | None:
    """The analysis of the workspace as it is now; None while no table has given records with people.

    The line that is drawn first is kept for later uploads. It is drawn anew where another kind of export came or
    went, for the picture is a new one then.
    """
    records = _all(workspace)
    if not any(each.identities.num_rows or each.events.num_rows for each in records):
        return None
    sources = sorted({each.source for each in records})
    content = chosen.content_key(workspace, *chosen.ANALYSED)
    kept = workspace.setting("line")
    if kept is not None and kept["sources"] != sources:
        kept = None
    try:
        # On the very data it was drawn on the line need not be given: drawing it again gives the same, from the cache.
        line = Line.from_json(kept["line"]) if kept is not None and kept["drawn_from"] != content else None
    except (KeyError, TypeError, ValueError):  # made by hand: it is drawn anew
        kept = line = None
    found = _unless_it_fails(workspace, records, line, content)
    if kept is None and found is not None and found.line is not None:
        drawn = {"line": found.line.as_json(), "sources": sources, "drawn_from": content}
        workspace.set_setting("line", drawn)
    if found is None:
        return found
    book = chosen.book(workspace)
    shape = "" if found.line is None else json.dumps(found.line.as_json(), sort_keys=True)
    made_of = f"{content}{shape}{json.dumps(book.to_json(), sort_keys=True)}"
    if book != BOOK:
        found = _with_book(found, book, made_of)
    say = state.words()
    return _aliased(found, say, state.secret(), f"{made_of}{say}") if state.presenting() else found


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _with_book(_found: Analysis, _book: Book, key: str) -> Analysis:  # noqa: ARG001 the key is the content
    return with_book(_found, _book)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _aliased(_found: Analysis, _say: Words, secret: bytes, key: str) -> Analysis:  # noqa: ARG001 the key is the content
    from truefans_core.report import presented

    return presented(_found, _say, secret)


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def _moving(
    _found: Analysis,
    key: str,
    start: dt.date,
    end: dt.date,
    only: tuple[str, str] | None,
) -> Moving:
    if only is None:
        return movement(_found, start, end)
    everybody = _moving(_found, key, start, end, None)
    pairs = everybody.parts[only[0]]
    return everybody.only(pairs.loc[pairs["value"] == only[1], "person_id"])


def moving(
    workspace: Workspace,
    found: Analysis,
    start: dt.date,
    end: dt.date,
    only: tuple[str, str] | None = None,
) -> Moving:
    """How people moved between two dates of the analysis of the workspace.

    Args:
        workspace: of this session.
        found: its analysis.
        start: the earlier date.
        end: the later date.
        only: those of one part of the people, by the name of the part and its value.
    """
    return _moving(found, _key_of(workspace, found), start, end, only)


@st.cache_resource(scope="session", max_entries=40, show_spinner=False)
def _derived(_make: Callable[[Analysis], Any], _found: Analysis, name: str, key: str) -> Any:  # noqa: ARG001 the key is the content
    return _make(_found)


def derived(found: Analysis, make: Callable[[Analysis], Made], *hangs_on: object) -> Made:
    """What `make` makes of the analysis of the workspace, made once and never changed.

    Args:
        found: the analysis of the workspace as it is now, never a what-if.
        make: makes it; told from others by its name.
        hangs_on: whatever else it hangs on, as text.
    """
    name = " ".join([make.__module__, make.__qualname__, *map(str, hangs_on)])
    made: Made = _derived(make, found, name, _key_of(state.workspace(), found))
    return made


def _key_of(workspace: Workspace, found: Analysis) -> str:
    """What the analysis of the workspace hangs on, its line included."""
    shape = "" if found.line is None else json.dumps(found.line.as_json(), sort_keys=True)
    content = chosen.content_key(workspace, *chosen.ANALYSED)
    book = json.dumps(found.book.to_json(), sort_keys=True)
    return f"{content}{shape}{book}{found.as_of}{state.presenting()}"


def _unless_it_fails(
    workspace: Workspace, records: Sequence[Records], line: Line | None, content: str
) -> Analysis | None:
    """The analysis, or None where a fault of ours stops it: the pages go on, so that a file can be removed."""
    if state.failure() == content:
        return None
    try:
        found = _analyse(workspace, records, line, chosen.as_of(workspace), content)
    except Exception as fault:  # noqa: BLE001 see above
        _log.error("%s", where(fault))
        state.note_failure(content)
        return None
    state.note_failure(None)
    return found


def what_if(workspace: Workspace, line: Line | None, **changed: Any) -> Analysis | None:
    """The analysis of the same files with another line or other settings; None where it fails.

    Args:
        workspace: of this session.
        line: the line to measure with; None: drawn anew.
        changed: fields of `Settings` that differ from those in use.
    """
    content = chosen.content_key(workspace, *chosen.ANALYSED) + json.dumps(
        changed, sort_keys=True, default=str
    )
    try:
        return _analyse(workspace, _all(workspace), line, chosen.as_of(workspace), content, **changed)
    except Exception as fault:  # noqa: BLE001 a question what would be must not take the page with it
        _log.error("%s", where(fault))
        return None


def before_last_upload(workspace: Workspace) -> Analysis | None:
    """The analysis of what there was before the day of the last upload, with the line of today; None if nothing."""
    now = analysis_or_none(workspace)
    added = {upload.id: upload.added for upload in workspace.uploads()}
    if now is None or len(set(added.values())) < 2:  # noqa: PLR2004 two days of uploads
        return None
    last = max(added.values())
    records = [
        each.imported.records
        for each in tables(workspace)
        if each.imported.records is not None and added[each.upload_id] < last
    ]
    if not any(each.identities.num_rows for each in records):
        return None
    return _analyse(
        workspace, records, now.line, None, chosen.content_key(workspace, *chosen.ANALYSED) + "before"
    )


def _analyse(
    workspace: Workspace,
    records: Sequence[Records],
    line: Line | None,
    as_of: dt.date | None,
    content: str,
    **changed: Any,
) -> Analysis:
    drawn = json.dumps(line.as_json(), sort_keys=True) if line else ""
    settings = replace(chosen.settings(workspace, line), **changed)
    return _analysis(records, settings, as_of, state.today(chosen.zone_of(workspace)), content + drawn)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _pairs(_records: Sequence[Records], _decided: Decisions, key: str) -> tuple[Pair, ...]:  # noqa: ARG001 the key is the content
    # What is the same money is asked of everything, whatever was answered.
    return propose(join(_records, replace(_decided, same_money={})).events)


def joined(workspace: Workspace) -> Joined:
    """The people of the workspace as they are joined now; made anew at each call."""
    return join(_all(workspace), chosen.decisions(workspace))


def pairs(workspace: Workspace) -> tuple[Pair, ...]:
    """Pairs of sources whose payments seem to be the same money."""
    records = [each.imported.records for each in tables(workspace) if each.imported.records is not None]
    return _pairs(
        records,
        chosen.decisions(workspace),
        chosen.content_key(workspace, *chosen.EXTRACTED, *answers.OPTIONS),
    )


def forget() -> None:
    """Drop everything this session has worked out: it was of another workspace, or of somebody erased."""
    for each in (_raw, _records, _everything, _analysis, _with_book, _moving, _derived, _aliased, _pairs):
        each.clear()
    state.let_files_go()
