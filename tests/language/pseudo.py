"""A language that does not exist, made of the English catalogue: each letter takes another shape, each vowel is doubled.

What is not translated stays plain to see, and every sentence is about a third longer, as it would be in German.
"""

from __future__ import annotations

import re
from contextlib import contextmanager

from truefans_core.words import Words, speech
from truefans_core.words.catalogue import messages

#: It passes for Esperanto, so that there is a plural rule; numbers and days are those of the locale.
CODE = "eo"
#: Latin letters with marks, Greek and Cyrillic ones, all in the fonts of the PDF.
SHAPES = {
    **dict(zip("bcdfghjklmnpqrstvwxyz", "вçđфğħĵķłмñþяřšţνŵχýž", strict=True)),
    **dict(zip("BCDFGHJKLMNPQRSTVWXYZ", "ВÇĐФĞĦĴĶŁМÑÞЯŘŠŢΝŴΧÝŽ", strict=True)),
    **dict(zip("aeiouAEIOU", ("áá", "éé", "íí", "óó", "úú", "Áá", "Éé", "Íí", "Óó", "Úú"), strict=True)),
}
_SHAPES = str.maketrans(SHAPES)
#: What is put in, and the names of symbols, keep their place.
_KEPT = re.compile(r"(\{[^}]*\}|:material/\w+:)")
#: What is no sentence: months and days of the week of the locale.
OF_THE_LOCALE = frozenset(
    [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ]
)


def other(text):
    """The text in the language that does not exist."""
    return "".join(part if _KEPT.fullmatch(part) else part.translate(_SHAPES) for part in _KEPT.split(text))


@contextmanager
def spoken(monkeypatch):
    """While it is open there is a catalogue of the language that does not exist."""
    table = {key: tuple(other(form) for form in forms) for key, forms in messages("en").items()}
    with monkeypatch.context() as patch:
        patch.setattr(speech, "messages", lambda language: table if language == CODE else messages(language))
        speech._nouns.cache_clear()
        yield
    speech._nouns.cache_clear()


def words(preset="creator", locale="en"):
    """A speaker of it."""
    return Words(language=CODE, preset=preset, locale=locale)


def untranslated(text):
    """English words in a text: three Latin letters or more without a mark."""
    return set(re.findall(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])", text)) - OF_THE_LOCALE
