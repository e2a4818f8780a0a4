"""Erase one person: what it takes away, a confirmation, and the click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import cache, state
from truefans_core.people import held
from truefans_core.store import Opened
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.people import Held
    from truefans_core.words import Words


def erase(say: Words, person_id: str, name: str) -> None:
    """The way to erase the person whose card is open."""
    with st.popover(say("page.people.erase"), icon=":material/person_remove:", type="tertiary"):
        if not st.checkbox(say("page.people.erase.confirm"), key=f"erase_sure_{person_id}"):
            st.caption(safe_text(say("page.people.erase.what", name=name)))
            return
        st.button(
            say("page.people.erase.button"),
            type="primary",
            key=f"erase_{person_id}",
            on_click=_erase,
            args=(person_id,),
        )


def _erase(person_id: str) -> None:
    workspace = state.workspace()
    opened: dict[str, list[Opened]] = {}
    for table in cache.tables(workspace):
        # A table that asks something has given no rows yet, so its mapping cannot tell whose they are.
        settled = None if table.imported.question else table.imported.mapping
        opened.setdefault(table.upload_id, []).append(Opened(table.raw, settled))
    removal = workspace.erase_person(_held(person_id), opened, person_id)
    state.choose_person(None)
    cache.forget()
    say = state.words()
    st.toast(say("page.people.erase.done", n=removal.rows), icon=":material/check:")
    if removal.removed:
        st.toast(safe_text(say("page.people.erase.removed", files=", ".join(removal.removed))))


def _held(person_id: str) -> Held:
    return held(cache.joined(state.workspace()), person_id)
