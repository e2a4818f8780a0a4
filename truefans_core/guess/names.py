"""How well a header names each role, in seven languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from truefans_core.columns import ROLES
from truefans_core.guess.ideas import Reading, plain, readings
from truefans_core.guess.patterns import ROLES_NAMED, score
from truefans_core.values import currencies_of

__all__ = ["currency_in", "is_some_id", "may_be_key", "may_be_whole", "plain", "says", "says_when", "scores"]

#: Score from which a header may have a role.
NAMED = 0.6
_CODE = re.compile(
    r"[(\[]\s*([A-Z]{3}|[^\w\s()\[\]]{1,3})\s*[)\]]|\b(?:in|en)\s+([A-Z]{3})\b|([€£₹₩₺₴₪])|(?<=[a-z ])\s([A-Z]{3})$"
)
_FOREIGN = 0.9  # of a word in a language that the other headers do not speak
_PRIVATE = "secret"
_WHEN = frozenset({"date", "time"})
_KEYS = frozenset({"id", "number", "code", "alt"})


def currency_in(header: str) -> str | None:
    """The currency a header states, or None.

    Example:
        >>> currency_in("Amount (EUR)"), currency_in("Betrag in €"), currency_in("Amount ($)")
        ('EUR', 'EUR', None)
    """
    for found in _CODE.finditer(header):
        meanings = currencies_of(next(part for part in found.groups() if part))
        if len(meanings) == 1:
            return meanings[0]
    return None


@cache
def scores(header: str, language: str = "en") -> Mapping[str, float]:
    """How well the header names each role, 0–1; roles it does not name are absent.

    Args:
        header: as written.
        language: of the table's other headers; words of a third language count for a little less.
    """
    found: dict[str, float] = {}
    for reading in _understood(header):
        foreign = 1.0 if all(language in known for known in reading.languages) else _FOREIGN
        if _PRIVATE in reading.ideas:
            found["sensitive"] = max(found.get("sensitive", 0.0), foreign)
            continue
        for role in ROLES_NAMED:
            better = foreign * score(role, reading.ideas, reading.unknown)
            if better > found.get(role, 0.0):
                found[role] = better
    return {role: value for role, value in found.items() if value >= NAMED}


def says(header: str, idea: str) -> bool:
    """Whether the header may say the idea."""
    return any(idea in reading.ideas for reading in _understood(header))


def says_when(header: str, language: str = "en") -> bool:
    """Whether a header names a role of days and says date, time or when in English or a table's own language.

    Example:
        >>> [says_when(header) for header in ("date", "Order date", "When", "Lead", "Time zone")]
        [True, True, True, False, False]
    """
    if not any(ROLES[role].kind == "date" for role in scores(header, language)):
        return False
    return any(
        reading.ideas & _WHEN
        for reading in _understood(header)
        if all(language in known for known in reading.languages)
    )


def _understood(header: str) -> tuple[Reading, ...]:
    """The readings of a header without the currency it states: "Total USD" is a total, "Donor ZIP" no money."""

    def without(found: re.Match[str]) -> str:
        return " " if currencies_of(next(part for part in found.groups() if part)) else found.group()

    return readings(plain(_CODE.sub(without, header)) or plain(header))


def may_be_whole(header: str) -> bool:
    """Whether a header that names a part of a name may mean all of it, as "Nom" and "Nombre" may."""
    return any(
        "name" in reading.ideas and not reading.ideas & {"first", "last"} for reading in _understood(header)
    )


def may_be_key(header: str) -> bool:
    """Whether a header says nothing that keeps its column from being keys: no known word but those for numbers."""
    return any(reading.ideas <= _KEYS for reading in _understood(header))


def is_some_id(header: str) -> bool:
    """Whether a header is an id of something that no language knows, such as a platform: "Memberful ID"."""
    return any(reading.ideas == {"id"} and reading.unknown == 1 for reading in _understood(header))
