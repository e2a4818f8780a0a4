"""What was done for whom and when, so that next week's list knows. No messages: those stay in the mail tool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from truefans_core.cultivate.strategies import BY_SLUG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Outcome = Literal["done", "skipped", "later"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
#: Who is put off is back on the list after a week; who was turned to with a strategy that is there no more, after a month.
LATER_DAYS, REMOVED_DAYS = 7, 30
_KEY = "contact:"
_LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Contact:
    """What became of a strategy for a person on a day.

    Attributes:
        person_id: who.
        strategy: slug of what was listed.
        on: the day.
        outcome: done; skipped: not this for this person; later: not this week.
        note: what the user wants to remember of it.
    """

    person_id: str
    strategy: str
    on: date
    outcome: Outcome = "done"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resting:
    """Who is left in peace on a day.

    Attributes:
        people: person_id of who is in no list.
        never: (person_id, strategy) of what is not proposed again yet.
    """

    people: frozenset[str]
    never: frozenset[tuple[str, str]]


def resting(contacts: Iterable[Contact], today: date, rest_days: Mapping[str, int] | None = None) -> Resting:
    """Who rests: after something was done as long as its strategy says, after "later" a week.

    A skipped strategy is not proposed to that person for its rest time; another one may be.

    Args:
        contacts: what became of former lists.
        today: the day the list is made on.
        rest_days: rest time of each strategy by slug; the built-in strategies by default.
    """
    days = {slug: strategy.rest_days for slug, strategy in BY_SLUG.items()} | dict(rest_days or {})
    people, never = set(), set()
    for past in contacts:
        rest = LATER_DAYS if past.outcome == "later" else days.get(past.strategy, REMOVED_DAYS)
        if (today - past.on) >= timedelta(days=rest):
            continue
        if past.outcome == "skipped":
            never.add((past.person_id, past.strategy))
        else:
            people.add(past.person_id)
    return Resting(frozenset(people), frozenset(never))


def as_note(contact: Contact) -> tuple[str, dict[str, str]]:
    """A contact as a note of the workspace: what it is about and what it says. One person, strategy and day is one note."""
    about = f"{_KEY}{contact.person_id}:{contact.strategy}:{contact.on.isoformat()}"
    return about, {"outcome": contact.outcome, "note": contact.note.strip()[:_LONGEST_NOTE]}


def from_notes(notes: Mapping[str, Any]) -> tuple[Contact, ...]:
    """The contacts among the notes of a workspace, the latest first; what is no contact is passed over."""
    found = []
    for about, said in notes.items():
        parts = about.removeprefix(_KEY).split(":")
        if not about.startswith(_KEY) or len(parts) != 3 or not isinstance(said, dict):  # noqa: PLR2004 as written above
            continue
        outcome = said.get("outcome")
        if outcome not in OUTCOMES:
            continue
        try:
            on = date.fromisoformat(parts[2])
        except ValueError:
            continue
        found.append(Contact(parts[0], parts[1], on, cast("Outcome", outcome), str(said.get("note") or "")))
    return tuple(sorted(found, key=lambda c: (c.on, c.person_id, c.strategy), reverse=True))
