"""Working through the list: done, skipped, put off, with a note; what was marked, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import show, state
from truefans_core import cultivate
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.cultivate import Book
    from truefans_core.words import Words

_SHOWN = 5
_NOTE_SIGNS = 500
_NOTE = "week_note_"
_BUTTONS: tuple[tuple[cultivate.Outcome, str, str], ...] = (
    ("done", "done", ":material/check:"),
    ("skipped", "skip", ":material/redo:"),
    ("later", "later", ":material/schedule:"),
)


def contacts() -> tuple[cultivate.Contact, ...]:
    """What became of former lists, the latest first."""
    return cultivate.from_notes(state.workspace().notes())


def mark(say: Words, book: Book, person_id: str, strategy: str) -> None:
    """What was done for this person before, a note, and the three ways to go on."""
    past = [each for each in contacts() if each.person_id == person_id][:_SHOWN]
    if past:
        st.caption(say("page.cultivate.past"))
    for each in past:
        line = "page.cultivate.past.noted" if each.note else "page.cultivate.past.line"
        st.caption(
            safe_text(
                say(
                    line,
                    day=each.on,
                    step=book.name(say, each.strategy),
                    outcome=say(f"cultivate.outcome.{each.outcome}"),
                    note=each.note,
                )
            )
        )
    st.text_input(say("page.cultivate.note"), max_chars=_NOTE_SIGNS, key=f"{_NOTE}{person_id}")
    rest = book.every[strategy].rest_days
    with st.container(horizontal=True):
        for outcome, name, icon in _BUTTONS:
            st.button(
                say(f"page.cultivate.{name}"),
                icon=icon,
                type="primary" if outcome == "done" else "secondary",
                help=say(
                    f"page.cultivate.{name}.help", n=cultivate.LATER_DAYS if outcome == "later" else rest
                ),
                on_click=_keep,
                args=(person_id, strategy, outcome),
                key=f"week_{name}",
            )


def log(say: Words, found: Analysis) -> None:
    """Everything that was marked; a chosen row can be taken back."""
    past = contacts()
    if not past:
        return
    names = found.supporters.set_index("person_id")["name"]
    with st.expander(say("page.cultivate.past.kept", n=len(past)), icon=":material/history:"):
        st.caption(say("page.cultivate.past.text"))
        frame = pd.DataFrame(
            {
                say("page.cultivate.past.day"): [each.on for each in past],
                say("cultivate.column.name"): [
                    names.get(each.person_id) or say("page.people.no_name") for each in past
                ],
                say("cultivate.column.strategy"): [found.book.name(say, each.strategy) for each in past],
                say("page.cultivate.past.outcome"): [
                    say(f"cultivate.outcome.{each.outcome}") for each in past
                ],
                say("page.cultivate.past.note"): [each.note for each in past],
            }
        )
        chosen = show.table(say, frame, key="week_past", select=True, download=False)
        if chosen is not None and chosen < len(past):
            st.button(
                say("page.cultivate.past.back"),
                icon=":material/undo:",
                on_click=_forget,
                args=(past[chosen],),
                key="week_back",
            )


def _keep(person_id: str, strategy: str, outcome: cultivate.Outcome) -> None:
    note = str(state.widget(f"{_NOTE}{person_id}") or "")
    about, said = cultivate.as_note(cultivate.Contact(person_id, strategy, state.today(), outcome, note))
    state.workspace().set_note(about, said)


def _forget(contact: cultivate.Contact) -> None:
    about, _ = cultivate.as_note(contact)
    state.workspace().set_note(about, None)
