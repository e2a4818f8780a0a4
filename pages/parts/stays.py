"""Who stays: by month of joining, how long payers stay, who of them longer, and who pays again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import streamlit as st

from pages.parts import dimensions, entrants, named, segments, show, state
from truefans_core.analysis.moving import STAY_MONTHS
from truefans_core.charts import apart as dots
from truefans_core.charts import moves as drawn
from truefans_core.movement import curves
from truefans_core.words import Share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.analysis import Analysis, Moving
    from truefans_core.words import Words

_CELL, _NO_CELL = "cohort_cell", ("", 0)
_EVERYBODY = "all"


def by_month(say: Words, found: Analysis, moving: Moving) -> None:
    """The heat map of who is still there, or of what they bring; a click shows the people of a cell."""
    cells = moving.cohorts.cells
    if cells.empty:
        st.caption(say("charts.none"))
        return
    shown = st.segmented_control(
        say("page.movement.form"),
        ["there", "money"] if moving.has_money else ["there"],
        default="there",
        required=True,
        format_func=lambda name: say(f"page.movement.cohorts.{name}"),
        label_visibility="collapsed",
        key="cohort_form",
    )
    frame = pd.DataFrame(
        {
            say("page.movement.column.month"): [say.date(month.date(), "MMM y") for month in cells["cohort"]],
            say("page.movement.column.since"): cells["age"],
            say("page.movement.column.joined"): cells["size"],
            say("page.movement.column.there"): cells["there"],
            **(
                {
                    say("page.people.amount"): [
                        say.money(int(minor), found.currency) for minor in cells["income_minor"]
                    ]
                }
                if moving.has_money
                else {}
            ),
            say("page.movement.column.over"): [
                say("page.movement.yes" if over else "page.movement.no") for over in cells["mature"]
            ],
        }
    )
    drawing = drawn.join_cells(cells, say, show.theme(), money=found.currency if shown == "money" else None)
    show.chart(
        say,
        drawing,
        sentence=drawn.join_cells_sentence(cells, say),
        frame=frame,
        key=f"cohorts_{shown}",
        picked=_choose,
    )
    st.caption(say("page.movement.cohorts.note"))
    _people(say, found, moving)


def _choose(cell: Mapping[str, Any]) -> None:
    state.set_widget(_CELL, (str(cell["month"]), int(cell["age"])))


def _people(say: Words, found: Analysis, moving: Moving) -> None:
    """The people of the chosen cell."""
    cells = moving.cohorts.cells
    there = cells[cells["there"] > 0]
    options = [
        (row["cohort"].strftime("%Y-%m"), int(row["age"]))
        for row in there.sort_values(["cohort", "age"], ascending=[False, True]).to_dict("records")
    ]
    if state.widget(_CELL) not in options:
        state.set_widget(_CELL, _NO_CELL)
    count = {
        (row["cohort"].strftime("%Y-%m"), int(row["age"])): int(row["there"])
        for row in there.to_dict("records")
    }
    cell = st.selectbox(
        say("page.movement.cell"),
        [None, *options],
        format_func=lambda each: (
            say("page.movement.cell.none")
            if each is None
            else say(
                "page.movement.cell.of",
                month=dimensions.label(say, "joined", each[0]),
                age=each[1],
                n=count[each],
            )
        ),
        key=_CELL,
    )
    if cell is None or cell == _NO_CELL:
        return
    wanted = {"cohort": list(cell), **dimensions.condition()}
    people = segments.who(found, wanted)
    named.people(say, found, people, {}, key="cell_people")
    segments.keep(say, wanted, key="cell")


def curve(say: Words, moving: Moving) -> None:
    """How long payers stay: all of them, or part by part with what sets the parts apart."""
    found = moving.staying
    if not found.people:
        st.caption(say("charts.none"))
        return
    part = st.selectbox(
        say("page.movement.by"),
        [_EVERYBODY, *moving.parts],
        format_func=lambda name: say(
            "page.movement.by.all" if name == _EVERYBODY else f"page.movement.part.{name}"
        ),
        key="stays_by",
    )
    if part != _EVERYBODY:
        _by_part(say, moving, part)
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


def _by_part(say: Words, moving: Moving, part: str) -> None:
    rows = moving.stays_on(part)
    if rows.empty:
        st.caption(say("page.movement.by.none"))
        return
    rows = rows.assign(label=[dimensions.label(say, part, value) for value in rows["value"]])
    by_label = {
        dimensions.label(say, part, value): found
        for value, found in curves(moving.followed, moving.parts[part]).items()
    }
    sentence = dots.apart_sentence(rows, say)
    drawing = dots.curve_lines(by_label, say, show.theme(), alt_text=sentence)
    show.chart(
        say, drawing, sentence=sentence, frame=entrants.apart_table(say, part, rows), key="staying_parts"
    )
    note = "page.movement.by.began" if part == dimensions.PAYERS_ONLY else "page.movement.by.stays"
    st.caption(say(note, n=STAY_MONTHS))


def again(say: Words, moving: Moving) -> None:
    """Who paid again from one year to the next, first-time payers and others apart."""
    first, repeat = moving.cohorts.first_time, moving.cohorts.repeat
    for message, each in (("page.movement.first_time", first), ("page.movement.repeat", repeat)):
        if each.total:
            rate, low, high = Share(each.share), Share(each.low), Share(each.high)
            st.write(say(message, n=each.total, count=each.count, rate=rate, low=low, high=high))
