"""Who is about to become a true fan, who is about to leave: with the reason and the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import dimensions, named, segments
from truefans_core.movement.soon import SOON_DAYS, told

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis, Moving
    from truefans_core.words import Words


def lists(say: Words, found: Analysis, moving: Moving) -> None:
    """Both lists; a row opens the person, a name keeps the list."""
    for name, rows in (("becoming", moving.becoming), ("leaving", moving.leaving)):
        with st.container(border=True):
            st.subheader(say(f"page.movement.soon.{name}"), anchor=False)
            if rows.empty:
                st.caption(say(f"page.movement.soon.{name}.none", n=SOON_DAYS))
                continue
            st.write(say(f"page.movement.soon.{name}.answer", n=len(rows), days=SOON_DAYS))
            records = rows.to_dict("records")
            sentences = [told(row) for row in records]
            more = {
                say("page.movement.column.by"): [say.date(row["by"]) for row in records],
                say("cultivate.column.reason"): [say(message, **params) for message, params in sentences],
            }
            named.people(say, found, rows["person_id"], more, key=f"soon_{name}")
            segments.keep(say, {"soon": name, **dimensions.condition()}, key=name)
