"""The switch that hides names on every screen: the aliases of the report, one answer a page, large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state

if TYPE_CHECKING:
    from truefans_core.words import Words

#: Pages that show what is in the files, line by line.
_OF_FILES = ("data",)


def switch(say: Words) -> None:
    """Turn it on and off."""
    st.toggle(
        say("app.present"),
        value=state.presenting(),
        help=say("app.present.help"),
        key="presenting",
        on_change=_keep,
    )


def keep_files_out(say: Words, page: str) -> None:
    """A page that shows the files themselves says why it does not, and ends."""
    if not (state.presenting() and page in _OF_FILES):
        return
    st.info(say("app.present.files"))
    st.button(say("app.present.stop"), key="present_stop", on_click=_keep, args=(False,))
    st.stop()


def _keep(value: bool | None = None) -> None:  # noqa: FBT001 a callback takes its arguments by place
    wanted = bool(state.widget("presenting")) if value is None else value
    state.workspace().set_setting("presenting", wanted or None)
