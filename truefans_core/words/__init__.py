"""Every sentence of the app, the command line and the reports, by message id.

`Words(language, preset)` speaks: `say("fans.answer", n=188, total=18740)`. Sentences lie in gettext catalogues
(`words/<language>/*.po`), one a room; plural forms follow the language; numbers, money, dates and shares are
formatted for the locale; the preset's nouns fill `{person}`, `{people}`, `{true_fan}`, `{true_fans}`,
`{income}` and their like. The locale never decides the currency of the data.
"""

from truefans_core.words.catalogue import SOURCE_LANGUAGE
from truefans_core.words.explain import explain
from truefans_core.words.speech import PRESETS, Amount, Share, Words, language_of, languages

__all__ = [
    "PRESETS",
    "SOURCE_LANGUAGE",
    "Amount",
    "Share",
    "Words",
    "explain",
    "language_of",
    "languages",
]
