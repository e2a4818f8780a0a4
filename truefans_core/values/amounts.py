"""The grammar of a written amount: "$1,234.50", "1 234,50 EUR", "(45.00)", "9.99-", "3.5k", "25,-"."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from truefans_core.values.currencies import currencies_of

Decimal = Literal[".", ","]

#: Amounts are held in millionths until their currency is known: exact for every ISO 4217 exponent, and cutting
#: further digits never changes a half-up rounding to four digits or fewer.
MICROS = 1_000_000
#: No payment is larger than this many major units; what is, is a mistake.
LARGEST = 10**12
_LONGEST = 64  # characters of a cell that can still be an amount
_SPACES = "\\s\u00a0\u202f\u2009"
_MINUS = r"\-−–"
_AFFIX = rf"[^\d()+{_MINUS}]"
_SHAPE = re.compile(
    rf"(?P<s1>[+{_MINUS}])?\s*(?P<open>\()?\s*(?P<s2>[+{_MINUS}])?\s*(?P<before>{_AFFIX}*?)\s*(?P<open2>\()?\s*"
    rf"(?P<s3>[+{_MINUS}])?\s*(?P<digits>[.,]?\d(?:[\d.,'’{_SPACES}]*[\d.,])?)(?P<dash>(?<=[.,])[{_MINUS}—]{{1,2}})?\s*"
    rf"(?:(?P<k>[kKM])(?![^\W\d_]))?\s*(?P<s4>[{_MINUS}])?\s*(?P<close>\))?\s*(?P<after>{_AFFIX}*?)\s*"
    rf"(?P<s5>[{_MINUS}])?\s*(?P<close2>\))?"
)
_GROUPED = {
    ".": re.compile(
        rf"(?P<whole>\d+|\d{{1,3}}(?P<sep>[,'’{_SPACES}])(?:\d{{2,3}}(?P=sep))*\d{{3}}|)(?:\.(?P<part>\d*))?"
    ),
    ",": re.compile(
        rf"(?P<whole>\d+|\d{{1,3}}(?P<sep>[.'’{_SPACES}])(?:\d{{2,3}}(?P=sep))*\d{{3}}|)(?:,(?P<part>\d*))?"
    ),
}
_NOT_DIGITS = re.compile(r"\D")
_THOUSANDS = {"k": 10**3, "K": 10**3, "M": 10**6}


class Shape(NamedTuple):
    """A written amount taken apart: sign, digits with their separators, multiplier, sign or code of a currency."""

    negative: bool
    digits: str
    times: int
    symbol: str | None


def take_apart(text: str) -> Shape | None:
    """The parts of a written amount, or None where the text is not one.

    Example:
        >>> take_apart("-$1,250.00 USD")
        Shape(negative=True, digits='1,250.00', times=1, symbol='usd')
        >>> take_apart("five dollars") is None
        True
    """
    found = _SHAPE.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    digits = found["digits"]
    before, after = found["before"].strip().casefold(), found["after"].strip().casefold()
    if before and digits[0] in ".," and currencies_of(before + digits[0]):  # "Rs.500" is not half a rupee
        before, digits = before + digits[0], digits[1:]
    symbol = _symbol(before, after)
    signs = [found[name] for name in ("s1", "s2", "s3", "s4", "s5") if found[name]]
    opened = (found["open"] or "") + (found["open2"] or "")
    closed = (found["close"] or "") + (found["close2"] or "")
    if symbol == "?" or len(signs) > 1 or len(opened) != len(closed) or len(opened) > 1 or (opened and signs):
        return None
    if found["dash"]:  # "25,-": no cents
        digits = digits[:-1]
    negative = bool(opened) or (bool(signs) and signs[0] != "+")
    return Shape(negative, digits, _THOUSANDS.get(found["k"] or "", 1), symbol)


def in_micros(shape: Shape, decimal: Decimal) -> int | None:
    """The amount in millionths under a decimal sign; None where the separators contradict it."""
    found = _GROUPED[decimal].fullmatch(shape.digits)
    if found is None or not (found["whole"] or found["part"]):
        return None
    whole = int(_NOT_DIGITS.sub("", found["whole"]) or "0")
    part = (found["part"] or "").ljust(6, "0")
    scale: int = 10 ** len(part)
    micros: int = (whole * scale + int(part)) * shape.times * MICROS // scale
    if micros >= LARGEST * MICROS:
        return None
    return -micros if shape.negative else micros


def sign_shown(digits: str) -> Decimal | Literal["?"] | None:
    """Which decimal sign a written number proves; "?" where it could be either, None where it has no separator.

    Example:
        >>> [sign_shown(d) for d in ("1.234,56", "1'234.50", "9.99", "1,234,567", "1.000", "12")]
        [',', '.', '.', '.', '?', None]
    """
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if not dots and not commas:
        return None
    sign: Decimal = "." if dots else ","
    other: Decimal = "," if dots else "."
    if dots + commas > 1:
        return other
    whole, _, part = digits.partition(sign)
    could_group = len(part) == 3 and whole.isdigit() and len(whole) <= 3 and whole[0] != "0"  # noqa: PLR2004 a group
    return "?" if could_group else sign


def _symbol(before: str, after: str) -> str | None:
    """The more telling of the two affixes, None where there is none, "?" where they are not of a currency."""
    given = [affix for affix in (before, after) if affix]
    meanings = [frozenset(currencies_of(affix)) for affix in given]
    if not given:
        return None
    if not all(meanings) or not frozenset.intersection(*meanings):
        return "?"
    return min(zip(given, meanings, strict=True), key=lambda pair: len(pair[1]))[0]
