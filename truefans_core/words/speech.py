"""Say a message in a language, in the words of a preset, with the numbers of a locale."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import (
    NumberFormatError,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
    get_currency_symbol,
    parse_decimal,
)

from truefans_core.words.catalogue import SOURCE_LANGUAGE, languages, messages

__all__ = ["PRESETS", "Amount", "Share", "Words", "language_of", "languages"]

#: Vocabularies: they change words, formulas and defaults, never a number underneath.
PRESETS = ("creator", "business", "freelancer", "nonprofit")
#: Nouns every preset has: `{person}` and `{people}`, `{true_fan}` and `{true_fans}`, … (singular and plural).
_NOUNS = {
    "person": "people",
    "true_fan": "true_fans",
    "engaged": "engaged_many",
    "casual": "casual_many",
    "known": "known_many",
    "gone": "gone_many",
}
_MOST_DIGITS = 3
#: Languages that write a decimal point, and a decimal comma.
_POINT, _COMMA = "en", "de"
_LARGEST = Decimal(10) ** 13
#: Said in one form only; one of them with its article, which not every noun has alike.
_MASS_NOUNS = ("income", "payment", "payments", "a_true_fan")


def language_of(locale: str) -> str:
    """The language there is a catalogue for that is spoken at a locale; English where there is none.

    Example:
        >>> language_of("en_GB"), language_of("xx")
        ('en', 'en')
    """
    spoken = (locale, locale.partition("_")[0])
    return next((each for each in spoken if each in languages()), SOURCE_LANGUAGE)


@dataclass(frozen=True, slots=True)
class Amount:
    """Money to be said: minor units with their currency. `whole` drops the minor units."""

    minor: int
    currency: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A share or rate to be said as per cent: 0.05 is 5 %."""

    value: float
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A speaker of one language in the words of one preset.

    Attributes:
        language: a language there is a catalogue for.
        preset: one of `PRESETS`.
        locale: for numbers and dates, for example `en_GB`; defaults to the language.
    """

    language: str = SOURCE_LANGUAGE
    preset: str = "creator"
    locale: str = ""

    def __call__(self, message: str, /, n: int | None = None, **params: Any) -> str:
        """Say a message. `n` is the number that decides the plural form and fills `{n}`.

        Integers, dates, `Amount` and `Share` are formatted for the locale; text is put in as it is (a page
        shows text of the data through `safe_text` only).

        Raises:
            KeyError: if there is no such message or it lacks a parameter: a fault of the code.
        """
        forms = messages(self.language).get(message) or messages(SOURCE_LANGUAGE)[message]
        template = (
            forms[0]
            if n is None or len(forms) == 1
            else forms[min(_plural(self.language, n), len(forms) - 1)]
        )
        if "{" not in template:
            return template
        filled = {**_nouns(self.language, self.preset), **{k: self._in_words(v) for k, v in params.items()}}
        if n is not None:
            filled["n"] = self.number(n)
        return template.format_map(filled)

    def fill(self, text: str) -> str:
        """A longer text with the preset's nouns in the place of `{true_fans}` and their like."""
        return text.format_map(_nouns(self.language, self.preset))

    def knows(self, message: str) -> bool:
        """Whether there is a message of this id."""
        return message in messages(SOURCE_LANGUAGE)

    def number(self, value: float, digits: int | None = None) -> str:
        """A number with the locale's separators; `digits` after the sign, as few as needed by default."""
        pattern = None if digits is None else "#,##0." + "0" * digits if digits else "#,##0"
        return str(format_decimal(value, format=pattern, locale=self._locale))

    def money(self, minor: int, currency: str, *, whole: bool = False) -> str:
        """An amount with its currency: 12345, "USD" → $123.45; whole → $123."""
        major = minor / 10 ** get_currency_precision(currency)
        digits = {"currency_digits": False, "format": _whole_pattern(str(self._locale))} if whole else {}
        return str(format_currency(major, currency, locale=self._locale, **digits))

    def read_number(self, text: str) -> Decimal | None:
        """A number as the locale writes it, else with a decimal point or comma; None if it is none or not finite."""
        plain = text.strip().replace("\u00a0", " ").replace(" ", "").lstrip("$€£¥")
        for locale in (self._locale, _locale(_POINT), _locale(_COMMA)):
            try:
                found = parse_decimal(plain, locale=locale, strict=True)
            except (NumberFormatError, ValueError):
                continue
            return found if found.is_finite() else None
        return None

    def read_money(self, text: str, currency: str) -> int | None:
        """An amount typed in major units as minor units of a currency, half up; None if it cannot be read."""
        found = self.read_number(
            text.replace(currency, "").replace(get_currency_symbol(currency, self._locale), "")
        )
        if found is None or abs(found) > _LARGEST:
            return None
        return int((found * 10 ** get_currency_precision(currency)).to_integral_value(ROUND_HALF_UP))

    def share(self, value: float, digits: int = 0) -> str:
        """A share as per cent; a small share gets up to three digits so that it does not read as nothing."""
        if value and abs(value) < 0.5 / 10 ** (digits + 2) and digits < _MOST_DIGITS:
            return self.share(value, digits + 1)
        return str(
            format_percent(value, format=_share_pattern(str(self._locale), digits), locale=self._locale)
        )

    def date(self, day: dt.date, style: str = "medium") -> str:
        """A day in the locale's way; `style` is short, medium, long, or a CLDR pattern such as "MMM y"."""
        return str(format_date(day, format=style, locale=self._locale))

    def country(self, code: str) -> str:
        """A country's name by its ISO 3166 alpha-2 code; the code itself where it has none."""
        return str(self._locale.territories.get(code, code))

    @property
    def _locale(self) -> Locale:
        return _locale(self.locale or self.language)

    def _in_words(self, value: Any) -> str:
        match value:
            case bool():
                return str(value)
            case int() | float():
                return self.number(value)
            case Amount() | Share() | dt.date():
                return _formatted(self, value)
            case _:
                return str(value)


