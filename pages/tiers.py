"""True fans: what makes a true fan here."""

import streamlit as st

from pages.parts import basis, fading, groups, kinds, line, profile, roster, shell, show
from truefans_core.words import Share

say = shell.start_page("tiers")
found = shell.need_analysis(say)

show.answer(*groups.answer(say, found), *groups.one_by_one(say, found))
show.cards(groups.cards(say, found), below=lambda place: roster.group_door(say, found, groups.SHOWN[place]))
groups.chart(
    say,
    found,
    below=lambda: profile.hangs_on_few(say, found),
    show_group=lambda group: roster.narrow(group=group),
)
roster.listing(say, found)

with st.container(border=True):
    profile.card(say, found)

left, right = st.columns([2, 1], gap="medium")
with left, st.container(border=True):
    st.subheader(say("page.tiers.line"), anchor=False)
    line.describe(say, found)
    line.redraw(say, found)
with right, st.container(border=True):
    st.subheader(say("page.tiers.last_year"), anchor=False)
    if (test := found.backtest) is None:
        st.write(say(found.backtest_reason or "backtest.no_dates"))
    else:
        st.write(say("page.tiers.last_year.answer", cut=test.cut_on, share_true=Share(test.share_true)))
        st.caption(
            say(
                "page.tiers.last_year.beside",
                share_lifetime=Share(test.share_lifetime),
                share_best=Share(test.share_best),
            ),
        )

with st.container(border=True):
    kinds.card(
        say,
        found,
        show_kind=lambda label, group, place: roster.door(
            label, f"kind_{group}_{place}", group=group, kind=place
        ),
    )

with st.container(border=True):
    st.subheader(say("page.tiers.sure"), anchor=False)
    groups.how_sure(
        say, found, show_near=lambda: roster.door(say("page.tiers.show_people"), "near", group=roster.NEAR)
    )
    basis.table(say, found)
    show.problems(say, (each for each in found.problems if each.code not in line.TOLD))

with st.expander(say("page.tiers.other"), icon=":material/tune:"):
    line.other_definitions(say, found)
    fading.controls(say, found)

shell.about(say, "tiers")
