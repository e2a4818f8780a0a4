"""What the menu of workspaces asks before it does something, each in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import opening, show, state
from truefans_core.problems import Refused
from truefans_core.store import Workspace
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from truefans_core.store import Shelf
    from truefans_core.words import Words


def action(say: Words, name: str, icon: str, ask: Callable[[], None]) -> None:
    """A line of the menu that asks what it needs in a dialog."""
    label = say(f"workspace.{name}")

    def dialog() -> None:
        if state.dialog_is_done():
            st.rerun()
        show.notices(say, state.take_notices(of_workspace=True))
        ask()

    if st.button(label, icon=icon, type="tertiary", key=f"workspace_{name}"):
        st.dialog(label)(dialog)()


def _try(do: Callable[[], None]) -> None:
    """Do what a dialog asked about; what stops it is said there, and it stays open."""
    try:
        do()
    except Refused as refused:
        state.notice(refused.problem)
        return
    state.dialog_is_done(now=True)


def _named(say: Words, name: str, given: str, do: Callable[[str], None]) -> None:
    """Ask for a name, then do it."""
    key = f"workspace_{name}_name"

    def done() -> None:
        typed = str(state.widget(key) or "").strip()
        if typed:
            _try(lambda: do(typed))

    with st.form(f"workspace_{name}_form", border=False):
        st.text_input(
            say("workspace.name"),
            value=given,
            max_chars=80,
            placeholder=say("workspace.new.example"),
            help=say("workspace.name.missing"),
            key=key,
        )
        st.form_submit_button(say(f"workspace.{name}.yes"), type="primary", on_click=done)


def new(say: Words, shelf: Shelf) -> None:
    """Ask for the name of a new workspace."""

    def make(name: str) -> None:
        _name_the_first(say, shelf)
        opening.switch(shelf.create(name))

    st.write(say("workspace.new.text"))
    _named(say, "new", "", make)


def rename(say: Words, shelf: Shelf, name: str) -> None:
    """Ask what to call the workspace that is open."""
    _named(
        say,
        "rename",
        name,
        lambda typed: state.workspace().rename(shelf.free_name(typed, but=opening.here())),
    )


def duplicate(say: Words, shelf: Shelf, name: str) -> None:
    """Ask what to call a copy of it."""

    def copy(typed: str) -> None:
        _name_the_first(say, shelf)
        opening.switch(shelf.duplicate(opening.here(), typed))

    st.write(say("workspace.duplicate.text"))
    _named(say, "duplicate", say("workspace.duplicate.name", name=name), copy)


def keep(say: Words, shelf: Shelf) -> None:
    """Ask what to call what so far is of this session only."""
    st.write(say("workspace.keep.text"))
    name = state.workspace().name or shelf.free_name(say("workspace.unnamed"))
    _named(say, "keep", name, lambda typed: opening.switch(shelf.keep(state.workspace(), typed)))


def only(say: Words) -> None:
    """Begin one of this session only."""
    st.write(say("workspace.only.text"))
    st.button(
        say("workspace.only.yes"),
        type="primary",
        on_click=_try,
        args=(lambda: opening.start(Workspace.in_memory()),),
        key="workspace_only_yes",
    )


def take_in(say: Words, shelf: Shelf | None) -> None:
    """Ask for a portable file."""
    key = state.uploader_key() + "_workspace"

    def take() -> None:
        if (file := state.widget(key)) is None:
            return
        data, name = file.getvalue(), safe_text(file.name)
        state.empty_uploader([file])
        if shelf is None:
            _try(lambda: opening.start(Workspace.from_bytes(data, name)))
            return
        _name_the_first(say, shelf)
        _try(lambda: opening.switch(shelf.take_in(data, name, file.name.removesuffix(".truefans"))))

    st.write(say("workspace.open.session" if shelf is None else "workspace.open.text"))
    st.file_uploader(say("workspace.open"), key=key, on_change=take, label_visibility="collapsed")


def delete(say: Words, shelf: Shelf, name: str) -> None:
    """Ask whether to delete the workspace that is open, with a box to tick."""

    def go() -> None:
        if not state.widget("workspace_delete_sure"):
            return
        gone = opening.here()
        opening.start(Workspace.in_memory())  # lets go of the file
        shelf.delete(gone)
        opening.switch(shelf.last())

    st.write(safe_text(say("workspace.delete.text", name=name)))
    sure = st.checkbox(safe_text(say("workspace.delete.sure", name=name)), key="workspace_delete_sure")
    st.button(
        say("workspace.delete.yes"),
        disabled=not sure,
        type="primary",
        on_click=_try,
        args=(go,),
        key="workspace_delete_yes",
    )


def _name_the_first(say: Words, shelf: Shelf) -> None:
    """Give the workspace that is open a name before there are two to tell apart."""
    workspace = state.workspace()
    if workspace.saving and workspace.name is None:
        workspace.rename(shelf.free_name(say("workspace.unnamed"), but=opening.here()))