@lru_cache(10_000)  # a sentence a person says the same few days and amounts again and again
def _formatted(say: Words, value: Amount | Share | dt.date) -> str:
    match value:
        case Amount(minor, currency, whole):
            return say.money(minor, currency, whole=whole)
        case Share(value=share, digits=digits):
            return say.share(share, digits)
    return say.date(value)


@cache
def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(SOURCE_LANGUAGE)


@cache
def _whole_pattern(locale: str) -> str:
    return str(Locale.parse(locale).currency_formats["standard"].pattern).replace(".00", "")


@cache
def _share_pattern(locale: str, digits: int) -> str:
    """The locale's way to write per cent (9 %, 9%, %9), with so many decimals."""
    pattern = str(Locale.parse(locale).percent_formats[None].pattern)
    return pattern.replace("0", "0." + "0" * digits, 1) if digits else pattern


@cache
def _plural(language: str, n: int) -> int:
    """The index of the plural form, in the order of the language's CLDR categories."""
    rule = Locale.parse(language).plural_form
    order = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in {*rule.tags, "other"}]
    return order.index(rule(n))


@cache
def _nouns(language: str, preset: str) -> Mapping[str, str]:
    table = {**messages(SOURCE_LANGUAGE), **messages(language)}
    nouns: dict[str, str] = {}
    for one, many in _NOUNS.items():
        forms = table[f"noun.{preset}.{one}"]
        nouns[one], nouns[many] = forms[0], forms[-1]
    for name in _MASS_NOUNS:
        nouns[name] = table[f"noun.{preset}.{name}"][0]
    capital = {name[0].upper() + name[1:]: word[:1].upper() + word[1:] for name, word in nouns.items()}
    return {**nouns, **capital}


def fields_of(template: str) -> frozenset[str]:
    """The parameters a template asks for."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
