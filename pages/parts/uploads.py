"""One card per table of a file: what it is, its account, what its columns mean, and what is still to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import account, choices, mapping_editor, show
from truefans_core.sources import SOURCES, Source
from truefans_core.words import Share
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from pages.parts.cache import Broken, Loaded
    from truefans_core.store import Workspace
    from truefans_core.words import Words


def platforms(say: Words) -> None:
    """Which platforms somebody uses: for each the click path to its exports and what they add."""
    exports: dict[str, list[Source]] = {}
    for source in SOURCES.values():
        exports.setdefault(source.platform, []).append(source)
    other = say("page.data.which.other")
    names = [*sorted(name for name in exports if name), other]
    chosen = st.pills(say("page.data.which"), names, selection_mode="multi", key="platforms_used")
    for name in chosen:
        with st.container(border=True):
            if name == other:
                st.markdown(f"**{other}**")
                st.write(say("page.data.which.other.text"))
            for source in exports.get(name, []):
                st.markdown(f"**{say(f'source.{source.slug}.name')}**")
                st.write(say("page.data.which.path", how=say(f"source.{source.slug}.how")))
                st.write(say("page.data.which.adds", adds=say(f"source.{source.slug}.adds")))


def card(say: Words, workspace: Workspace, table: Loaded) -> None:
    """One table: recognised as, rows, period, money, problems, columns, remove."""
    with st.container(border=True):
        head, right, remove = st.columns([6, 1.4, 1.4], vertical_alignment="center")
        head.markdown(f"**{safe_text(table.raw.file)}**")
        head.caption(safe_text(" · ".join(_facts(say, table))))
        if not table.confirmed and table.imported.records is not None:
            right.button(
                say("page.data.card.right"),
                help=say("page.data.card.right.help"),
                on_click=choices.confirm,
                args=(table.upload_id,),
                icon=":material/check:",
                key=f"confirm_{table.key}",
                width="stretch",
            )
        if table.number == 0:
            with remove:
                _remove(say, table.upload_id)
        if table.imported.question is not None:
            mapping_editor.question(say, workspace, table)
        elif table.imported.problem is not None:
            show.problem(say, table.imported.problem)
        else:
            show.problems(say, table.imported.records.problems if table.imported.records else ())
            account.of_table(say, workspace, table)
        mapping_editor.columns(say, workspace, table)


def broken(say: Words, file: Broken) -> None:
    """A file that cannot be read any more: why, and the way to be rid of it."""
    with st.container(border=True):
        st.markdown(f"**{safe_text(file.name)}**")
        show.problem(say, file.problem)
        _remove(say, file.upload_id)


def _remove(say: Words, upload_id: str) -> None:
    """Take a file away, after a second look."""
    with st.popover(
        say("page.data.card.remove"), icon=":material/delete:", key=f"remove_{upload_id}", width="stretch"
    ):
        st.write(say("page.data.card.remove.help"))
        st.button(
            say("page.data.card.remove.yes"),
            on_click=choices.remove,
            args=(upload_id,),
            key=f"remove_yes_{upload_id}",
        )


def _facts(say: Words, table: Loaded) -> list[str]:
    """What the table was recognised as, where it lies in the file, how many rows, and the days it covers."""
    mapping = table.imported.mapping
    if mapping is not None and mapping.source is not None and not mapping.by_hand:
        facts = [say("page.data.card.as", source=say(f"source.{mapping.source}.name"))]
    else:
        by_hand = mapping is not None and mapping.by_hand
        facts = [say("page.data.card.by_hand" if by_hand else "page.data.card.guessed")]
        if mapping is not None and not by_hand:
            used = [use.confidence for use in mapping.uses if use.role]
            if used:
                facts.append(say("page.data.card.sure", share=Share(sum(used) / len(used))))
    if table.raw.sheet:
        facts.append(say("page.data.card.sheet", sheet=table.raw.sheet))
    if (days := account.period(table)) is not None:
        facts.append(say("page.data.card.period", first=days[0], last=days[1]))
    if table.confirmed:
        facts.append(say("page.data.card.confirmed"))
    return facts
