"""This week: whom to turn to, with a reason and a next step for each, and the list for the mail tool."""

import streamlit as st

from pages.parts import segments, shell, show, week

say = shell.start_page("cultivate")
found = shell.need_analysis(say)

first_line = st.container()
inputs, results = st.columns([1, 2], gap="medium")
with inputs, st.container(border=True):
    hours = week.hours(say)
    whom = segments.chosen(say, found)
planned = week.plan(found, hours, whom)
with first_line:
    show.answer(*week.answer(say, found, planned, hours))
with results:
    show.cards(week.cards(say, found, planned))
    week.left_out(say, planned)

if not planned.empty:
    st.subheader(say("page.cultivate.list"), anchor=False)
    week.listing(say, found, planned)
    with st.container(border=True):
        st.subheader(say("page.cultivate.export"), anchor=False)
        week.export(say, found, planned)

with st.expander(say("page.cultivate.ask"), icon=":material/quiz:"):
    week.survey(say)
shell.about(say, "cultivate")
