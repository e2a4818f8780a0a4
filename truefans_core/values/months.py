"""Names of months in the languages exports come in."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Mapping

_OF_YEAR = re.compile(
    r"((?:19|20)\d{2})[-/.](\d{1,2})|(\d{1,2}(?=[-/.](?:19|20))|[^\W\d_]{3,}\.?)(?:[-/. ,]+((?:19|20)\d{2})|-(\d{2}))"
)
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


def month_of_year(text: str) -> str | None:
    """The first day, year first, of a month written with its year and without a day; None where it is none.

    Example:
        >>> [month_of_year(t) for t in ("Jan 2026", "2026-01", "3/2025", "März 2026", "Jan-26", "Jan 26")]
        ['2026-1-1', '2026-1-1', '2025-3-1', '2026-3-1', '2026-1-1', None]
    """
    found = _OF_YEAR.fullmatch(text.strip())
    if found is None:
        return None
    year = (
        found[1] or found[4] or f"20{found[5]}"
    )  # a spreadsheet writes Jan-26 for the month, 26-Jan for the day
    written = (found[2] or found[3]).casefold().rstrip(".")
    month = int(written) if written.isdecimal() else month_numbers().get(written, 0)
    return f"{year}-{month}-1" if 1 <= month <= 12 else None  # noqa: PLR2004 months
