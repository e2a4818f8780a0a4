"""People: who is one person."""

import streamlit as st

from pages.parts import filters, listed, matches, person, shell, show, state
from truefans_core.words import Share

say = shell.start_page("people")
found = shell.need_analysis(say)
supporters = found.supporters

several = int(supporters["platforms"].fillna("").str.contains(", ", regex=False).sum())
files = len({file for file in found.account["file_id"].unique().to_pylist() if file})
low, total = found.fewest(), len(supporters)
joined = [say("page.people.joined", n=several)] if several else []
if low < total:
    answer = say("page.people.answer.band", total=total, low=low, files=say("app.files", n=files))
    show.answer(answer, *joined, say("page.people.matches.band", low=low))
else:
    show.answer(say("page.people.answer", n=total, files=say("app.files", n=files)), *joined)
if unattributed := found.quality["unattributed_year_minor"]:
    st.caption(
        say(
            "page.people.unattributed",
            amount=shell.amount(unattributed, found),
            share=Share(found.quality["unattributed_share"]),
        ),
    )

if (chosen := state.chosen_person()) is not None and (supporters["person_id"] == chosen).any():
    person.card(say, found, chosen)

search, group = st.columns([2, 1])
text = search.text_input(
    say("app.search"),
    help=say("app.search.help"),
    type="search",
    placeholder=say("app.search"),
    key="people_search",
)
states = [name for name in ("true", "engaged", "casual", "gone", "known") if found.groups[name].count]
state_name = group.selectbox(
    say("page.people.group"),
    [filters.EVERYONE, *states],
    format_func=lambda name: say(f"group.{name}" if name else "page.people.group.all"),
    key="people_group",
    persist_state="session",
)
matching = filters.narrowed(say, found, person.matching(supporters, text, state_name), "people")
if matching.empty:
    st.info(say("page.people.none"))
else:
    st.caption(say("page.people.pick" if show.on_phone() else "page.people.pick.keys"))
    row = listed.people(say, found, matching, key="people")
    if row is not None and (picked := str(matching.iloc[row]["person_id"])) != chosen:
        state.choose_person(picked)
        st.rerun()
matches.card(say, found)
shell.about(say, "people")
