"""Names of months in the languages exports come in."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Mapping

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")


@cache
def month_numbers() -> Mapping[str, int]:
    """Month names and abbreviations, lower case without full stop, to 1…12.

    Example:
        >>> [month_numbers()[name] for name in ("sep", "märz", "août", "ene", "mei")]
        [9, 3, 8, 1, 5]
    """
    found = {"sept": 9, "maer": 3, "maerz": 3}
    for language in _LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = Locale(language).months[context][width]
                found |= {name.casefold().rstrip("."): number for number, name in names.items()}
    return MappingProxyType(found)
