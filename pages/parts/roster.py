"""The people behind a number: a list that every number and every row of a table leads to, narrowed by filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import filters, groups, kinds, listed, segments, shell, state
from pages.parts.worth import worth
from truefans_core.analysis.segments import never_paid
from truefans_core.charts.spread import TOP_FEW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: Besides the groups: everybody, who never paid but is there or tells others, who stands near the line, and the few
#: who bring most.
EVERYBODY, UNPAID, NEAR, TOP = "all", "unpaid", "near", "top"
_ORDER = ("true", "engaged", "casual", "gone", "known")
_GROUP, _KIND, _PREFIX = "tiers_group", "roster_kind_", "roster"


def narrow(group: str = EVERYBODY, kind: int | None = None, **wanted: str) -> None:
    """Show the people behind a number: only these filters hold; for callbacks.

    Args:
        group: one of the groups or of the lists besides them.
        kind: the place of a kind of people inside the group.
        wanted: `channel`, `country` or `product` and what it is to be.
    """
    state.set_widget(_GROUP, group)
    state.set_widget(_KIND + group, kind)
    filters.clear(_PREFIX, wanted)
    st.toast(state.words()("page.tiers.list.shown"), icon=":material/group:")


def door(label: str, key: str, **wanted: Any) -> None:
    """A button that leads to the people behind a number: `wanted` of `narrow`."""
    st.button(
        label, on_click=narrow, kwargs=wanted, type="tertiary", icon=":material/group:", key=f"show_{key}"
    )


def group_door(say: Words, found: Analysis, group: str) -> None:
    """The same to the people of a group, where there are any."""
    if found.groups[group].count:
        door(say("page.tiers.show_people"), group, group=group)


def listing(say: Words, found: Analysis) -> None:
    """The people that the filters leave, the closest first, each with why and the next step; a row opens the person."""
    st.subheader(say("page.tiers.list"), anchor=False)
    unpaid, near = never_paid(found.supporters), groups.is_near(found.supporters)
    counted = worth(found)
    few_bring_most = counted is not None and found.ranked > TOP_FEW
    besides = {EVERYBODY: True, UNPAID: unpaid.any(), NEAR: near.any(), TOP: few_bring_most}
    names = [name for name in _ORDER if found.groups[name].count]
    names += [name for name, there in besides.items() if there]
    chosen = st.segmented_control(
        say("page.tiers.filter.group"),
        names,
        default=names[0],
        required=True,
        format_func=lambda name: _group(say, name),
        key=_GROUP,
        bind="query-params",
    )
    money = counted.column if counted else "income_year_minor"
    people = _of_group(found.supporters, chosen, {UNPAID: unpaid, NEAR: near}, money)
    people = _of_kind(say, found, chosen, people)
    people = filters.narrowed(say, found, people, _PREFIX)
    if people.empty:
        st.info(say("page.people.none"))
        return
    if counted is None:
        st.caption(say("page.tiers.list.people", n=len(people)))
    else:
        amount = shell.amount(counted.of(people), found)
        st.caption(say(f"page.tiers.list.count{counted.end}", n=len(people), amount=amount))
    ordered = people.sort_values(["score", "person_id"], ascending=[False, True])
    if chosen == UNPAID:
        ordered = people.assign(sign=people[["interest", "advocacy"]].mean(axis=1)).sort_values(
            ["sign", "person_id"], ascending=[False, True]
        )
    elif chosen == TOP:
        ordered = people.sort_values([money, "person_id"], ascending=[False, True])
    row = listed.people(say, found, ordered, key="tiers_people", grouped=chosen in _ORDER)
    if row is not None:
        state.choose_person(str(ordered.iloc[row]["person_id"]))
        shell.go("people")
    # Near the line, in a kind or among the few on top is who is there today, nothing that could be asked again.
    if chosen not in (NEAR, TOP) and state.widget(_KIND + chosen) is None:
        of_group = {} if chosen == EVERYBODY else {"state": chosen}
        segments.keep(say, {**of_group, **filters.conditions(_PREFIX)}, key="roster")


def _group(say: Words, name: str) -> str:
    return say(f"group.{name}" if name in _ORDER else f"page.tiers.list.{name}", n=TOP_FEW)


def _of_group(
    supporters: pd.DataFrame, chosen: str, lists: Mapping[str, pd.Series], money: str
) -> pd.DataFrame:
    if chosen in lists:
        return supporters[lists[chosen]]
    if chosen == TOP:
        return supporters.nlargest(TOP_FEW, money)
    return supporters if chosen == EVERYBODY else supporters[supporters["state"] == chosen]


def _of_kind(say: Words, found: Analysis, chosen: str, people: pd.DataFrame) -> pd.DataFrame:
    """Those of one kind inside the group, where it has kinds and one is picked."""
    inside = found.personas.get(chosen)
    if inside is None or not inside.groups:
        return people
    kind = st.selectbox(
        say("page.tiers.kinds.kind"),
        [None, *range(len(inside.groups))],
        format_func=lambda place: (
            say("page.people.group.all") if place is None else kinds.name(say, inside.groups[place])
        ),
        key=_KIND + chosen,
    )
    return people if kind is None else people[people["person_id"].map(inside.of).eq(kind)]
