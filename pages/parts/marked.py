"""Days the user marks, a launch or a new price: on the line of true fans, and the months before and after."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import shell, show, state
from truefans_core.charts import line
from truefans_core.movement import around
from truefans_core.movement.monthly import COUNTED, MONTHS
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.analysis import Analysis, Moving
    from truefans_core.words import Words

_SETTING = "marked_days"
_MOST_SIGNS = 40


def kept() -> dict[dt.date, str]:
    """The days that were marked, ascending, and what each was."""
    marked = state.workspace().setting(_SETTING) or {}
    return {dt.date.fromisoformat(day): name for day, name in sorted(marked.items())}


def over_time(say: Words, found: Analysis, moving: Moving) -> None:
    """The true fans month by month with the marked days, and what the months around one of them were like."""
    monthly, marked = moving.monthly, kept()
    frame = pd.DataFrame(
        {
            say("page.movement.column.month"): [
                say.date(month.start_time.date(), "MMM y") for month in monthly.index
            ],
            say("page.movement.step.true"): monthly["true"].to_numpy(),
            **{
                say(f"page.movement.marked.{name}"): [
                    _amount(say, found, name, value) for value in monthly[name]
                ]
                for name in _counted(moving)
            },
        }
    )
    drawing = line.month_line(monthly, marked, say, show.theme())
    show.chart(say, drawing, sentence=line.month_sentence(monthly, say), frame=frame, key="months")
    _mark(say, found)
    if marked:
        _around(say, found, moving, marked)


def _mark(say: Words, found: Analysis) -> None:
    with st.form("mark_day", border=False, clear_on_submit=True):
        day_column, name_column, button = st.columns([1, 2, 1], vertical_alignment="bottom")
        day = day_column.date_input(
            say("page.movement.marked.day"), found.as_of, max_value=found.as_of, key="marked_day"
        )
        name = name_column.text_input(
            say("page.movement.marked.name"),
            max_chars=_MOST_SIGNS,
            placeholder=say("page.movement.marked.example"),
            key="marked_name",
        ).strip()
        wanted = button.form_submit_button(say("page.movement.marked.keep"), icon=":material/flag:")
    if wanted and not name:
        st.error(say("page.movement.marked.nameless"))
    elif wanted:
        state.workspace().update_setting(_SETTING, lambda old: {**(old or {}), day.isoformat(): name})
        st.rerun()


def _around(say: Words, found: Analysis, moving: Moving, marked: Mapping[dt.date, str]) -> None:
    days = list(marked)[::-1]
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    day = left.selectbox(
        say("page.movement.marked.which"),
        days,
        format_func=lambda each: say("page.movement.marked.day_and_name", day=each, name=marked[each]),
        key="marked_which",
    )
    right.button(
        say("page.movement.marked.forget"),
        icon=":material/delete:",
        on_click=_forget,
        args=(day,),
        key="marked_forget",
    )
    sides = around(moving.monthly, day)
    if sides is None:
        st.caption(say("page.movement.marked.early", n=MONTHS))
        return
    columns = {"before": sides.before, "after": sides.after}
    if sides.year_before and sides.year_after:
        columns |= {"year_before": sides.year_before, "year_after": sides.year_after}
    frame = pd.DataFrame(
        {
            say("page.movement.marked.a_month"): [
                say(f"page.movement.marked.{name}") for name in _counted(moving)
            ],
            **{
                say(f"page.movement.marked.{side}", n=sides.months): [
                    _amount(say, found, name, values[name]) for name in _counted(moving)
                ]
                for side, values in columns.items()
            },
        }
    )
    st.write(safe_text(say("page.movement.marked.sentence", n=sides.months, name=marked[day])))
    show.table(say, frame, key="marked")
    st.warning(
        say("page.movement.marked.warning" if sides.year_before else "page.movement.marked.warning.no_year")
    )


def _counted(moving: Moving) -> list[str]:
    """What is counted in a month; no income where no file tells of money."""
    return [name for name in COUNTED if moving.has_money or name != "income_minor"]


def _forget(day: dt.date) -> None:
    state.workspace().update_setting(
        _SETTING, lambda old: {each: name for each, name in (old or {}).items() if each != day.isoformat()}
    )


def _amount(say: Words, found: Analysis, name: str, value: float) -> str:
    if name == "income_minor":
        return say("page.movement.amount", amount=shell.amount(value, found))
    return say.number(round(float(value), 1))
