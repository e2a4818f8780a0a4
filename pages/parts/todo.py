"""What changed and three things to do this week, for Home."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import cache, comparing, consequences, progress, shell, state, week
from truefans_core.analysis import since
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    import pandas as pd

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

_THINGS = 3


def since_last_upload(say: Words, found: Analysis) -> None:
    """Who became a true fan and who no longer is, compared with the uploads before the last; a row opens the person."""
    before = cache.before_last_upload(state.workspace())
    if before is None:
        return
    then, now = (
        set(each.supporters.loc[each.supporters["state"] == "true", "person_id"]) for each in (before, found)
    )
    if then == now:
        st.write(say("page.home.since.same", day=before.as_of))
        return
    st.write(say("page.home.since", day=before.as_of, joined=len(now - then), left=len(then - now)))
    with st.expander(say("page.home.since.who"), icon=":material/group:"):
        moved = since(before, found)
        moved = moved[moved["person_id"].isin(now ^ then)]
        consequences.listing(
            say, found, moved, key="since", now="page.home.since.before", then="page.home.since.now"
        )


def three(say: Words, found: Analysis) -> None:
    """The first three people of this week's list, each with what to do and why."""
    st.subheader(say("page.home.todo"), anchor=False)
    # The list hangs on what was done before and on who is left out, besides the analysis.
    asked = repr((progress.contacts(), comparing.left_out(found))).encode()
    plan = cache.derived(found, _first, state.today(), hashlib.sha256(asked).hexdigest())
    if plan.empty:
        st.write(say("page.home.todo.none"))
        return
    mine = found.supporters[found.supporters["person_id"].isin(plan["person_id"])]
    known_by = dict(zip(mine["person_id"], mine["email"].fillna(mine["external_id"]), strict=True))
    with st.grid(columns="auto", min_column_width=240, gap="small"):
        for row in plan.to_dict("records"):
            with st.container(border=True, height="stretch"):
                name = row["name"] or known_by.get(row["person_id"]) or say("page.people.no_name")
                st.markdown(f"**{safe_text(found.book.name(say, row['strategy']))}**")
                st.markdown(f"{safe_text(name)}: {safe_text(found.book.reason(say, row))}")
    shell.link("cultivate", say("page.home.todo.all"))


def _first(found: Analysis) -> pd.DataFrame:
    return week.plan(found, week.HOURS, top=_THINGS)
