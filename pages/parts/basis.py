"""What the marks rest on, in words: the columns and the files, for everyone and for one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import show
from truefans_core.analysis import evidence_of
from truefans_core.columns import MARKS, ROLES
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis, Evidence
    from truefans_core.words import Words

#: More columns than these of one file are told on the list of all.
_SHOWN = 3


def marks(say: Words, found: Analysis, person_id: str) -> None:
    """The three marks of a person as cards, each with what it rests on; unknown is said, never shown as nothing."""
    mine = found.supporters[found.supporters["person_id"] == person_id].iloc[0]
    rests = evidence_of(found, person_id)
    with st.grid(columns="auto", min_column_width=220, gap="small"):
        for mark, title in (
            ("investment", "pays"),
            ("interest", "shows_up"),
            ("advocacy", "tells_others"),
        ):
            value = mine[mark]
            with st.container(border=True, height="stretch"):
                shown = say("app.unknown") if pd.isna(value) else say.number(round(float(value)))
                st.metric(say(f"page.people.{title}"), shown)
                st.caption(safe_text(_of_person(say, rests[mark], known=not pd.isna(value))))


def table(say: Words, found: Analysis) -> None:
    """Which columns of which file every mark rests on."""
    rows = [
        {
            say("page.tiers.basis.mark"): say(f"page.tiers.mark.{mark}"),
            say("page.tiers.basis.what"): _sign(say, each.sign),
            say("page.tiers.basis.columns"): ", ".join(each.headers),
            say("page.tiers.basis.file"): each.file,
            say("page.tiers.basis.rows"): each.rows,
        }
        for mark in MARKS
        for each in found.marks[mark].evidence
    ]
    if rows:
        with st.expander(say("page.tiers.basis"), icon=":material/fact_check:"):
            show.table(say, pd.DataFrame(rows), key="basis")


def _of_person(say: Words, rests: tuple[Evidence, ...], *, known: bool) -> str:
    if not known:
        return say("page.tiers.basis.unknown")
    if not rests:
        return say("page.tiers.basis.nothing")
    files: dict[str, list[str]] = {}
    for each in rests:
        files.setdefault(each.file, []).extend(each.headers or [_sign(say, each.sign)])
    return "; ".join(
        say("page.tiers.basis.from", columns=_few(list(dict.fromkeys(headers))), file=file)
        for file, headers in files.items()
    )


def _few(headers: list[str]) -> str:
    return ", ".join(headers[:_SHOWN]) + (", …" if len(headers) > _SHOWN else "")


def _sign(say: Words, sign: str) -> str:
    if sign == "opening_amount":
        return say("page.people.stated.opening")
    return say(f"role.{sign}" if sign in ROLES else f"page.people.kind.{sign}")
