"""How well a header names each role, in seven languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from rapidfuzz import fuzz, process

from truefans_core.columns import ROLES
from truefans_core.guess.synonyms import SYNONYMS
from truefans_core.sources.source import words as words_of
from truefans_core.values import currencies_of

#: Similarity (WRatio, 0–100) from which two names may be the same.
SIMILAR = 85
#: A name that is part of a longer header.
CONTAINED = 0.82
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CODE = re.compile(r"[(\[]\s*([A-Z]{3}|[^\w\s()\[\]]{1,3})\s*[)\]]|\b(?:in|en)\s+([A-Z]{3})\b|([€£₹₩₺₴₪])")
_FILLING = frozenset(
    {"the", "of", "in", "a", "der", "die", "das", "le", "la", "les", "el", "il", "o", "de", "het", "utc"}
)
#: Shorter names are too easily alike.
_SHORTEST = 4
#: Words that make a longer header something else: "Payment count" is no payment, "Event name" nobody's name.
_NOT_MONEY = words_of(
    "lifetime|predicted|count|number|nr|no|num|id|date|month|months|day|days|hours|time|method|type|status|currency|"
    "name|code|reference|average|avg|percent|percentage|rate|anzahl|nombre|numero|quantity|level",
)
_NOT_AN_ID = words_of(
    "value|amount|total|average|date|lifetime|status|sum|name|price|email|url|count|plan",
)
_NOT_A_NAME = words_of(
    "program|event|campaign|opportunity|file|product|item|list|owner|source|plan|tier|project|page|"
    "form|fund|ticket|addr|addr1|addr2|address|city|zip|state|street|id|email|date|type|count|status|"
    "number",
)
_OTHERWISE = {
    **{role.name: _NOT_MONEY for role in ROLES.values() if role.kind == "money"},
    **dict.fromkeys(("external_id", "order_id", "line_item_id", "person_id"), _NOT_AN_ID),
    **dict.fromkeys(("name", "first_name", "last_name"), _NOT_A_NAME),
}


def plain(header: str) -> str:
    """A header in lower-case words without accents and signs.

    Example:
        >>> plain("Customer_ID"), plain("Montant payé (EUR)"), plain("orderDate")
        ('customer id', 'montant paye eur', 'order date')
    """
    spaced = _CAMEL.sub(" ", header)
    apart = unicodedata.normalize("NFKD", spaced.replace("ß", "ss").casefold())
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]+|_+", " ", letters).split())


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


def scores(header: str) -> Mapping[str, float]:
    """How well the header names each role, 0–1; roles it does not name are absent."""
    words = plain(_CODE.sub(" ", header))
    if not words:
        return {}
    found: dict[str, float] = {}
    for synonym, similarity, _ in process.extract(
        words, list(_roles_of()), scorer=fuzz.WRatio, score_cutoff=SIMILAR, limit=None
    ):
        score = _score(words, synonym, similarity)
        more = set(words.split()) - set(synonym.split())
        for role, place in _roles_of()[synonym]:
            if more & _OTHERWISE.get(role, frozenset()):
                continue
            found[role] = max(found.get(role, 0.0), score - place)
    return {role: score for role, score in found.items() if score >= CONTAINED - 0.02}


def _score(words: str, synonym: str, similarity: float) -> float:
    if words == synonym:
        return 1.0
    shorter, longer = sorted((len(words), len(synonym)))
    alike = similarity / 100 * (0.75 + 0.25 * shorter / longer) - 0.01
    score = alike if shorter >= _SHORTEST else 0.0
    tokens = set(words.split()) - _FILLING
    return max(score, CONTAINED) if set(synonym.split()) <= tokens else score


@cache
def _roles_of() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Synonym to its roles; names that come first in a role's list are a hair surer."""
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for role, names in SYNONYMS.items():
        for place, name in enumerate(names):
            found[name] = (*found.get(name, ()), (role, min(place, 99) * 1e-4))
    return found
