"""Report: what a client keeps, names hidden unless wanted."""

import streamlit as st

from pages.parts import branding, outline, paper, presenting, shell, show

say = shell.start_page("report")
found = shell.need_analysis(say)

made = paper.pack(say, found, paper.options(say))
hidden = made.options.names_hidden
show.answer(say("page.report.answer.hidden" if hidden else "page.report.answer.shown"), hold=False)
left, right = st.columns([2, 3], gap="medium")
with left, st.container(border=True):
    paper.audience(say)
    outline.outline(say, made)
    paper.notes(say)
    branding.look(say, made)
    presenting.switch(say)
with right:
    if made.sections:
        paper.downloads(say, found, made)
        paper.preview(say, made)
    else:
        st.info(say("page.report.no_sections"))
shell.about(say, "report")
