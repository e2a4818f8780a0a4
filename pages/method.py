"""How it works: how is each number made."""

import streamlit as st

from pages.parts import books, feebook, shell, workspaces

say = shell.start_page("method")
st.markdown(say("page.method.lead"))

st.subheader(say("page.method.numbers"), anchor=False)
books.note(say, "method")
books.example(say)

st.subheader(say("page.method.fees"), anchor=False)
st.caption(say("page.method.fees.text"))
feebook.edit(say)

st.subheader(say("page.method.benchmarks"), anchor=False)
st.caption(say("page.method.benchmarks.text"))
books.benchmarks(say)

st.subheader(say("page.method.privacy"), anchor=False)
books.note(say, "privacy")
workspaces.erasing(say)
