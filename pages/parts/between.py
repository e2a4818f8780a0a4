"""Who moved between two dates: the dates, the flows, where they lead, and the people of one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import cache, controls, dimensions, named, segments, shell, show, state
from truefans_core.analysis.moving import BACK_DAYS
from truefans_core.charts import bands
from truefans_core.charts import moves as drawn
from truefans_core.columns import STATES
from truefans_core.words import Share
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.analysis import Analysis, Moving
    from truefans_core.words import Words

_KINDS = ("new", "returned", "up", "down", "gone")
_FLOW = "flow"


def dates(say: Words, found: Analysis) -> Moving:
    """Two dates and a part of the people, and how they moved between them; all three tabs follow."""
    first = found.past.first if found.past else None
    earliest = min(first or found.as_of, found.as_of)
    usual = max(earliest, found.as_of - dt.timedelta(days=BACK_DAYS))
    left, right, only = st.columns([1, 1, 2])
    with left:
        start = controls.day_input(
            say("page.movement.from"), usual=usual, low=earliest, high=found.as_of, key="moved_from"
        )
    with right:
        end = controls.day_input(
            say("page.movement.to"), usual=found.as_of, low=earliest, high=found.as_of, key="moved_to"
        )
    if start > end:
        st.error(say("page.movement.order"))
        start, end = end, start
    with st.spinner(say("page.movement.working")):
        moving = cache.moving(state.workspace(), found, start, end)
    with only:
        part = dimensions.narrowed(say, moving)
    for note, params in moving.notes:
        st.info(safe_text(say(f"movement.note.{note}", **params)))
    show.problems(say, (each for each in found.problems if each.code == "E_FUTURE"))
    return moving if part is None else cache.moving(state.workspace(), found, start, end, part)


def cards(say: Words, found: Analysis, moving: Moving) -> None:
    """How many came, came back, moved up, moved down and left, each with the change in income and a way to them."""
    moved = moving.moved
    change = (moved["after_minor"] - moved["before_minor"]).groupby(moved["kind"]).sum()
    count = {kind: int((moved["kind"] == kind).sum()) for kind in _KINDS}

    def door(place: int) -> None:
        kind = _KINDS[place]
        if count[kind]:
            st.button(
                say("page.tiers.show_people"),
                on_click=_choose,
                args=({"kind": kind},),
                type="tertiary",
                icon=":material/group:",
                key=f"moved_{kind}",
            )

    show.cards(
        [
            (
                say(f"page.movement.kind.{kind}"),
                say.number(count[kind]),
                say("page.movement.change", amount=shell.amount(change.get(kind, 0), found))
                if moving.has_money
                else "",
            )
            for kind in _KINDS
        ],
        width=150,
        below=door,
    )


def picture(say: Words, found: Analysis, moving: Moving) -> None:
    """The flows as bands or as cells, with their table; a click shows the people of one."""
    flows = moving.flows
    frame = flows[["from", "to", "people"]].assign(
        was=[_name(say, state) for state in flows["from"]],
        now=[_name(say, state) for state in flows["to"]],
        change=[
            say.money(minor, found.currency, whole=True) if moving.has_money else ""
            for minor in flows["money_minor"]
        ],
        stayed=flows["from"] == flows["to"],
        place=flows["to"].map(STATES.index),
    )
    table = pd.DataFrame(
        {
            say("page.movement.column.was"): frame["was"],
            say("page.movement.column.now"): frame["now"],
            say("page.movement.column.people"): frame["people"],
            **_change(say, found, moving, flows["money_minor"]),
        }
    )
    form = st.segmented_control(
        say("page.movement.form"),
        ["bands", "cells"],
        default="bands",
        required=True,
        format_func=lambda name: say(f"page.movement.form.{name}"),
        label_visibility="collapsed",
        key="flow_form",
    )
    drawing = (bands.flow_bands if form == "bands" else drawn.flow_cells)(frame, say, show.theme())
    sentence = drawn.flow_sentence(frame, say)
    show.chart(say, drawing, sentence=sentence, frame=table, key=f"flows_{form}", picked=_choose)
    st.caption(say("page.movement.flows.click"))


def ahead(say: Words, moving: Moving) -> None:
    """Where the rates of these months lead, and the rates."""
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
    share, least, most = (Share(value, 1) for value in found.chance)
    st.write(say("page.movement.ahead.chance", share=share, low=least, high=most))
    if found.months is not None:
        middle, low, high = (round(value) for value in found.months)
        st.write(say("page.movement.ahead.months", n=middle, low=low, high=high))
    st.caption(say("page.movement.ahead.note"))
    with st.expander(say("page.movement.rates"), icon=":material/table_rows:"):
        show.table(say, _rates(say, moving), key="rates")


def people(say: Words, found: Analysis, moving: Moving) -> None:
    """The people of one flow, and a list of them under a name of its own."""
    rows = [row for row in moving.flows.to_dict("records") if row["from"] != row["to"]]
    if not rows:
        st.caption(say("charts.moves.none"))
        return
    options: list[tuple[str, ...]] = [
        *((row["from"], row["to"]) for row in rows),
        *((kind,) for kind in _KINDS if (moving.moved["kind"] == kind).any()),
    ]
    if state.widget(_FLOW) not in options:
        state.set_widget(_FLOW, next((each for each in options if each[-1] == "true"), options[0]))
    chosen = st.selectbox(
        say("page.movement.flow"),
        options,
        format_func=lambda each: _said(say, found, moving, each),
        key=_FLOW,
    )
    of_flow = _of(moving, chosen)
    change = of_flow["after_minor"] - of_flow["before_minor"]
    order = change.abs().sort_values(ascending=False, kind="stable").index
    named.people(say, found, order, _change(say, found, moving, change[order]), key="moved_people")
    wanted = segments.between_days(moving.start, moving.end, _wanted(chosen))
    segments.keep(say, {"moved": wanted, **dimensions.condition()}, key="moved")


def _choose(wanted: Mapping[str, Any]) -> None:
    """Show the people of a flow, or of a kind of move; for callbacks."""
    names = ("kind",) if "kind" in wanted else ("from", "to")
    state.set_widget(_FLOW, tuple(str(wanted[name]) for name in names))


def _wanted(chosen: tuple[str, ...]) -> dict[str, str]:
    names = ("kind",) if len(chosen) == 1 else ("from", "to")
    return dict(zip(names, chosen, strict=True))


def _of(moving: Moving, chosen: tuple[str, ...]) -> pd.DataFrame:
    moved = moving.moved
    for name, value in _wanted(chosen).items():
        moved = moved[moved[name] == value]
    return moved


def _change(say: Words, found: Analysis, moving: Moving, minor: pd.Series) -> dict[str, list[str]]:
    """The column of changes in income; none where no file tells of money."""
    if not moving.has_money:
        return {}
    return {say("page.movement.column.change"): [say.money(int(each), found.currency) for each in minor]}


def _name(say: Words, state: str) -> str:
    return say("movement.not_yet") if state == "new" else say(f"cultivate.group.{state}")


def _said(say: Words, found: Analysis, moving: Moving, chosen: tuple[str, ...]) -> str:
    moved = _of(moving, chosen)
    amount = shell.amount((moved["after_minor"] - moved["before_minor"]).sum(), found)
    if len(chosen) == 1:
        kind = say(f"page.movement.kind.{chosen[0]}")
        message = "page.movement.kind.all" if moving.has_money else "page.movement.kind.people"
        return say(message, n=len(moved), kind=kind, amount=amount)
    was, now = (_name(say, state) for state in chosen)
    message = "movement.flow" if moving.has_money else "movement.flow_people"
    return say(message, n=len(moved), start=was, end=now, amount=amount)


def _rates(say: Words, moving: Moving) -> pd.DataFrame:
    rates = moving.transitions
    return pd.DataFrame(
        {
            say("page.movement.column.was"): [_name(say, state) for state in rates["from"]],
            say("page.movement.column.now"): [_name(say, state) for state in rates["to"]],
            say("page.movement.column.count"): rates["count"],
            say("page.movement.column.at_risk"): rates["at_risk"],
            say("page.movement.column.a_month"): [say.share(rate, 1) for rate in rates["rate"]],
            say("page.movement.column.low"): [say.share(rate, 1) for rate in rates["low"]],
            say("page.movement.column.high"): [say.share(rate, 1) for rate in rates["high"]],
        }
    )
