"""Going on with another workspace: opened, brought back from its copy, or begun anew after everything was erased."""

from __future__ import annotations

import streamlit as st

from pages.parts import cache, state
from truefans_core.problems import Refused
from truefans_core.store import FIRST, Workspace


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
    start(found)
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
    start(Workspace.in_memory())
    if shelf is not None:
        try:
            shelf.delete_all()
        except Refused as refused:  # another program holds on to one of them
            state.notice(refused.problem)
            return
        switch(FIRST)
    st.toast(state.words()("workspace.erase_all.done"), icon=":material/check:")


def start(found: Workspace) -> None:
    """Go on with a workspace; nothing that was worked out of the one before is left."""
    cache.forget()
    state.start_with(found)


def here() -> str:
    """The id of the workspace that is open; nothing for one of this session only."""
    path = state.workspace().path
    return path.stem if path else ""
