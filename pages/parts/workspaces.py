"""The menu of workspaces in the sidebar: its name, the others, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import cache, quota, show, state
from truefans_core.problems import Refused
from truefans_core.store import FIRST, Workspace
from truefans_core.words.safe import safe_file_name, safe_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from truefans_core.store import Shelf, Shelved
    from truefans_core.words import Words

_SHOWN = 8  # more would be a list to search in, not a menu


def menu(say: Words) -> None:
    """The name of the workspace, with everything about it behind a click."""
    state.dialog_is_done()  # the page runs anew: no dialog is open
    shelf, workspace = state.shelf(), state.workspace()
    with st.sidebar.popover(
        safe_text(name_of(say, workspace)),
        icon=":material/folder_open:",
        key=f"workspace_menu_{_here()}",  # another workspace, another menu: it closes
        width="stretch",
    ):
        st.caption(_about(say, workspace, shelf))
        if shelf is not None:
            _others(say, shelf, workspace)
        with st.container(gap=None):
            _actions(say, shelf, workspace)


def name_of(say: Words, workspace: Workspace) -> str:
    """What to call the workspace that is open."""
    if not workspace.saving and workspace.trouble is None:
        return workspace.name or say("workspace.session")
    return workspace.name or say("workspace.unnamed")


def _about(say: Words, workspace: Workspace, shelf: Shelf | None) -> str:
    if shelf is None:
        return say("workspace.session.shared")
    if workspace.trouble is not None:
        return say("workspace.trouble.text")
    return say("workspace.kept" if workspace.saving else "workspace.session.text")


def _others(say: Words, shelf: Shelf, workspace: Workspace) -> None:
    here = workspace.path.stem if workspace.path else None
    others = [each for each in shelf.all() if each.id != here]
    whole = [each for each in others if each.problem is None]
    if whole:
        st.caption(say("workspace.switch"))
    for each in whole[:_SHOWN]:
        st.button(
            safe_text(each.name or say("workspace.unnamed")),
            help=say("workspace.switch.help", day=each.used),
            on_click=switch,
            args=(each.id,),
            key=f"switch_{each.id}",
            width="stretch",
        )
    for each in (each for each in others if each.problem is not None):
        _damaged(say, each)


def _damaged(say: Words, each: Shelved) -> None:
    st.caption(f":material/warning: {safe_text(say('workspace.damaged', name=each.name or each.id))}")
    if each.copy_of is None:
        st.caption(say("workspace.restore.none"))
        return
    st.button(
        say("workspace.restore", day=each.copy_of),
        on_click=restore,
        args=(each.id,),
        key=f"restore_{each.id}",
        width="stretch",
    )


def _actions(say: Words, shelf: Shelf | None, workspace: Workspace) -> None:
    name = name_of(say, workspace)
    if shelf is not None:
        if not workspace.saving:
            _action(say, "keep", ":material/save:", lambda: _keep(say, shelf))
        _action(say, "new", ":material/add:", lambda: _new(say, shelf))
        if workspace.saving:
            _action(say, "rename", ":material/edit:", lambda: _rename(say, shelf, name))
            _action(say, "duplicate", ":material/content_copy:", lambda: _duplicate(say, shelf, name))
    st.download_button(
        say("workspace.save"),
        workspace.to_bytes,
        file_name=safe_file_name(name, fallback="workspace") + ".truefans",
        mime="application/octet-stream",
        help=say("workspace.save.help"),
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key="workspace_save",
    )
    if _size(workspace) > quota.A_FILE:
        st.caption(say("workspace.large", limit_mb=quota.A_FILE // quota.MB))
    _action(say, "open", ":material/upload:", lambda: _open(say, shelf))
    if shelf is not None and workspace.saving:
        _action(say, "only", ":material/visibility_off:", lambda: _only(say))
        _action(say, "delete", ":material/delete:", lambda: _delete(say, shelf, name))


def _size(workspace: Workspace) -> int:
    return sum(upload.size for upload in workspace.uploads() if not upload.confirmed)


def _action(say: Words, name: str, icon: str, ask: Callable[[], None]) -> None:
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


def _new(say: Words, shelf: Shelf) -> None:
    def make(name: str) -> None:
        _name_the_first(say, shelf)
        switch(shelf.create(name))

    st.write(say("workspace.new.text"))
    _named(say, "new", "", make)


def _rename(say: Words, shelf: Shelf, name: str) -> None:
    _named(say, "rename", name, lambda typed: state.workspace().rename(shelf.free_name(typed, but=_here())))


def _duplicate(say: Words, shelf: Shelf, name: str) -> None:
    def copy(typed: str) -> None:
        _name_the_first(say, shelf)
        switch(shelf.duplicate(_here(), typed))

    st.write(say("workspace.duplicate.text"))
    _named(say, "duplicate", say("workspace.duplicate.name", name=name), copy)


def _keep(say: Words, shelf: Shelf) -> None:
    st.write(say("workspace.keep.text"))
    name = state.workspace().name or shelf.free_name(say("workspace.unnamed"))
    _named(say, "keep", name, lambda typed: switch(shelf.keep(state.workspace(), typed)))


def _only(say: Words) -> None:
    st.write(say("workspace.only.text"))
    st.button(
        say("workspace.only.yes"),
        type="primary",
        on_click=_try,
        args=(lambda: _start(Workspace.in_memory()),),
        key="workspace_only_yes",
    )


def _open(say: Words, shelf: Shelf | None) -> None:
    key = state.uploader_key() + "_workspace"

    def take() -> None:
        if (file := state.widget(key)) is None:
            return
        data, name = file.getvalue(), safe_text(file.name)
        state.empty_uploader([file])
        if shelf is None:
            _try(lambda: _start(Workspace.from_bytes(data, name)))
            return
        _name_the_first(say, shelf)
        _try(lambda: switch(shelf.take_in(data, name, file.name.removesuffix(".truefans"))))

    st.write(say("workspace.open.session" if shelf is None else "workspace.open.text"))
    st.file_uploader(say("workspace.open"), key=key, on_change=take, label_visibility="collapsed")


def _delete(say: Words, shelf: Shelf, name: str) -> None:
    def delete() -> None:
        if not state.widget("workspace_delete_sure"):
            return
        gone = _here()
        _start(Workspace.in_memory())  # lets go of the file
        shelf.delete(gone)
        switch(shelf.last())

    st.write(safe_text(say("workspace.delete.text", name=name)))
    sure = st.checkbox(safe_text(say("workspace.delete.sure", name=name)), key="workspace_delete_sure")
    st.button(
        say("workspace.delete.yes"),
        disabled=not sure,
        type="primary",
        on_click=_try,
        args=(delete,),
        key="workspace_delete_yes",
    )


def erasing(say: Words) -> None:
    """Erase every workspace there is, after a second look."""
    shelf = state.shelf()
    with st.popover(say("workspace.erase_all"), icon=":material/delete_forever:", key="erase_all"):
        if shelf is None:
            st.write(say("workspace.erase_session"))
        else:
            st.write(say("workspace.erase_all.text", n=len(shelf.ids())))
        st.button(say("workspace.erase_all.yes"), type="primary", on_click=erase_all, key="erase_all_yes")


def switch(workspace_id: str) -> None:
    """Go on with another workspace of the shelf; one that cannot be opened leaves this one open and is named."""
    if (shelf := state.shelf()) is None:
        return
    try:
        found, problems = shelf.open(workspace_id, state.today())
    except Refused as refused:
        state.notice(refused.problem)
        return
    except KeyError:  # another window has deleted it
        return
    _start(found)
    for each in problems if found.trouble is None else ():
        state.notice(each)


def restore(workspace_id: str) -> None:
    """Bring back the copy of a damaged workspace and open it."""
    if (shelf := state.shelf()) is None:
        return
    try:
        shelf.restore(workspace_id)
    except Refused as refused:
        state.notice(refused.problem)
        return
    switch(workspace_id)


def erase_all() -> None:
    """Erase every workspace and every copy, and begin with an empty one."""
    shelf = state.shelf()
    state.workspace().clear()
    _start(Workspace.in_memory())
    if shelf is not None:
        try:
            shelf.delete_all()
        except Refused as refused:  # another program holds on to one of them
            state.notice(refused.problem)
            return
        switch(FIRST)
    st.toast(state.words()("workspace.erase_all.done"), icon=":material/check:")


def _start(found: Workspace) -> None:
    cache.forget()
    state.start_with(found)


def _here() -> str:
    path = state.workspace().path
    return path.stem if path else ""


def _name_the_first(say: Words, shelf: Shelf) -> None:
    """Give the workspace that is open a name before there are two to tell apart."""
    workspace = state.workspace()
    if workspace.saving and workspace.name is None:
        workspace.rename(shelf.free_name(say("workspace.unnamed"), but=_here()))
