"""Report: what a client keeps, names hidden unless wanted."""

import streamlit as st

from pages.parts import paper, shell, show

say = shell.start_page("report")
found = shell.need_analysis(say)

answer = st.container()
left, right = st.columns([1, 2], gap="medium")
with left, st.container(border=True):
    options = paper.choices(say)

with answer:
    show.answer(say("page.report.answer.hidden" if options.names_hidden else "page.report.answer.shown"))
with right:
    if options.sections:
        made = paper.pack(say, found, options)
        paper.downloads(say, made)
        paper.preview(say, made)
    else:
        st.info(say("page.report.no_sections"))
shell.about(say, "report")
