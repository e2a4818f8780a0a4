"""Who stays: by month of joining, how long payers stay, and who pays again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from pages.parts import show
from truefans_core.charts import moves as drawn
from truefans_core.signals.activity import DAYS_PER_MONTH
from truefans_core.words import Share

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis, Moving
    from truefans_core.words import Words


def by_month(say: Words, found: Analysis, moving: Moving) -> None:
    """The heat map of who is still there, with counts and income in its table."""
    cells = moving.cohorts.cells
    if cells.empty:
        st.caption(say("charts.none"))
        return
    frame = pd.DataFrame(
        {
            say("page.movement.column.month"): [say.date(month.date(), "MMM y") for month in cells["cohort"]],
            say("page.movement.column.since"): cells["age"],
            say("page.movement.column.joined"): cells["size"],
            say("page.movement.column.there"): cells["there"],
            say("page.people.amount"): [
                say.money(int(minor), found.currency) for minor in cells["income_minor"]
            ],
            say("page.movement.column.over"): [
                say("page.movement.yes" if over else "page.movement.no") for over in cells["mature"]
            ],
        }
    )
    drawing = drawn.join_cells(cells, say, show.theme())
    show.chart(say, drawing, sentence=drawn.join_cells_sentence(cells, say), frame=frame, key="still_there")
    st.caption(say("page.movement.cohorts.note"))


def curve(say: Words, moving: Moving) -> None:
    """How long payers stay."""
    found = moving.staying
    if not found.people:
        st.caption(say("charts.none"))
        return
    frame = pd.DataFrame(
        {
            say("page.movement.column.months"): np.round(found.times, 1),
            say("page.movement.column.there"): [say.share(share, 1) for share in found.share],
            say("page.movement.column.low"): [say.share(share, 1) for share in found.low],
            say("page.movement.column.high"): [say.share(share, 1) for share in found.high],
        }
    )
    drawing = drawn.curve_line(found, say, show.theme())
    show.chart(say, drawing, sentence=drawn.curve_sentence(found, say), frame=frame, key="staying")


def again(say: Words, moving: Moving) -> None:
    """Who paid again from one year to the next, first-time payers and others apart."""
    first, repeat = moving.cohorts.first_time, moving.cohorts.repeat
    for message, each in (("page.movement.first_time", first), ("page.movement.repeat", repeat)):
        if each.total:
            rate, low, high = Share(each.share), Share(each.low), Share(each.high)
            st.write(say(message, n=each.total, count=each.count, rate=rate, low=low, high=high))


def way_up(say: Words, moving: Moving) -> None:
    """How many of those who came became true fans within a year, read in three ways."""
    found = moving.entrants().steps["true"]
    if not found.curve.people:
        st.caption(say("charts.none"))
        return
    st.write(
        say(
            "page.movement.conversion",
            n=found.curve.people,
            share=Share(found.share, 1),
            low=Share(found.low, 1),
            high=Share(found.high, 1),
        )
    )
    readings = [
        (say("page.movement.conversion.so_far"), found.naive),
        (say("page.movement.conversion.full_time"), found.mature),
    ]
    for label, rate in readings:
        if rate.total:
            line = say(
                "page.movement.conversion.of", count=rate.count, total=rate.total, rate=Share(rate.share, 1)
            )
            st.caption(f"{label}: {line}")
    if found.misleading:
        st.warning(say("page.movement.conversion.misleading"))
    drawing = drawn.curve_line(found.curve, say, show.theme(), up=True)
    frame = pd.DataFrame(
        {
            say("page.movement.column.months"): np.round(found.curve.times / DAYS_PER_MONTH, 1),
            say("page.movement.column.became"): [say.share(1 - share, 1) for share in found.curve.share],
            say("page.movement.column.low"): [say.share(1 - high, 1) for high in found.curve.high],
            say("page.movement.column.high"): [say.share(1 - low, 1) for low in found.curve.low],
        }
    )
    show.chart(say, drawing, sentence=drawn.way_up_sentence(found.curve, say), frame=frame, key="way_up")
