"""Currencies as people write them: ISO codes, signs, names; how many minor units each has."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow as pa
from babel import Locale
from babel.numbers import get_currency_precision, list_currencies

from truefans_core.values.cells import Column, distinct_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Codes that ISO 4217 keeps for tests and for no currency at all.
_NO_MONEY = frozenset({"XTS", "XXX"})
#: A sign as written, lower case, and the currencies that write it so; the most frequent first.
_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "$": "USD CAD AUD NZD SGD HKD MXN ARS CLP COP BRL TWD JMD UYU",
        "us$": "USD", "u$s": "USD", "a$": "AUD", "au$": "AUD", "aud$": "AUD", "c$": "CAD", "ca$": "CAD",
        "can$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "sg$": "SGD", "nt$": "TWD", "mx$": "MXN",
        "ar$": "ARS", "r$": "BRL",
        "€": "EUR", "£": "GBP", "¥": "JPY CNY", "￥": "CNY JPY", "円": "JPY", "元": "CNY", "rmb": "CNY",
        "₹": "INR", "rs": "INR PKR LKR NPR MUR", "rs.": "INR PKR LKR NPR MUR", "₩": "KRW", "원": "KRW",
        "₽": "RUB", "₺": "TRY", "₴": "UAH", "₦": "NGN", "₫": "VND", "₪": "ILS", "฿": "THB", "₱": "PHP",
        "₡": "CRC", "₲": "PYG", "₸": "KZT", "₵": "GHS", "zł": "PLN", "kč": "CZK", "ft": "HUF", "lei": "RON",
        "лв": "BGN", "лв.": "BGN", "kr": "SEK NOK DKK ISK", "kr.": "DKK SEK NOK ISK", "sfr": "CHF",
        "sfr.": "CHF", "fr": "CHF", "fr.": "CHF", "ksh": "KES", "r": "ZAR", "rm": "MYR", "rp": "IDR",
        "euro": "EUR", "euros": "EUR", "dollar": "USD CAD AUD NZD SGD HKD", "dollars": "USD CAD AUD NZD SGD HKD",
    }
)  # fmt: skip


def exponent(currency: str) -> int:
    """Digits of the minor unit: 2 for USD, 0 for JPY, 3 for KWD."""
    return int(get_currency_precision(currency))


def currencies_of(symbol: str) -> tuple[str, ...]:
    """The currencies a sign, code or name may stand for, the most frequent first; empty where unknown.

    Example:
        >>> currencies_of("€"), currencies_of("usd"), currencies_of("$")[:2], currencies_of("?")
        (('EUR',), ('USD',), ('USD', 'CAD'), ())
    """
    return _meanings().get(symbol.strip().casefold(), ())


def currency_code(column: Column) -> pa.Array:
    """A column of currencies as ISO 4217 codes; null where a cell is empty, unknown or has several meanings."""

    def code(text: str) -> str | None:
        meanings = currencies_of(text)
        return meanings[0] if len(meanings) == 1 else None

    return distinct_cells(column).parse(code, pa.string())


def is_currency(code: str) -> bool:
    """Whether it is an ISO 4217 code of money."""
    return code in _codes()


@cache
def _codes() -> frozenset[str]:
    return frozenset(list_currencies()) - _NO_MONEY


@cache
def _meanings() -> Mapping[str, tuple[str, ...]]:
    codes = sorted(_codes())
    names = Locale("en").currencies
    found: dict[str, tuple[str, ...]] = {names[code].casefold(): (code,) for code in codes if code in names}
    found |= {code.casefold(): (code,) for code in codes}
    found |= {sign: tuple(meanings.split()) for sign, meanings in _SIGNS.items()}
    return MappingProxyType(found)
