"""Home: what is this, where do I stand."""

import streamlit as st

from pages.parts import cache, doors, goal, groups, shell, show, state, todo

say = shell.start_page("home")
found = cache.analysis_or_none(state.workspace())

if found is None:
    show.answer(say("page.home.lead"))
    st.write(say("page.home.idea"))
    doors.three(say)
    st.caption(say("page.home.private"))
else:
    wanted = goal.ask(say, found)
    show.answer(*groups.answer(say, found))
    show.cards([*goal.cards(say, found, wanted)])
    todo.since_last_upload(say, found)
    todo.three(say, found)
    with st.container(horizontal=True):
        shell.link("tiers", say("page.home.more.tiers"))
        shell.link("income", say("page.home.more.income"))
    doors.leave_sample(say)
shell.about(say, "home")
