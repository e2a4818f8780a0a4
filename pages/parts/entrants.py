"""Who came, how far they got and how fast, read in three ways; and who gets there more often than the rest."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from pages.parts import controls, dimensions, show, state
from truefans_core.charts import apart as dots
from truefans_core.charts import moves as drawn
from truefans_core.movement import LEVELS, WINDOW_DAYS
from truefans_core.signals.activity import DAYS_PER_MONTH
from truefans_core.words import Share

if TYPE_CHECKING:
    from truefans_core.analysis import Moving
    from truefans_core.movement import Conversion
    from truefans_core.words import Words

_WINDOWS = (90, 180, WINDOW_DAYS, 2 * WINDOW_DAYS)
_QUANTILES = (0.25, 0.5, 0.75)
Came = tuple[tuple[dt.date, dt.date], int]


def period(say: Words, moving: Moving) -> Came:
    """The first and the last day of coming, and the days to get there in."""
    low, high = moving.first, moving.end
    first = controls.day_input(say("page.movement.came.from"), usual=low, low=low, high=high, key="came_from")
    last = controls.day_input(say("page.movement.came.to"), usual=high, low=low, high=high, key="came_to")
    if first > last:
        st.error(say("page.movement.order"))
        first, last = last, first
    window = st.selectbox(
        say("page.movement.window"),
        _WINDOWS,
        index=_WINDOWS.index(WINDOW_DAYS),
        format_func=lambda days: say("page.movement.window.days", n=days),
        help=say("page.movement.window.help"),
        key="came_window",
    )
    return (first, last), window


def readings(say: Words, moving: Moving, came: Came) -> None:
    """How many of those who came got how far, read in three ways, and the same a year ago."""
    found, then = moving.entrants(*came), moving.entrants(*came, year_ago=True)
    if found.days.empty:
        st.caption(say("page.movement.came.none"))
        return
    true = found.steps["true"]
    st.write(
        say("charts.way_up.too_few", n=len(found.days))
        if len(found.days) < drawn.FEWEST
        else say(
            "page.movement.conversion",
            n=len(found.days),
            share=Share(true.share, 1),
            low=Share(true.low, 1),
            high=Share(true.high, 1),
            days=found.window,
        )
    )
    if len(then.days) >= drawn.FEWEST:
        before = then.steps["true"]
        st.write(
            say(
                "page.movement.year_ago",
                n=len(then.days),
                share=Share(before.share, 1),
                low=Share(before.low, 1),
                high=Share(before.high, 1),
                day=then.seen,
            )
        )
    st.write(*_how_fast(say, true))
    if any(step.misleading for step in found.steps.values()):
        st.warning(say("page.movement.conversion.misleading"))
    rows = [_row(say, level, found.steps[level]) for level in LEVELS]
    show.table(say, pd.DataFrame(rows), key="readings")
    st.caption(
        say("page.movement.came.rule", start=found.start, end=found.end, day=found.seen, n=found.window)
    )


def curve(say: Words, moving: Moving, came: Came) -> None:
    """The share who became true fans by the months since they came."""
    found = moving.entrants(*came).steps["true"].curve
    if not found.people:
        return
    frame = pd.DataFrame(
        {
            say("page.movement.column.months"): np.round(found.times / DAYS_PER_MONTH, 1),
            say("page.movement.column.became"): [say.share(1 - share, 1) for share in found.share],
            say("page.movement.column.low"): [say.share(1 - high, 1) for high in found.high],
            say("page.movement.column.high"): [say.share(1 - low, 1) for low in found.low],
        }
    )
    drawing = drawn.curve_line(found, say, show.theme(), up=True)
    show.chart(say, drawing, sentence=drawn.way_up_sentence(found, say), frame=frame, key="way_up")


def by_part(say: Words, moving: Moving, came: Came) -> None:
    """Who becomes a true fan more often than the rest; a click narrows the page to them."""
    parts = dimensions.of_people(moving)
    if not parts:
        st.caption(say("page.movement.by.none"))
        return
    part = choose_part(say, parts, key="gets_there_by")
    rows = moving.gets_there(part, *came)
    rows = rows.assign(label=[dimensions.label(say, part, value) for value in rows["value"]])
    title = say("page.movement.by.axis", n=came[1])
    drawing = dots.apart_dots(rows, say, show.theme(), title=title)
    show.chart(
        say,
        drawing,
        sentence=dots.apart_sentence(rows, say),
        frame=apart_table(say, part, rows),
        key="gets_there",
        picked=lambda dot: dimensions.narrow_to(str(state.widget("gets_there_by")), str(dot["value"])),
    )
    st.caption(say("page.movement.by.note"))


def choose_part(say: Words, parts: list[str], *, key: str) -> str:
    """What people are told apart by."""
    chosen: str = st.selectbox(
        say("page.movement.by"), parts, format_func=lambda name: say(f"page.movement.part.{name}"), key=key
    )
    return chosen


def apart_table(say: Words, part: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The parts with their shares, and the difference to the rest with its range."""

    def share(value: float) -> str:
        return "" if np.isnan(value) else say.share(value, 1)

    columns = {
        "share": "of_them", "low": "low", "high": "high", "rest": "of_rest", "difference": "difference",
        "difference_low": "difference_low", "difference_high": "difference_high", "chance": "chance",
    }  # fmt: skip
    return pd.DataFrame(
        {
            say(f"page.movement.part.{part}"): rows["label"],
            say("page.movement.column.people"): rows["people"],
            **{
                say(f"page.movement.column.{title}"): [share(value) for value in rows[name]]
                for name, title in columns.items()
            },
            say("page.movement.column.clear"): [
                say("page.movement.yes" if clear else "page.movement.column.clear.no")
                for clear in rows["clear"]
            ],
        }
    )


def _how_fast(say: Words, step: Conversion) -> list[str]:
    days = [step.quantile(share) for share in _QUANTILES]
    if None in days:
        return []
    quarter, half, most = (round(day) for day in days if day is not None)
    return [say("page.movement.how_fast", n=half, quarter=quarter, most=most)]


def _row(say: Words, level: str, step: Conversion) -> dict[str, str]:
    def counted(count: int, total: int, share: float) -> str:
        if not total:
            return say("page.movement.conversion.nobody")
        return say("page.movement.conversion.of", count=count, total=total, rate=Share(share, 1))

    naive, mature = step.naive, step.mature
    name = "page.movement.came.active" if level == "active" else f"page.movement.step.{level}"
    share, low, high = (Share(value, 1) for value in (step.share, step.low, step.high))
    return {
        say("page.movement.column.step"): say(name),
        say("page.movement.conversion.so_far"): counted(naive.count, naive.total, naive.share),
        say("page.movement.conversion.full_time"): counted(mature.count, mature.total, mature.share),
        say("page.movement.conversion.allowing"): say(
            "page.movement.conversion.range", share=share, low=low, high=high
        ),
    }
