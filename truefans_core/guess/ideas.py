"""What a header says, as ideas: "Kunden-E-Mail", "customer_email" and "buyerEmail" all say person and email."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

from rapidfuzz import fuzz, process

from truefans_core.guess.vocabulary import LANGUAGES

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-rt-z]|[A-Z]s[a-z])|(?<=[A-Za-z])(?=\d)")
#: How much of something: "VAT 20%", "Tax 5 %".
_PERCENT = re.compile(r"\b\d+([.,]\d+)?\s*%")
#: A word that ends a header and says that it is a day: "paid at", "bezahlt am", "payé le".
_ON = frozenset({"at", "on", "am", "le", "el", "il", "em", "op"})
_LONGEST = 10  # words of a phrase
_QUESTION = 4  # known words in a row from which the rest of a question does not matter
_READINGS = 12  # of one header that are weighed
_SHORTEST_PART, _SHORTEST_COMPOUND, _SHORTEST_TYPO = 3, 6, 6
_SHORT_ENDINGS = frozenset({"id", "nr", "no"})
_LINKS = ("", "s", "n", "en", "es")
_ALIKE = 88  # similarity, 0–100, of a word and its misspelling
_ENDINGS = ("s", "es", "e", "n", "en", "er")
#: Second, third … of something: "E-mail 2", "Telefon 3".
_MORE = re.compile(r"[2-9]|1\d")

Ideas = frozenset[str]
#: Ideas of a word, parted by spaces, with the languages in which it has them; several where it is ambiguous.
Meanings = tuple[tuple[str, frozenset[str]], ...]
_ENGLISH = frozenset({"en"})
_EVERY = frozenset(LANGUAGES)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a header.

    Attributes:
        ideas: what it says.
        unknown: words that no language knows.
        languages: for every word the languages that know it so; words that English knows are left out.
    """

    ideas: Ideas
    unknown: int
    languages: tuple[frozenset[str], ...]


def plain(header: str) -> str:
    """A header in lower-case words without accents and signs; "#" is "number".

    Example:
        >>> plain("Customer_ID"), plain("Montant payé (EUR)"), plain("orderDate"), plain("# of gifts")
        ('customer id', 'montant paye eur', 'order date', 'number of gifts')
    """
    counted = _PERCENT.sub(" ", header) if _PERCENT.sub("", header).strip() else header
    spaced = _CAMEL.sub(" ", counted.replace("#", " number ").replace("%", " percent "))
    apart = unicodedata.normalize("NFKD", spaced.replace("ß", "ss").casefold())
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]+|_+", " ", letters).split())


@cache
def readings(words: str) -> tuple[Reading, ...]:
    """How plain words may be understood, the likeliest first; never none.

    Example:
        >>> sorted(readings("kundennummer")[0].ideas)
        ['number', 'person']
    """
    tokens = words.split()
    choices: list[Meanings] = []
    unknown = place = 0
    question = False
    while place < len(tokens):
        size, meanings = _longest(tokens, place)
        if size == 0:
            meanings, size = _word(tokens[place], last=place == len(tokens) - 1 and place > 0), 1
            unknown += not meanings and not tokens[place].isdigit() and len(tokens[place]) > 1
        if meanings:
            choices.append(meanings)
        question |= size >= _QUESTION
        place += size
    return tuple(
        Reading(
            frozenset(idea for ideas, _ in one for idea in ideas.split()),
            0 if question else unknown,
            tuple(languages for _, languages in one if "en" not in languages),
        )
        for one in islice(product(*choices), _READINGS)
    )


def _longest(tokens: list[str], place: int) -> tuple[int, Meanings]:
    """How many words from here are a known phrase, and what it means."""
    ends = len(tokens) - 1
    for size in range(min(_LONGEST, len(tokens) - place), 0, -1):
        if size == 1 and place == ends and place and tokens[place] in _ON:
            return 1, (("date", _ENGLISH),)
        if meanings := _meanings().get(" ".join(tokens[place : place + size])):
            return size, meanings
    return 0, ()


def _word(token: str, *, last: bool) -> Meanings:
    """What a single word means that stands in no list: a number, a compound, another form, a slip of the pen."""
    if _MORE.fullmatch(token):
        return (("alt", _ENGLISH),) if last else ()
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) > len(ending) + _SHORTEST_PART:
            meanings = _meanings().get(token.removesuffix(ending), ())
            if meanings:
                return meanings
    if len(token) >= _SHORTEST_COMPOUND and (parts := _parts(token)):
        return ((" ".join(parts), _EVERY),)
    if len(token) >= _SHORTEST_TYPO:
        found = process.extractOne(token, _single_words(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return _meanings()[found[0]] if found else ()
    return ()


def _parts(token: str) -> tuple[str, ...]:
    """The ideas of the words a compound is made of, or none where it is not made of known words."""
    for cut in range(len(token) - 1, _SHORTEST_PART - 1, -1):
        head, tail = token[:cut], token[cut:]
        known = _meanings().get(head)
        if not known or (len(tail) < _SHORTEST_PART and tail not in _SHORT_ENDINGS):
            continue
        for link in _LINKS:
            rest = tail[len(link) :]
            if not tail.startswith(link) or not rest:
                continue
            if rest in _meanings():
                return known[0][0], _meanings()[rest][0][0]
            if len(rest) >= _SHORTEST_COMPOUND and (more := _parts(rest)):
                return (known[0][0], *more)
    return ()


def likely_language(headers: Iterable[str]) -> str:
    """The language that knows most of the headers which English does not."""
    votes: dict[str, float] = {}
    for header in headers:
        understood = readings(plain(header))
        if any(not reading.languages and not reading.unknown for reading in understood):
            continue  # English knows it, as it does "stage"
        for known in {known for reading in understood for known in reading.languages}:
            for language in known:
                votes[language] = votes.get(language, 0.0) + 1 / len(known)
    return max(votes, key=lambda language: votes[language], default="en")


@cache
def _meanings() -> Mapping[str, Meanings]:
    """Word to its ideas with the languages that know it so, English first."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for language, ideas in LANGUAGES.items():
        for idea, words in ideas.items():
            for word in words.split("|"):
                meanings = found.setdefault(word, {})
                meanings[idea] = meanings.get(idea, frozenset()) | {language}
    return {word: tuple(meanings.items()) for word, meanings in found.items()}


@cache
def _single_words() -> tuple[str, ...]:
    return tuple(word for word in _meanings() if " " not in word and len(word) >= _SHORTEST_TYPO)
