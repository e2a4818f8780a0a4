"""The kinds of people inside a group: a sentence, and a table with what sets each apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import show
from truefans_core.analysis import kind_in_words
from truefans_core.columns import MARKS
from truefans_core.words import Share
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from truefans_core.analysis import Analysis
    from truefans_core.tiers.personas import Persona
    from truefans_core.words import Words


def card(say: Words, found: Analysis, show_kind: Callable[[str, str, int], None]) -> None:
    """The kinds of the groups that have some, the closest group first; else why there are none.

    Args:
        say: for the words.
        found: the analysis.
        show_kind: draws what leads to the people of a kind: its label, the group, its place.
    """
    st.subheader(say("page.tiers.kinds"), anchor=False)
    told = [(tier, kinds) for tier, kinds in found.personas.items() if kinds.groups]
    for tier, kinds in told:
        st.write(
            safe_text(say("page.tiers.kinds.answer", n=len(kinds.groups), group=say(f"group.{tier}"))),
            say("page.tiers.kinds.sure", share=Share(kinds.stability or 0.0)),
        )
        with st.container(horizontal=True, gap="small"):
            for place, each in enumerate(kinds.groups):
                label = say("page.tiers.kinds.one", kind=name(say, each), people=say.number(each.count))
                show_kind(label, tier, place)
    if told:
        with st.expander(say("app.table"), icon=":material/table_rows:"):
            show.table(say, _table(say, found), key="kinds")
    elif reasons := [kinds.reason for kinds in found.personas.values() if kinds.reason]:
        st.write(say(reasons[0]))


def name(say: Words, persona: Persona) -> str:
    """What a kind is called: what sets it apart."""
    return kind_in_words(say, persona)


def of_person(say: Words, found: Analysis, person_id: str, state: str) -> str | None:
    """The kind of one person in a sentence, or None."""
    kinds = found.personas.get(state)
    if kinds is None or not kinds.groups:
        return None
    place = int(kinds.of.get(person_id, -1))
    return None if place < 0 else say("page.tiers.kinds.person", kind=name(say, kinds.groups[place]))


def _table(say: Words, found: Analysis) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                say("page.tiers.list.group"): say(f"group.{tier}"),
                say("page.tiers.kinds.kind"): name(say, each),
                say("page.movement.column.people"): each.count,
                say("page.people.worth", currency=found.currency): say.money(
                    each.income_year_minor, found.currency
                ),
                **{
                    say(f"charts.mark.{mark}"): round(each.means[mark]) if mark in each.means else None
                    for mark in MARKS
                },
            }
            for tier, kinds in found.personas.items()
            for each in kinds.groups
        ]
    )
