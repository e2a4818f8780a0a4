"""Coming and going: how do people move."""

import streamlit as st

from pages.parts import groups, shell, show, steps
from truefans_core.charts import funnel, movement

say = shell.start_page("movement")
found = shell.need_analysis(say)

show.answer(*steps.answer(say, found))

steps.measures(say, found)

left, right = st.columns([1, 2], gap="medium")
with left, st.container(border=True):
    steps.reach_input(say, found)
with right, st.container(border=True):
    st.subheader(say("page.movement.funnel"), anchor=False)
    frame = steps.frame(say, found)
    sentence = funnel.funnel_sentence(frame, say)
    drawing = funnel.funnel_bars(frame, say, show.theme())
    show.chart(say, drawing, sentence=sentence, frame=steps.table(say, found), key="funnel")

left, right = st.columns(2, gap="medium")
with left, st.container(border=True):
    st.subheader(say("page.movement.joined"), anchor=False)
    joins = movement.joins_by_month(found.supporters, found.as_of)
    sentence = movement.join_sentence(joins, say)
    drawing = movement.join_bars(joins, say, show.theme())
    show.chart(say, drawing, sentence=sentence, frame=steps.joins_table(say, joins), key="joins")
with right, st.container(border=True):
    st.subheader(say("page.movement.money"), anchor=False)
    state_of = found.supporters.set_index("person_id")["state"]
    monthly = movement.income_by_month(found.events, groups.frame(say, found), state_of, found.as_of)
    sentence = movement.income_sentence(monthly, say, currency=found.currency)
    drawing = movement.income_lines(monthly, say, show.theme(), currency=found.currency)
    show.chart(
        say,
        drawing,
        sentence=sentence,
        frame=steps.money_table(say, monthly, found.currency),
        key="money",
    )
st.caption(say("page.movement.note"))
shell.about(say, "movement")
