"""What the true fans there are take, how many more one person can look after, and what help would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import cache, shell, state
from truefans_core import analysis
from truefans_core.effort import MINUTES_AN_HOUR, WEEKS_A_MONTH
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.effort import Care
    from truefans_core.words import Words

_MOST_HELP = 40.0
_SETTING = "help_hours"


def limits(say: Words, found: Analysis, hours: float) -> None:
    """The hours a month of the true fans, room for more, and a helper as a number that Income takes over."""
    care = cache.derived(found, analysis.care)
    if care is None:
        st.write(say("page.cultivate.limits.none"))
        return
    workspace = state.workspace()
    st.write(
        safe_text(
            say(
                "page.cultivate.limits.now",
                n=care.people,
                hours=round(care.hours, 1),
                minutes=round(care.minutes_each, 1),
            )
        )
    )
    st.write(safe_text(_room(say, care, hours)))
    kept = float(workspace.setting(_SETTING, 0.0))
    helping = st.number_input(
        say("page.cultivate.limits.help"),
        min_value=0.0,
        max_value=_MOST_HELP,
        value=min(kept, _MOST_HELP),
        step=1.0,
        help=say("page.cultivate.limits.help.help"),
        key="help_hours",
    )
    if helping != kept:
        workspace.set_setting(_SETTING, float(helping))
    if helping:
        more = max(0, care.more(hours + helping)) - max(0, care.more(hours))
        st.write(safe_text(say("page.cultivate.limits.helped", n=more, hours=helping)))
    if hours + helping:
        st.button(
            say("page.cultivate.limits.income"),
            help=say("page.cultivate.limits.income.help"),
            icon=":material/east:",
            on_click=_use,
            args=(say, care, hours + helping),
            key="limits_income",
        )
    if workspace.setting("lever_takes"):
        st.caption(say("page.cultivate.limits.used"))
        shell.link("income", say("page.cultivate.limits.to_income"))


def _room(say: Words, care: Care, hours: float) -> str:
    more = care.more(hours)
    if more < 0:
        return say("page.cultivate.limits.over", n=-more, hours=hours)
    return say("page.cultivate.limits.room", n=more, hours=hours)


def _use(say: Words, care: Care, hours: float) -> None:
    """Put the hours and what one true fan takes into the levers of Income."""
    typed = {
        "hours": say.number(round(hours * WEEKS_A_MONTH, 1)),
        "takes": say.number(round(care.minutes_each / MINUTES_AN_HOUR, 3)),
    }
    state.workspace().set_settings({f"lever_{name}": text for name, text in typed.items()})
