"""Data: is my data right."""

import streamlit as st

from pages.parts import (
    account,
    cache,
    doors,
    exports,
    intake,
    preferences,
    questions,
    shell,
    show,
    state,
    uploads,
)
from truefans_core import ledger

say = shell.start_page("data")
workspace = state.workspace()
tables = cache.tables(workspace)

if tables:
    show.answer(*account.answer(say, workspace))
    with st.expander(say("page.data.money"), icon=":material/account_balance:"):
        account.money(say, ledger.total(account.rows(workspace)), "all")
        account.exchanged(say, workspace)
        account.given_back(say, workspace)
else:
    show.answer(say("page.data.empty"))

files = st.file_uploader(
    say("page.data.drop"),
    accept_multiple_files=True,
    help=say("page.data.drop.help"),
    key=state.uploader_key(),
)
if files:
    intake.take(say, [(file.name, file.getvalue()) for file in files])
    state.empty_uploader(files)
    st.rerun()
show.notices(say, state.take_notices())

for file in cache.broken(workspace):
    uploads.broken(say, file)

if not tables:
    st.caption(say("page.data.or_sample"))
    doors.sample_buttons(say)
else:
    if workspace.sample:
        st.info(say("page.data.sample"), icon=":material/science:")
        doors.leave_sample(say)
    if cache.analysis_or_none(workspace) is not None and st.button(
        say("page.data.see"), type="primary", icon=":material/favorite:", key="see_tiers"
    ):
        shell.go("tiers")
    questions.ask(say, workspace)
    account.overlaps(say, workspace)
    st.subheader(say("page.data.files"), anchor=False)
    uploads.files(say, workspace)
    account.missing(say, workspace)
st.subheader(say("page.data.more"), anchor=False)
exports.platforms(say, workspace)
exports.survey(say)
with st.expander(say("page.data.settings"), icon=":material/tune:"):
    preferences.settings(say, workspace)
shell.about(say, "data")
