"""Who moved between two dates: the dates, the flows, the people of one, and a list of them to keep."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import cache, segments, shell, show, state
from truefans_core.analysis.moving import BACK_DAYS
from truefans_core.charts import moves as drawn
from truefans_core.columns import STATES
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis, Moving
    from truefans_core.words import Words

_KINDS = ("new", "returned", "up", "down", "gone")


def dates(say: Words, found: Analysis) -> Moving:
    """Two dates, and how people moved between them."""
    first = found.past.first if found.past else None
    earliest = min(first or found.as_of, found.as_of)
    usual = max(earliest, found.as_of - dt.timedelta(days=BACK_DAYS))
    left, right = st.columns(2)
    with left:
        start = st.date_input(
            say("page.movement.from"), usual, min_value=earliest, max_value=found.as_of, key="moved_from"
        )
    with right:
        end = st.date_input(
            say("page.movement.to"), found.as_of, min_value=earliest, max_value=found.as_of, key="moved_to"
        )
    if start > end:
        st.error(say("page.movement.order"))
        start, end = end, start
    with st.spinner(say("page.movement.working")):
        moving = cache.moving(state.workspace(), found, start, end)
    for note, params in moving.notes:
        st.info(safe_text(say(f"movement.note.{note}", **params)))
    return moving


def cards(say: Words, found: Analysis, moving: Moving) -> None:
    """How many came, came back, moved up, moved down and left, each with the change in income."""
    moved = moving.moved
    change = moved["after_minor"] - moved["before_minor"]
    show.cards(
        [
            (
                say(f"page.movement.kind.{kind}"),
                say.number(int((moved["kind"] == kind).sum())),
                say("page.movement.change", amount=shell.amount(change[moved["kind"] == kind].sum(), found)),
            )
            for kind in _KINDS
        ],
        width=150,
    )


def picture(say: Words, found: Analysis, moving: Moving) -> None:
    """The flows as cells, with their table."""
    flows = moving.flows
    frame = pd.DataFrame(
        {
            "was": [_name(say, state) for state in flows["from"]],
            "now": [_name(say, state) for state in flows["to"]],
            "people": flows["people"],
            "stayed": flows["from"] == flows["to"],
            "place": flows["to"].map(STATES.index),
        }
    )
    table = pd.DataFrame(
        {
            say("page.movement.column.was"): frame["was"],
            say("page.movement.column.now"): frame["now"],
            say("page.movement.column.people"): frame["people"],
            say("page.movement.column.change"): [
                say.money(minor, found.currency) for minor in flows["money_minor"]
            ],
        }
    )
    sentence = drawn.flow_sentence(frame, say)
    show.chart(say, drawn.flow_cells(frame, say, show.theme()), sentence=sentence, frame=table, key="flows")


def ahead(say: Words, moving: Moving) -> None:
    """Where the rates of these months lead."""
    found = moving.ahead
    if found is None:
        st.caption(say("page.movement.ahead.none"))
        return
    for message, level in (
        ("page.movement.ahead.year", found.year),
        ("page.movement.ahead.level", found.level),
    ):
        middle, low, high = (round(value) for value in level["true"])
        st.write(say(message, n=middle, low=low, high=high))
    if found.months is not None:
        middle, least, most = (round(value) for value in found.months)
        st.write(say("page.movement.ahead.months", n=middle, low=least, high=most))
    st.caption(say("page.movement.ahead.note"))


def people(say: Words, found: Analysis, moving: Moving) -> None:
    """The people of one flow, and a list of them under a name of its own."""
    flows = [row for row in moving.flows.to_dict("records") if row["from"] != row["to"]]
    if not flows:
        st.caption(say("charts.moves.none"))
        return
    place = st.selectbox(
        say("page.movement.flow"),
        range(len(flows)),
        index=next((n for n, flow in enumerate(flows) if flow["to"] == "true" and flow["from"] != "new"), 0),
        format_func=lambda number: _flow(say, found, flows[number]),
        key="flow",
    )
    flow = flows[place]
    of_flow = moving.moved[(moving.moved["from"] == flow["from"]) & (moving.moved["to"] == flow["to"])]
    rows = found.supporters.set_index("person_id").reindex(of_flow.index)
    change = of_flow["after_minor"] - of_flow["before_minor"]
    order = change.abs().sort_values(ascending=False, kind="stable").index
    show.table(
        say,
        pd.DataFrame(
            {
                say("cultivate.column.name"): [
                    name if isinstance(name, str) and name else say("page.people.no_name")
                    for name in rows.loc[order, "name"]
                ],
                say("page.movement.column.group"): [
                    say(f"cultivate.group.{state}") for state in rows.loc[order, "state"]
                ],
                say("page.movement.column.change"): [
                    say.money(int(minor), found.currency) for minor in change[order]
                ],
            }
        ),
        key="moved_people",
    )
    segments.keep(say, segments.of_flow(moving.start, moving.end, flow["from"], flow["to"]))


def _name(say: Words, state: str) -> str:
    return say("movement.not_yet") if state == "new" else say(f"cultivate.group.{state}")


def _flow(say: Words, found: Analysis, flow: dict[Any, Any]) -> str:
    return say(
        "movement.flow",
        n=flow["people"],
        start=_name(say, flow["from"]),
        end=_name(say, flow["to"]),
        amount=shell.amount(flow["money_minor"], found),
    )
