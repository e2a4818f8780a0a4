"""The week's list on screen: the hours, the people with reason, next step and starter, the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import cache, comparing, progress, show, state
from truefans_core import analysis, cultivate
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

HOURS = 5.0
_MOST_HOURS = 60.0
_STEP = 0.5


def hours(say: Words) -> float:
    """The hours there are this week, kept in the workspace."""
    workspace = state.workspace()
    kept = float(workspace.setting("hours", HOURS))
    given = st.number_input(
        say("page.cultivate.hours"),
        min_value=0.0,
        max_value=_MOST_HOURS,
        value=min(kept, _MOST_HOURS),
        step=_STEP,
        help=say("page.cultivate.hours.help"),
        key="week_hours",
    )
    if given != kept:
        workspace.set_setting("hours", float(given))
    return float(given)


def plan(
    found: Analysis, given: float, whom: pd.Series[Any] | None = None, top: int | None = None
) -> pd.DataFrame:
    """The people who fit into the hours; of everybody, or of a kept list."""
    return analysis.week(
        found,
        given,
        whom=whom,
        top=top,
        done=progress.contacts(),
        today=state.today(),
        held=comparing.left_out(found),
        known=cache.derived(found, analysis.signs),
    )


def answer(say: Words, planned: pd.DataFrame, given: float) -> Sequence[str]:
    """How many people fit, or why nobody does."""
    if planned.empty:
        return (say("cultivate.none"), say(cultivate.why_nobody(planned, given)))
    one = "cultivate.answer_one_hour" if given == 1 else "cultivate.answer"
    return (say(one, n=len(planned), hours=given),)


def left_out(say: Words, planned: pd.DataFrame) -> None:
    """Who is not in the list, and why."""
    for reason in ("left_out", "resting", "held"):
        if count := planned.attrs[reason]:
            st.caption(say(f"cultivate.{reason}", n=count))


def cards(say: Words, found: Analysis, planned: pd.DataFrame) -> list[tuple[str, str, str]]:
    """What the list may bring, what one more hour would, and how many wait."""

    def money(minor: int) -> str:
        return say.money(minor, found.currency, whole=True)

    gain, more = int(planned["gain_minor"].sum()), int(planned.attrs["one_more_hour_minor"])
    waiting = planned.attrs["waiting"]
    shown = [
        (say("page.cultivate.gain"), money(gain), say("page.cultivate.gain.meaning")),
        (say("page.cultivate.more"), money(more), say("page.cultivate.more.meaning")),
        (say("page.cultivate.waiting"), say.number(waiting), say("page.cultivate.waiting.meaning")),
    ]
    return shown if gain or more else shown[2:]


def listing(say: Words, found: Analysis, planned: pd.DataFrame) -> None:
    """The list in the order to work through it; a chosen row shows how to begin and what to watch."""
    records, book = planned.to_dict("records"), found.book
    frame = pd.DataFrame(
        {
            say("cultivate.column.name"): [_name(say, row) for row in records],
            say("cultivate.column.strategy"): [book.name(say, row["strategy"]) for row in records],
            say("cultivate.column.reason"): [book.reason(say, row) for row in records],
            say("cultivate.column.group"): [say(f"cultivate.group.{row['state']}") for row in records],
            say("cultivate.column.minutes"): planned["minutes"].to_numpy(),
            say("cultivate.column.gain"): [
                say.money(row["gain_minor"], found.currency, whole=True) for row in records
            ],
        }
    )
    st.caption(say("page.cultivate.list.help"))
    columns = {say("cultivate.column.reason"): st.column_config.TextColumn(width="large")}
    chosen = show.table(say, frame, key="week", columns=columns, select=True, download=False)
    row = records[chosen if chosen is not None and chosen < len(records) else 0]
    with st.container(border=True, key="week_person"):
        st.markdown(f"**{safe_text(_name(say, row))}: {safe_text(book.name(say, row['strategy']))}**")
        st.write(safe_text(book.reason(say, row)))
        if begin := book.starter(say, row):
            st.caption(say("page.cultivate.starter"))
            st.code(begin, language=None, wrap_lines=True)
        if watch := book.measure(say, row["strategy"]):
            st.caption(safe_text(f"{say('cultivate.column.measure')}: {watch}"))
        if isinstance(row["then"], str):
            st.caption(safe_text(say("page.cultivate.then", step=book.name(say, row["then"]))))
        progress.mark(say, book, row["person_id"], row["strategy"])


def survey(say: Words) -> None:
    """Five questions to copy into a form or an e-mail."""
    st.write(say("page.cultivate.ask.text"))
    st.code(cultivate.survey(say), language=None, wrap_lines=True)
    st.caption(say("page.cultivate.ask.back"))


def _name(say: Words, row: Mapping[Any, Any]) -> str:
    name = row["name"]
    return name if isinstance(name, str) and name else say("page.people.no_name")
