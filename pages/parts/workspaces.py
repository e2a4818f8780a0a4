"""The menu of workspaces in the sidebar: its name, the others, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import opening, quota, state, workspace_dialogs
from truefans_core.words.safe import safe_file_name, safe_text

if TYPE_CHECKING:
    from truefans_core.store import Shelf, Shelved, Workspace
    from truefans_core.words import Words

_SHOWN = 8  # more would be a list to search in, not a menu


def menu(say: Words) -> None:
    """The name of the workspace, with everything about it behind a click."""
    state.dialog_is_done()  # the page runs anew: no dialog is open
    shelf, workspace = state.shelf(), state.workspace()
    with st.sidebar.popover(
        safe_text(name_of(say, workspace)),
        icon=":material/folder_open:",
        key=f"workspace_menu_{opening.here()}",  # another workspace, another menu: it closes
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
            on_click=opening.switch,
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
        on_click=opening.restore,
        args=(each.id,),
        key=f"restore_{each.id}",
        width="stretch",
    )


def _actions(say: Words, shelf: Shelf | None, workspace: Workspace) -> None:
    name = name_of(say, workspace)
    if shelf is not None:
        if not workspace.saving:
            workspace_dialogs.action(
                say, "keep", ":material/save:", lambda: workspace_dialogs.keep(say, shelf)
            )
        workspace_dialogs.action(say, "new", ":material/add:", lambda: workspace_dialogs.new(say, shelf))
        if workspace.saving:
            workspace_dialogs.action(
                say, "rename", ":material/edit:", lambda: workspace_dialogs.rename(say, shelf, name)
            )
            workspace_dialogs.action(
                say,
                "duplicate",
                ":material/content_copy:",
                lambda: workspace_dialogs.duplicate(say, shelf, name),
            )
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
    workspace_dialogs.action(say, "open", ":material/upload:", lambda: workspace_dialogs.take_in(say, shelf))
    if shelf is not None and workspace.saving:
        workspace_dialogs.action(
            say, "only", ":material/visibility_off:", lambda: workspace_dialogs.only(say)
        )
        workspace_dialogs.action(
            say, "delete", ":material/delete:", lambda: workspace_dialogs.delete(say, shelf, name)
        )


def _size(workspace: Workspace) -> int:
    return sum(upload.size for upload in workspace.uploads() if not upload.confirmed)


def erasing(say: Words) -> None:
    """Erase every workspace there is, after a second look."""
    shelf = state.shelf()
    with st.popover(say("workspace.erase_all"), icon=":material/delete_forever:", key="erase_all"):
        if shelf is None:
            st.write(say("workspace.erase_session"))
        else:
            st.write(say("workspace.erase_all.text", n=len(shelf.ids())))
        st.button(
            say("workspace.erase_all.yes"), type="primary", on_click=opening.erase_all, key="erase_all_yes"
        )
