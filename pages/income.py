"""Income: how many true fans, by when, what changes it."""

import streamlit as st

from pages.parts import cache, levers, outlook, shell, show, sidebyside
from truefans_core import income
from truefans_core.problems import Refused

say = shell.start_page("income")

answer = st.container()
left, right = st.columns([1, 2], gap="medium")
with left, st.container(border=True):
    st.subheader(say("page.income.levers"), anchor=False)
    asked = levers.ask(say)
    outlook.keep(say, asked.today)

try:
    today = cache.projection(asked.today)
    beside = cache.projection(asked.beside) if asked.beside else None
except Refused as refused:
    with right:
        show.problem(say, refused.problem)
    shell.about(say, "income")
    st.stop()

with answer:
    show.answer(*(said.by(say) for said in income.answer(today)))
with right:
    show.cards(outlook.cards(say, today))
    show.problems(say, today.problems)
    with st.container(border=True):
        st.subheader(say("page.income.range_title"), anchor=False)
        outlook.range_chart(say, today, beside)
    with st.container(border=True):
        st.subheader(say("page.income.compare"), anchor=False)
        sidebyside.compare(say, today, beside)
        sidebyside.add(say, today.scenario, asked.beside)
    with st.container(border=True):
        names = ("ways", "gross", "matters", "chance", "curve", "elsewhere")
        ways, gross, matters, chance, curve, elsewhere = st.tabs(
            [say(f"page.income.tab.{name}") for name in names]
        )
        with ways:
            outlook.ways(say, today)
        with gross:
            outlook.gross_chart(say, today)
        with matters:
            outlook.matters_chart(say, today)
        with chance:
            outlook.chance_chart(say, today)
        with curve:
            outlook.curve_chart(say, today)
        with elsewhere:
            outlook.elsewhere(say, today)
shell.about(say, "income")
