"""The ways in: a sample, one's own exports, a quick what-if."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import intake, shell, state
from truefans_core import samples

if TYPE_CHECKING:
    from truefans_core.words import Words


def three(say: Words) -> None:
    """The three doors of an empty workspace, side by side."""
    with st.grid(columns="auto", min_column_width=240, gap="small"):
        with st.container(border=True, height="stretch"):
            st.subheader(say("page.home.door.sample"), anchor=False)
            st.write(say("page.home.door.sample.text"))
            sample_buttons(say)
        with st.container(border=True, height="stretch"):
            st.subheader(say("page.home.door.own"), anchor=False)
            st.write(say("page.home.door.own.text"))
            if st.button(say("app.empty.own"), icon=":material/upload_file:", key="door_own"):
                shell.go("data")
        with st.container(border=True, height="stretch"):
            st.subheader(say("page.home.door.what_if"), anchor=False)
            st.write(say("page.home.door.what_if.text"))
            if st.button(say("app.empty.what_if"), icon=":material/savings:", key="door_what_if"):
                shell.go("income")


def sample_buttons(say: Words) -> None:
    """One button a sample; a click replaces the workspace with it."""
    with st.container(horizontal=True):
        for name in samples.names():
            if st.button(
                say(f"sample.{name}.door"),
                help=say(f"sample.{name}.text"),
                type="primary" if name == samples.names()[0] else "secondary",
                key=f"sample_{name}",
            ):
                intake.open_sample(name)
                st.rerun()


def leave_sample(say: Words) -> None:
    """Close the sample that is open."""
    if state.workspace().sample:
        st.button(
            say("page.home.close_sample"), on_click=intake.close_sample, key="close_sample", type="tertiary"
        )
