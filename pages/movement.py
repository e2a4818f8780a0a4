"""Coming and going: how do people move."""

import streamlit as st

from pages.parts import (
    between,
    entrants,
    groups,
    marked,
    reminder,
    segments,
    shell,
    show,
    soon,
    stays,
    steps,
)
from truefans_core.charts import funnel, movement

say = shell.start_page("movement")
found = shell.need_analysis(say)

show.answer(*steps.answer(say, found))
steps.measures(say, found)
moving = between.dates(say, found)

way, moved, stayed = st.tabs(
    [say("page.movement.tab.way"), say("page.movement.tab.moved"), say("page.movement.tab.stayed")]
)
with way:
    left, right = st.columns([1, 2], gap="medium")
    with left, st.container(border=True):
        steps.reach_input(say, found)
    with right, st.container(border=True):
        st.subheader(say("page.movement.funnel"), anchor=False)
        frame = steps.frame(say, moving.funnel)
        sentence = funnel.funnel_sentence(frame, say)
        drawing = funnel.funnel_bars(frame, say, show.theme())
        show.chart(say, drawing, sentence=sentence, frame=steps.table(say, moving.funnel), key="funnel")
    soon.lists(say, found, moving)
    left, right = st.columns([1, 2], gap="medium")
    with left, st.container(border=True):
        st.subheader(say("page.movement.came"), anchor=False)
        came = entrants.period(say, moving)
    with right, st.container(border=True):
        st.subheader(say("page.movement.conversion.title"), anchor=False)
        entrants.readings(say, moving, came)
        entrants.curve(say, moving, came)
    with st.container(border=True):
        st.subheader(say("page.movement.by.title"), anchor=False)
        entrants.by_part(say, moving, came)
with moved:
    between.cards(say, found, moving)
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True):
        st.subheader(say("page.movement.flows"), anchor=False)
        between.picture(say, found, moving)
    with right, st.container(border=True):
        st.subheader(say("page.movement.ahead"), anchor=False)
        between.ahead(say, moving)
    with st.container(border=True):
        st.subheader(say("page.movement.people"), anchor=False)
        between.people(say, found, moving)
with stayed:
    with st.container(border=True):
        st.subheader(say("page.movement.line"), anchor=False)
        marked.over_time(say, found, moving)
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(border=True):
        st.subheader(say("page.movement.cohorts"), anchor=False)
        stays.by_month(say, found, moving)
    with right, st.container(border=True):
        st.subheader(say("page.movement.staying"), anchor=False)
        stays.curve(say, moving)
        stays.again(say, moving)
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True):
        st.subheader(say("page.movement.joined"), anchor=False)
        joins = movement.joins_by_month(moving.people, found.as_of)
        sentence = movement.join_sentence(joins, say)
        drawing = movement.join_bars(joins, say, show.theme())
        show.chart(say, drawing, sentence=sentence, frame=steps.joins_table(say, joins), key="joins")
    with right, st.container(border=True):
        st.subheader(say("page.movement.money"), anchor=False)
        state_of = moving.people.set_index("person_id")["state"]
        monthly = movement.income_by_month(found.events, groups.frame(say, found), state_of, found.as_of)
        sentence = movement.income_sentence(monthly, say, currency=found.currency)
        drawing = movement.income_lines(monthly, say, show.theme(), currency=found.currency)
        table = steps.money_table(say, monthly, found.currency)
        show.chart(say, drawing, sentence=sentence, frame=table, key="money")
segments.mine(say, found)
st.caption(say("page.movement.note"))
reminder.button(say, found)
shell.about(say, "movement")
