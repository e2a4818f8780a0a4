"""How many were reached: from exports that know no people, and from numbers the user typed in.

Figures of one channel speak of the same people day after day, so they are never added: a channel's reach is the
largest figure of the four weeks up to its latest day, of figures that count people where there are such (reach,
users, followers) before others (views, impressions). People follow on several channels, so channels are not added
either: the largest counts, unless the user states that the channels reach different people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

#: Older figures say nothing about today.
DAYS_KNOWN = 365
#: Days up to the latest whose best day speaks for the channel: a single day may be half over.
DAYS_TOGETHER = 28
#: Words in a measure that counts people, not events.
PEOPLE_WORDS = (
    "reach", "user", "visitor", "viewer", "listener", "reader", "follower", "subscriber", "member", "account", "people",
    "unique", "fans", "audience",
    "reichweite", "nutzer", "besucher", "zuschauer", "hörer", "leser", "abonnent", "mitglied", "konten", "personen",
    "portée", "utilisateur", "visiteur", "spectateur", "auditeur", "lecteur", "abonné", "membre", "compte", "personne",
    "alcance", "usuario", "visitante", "espectador", "oyente", "lector", "seguidor", "suscriptor", "miembro", "persona",
    "copertura", "utent", "visitator", "spettator", "ascoltator", "lettor", "iscritt", "membri", "persone",
    "usuário", "utilizador", "ouvinte", "leitor", "inscrito", "assinante", "subscritor", "membro", "pessoa",
    "bereik", "gebruiker", "bezoeker", "kijker", "luisteraar", "lezer", "volger", "abonnee", "leden", "mensen",
)  # fmt: skip
#: A measure of who came or left that day is no count of an audience.
CHANGE_WORDS = (
    r"\b(new|net|gained|lost|growth|unfollow\w*|unsubscri\w*|neue|verloren\w*|nouveaux|perdus|nuevos|perdidos|nuovi|"
    r"persi|novos|nieuwe|verloren)\b"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A number of people reached that the user typed in; the channel "" means everywhere."""

    date: date
    channel: str
    count: int


@dataclass(frozen=True, slots=True)
class Reached:
    """How many were reached.

    Attributes:
        value: people.
        date: the latest day the number speaks of.
        channel: the channel it is of; several, separated by ", ", where they were added; "" for everywhere.
    """

    value: int
    date: date
    channel: str


def reached(
    reach: pa.Table,
    typed: Sequence[Typed] = (),
    *,
    as_of: date,
    different_people: bool = False,
) -> Reached | None:
    """How many people were reached in the year to `as_of`, or None where nothing speaks of it.

    What the user typed in for a channel takes the place of its figures, and for everywhere that of all.

    Args:
        reach: columns.REACH.
        typed: numbers the user typed in.
        as_of: the day; later figures and those of more than 365 days before do not count.
        different_people: the user's statement that no person is on two channels: then channels are added.
    """
    found = _of_files(reach, as_of) | _of_user(typed, as_of)
    if "" in found and any(each.channel == "" and _is_recent(each.date, as_of) for each in typed):
        found = {"": found[""]}
    if not found:
        return None
    best = max(found.values(), key=lambda each: (each.value, each.date, each.channel))
    if not different_people or len(found) == 1:
        return best
    channels = ", ".join(sorted(found))
    return Reached(sum(e.value for e in found.values()), max(e.date for e in found.values()), channels)


def _of_user(typed: Iterable[Typed], as_of: date) -> dict[str, Reached]:
    """The latest number of each channel; of two of one day the larger."""
    recent = sorted((t for t in typed if _is_recent(t.date, as_of)), key=lambda t: (t.date, t.count))
    return {each.channel: Reached(each.count, each.date, each.channel) for each in recent}


def _of_files(reach: pa.Table, as_of: date) -> dict[str, Reached]:
    since = pa.scalar(as_of - timedelta(days=DAYS_KNOWN), pa.date32())
    known = pc.and_(
        pc.greater(reach["date"], since), pc.less_equal(reach["date"], pa.scalar(as_of, pa.date32()))
    )
    recent = reach.filter(pc.and_(known, pc.is_finite(reach["value"])))
    found = {}
    for channel in pc.unique(pc.fill_null(recent["channel"], "")).to_pylist():
        rows = recent.filter(pc.equal(pc.fill_null(recent["channel"], ""), channel))
        people = rows.filter(_counts_people(rows["measure"]))
        rows = people if people.num_rows else rows
        latest: date = pc.max(rows["date"]).as_py()
        together = pa.scalar(latest - timedelta(days=DAYS_TOGETHER), pa.date32())
        value = pc.max(rows.filter(pc.greater(rows["date"], together))["value"]).as_py()
        found[channel] = Reached(round(value), latest, channel)
    return found


def _counts_people(measures: pa.ChunkedArray) -> pa.ChunkedArray:
    words = "|".join(PEOPLE_WORDS)
    lower = pc.utf8_lower(pc.fill_null(measures, ""))
    changes = pc.match_substring_regex(lower, CHANGE_WORDS)
    return pc.and_(pc.match_substring_regex(lower, words), pc.invert(changes))


def _is_recent(day: date, as_of: date) -> bool:
    return as_of - timedelta(days=DAYS_KNOWN) < day <= as_of
