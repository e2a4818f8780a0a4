"""A list of people with the next step and why: a table, or lines on a phone; choosing one opens the person."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.parts import cache, show
from pages.parts.worth import worth
from truefans_core.tiers import reasons
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: The marks in the order of their columns, and the words of each.
_MARKS = (("investment", "pays"), ("interest", "shows_up"), ("advocacy", "tells_others"))
#: Signs of a name that fit into a line of a phone.
_NAME = 44


def people(
    say: Words, found: Analysis, people: pd.DataFrame, *, key: str, grouped: bool = False
) -> int | None:
    """People with the next step and why, their marks as bars; returns the position of the row that was chosen.

    Args:
        say: for the words.
        found: the analysis the people are of.
        people: rows of its supporters, in the order shown.
        key: of the table.
        grouped: whether all are of one group, which then needs no column.
    """
    shown = people.head(show.ROWS_SHOWN)
    listed = hashlib.sha256("".join(shown["person_id"]).encode()).hexdigest()

    def told(found: Analysis) -> pd.DataFrame:
        return _listed(say, found, shown, grouped=grouped)

    frame = cache.derived(found, told, say, listed, grouped)

    def whole() -> pd.DataFrame:
        return _listed(say, found, people, grouped=grouped)

    if show.on_phone():
        picked = _lines(say, found, frame, len(people), key)
        show.offer(say, key, whole)
        return picked
    config: dict[str, Any] = {
        say("page.people.name"): st.column_config.TextColumn(width=160),
        say("page.tiers.list.next"): st.column_config.TextColumn(width=190),
        say("page.tiers.list.why"): st.column_config.TextColumn(width="large"),
        say("page.people.last_seen"): st.column_config.DateColumn(format="localized"),
        **{
            say(f"page.people.{title}"): st.column_config.ProgressColumn(
                format="%d", min_value=0, max_value=100, width="small"
            )
            for _, title in _MARKS
        },
    }
    return show.table(
        say,
        frame,
        key=key,
        columns=config,
        select=True,
        whole=whole,
        total=len(people),
    )


def _lines(say: Words, found: Analysis, frame: pd.DataFrame, total: int, key: str) -> int | None:
    """The first people one below the other, each a button with worth and next step; the one that was pressed."""
    picked = None
    counted = worth(found)
    money = [say(f"page.people.worth{counted.end}", currency=found.currency)] if counted else []
    titles = [say("page.people.name"), *money, say("page.tiers.list.next")]
    for place, (name, *facts) in enumerate(frame[titles].head(show.LINES).itertuples(index=False)):
        with st.container(border=True, gap=None):
            # A name that breaks would stand in the middle of its button: what is left out stands on the person's card.
            short = name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
            if st.button(safe_text(short), type="tertiary", key=f"line_{key}_{place}"):
                picked = place
            st.caption(safe_text(" · ".join(facts)))
    if total > show.LINES:
        st.caption(say("app.first_rows", n=show.LINES, total=total))
    return picked


def _listed(say: Words, found: Analysis, people: pd.DataFrame, *, grouped: bool) -> pd.DataFrame:
    """A row a person, in words."""
    rows: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in people.to_dict("records")]
    now = found.standing()
    names = people["name"].fillna(people["email"]).fillna(people["external_id"])
    names = names.fillna(say("page.people.no_name"))
    columns: dict[str, Any] = {say("page.people.name"): names.to_numpy()}
    if not grouped:
        columns[say("page.people.group")] = [say(f"state.{state}") for state in people["state"]]
    if counted := worth(found):
        columns[say(f"page.people.worth{counted.end}", currency=found.currency)] = [
            say.money(int(minor), found.currency) if known or minor else say("app.unknown")
            for minor, known in zip(people[counted.column], people["investment"].notna(), strict=True)
        ]
    columns |= {
        say("page.tiers.list.next"): [_said(say, found.next_step(row, now)) for row in rows],
        **{
            say(f"page.people.{title}"): people[mark].round().to_numpy()
            for mark, title in _MARKS
            if found.marks[mark].known
        },
        **(
            {say("page.people.last_seen"): people["last_at"].to_numpy()}
            if found.supporters["last_at"].notna().any()
            else {}
        ),
        say("page.tiers.list.why"): [_said(say, reasons.why(row, now)) for row in rows],
    }
    return pd.DataFrame(columns)


def _said(say: Words, sentence: tuple[str, dict[str, Any]]) -> str:
    message, params = sentence
    return say(message, **params)
