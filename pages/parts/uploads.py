"""One card a file: what each of its tables is, its account, how it was read, what its columns mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import account, aside, cache, choices, dialect, keeping, mapping_editor, show
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.parts.loaded import Broken, Loaded
    from truefans_core.store import Workspace
    from truefans_core.words import Words

_LONGEST_NAME = 90


def files(say: Words, workspace: Workspace) -> None:
    """A card for every file of the workspace, in the order they came."""
    by_file: dict[str, list[Loaded]] = {}
    for table in cache.tables(workspace):
        by_file.setdefault(table.upload_id, []).append(table)
    for tables in by_file.values():
        _file(say, workspace, tables)


def broken(say: Words, file: Broken) -> None:
    """A file that cannot be read any more: why, and the way to be rid of it."""
    with st.container(border=True):
        st.markdown(f"**{safe_text(file.name, _LONGEST_NAME)}**")
        show.problem(say, file.problem)
        _remove(say, file.upload_id)


def _file(say: Words, workspace: Workspace, tables: Sequence[Loaded]) -> None:
    first = tables[0]
    with st.container(border=True, key=f"file_{first.upload_id}"):
        head, buttons = st.columns([3, 2], vertical_alignment="center")
        head.markdown(f"**{safe_text(first.raw.file, _LONGEST_NAME)}**")
        with buttons, st.container(horizontal=True, horizontal_alignment="right"):
            decided = not any(table.imported.question for table in tables)
            if not first.confirmed and decided and any(table.imported.records for table in tables):
                keeping.confirm(say, tables)
            _remove(say, first.upload_id)
        for table in tables:
            _table(say, workspace, table)


def _table(say: Words, workspace: Workspace, table: Loaded) -> None:
    """One table: recognised as, period, money, rows, problems, and what can be looked at."""
    st.caption(safe_text(" · ".join(_facts(say, workspace, table))))
    show.problems(say, table.raw.notes)
    if table.imported.question is not None:
        st.warning(say("page.data.card.waits", n=table.raw.records_in), icon=":material/help:")
    elif table.imported.problem is not None:
        show.problem(say, table.imported.problem)
    else:
        st.markdown(account.rows_of(say, workspace, table))
        found = table.imported.records.problems if table.imported.records else ()
        show.problems(say, [problem for problem in found if problem not in table.raw.notes])
    if table.imported.records and any(p.code == "N_REMEMBERED" for p in table.imported.records.problems):
        st.button(
            say("page.data.card.forget"),
            help=say("page.data.card.forget.help"),
            on_click=choices.forget_meanings,
            args=(table,),
            type="tertiary",
            icon=":material/history_off:",
            key=f"forget_{table.key}",
        )
    panels = ["columns", "reading"] if table.imported.mapping is not None else ["reading"]
    if table.imported.records is not None:
        panels.insert(0, "rows")
    opened = st.segmented_control(
        say("page.data.card.look"),
        panels,
        format_func=lambda panel: say(f"page.data.panel.{panel}"),
        label_visibility="collapsed",
        key=f"panel_{table.key}",
    )
    if opened == "rows":
        account.money_of(say, workspace, table)
        aside.by_reason(say, workspace, table)
    elif opened == "columns":
        mapping_editor.columns(say, table)
    elif opened == "reading":
        dialect.reading(say, workspace, table)


def _remove(say: Words, upload_id: str) -> None:
    """Take a file away, after a second look."""
    with st.popover(say("page.data.card.remove"), icon=":material/delete:", key=f"remove_{upload_id}"):
        st.write(say("page.data.card.remove.help"))
        st.button(
            say("page.data.card.remove.yes"),
            on_click=choices.remove,
            args=(upload_id,),
            key=f"remove_yes_{upload_id}",
        )


def _facts(say: Words, workspace: Workspace, table: Loaded) -> list[str]:
    """What a table was recognised as and how surely, where it lies, its days and its currencies."""
    mapping = table.imported.mapping
    if mapping is None:
        facts = [say("page.data.card.unknown")]
    elif mapping.by_hand:
        facts = [say("page.data.card.by_hand")]
    elif mapping.source is not None:
        facts = [say("page.data.card.as", source=say(f"source.{mapping.source}.name"))]
    else:
        facts = [say("page.data.card.guessed")]
    if mapping is not None and not mapping.by_hand and (n := mapping_editor.guesses(mapping)):
        facts.append(say("page.data.card.guesses", n=n))
    if table.raw.sheet:
        facts.append(say("page.data.card.sheet", sheet=table.raw.sheet))
    if (days := account.period(workspace, table)) is not None:
        first, last = days
        facts.append(
            say.date(first) if first == last else say("page.data.card.period", first=first, last=last)
        )
    facts += sorted(cache.currencies_of(table))
    if table.confirmed:
        facts.append(say("page.data.card.confirmed"))
    return facts
