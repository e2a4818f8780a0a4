"""Named lists of people: kept as what makes them, so that the next upload brings them up to date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import cache, shell, state
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

_SETTING = "segments"
_MOST_SIGNS = 60


def of_flow(start: dt.date, end: dt.date, was: str, now: str) -> dict[str, str]:
    """What makes the list of those who moved from one group to another between two dates."""
    return {"start": start.isoformat(), "end": end.isoformat(), "from": was, "to": now}


def kept() -> dict[str, dict[str, str]]:
    """The lists of the workspace by their names."""
    return dict(state.workspace().setting(_SETTING) or {})


def keep(say: Words, made_of: Mapping[str, str]) -> None:
    """A name for a list, and the way to This week with it."""
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        name = st.text_input(
            say("page.movement.list.name"), max_chars=_MOST_SIGNS, key="segment_name"
        ).strip()
    with right:
        wanted = st.button(say("page.movement.list.keep"), icon=":material/bookmark_add:", key="segment_keep")
    if wanted and not name:
        st.error(say("page.movement.list.nameless"))
    elif wanted:
        state.workspace().set_setting(_SETTING, {**kept(), name: dict(made_of)})
        st.success(safe_text(say("page.movement.list.kept", name=name)))
        shell.link("cultivate", say("page.movement.list.week"))


def chosen(say: Words, found: Analysis) -> pd.Series[Any] | None:
    """Whom This week is about: everybody (None), or the people of a kept list as flags of the supporters."""
    lists = kept()
    if not lists:
        return None
    name = st.selectbox(
        say("page.cultivate.whom"),
        [None, *lists],
        index=len(lists),
        format_func=lambda each: say("page.cultivate.everybody") if each is None else each,
        key="week_whom",
    )
    if name is None:
        return None
    made_of = lists[name]
    end = min(dt.date.fromisoformat(made_of["end"]), found.as_of)
    start = min(dt.date.fromisoformat(made_of["start"]), end)
    moved = cache.moving(state.workspace(), found, start, end).moved
    people = moved.index[(moved["from"] == made_of["from"]) & (moved["to"] == made_of["to"])]
    if st.button(say("page.cultivate.forget_list"), icon=":material/bookmark_remove:", key="week_forget"):
        del lists[name]
        state.workspace().set_setting(_SETTING, lists)
        st.rerun()
    return found.supporters["person_id"].isin(people)
