"""What a true fan has to reach in each mark, by the definition of one's own: a box and a slider a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from truefans_core.tiers import asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

_TITLES = {"investment": "pays", "interest": "shows_up", "advocacy": "tells_others"}
#: What a mark starts at that was not asked for.
_START = asked.ASKED["investment"]


def control(say: Words, found: Analysis) -> Mapping[str, tuple[float, float]]:
    """From where each mark makes people engaged and true; empty while none is asked for, which is said.

    What nobody has a mark of is not asked: its numbers stay as they are until a file speaks of it.
    """
    now = found.settings.marks_from
    chosen: dict[str, tuple[float, float]] = {}
    st.caption(say("page.tiers.other.marks"))
    with st.grid(columns="auto", min_column_width=220, gap="small"):
        for mark in asked.ORDER:
            if not found.marks[mark].known:
                chosen |= {mark: now[mark]} if mark in now else {}
                continue
            with st.container(border=True, height="stretch"):
                if (pair := _one(say, found, mark)) is not None:
                    chosen[mark] = pair
    for mark in asked.ORDER:
        if not found.marks[mark].known:
            st.caption(say("page.tiers.other.unknown", mark=say(f"page.tiers.mark.{mark}")))
    if not any(found.marks[mark].known for mark in chosen):
        st.warning(say("page.tiers.other.ask.none"))
        return {}
    return chosen


def _one(say: Words, found: Analysis, mark: str) -> tuple[float, float] | None:
    """The two thresholds of a mark; None where it is not asked for."""
    now = found.settings.marks_from
    low, high = (round(each) for each in now.get(mark, _START))
    known = say("page.tiers.other.known", n=found.marks[mark].known, total=len(found.supporters))
    if not st.checkbox(say(f"page.tiers.other.ask.{mark}"), mark in now, key=f"ask_{mark}_{mark in now}"):
        st.caption(known)
        return None
    low, high = st.slider(
        say("page.tiers.other.from", mark=say(f"page.people.{_TITLES[mark]}")),
        0,
        100,
        (low, high),
        key=f"marks_{mark}_{low}_{high}",
        label_visibility="collapsed",
    )
    st.caption(f"{say('page.tiers.other.reach', low=low, high=high)} {known}")
    return float(low), float(high)
