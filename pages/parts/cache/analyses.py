"""What is worked out of the workspace: its analysis, the same with another line, how people moved, what a page makes of it."""

from __future__ import annotations

import datetime as dt
import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from pages.parts import chosen, state
from pages.parts.cache.files import records_of, tables
from truefans_core.analysis import Analysis, Line, Moving, Settings, analyse, movement, with_book
from truefans_core.cultivate import BOOK
from truefans_core.problems import where
from truefans_core.tiers.line import SAID

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from truefans_core.cultivate import Book
    from truefans_core.records import Records
    from truefans_core.store import Workspace
    from truefans_core.words import Words

_log = logging.getLogger(__name__)
Made = TypeVar("Made")


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
    went, for the picture is a new one then, and where the kept one divides nobody any more: the new one is kept then.
    """
    records = records_of(workspace)
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
    if (
        found is not None
        and found.line is not None
        and (kept is None or _replaces(workspace, found, kept, content))
    ):
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


def _replaces(workspace: Workspace, found: Analysis, kept: dict[str, Any], content: str) -> bool:
    """Whether the line that was drawn is kept in the place of one that could not be used.

    Not where nothing new was drawn, nor over a line the user put there (drawn from nothing); and a look back at an earlier
    day, or a while with too few payers, leaves the line of today where it is.
    """
    drawn_anew = kept["drawn_from"] not in ("", content) and not found.line_kept
    may_stay = found.rule == found.settings.rule and found.rule not in SAID
    return drawn_anew and may_stay and chosen.as_of(workspace) is None


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
        return _analyse(workspace, records_of(workspace), line, chosen.as_of(workspace), content, **changed)
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


def forget() -> None:
    """Drop what this session keeps here."""
    _analysis.clear()
    _with_book.clear()
    _moving.clear()
    _derived.clear()
    _aliased.clear()
