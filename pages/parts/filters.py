"""Filters over a list of people: where they came from, their country, what they bought, when they were last seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import pyarrow.compute as pc
import streamlit as st

from pages.parts import cache, state

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: What a filter holds that lets everyone through.
EVERYONE = ""
NAMES = ("channel", "country", "product", "seen")


def keys(prefix: str) -> dict[str, str]:
    """The keys of the widgets, by the name of the filter."""
    return {name: f"{prefix}_{name}" for name in NAMES}


def clear(prefix: str, wanted: dict[str, str]) -> None:
    """Let only these filters hold; for callbacks."""
    for name, key in keys(prefix).items():
        state.set_widget(key, wanted.get(name, () if name == "seen" else EVERYONE))


def narrowed(say: Words, found: Analysis, people: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """What the filters leave of some people; a filter with nothing to choose from is not there.

    Args:
        say: for the words.
        found: the analysis the people are of.
        people: rows of its supporters.
        prefix: of the keys of the widgets.
    """
    bought = cache.derived(found, products)
    options = {
        "channel": sorted(found.supporters["channel"].dropna().unique()),
        "country": sorted(found.supporters["country"].dropna().unique()),
        "product": sorted(bought["product"].unique()),
    }
    shown = [name for name, values in options.items() if values]
    key = keys(prefix)
    with st.grid(columns="auto", min_column_width=220, gap="small"):
        for name in shown:
            value = st.selectbox(
                say(f"page.tiers.filter.{name}"),
                [EVERYONE, *options[name]],
                format_func=partial(_said, say, name),
                key=key[name],
                persist_state="session",
            )
            if value and name == "product":
                people = people[people["person_id"].isin(bought.loc[bought["product"] == value, "person_id"])]
            elif value:
                people = people[people[name] == value]
        seen = st.date_input(
            say("page.tiers.filter.seen"), value=cast("Any", ()), key=key["seen"], persist_state="session"
        )
    if isinstance(seen, tuple) and len(seen) == 2:  # noqa: PLR2004 from and to
        first, last = (pd.Timestamp(day) for day in seen)
        people = people[people["last_at"].between(first, last + pd.Timedelta(days=1), inclusive="left")]
    return people


def conditions(prefix: str) -> dict[str, Any]:
    """What the filters hold, as conditions of a kept list (`truefans_core.analysis.segments`)."""
    held = {name: state.widget(key) for name, key in keys(prefix).items()}
    seen = held.pop("seen")
    held["bought"] = held.pop("product")
    found: dict[str, Any] = {name: value for name, value in held.items() if value}
    if isinstance(seen, tuple) and len(seen) == 2:  # noqa: PLR2004 from and to
        found["seen"] = [day.isoformat() for day in seen]
    return found


def products(found: Analysis) -> pd.DataFrame:
    """person_id and product, each pair once."""
    events = found.events
    bought = events.filter(pc.and_(pc.is_valid(events["person_id"]), pc.is_valid(events["product"])))
    pairs: pd.DataFrame = bought.group_by(["person_id", "product"]).aggregate([]).to_pandas()
    return pairs


def _said(say: Words, name: str, value: str) -> str:
    if value == EVERYONE:
        return say("page.people.group.all")
    return say.country(value) if name == "country" else value
