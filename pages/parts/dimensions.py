"""What people can be told apart by, in words; and the few that the page is narrowed to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import state
from truefans_core.movement.parts import sizes

if TYPE_CHECKING:
    from truefans_core.analysis import Moving
    from truefans_core.words import Words

_ONLY = "moved_only"
#: The group payers began in tells payers apart, not people.
PAYERS_ONLY = "began"


def label(say: Words, part: str, value: str) -> str:
    """A value of a part in words."""
    if part == "country":
        return say.country(value)
    if part == "joined":
        return say.date(dt.date.fromisoformat(f"{value}-01"), "MMM y")
    if part == "recommends":
        return say(f"page.movement.recommends.{value}")
    if part == PAYERS_ONLY:
        return say(f"cultivate.group.{value}")
    return value


def named(say: Words, part: str, value: str) -> str:
    """A value with the name of its part."""
    return say(
        "page.movement.part.value", part=say(f"page.movement.part.{part}"), value=label(say, part, value)
    )


def of_people(moving: Moving) -> list[str]:
    """The parts of all people, not of payers only."""
    return [part for part in moving.parts if part != PAYERS_ONLY]


def narrowed(say: Words, moving: Moving) -> tuple[str, str] | None:
    """The part of the people that the page is about; None: everybody."""
    options: list[tuple[str, str] | None] = [None]
    for part in of_people(moving):
        options += [(part, value) for value in sizes(moving.parts[part]).index]
    if len(options) == 1:
        return None
    if state.widget(_ONLY) not in options:
        state.set_widget(_ONLY, None)
    chosen: tuple[str, str] | None = st.selectbox(
        say("page.movement.only"),
        options,
        format_func=lambda each: say("page.movement.everybody") if each is None else named(say, *each),
        help=say("page.movement.only.help"),
        key=_ONLY,
    )
    return chosen


def narrow_to(part: str, value: str) -> None:
    """Let the page be about one part of the people; for callbacks."""
    state.set_widget(_ONLY, (part, value))


def condition() -> dict[str, Any]:
    """What the page is narrowed to, as a condition of a list; none for everybody."""
    chosen = state.widget(_ONLY)
    return {"part": list(chosen)} if chosen else {}
