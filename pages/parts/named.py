"""A list of people of this page: their names, their group, what else is said of them; a row opens the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import shell, show, state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words


def people(
    say: Words, found: Analysis, who: Iterable[str], more: Mapping[str, list[Any]], *, key: str
) -> None:
    """The people in the order given, with more columns.

    Args:
        say: for the words.
        found: the analysis.
        who: person_id, in order.
        more: title → a cell a person.
        key: of the table.
    """
    ids = list(who)
    rows = found.supporters.set_index("person_id").reindex(ids)
    frame = pd.DataFrame(
        {
            say("cultivate.column.name"): rows["name"]
            .fillna(rows["email"])
            .fillna(say("page.people.no_name"))
            .to_numpy(),
            say("page.movement.column.group"): [
                say(f"cultivate.group.{group}") if isinstance(group, str) else "" for group in rows["state"]
            ],
            **more,
        }
    )
    columns = {
        name: st.column_config.TextColumn(width="large")
        for name in more
        if name == say("cultivate.column.reason")
    }
    row = show.table(say, frame, key=key, columns=columns, select=True)
    if row is not None and row < len(ids):
        state.choose_person(ids[row])
        shell.go("people")
