"""Columns of countries: names in eight languages and codes to ISO 3166 alpha-2."""

from __future__ import annotations

import unicodedata
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow as pa
from babel import Locale
from babel.core import get_global

from truefans_core.values.cells import Column, distinct_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv")
#: What people write and CLDR does not list.
_OTHERS = {
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "great britain": "GB",
    "united states of america": "US", "u.s.": "US", "u.s.a.": "US", "america": "US", "holland": "NL",
    "the netherlands": "NL", "czech republic": "CZ", "turkey": "TR", "russian federation": "RU", "korea": "KR",
    "republic of korea": "KR", "viet nam": "VN", "brasil": "BR", "republic of ireland": "IE", "eire": "IE",
    "macedonia": "MK", "swaziland": "SZ", "burma": "MM", "ivory coast": "CI", "cape verde": "CV", "hong kong": "HK",
    "macau": "MO", "taiwan, province of china": "TW", "iran, islamic republic of": "IR", "deutschland": "DE",
}  # fmt: skip


def country_code(column: Column) -> pa.Array:
    """Countries as ISO 3166 alpha-2; null where empty or not recognised. "NA" is Namibia.

    Example:
        >>> country_code(pa.array(["United States", "deu", "NA", "Österreich", "Narnia"])).to_pylist()
        ['US', 'DE', 'NA', 'AT', None]
    """
    names = _names()
    return distinct_cells(column, empty=("", "-")).parse(lambda text: names.get(_plain(text)), pa.string())


def _plain(text: str) -> str:
    """Lower case without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@cache
def _names() -> Mapping[str, str]:
    codes = [code for code in Locale("en").territories if len(code) == 2 and code.isalpha()]  # noqa: PLR2004
    found = {
        _plain(old): new[0]
        for old, new in get_global("territory_aliases").items()
        if len(new) == 1 and len(old) <= 3  # noqa: PLR2004
    }
    for language in reversed(_LANGUAGES):
        territories = Locale(language).territories
        found |= {_plain(territories[code]): code for code in codes if code in territories}
    found |= {_plain(name): code for name, code in _OTHERS.items()}
    return MappingProxyType(found | {code.casefold(): code for code in codes if code != "UK"})
