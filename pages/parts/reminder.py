"""When the next upload is due, as an entry for the calendar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import state
from truefans_core.movement.reminder import calendar, due

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words


def button(say: Words, found: Analysis) -> None:
    """A calendar file that says when to come back with the next exports, and what that will show."""
    today = state.today()
    day = due(min(found.as_of, today), today)
    name = state.workspace().name or say("page.movement.remind.unnamed")
    st.download_button(
        say("page.movement.remind", day=day),
        data=lambda: calendar(
            day,
            say("page.movement.remind.summary", name=name),
            say("page.movement.remind.text"),
            dt.datetime.combine(today, dt.time(), dt.UTC),
        ),
        file_name="next-upload.ics",
        mime="text/calendar",
        icon=":material/event_upcoming:",
        help=say("page.movement.remind.help"),
        type="tertiary",
        on_click="ignore",
        key="remind",
    )
