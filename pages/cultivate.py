"""This week: whom to turn to, with a reason and a next step for each, the list for the mail tool, and did it work."""

import streamlit as st

from pages.parts import comparing, limits, playbook, progress, segments, sending, shell, show, week

say = shell.start_page("cultivate")
found = shell.need_analysis(say)

first_line = st.container()
inputs, results = st.columns([1, 2], gap="medium")
with inputs, st.container(border=True):
    hours = week.hours(say)
    whom = segments.chosen(say, found)
planned = week.plan(found, hours, whom)
with first_line:
    show.answer(*week.answer(say, planned, hours))
with results:
    show.cards(week.cards(say, found, planned), width=150)
    week.left_out(say, planned)

plan_tab, export_tab, compare_tab = st.tabs(
    [say(f"page.cultivate.tab.{name}") for name in ("plan", "export", "compare")]
)
with plan_tab:
    if not planned.empty:
        st.subheader(say("page.cultivate.list"), anchor=False)
        week.listing(say, found, planned)
    progress.log(say, found)
    with st.expander(say("page.cultivate.limits"), icon=":material/hourglass:"):
        limits.limits(say, found, hours)
    with st.expander(say("page.cultivate.steps"), icon=":material/edit_note:"):
        playbook.all_of_them(say, found)
    with st.expander(say("page.cultivate.chances"), icon=":material/balance:"):
        playbook.reckoning(say, found)
    with st.expander(say("page.cultivate.ask"), icon=":material/quiz:"):
        week.survey(say)
with export_tab:
    if planned.empty:
        st.write(say("cultivate.none"))
    else:
        st.subheader(say("page.cultivate.export"), anchor=False)
        sending.week(say, found, planned)
with compare_tab:
    comparing.all_of_them(say, found)
    st.subheader(say("page.compare.new"), anchor=False)
    comparing.begin(say, found)
shell.about(say, "cultivate")
