"""What columns are called: ideas ("person", "date", "amount") and the words for them, one module a language.

Words are lower case, without accents or signs, separated by bars; a word may stand for two ideas ("first name"). A
language that is added here is understood everywhere, on its own and mixed with English.
"""

from collections.abc import Mapping
from types import MappingProxyType

from truefans_core.guess.vocabulary import de, en, es, fr, it, nl, pt

#: Language to idea to words. English first: its meaning of a word that two languages share comes first.
LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": en.WORDS,
        "de": de.WORDS,
        "fr": fr.WORDS,
        "es": es.WORDS,
        "it": it.WORDS,
        "pt": pt.WORDS,
        "nl": nl.WORDS,
    },
)
