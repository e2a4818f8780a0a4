"""Named lists of people: any filter can be named and kept, and the next upload brings it up to date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import cache, dimensions, shell, show, state
from truefans_core.analysis import segments as made
from truefans_core.analysis.moving import BACK_DAYS
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from truefans_core.analysis import Analysis, Moving
    from truefans_core.words import Words

_SETTING = "segments"
_MOST_SIGNS = 60


def between_days(start: dt.date, end: dt.date, wanted: Mapping[str, str]) -> dict[str, str]:
    """The condition of those who moved in some way between two dates."""
    return {"start": start.isoformat(), "end": end.isoformat(), **wanted}


def kept() -> dict[str, dict[str, Any]]:
    """The lists of the workspace by their names."""
    return dict(state.workspace().setting(_SETTING) or {})


def keep(say: Words, made_of: Mapping[str, Any], *, key: str) -> None:
    """A name for a list, and the way to This week with it."""
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        name = st.text_input(
            say("page.movement.list.name"), max_chars=_MOST_SIGNS, key=f"segment_name_{key}"
        ).strip()
    with right:
        wanted = st.button(
            say("page.movement.list.keep"), icon=":material/bookmark_add:", key=f"segment_keep_{key}"
        )
    if wanted and not name:
        st.error(say("page.movement.list.nameless"))
    elif wanted:
        state.workspace().update_setting(_SETTING, lambda old: {**(old or {}), name: dict(made_of)})
        st.success(safe_text(say("page.movement.list.kept", name=name)))
        shell.link("cultivate", say("page.movement.list.week"))


def who(found: Analysis, made_of: Mapping[str, Any]) -> pd.Index:
    """Whom conditions hold for, by person_id."""

    def between(start: dt.date, end: dt.date) -> Moving:
        return cache.moving(state.workspace(), found, start, end)

    return made.people_of(found, made_of, between)


def past_year(found: Analysis) -> Moving:
    """How people moved in the year to the day of the analysis."""
    start = found.as_of - dt.timedelta(days=BACK_DAYS)
    return cache.moving(state.workspace(), found, start, found.as_of)


def people_of(found: Analysis, name: str) -> pd.Index:
    """Who is on a kept list, by person_id."""
    return who(found, kept()[name])


def mine(say: Words, found: Analysis) -> None:
    """The kept lists: what makes them, how many are on them, what they bring, and who is new since the last upload."""
    lists = kept()
    if not lists:
        return
    before = cache.before_last_upload(state.workspace())
    rows = []
    for name, made_of in lists.items():
        people = people_of(found, name)
        worth = found.supporters.set_index("person_id").loc[people, "income_year_minor"].sum()
        row = {
            say("page.movement.list.column.name"): name,
            say("page.movement.list.column.of"): describe(say, made_of),
            say("page.movement.column.people"): len(people),
            say("page.people.worth", currency=found.currency): say.money(int(worth), found.currency),
        }
        if before is not None:
            known = people.isin(before.supporters["person_id"])
            row[say("page.movement.list.column.fresh")] = int((~known).sum())
        rows.append(row)
    with st.container(border=True):
        st.subheader(say("page.movement.list.mine"), anchor=False)
        place = show.table(say, pd.DataFrame(rows), key="lists", select=True, download=False)
        if place is None or place >= len(lists):
            st.caption(say("page.movement.list.pick"))
            return
        name = list(lists)[place]
        with st.container(horizontal=True):
            shell.link("cultivate", say("page.movement.list.week"))
            st.button(
                say("page.cultivate.forget_list"),
                icon=":material/bookmark_remove:",
                on_click=forget,
                args=(name,),
                key="list_forget",
            )


def forget(name: str) -> None:
    """Keep a list no more; for callbacks."""
    state.workspace().update_setting(
        _SETTING, lambda old: {each: of for each, of in (old or {}).items() if each != name}
    )


def describe(say: Words, made_of: Mapping[str, Any]) -> str:
    """What makes a list, in words."""
    return ", ".join(_said(say, name, wanted) for name, wanted in made.conditions(made_of).items())


def _said(say: Words, name: str, wanted: Any) -> str:
    described = _DESCRIBED.get(name)
    return described(say, wanted) if described else str(wanted)


def _moved(say: Words, wanted: Mapping[str, str]) -> str:
    if "kind" in wanted:
        what = say(f"page.movement.kind.{wanted['kind']}")
    else:
        was, now = _group(say, wanted["from"]), _group(say, wanted["to"])
        what = say("page.movement.list.from_to", was=was, now=now)
    start, end = (dt.date.fromisoformat(wanted[side]) for side in ("start", "end"))
    return say("page.movement.list.moved", what=what, start=start, end=end)


def _state(say: Words, wanted: str) -> str:
    return say("page.tiers.list.unpaid") if wanted == made.UNPAID else say(f"group.{wanted}")


def _seen(say: Words, wanted: Sequence[str]) -> str:
    start, end = (dt.date.fromisoformat(day) for day in wanted)
    return say("page.movement.list.seen", start=start, end=end)


def _cohort(say: Words, wanted: Sequence[Any]) -> str:
    return say(
        "page.movement.list.cohort", month=dimensions.label(say, "joined", str(wanted[0])), n=int(wanted[1])
    )


_DESCRIBED: Mapping[str, Callable[[Words, Any], str]] = {
    "moved": _moved,
    "state": _state,
    "seen": _seen,
    "country": lambda say, wanted: say.country(wanted),
    "part": lambda say, wanted: dimensions.named(say, *wanted),
    "cohort": _cohort,
    "soon": lambda say, wanted: say(f"page.movement.soon.{wanted}"),
}


def _group(say: Words, group: str) -> str:
    return say("movement.not_yet") if group == "new" else say(f"cultivate.group.{group}")


def chosen(say: Words, found: Analysis) -> pd.Series[Any] | None:
    """Whom This week is about: everybody (None), or the people of a kept list as flags of the supporters."""
    lists = kept()
    if not lists:
        return None
    name = st.selectbox(
        say("page.cultivate.whom"),
        [None, *lists],
        index=len(lists),
        format_func=lambda each: say("page.cultivate.everybody") if each is None else each,
        key="week_whom",
    )
    if name is None:
        return None
    people = people_of(found, name)
    st.button(
        say("page.cultivate.forget_list"),
        icon=":material/bookmark_remove:",
        on_click=forget,
        args=(name,),
        key="week_forget",
    )
    return found.supporters["person_id"].isin(people)
