"""One person: marks, why this group, the next step, and what happened over all platforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.compute as pc
import streamlit as st

from pages.parts import basis, erasure, kinds, state, timeline
from truefans_core.analysis import step_of
from truefans_core.tiers import reasons
from truefans_core.tiers.step_up import in_words
from truefans_core.words import Share
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: Chances are told up to this one.
_CERTAIN = 0.99


def matching(supporters: pd.DataFrame, text: str, state_name: str) -> pd.DataFrame:
    """The supporters that a search and a group leave, who is closest first."""
    kept = pd.Series(data=True, index=supporters.index)
    if wanted := text.strip().casefold():
        hay = (
            supporters["name"].fillna("")
            + " "
            + supporters["email"].fillna("")
            + " "
            + supporters["company"].fillna("")
            + " "
            + supporters["external_id"].fillna("")
        )
        kept &= hay.str.casefold().str.contains(wanted, regex=False)
    if state_name:
        kept &= supporters["state"] == state_name
    return supporters[kept].sort_values(["score", "person_id"], ascending=[False, True])


def card(say: Words, found: Analysis, person_id: str) -> None:
    """The card of one person, above the table."""
    mine = found.supporters[found.supporters["person_id"] == person_id].iloc[0]
    row: dict[str, Any] = {str(name): value for name, value in mine.items()}
    with st.container(border=True):
        head, close = st.columns([5, 1])
        name = row["name"] or row["email"] or row["external_id"] or say("page.people.no_name")
        head.subheader(safe_text(name), anchor=False)
        close.button(
            say("app.close"),
            on_click=state.choose_person,
            args=(None,),
            icon=":material/close:",
            key="close_person",
        )
        facts = [say(f"state.{row['state']}"), row["email"], row["platforms"], row["company"]]
        st.caption(" · ".join(safe_text(fact) for fact in facts if fact))
        if len(addresses := _addresses(found, person_id)) > 1:
            st.caption(safe_text(say("page.people.keys", keys=", ".join(addresses))))
        if row["suppressed"]:
            st.caption(say("page.people.suppressed"))
        basis.marks(say, found, person_id)
        now = found.standing()
        for title, (message, params) in (
            ("page.people.why", reasons.why(row, now)),
            ("page.people.next", found.next_step(row, now)),
        ):
            st.markdown(f"**{say(title)}:** {safe_text(say(message, **params))}")
        if (still := reasons.kept(row, now)) is not None:
            message, params = still
            st.caption(safe_text(say(message, **params)))
        if (smallest := step_of(found, person_id)) is not None:
            st.caption(safe_text(in_words(smallest, say, found.currency)))
        if pd.notna(row["probability"]):
            st.caption(_sure(say, float(row["probability"])))
        if kind := kinds.of_person(say, found, person_id, row["state"]):
            st.caption(safe_text(kind))
        timeline.timeline(say, found, person_id)
        erasure.erase(say, person_id, name)


def _sure(say: Words, chance: float) -> str:
    """How sure somebody is above the line; never that it is certain."""
    if chance > _CERTAIN:
        return say("page.people.sure.above", share=Share(_CERTAIN))
    if chance < 1 - _CERTAIN:
        return say("page.people.sure.below", share=Share(1 - _CERTAIN))
    return say("page.people.sure", share=Share(chance))


def _addresses(found: Analysis, person_id: str) -> list[str]:
    """Every e-mail address of a person, in alphabetical order."""
    if found.matches is None:
        return []
    stated = found.matches.stated
    mine = stated.filter(pc.equal(stated["person_id"], person_id))
    return sorted(pc.unique(mine["email"]).drop_null().to_pylist())
