"""A day told in several columns: years in one, months in the next, perhaps the day of the month in a third."""

from __future__ import annotations

from truefans_core.guess.ideas import plain
from truefans_core.guess.looks import Look
from truefans_core.guess.names import says
from truefans_core.guess.paid import Roles
from truefans_core.sources.source import words

_ALL = 0.9
_NAMES = tuple(
    words(text)
    for text in (
        "year|jahr|annee|an|ano|anno|jaar|yr|fiscal year",
        "month|monat|mois|mes|mese|maand|month number",
        "day|tag|jour|dia|giorno|dag|day of month",
    )
)


def in_pieces(headers: tuple[str, ...], looks: dict[str, Look], roles: Roles) -> tuple[str, ...]:
    """The columns of year, month and, where there is one, day, or the one of months of years; none where there is none."""
    monthly = [
        h
        for h in headers
        if h not in roles and looks[h].months >= _ALL and (says(h, "month") or says(h, "date"))
    ]
    if len(monthly) == 1:
        return tuple(monthly)
    named = [next((h for h in headers if h not in roles and plain(h) in names), None) for names in _NAMES]
    year, month, day = named
    if year is None or month is None or not looks[year].count or not looks[month].count:
        return ()
    return tuple(header for header in (year, month, day) if header is not None and not looks[header].cents)
