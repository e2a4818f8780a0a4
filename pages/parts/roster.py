"""The people behind a number: a list that every number and every row of a table leads to, narrowed by filters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import pyarrow.compute as pc
import streamlit as st

from pages.parts import groups, shell, state
from truefans_core.charts.spread import TOP_FEW

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: Besides the groups: everybody, who never paid but is there or tells others, and the few who bring most.
EVERYBODY, UNPAID, TOP = "all", "unpaid", "top"
_ORDER = ("true", "engaged", "casual", "gone", "known")
_KEYS = {
    "group": "tiers_group",
    "channel": "roster_channel",
    "country": "roster_country",
    "product": "roster_product",
    "seen": "roster_seen",
}


def narrow(**wanted: str) -> None:
    """Show the people behind a number: only these filters hold; for callbacks.

    Args:
        wanted: `group`, `channel`, `country` or `product` and what it is to be.
    """
    for name, key in _KEYS.items():
        empty: Any = EVERYBODY if name == "group" else () if name == "seen" else None
        state.set_widget(key, wanted.get(name, empty))


def door(say: Words, found: Analysis, group: str) -> None:
    """A button that leads to the people of a group, where there are any."""
    if found.groups[group].count:
        st.button(
            say("page.tiers.show_people"),
            on_click=narrow,
            kwargs={"group": group},
            type="tertiary",
            icon=":material/group:",
            key=f"show_{group}",
        )


def listing(say: Words, found: Analysis) -> None:
    """The people that the filters leave, the closest first, each with why and the next step; a row opens the person."""
    st.subheader(say("page.tiers.list"), anchor=False)
    unpaid = never_paid(found.supporters)
    names = [name for name in _ORDER if found.groups[name].count]
    names += [EVERYBODY, *([UNPAID] if unpaid.any() else []), *([TOP] if found.payers > TOP_FEW else [])]
    chosen = st.segmented_control(
        say("page.tiers.filter.group"),
        names,
        default=names[0],
        required=True,
        format_func=lambda name: _group(say, name),
        key=_KEYS["group"],
        bind="query-params",
    )
    people = _of_group(found.supporters, chosen, unpaid)
    people = _filtered(say, found, people)
    if people.empty:
        st.info(say("page.people.none"))
        return
    st.caption(
        say(
            "page.tiers.list.count",
            n=len(people),
            amount=shell.amount(int(people["income_year_minor"].sum()), found),
        )
    )
    ordered = people.sort_values(["score", "person_id"], ascending=[False, True])
    if chosen == UNPAID:
        ordered = people.assign(sign=people[["interest", "advocacy"]].mean(axis=1)).sort_values(
            ["sign", "person_id"], ascending=[False, True]
        )
    elif chosen == TOP:
        ordered = people.sort_values(["income_year_minor", "person_id"], ascending=[False, True])
    row = groups.people_table(say, found, ordered, key="tiers_people", grouped=chosen in _ORDER)
    if row is not None:
        state.choose_person(str(ordered.iloc[row]["person_id"]))
        shell.go("people")


def never_paid(supporters: pd.DataFrame) -> pd.Series:
    """Who shows up or tells others, never paid, and is still there.

    Args:
        supporters: columns.SUPPORTERS.
    """
    unpaid = (supporters["payments"] == 0) & (supporters["lifetime_minor"] <= 0)
    shown = supporters[["interest", "advocacy"]].gt(0).any(axis=1)
    found: pd.Series = unpaid & shown & supporters["state"].ne("gone")
    return found


def _group(say: Words, name: str) -> str:
    return say(f"group.{name}" if name in _ORDER else f"page.tiers.list.{name}", n=TOP_FEW)


def _of_group(supporters: pd.DataFrame, chosen: str, unpaid: pd.Series) -> pd.DataFrame:
    if chosen == UNPAID:
        return supporters[unpaid]
    if chosen == TOP:
        return supporters.nlargest(TOP_FEW, "income_year_minor")
    return supporters if chosen == EVERYBODY else supporters[supporters["state"] == chosen]


def _filtered(say: Words, found: Analysis, people: pd.DataFrame) -> pd.DataFrame:
    """What the filters leave; a filter with nothing to choose from is not there."""
    products = _products(found)
    options = {
        "channel": sorted(found.supporters["channel"].dropna().unique()),
        "country": sorted(found.supporters["country"].dropna().unique()),
        "product": sorted(products["product"].unique()),
    }
    shown = [name for name, values in options.items() if values]
    columns = st.columns(len(shown) + 1)
    for column, name in zip(columns, shown, strict=False):
        choices: list[str | None] = [None, *options[name]]
        value = column.selectbox(
            say(f"page.tiers.filter.{name}"), choices, format_func=partial(_said, say, name), key=_KEYS[name]
        )
        if value is not None and name == "product":
            people = people[people["person_id"].isin(products.loc[products["product"] == value, "person_id"])]
        elif value is not None:
            people = people[people[name] == value]
    seen = columns[-1].date_input(say("page.tiers.filter.seen"), value=cast("Any", ()), key=_KEYS["seen"])
    days = people["last_at"].dt.date
    if isinstance(seen, tuple) and len(seen) == 2:  # noqa: PLR2004 from and to
        people = people[(days >= seen[0]) & (days <= seen[1])]
    return people


def _said(say: Words, name: str, value: str | None) -> str:
    if value is None:
        return say("page.people.group.all")
    return say.country(value) if name == "country" else value


def _products(found: Analysis) -> pd.DataFrame:
    """person_id and product, each pair once."""
    events = found.events
    bought = events.filter(pc.and_(pc.is_valid(events["person_id"]), pc.is_valid(events["product"])))
    pairs: pd.DataFrame = bought.group_by(["person_id", "product"]).aggregate([]).to_pandas()
    return pairs
