"""The grammar of a written day and of a written time of day, one text at a time."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Literal

from truefans_core.values.months import month_numbers

Order = Literal["dmy", "mdy", "ymd"]

DAY_US = 86_400_000_000
_EPOCH = dt.date(1970, 1, 1)
#: Years that a date may have.
FIRST_YEAR, LAST_YEAR = 1900, 2199
_PIVOT = 69  # as strptime: 68 is 2068, 69 is 1969
_NUMERIC = re.compile(r"(\d{1,4})\s*([/.\-\s])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
_PLAIN_NUMBER = re.compile(r"\d{5,13}(\.\d+)?")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "de", "del", "of", "the", "le", "den", "am", "el", "il"})
_CLOCK = re.compile(
    r"(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:([ap])\.?\s?m\.?)?\s*"
    r"(?:(?:GMT|UTC)?\s?([+-])(\d{1,2})(?::?(\d{2}))?(?:\s[A-Za-z]{1,5})?|\(?([A-Za-z]{1,4})\)?)?\s*(?:\([^()]*\)|Uhr|hrs)?",
    re.IGNORECASE,
)
#: Offsets of the zone names that exports write, in minutes. Others are ambiguous and make a time unreadable.
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "uhr": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "cest": 120, "mez": 60,
    "mesz": 120, "eet": 120, "eest": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "jst": 540, "aest": 600,
    "aedt": 660,
}  # fmt: skip


def parts_of(text: str) -> tuple[str, str, str] | None:
    """The three numbers of an all-numeric day, as written, or None."""
    found = _NUMERIC.fullmatch(text)
    return (found[1], found[3], found[4]) if found else None


def orders_possible(text: str) -> frozenset[Order]:
    """Which orders an all-numeric day allows; every order where the day is written otherwise.

    Example:
        >>> sorted(orders_possible("13/02/2024")), sorted(orders_possible("2024-02-13"))
        (['dmy'], ['ymd'])
    """
    parts = parts_of(text)
    if parts is None:
        return frozenset({"dmy", "mdy", "ymd"})
    # Nobody writes two digits of a year before strokes or dots: 10/1/25 is no day of 2010.
    short_year_first = len(parts[0]) < 4 and not re.search(r"[-\s]", text.strip())  # noqa: PLR2004 a full year
    orders: tuple[Order, ...] = ("dmy", "mdy") if short_year_first else ("dmy", "mdy", "ymd")
    return frozenset(order for order in orders if _in_order(parts, order) is not None)


def read_day(text: str, order: Order | None) -> float | None:
    """Microseconds from 1970 to a written day (a number also carries its time); None where it cannot be read.

    Spreadsheet serials count days from 1899-12-30. A day that does not exist is never moved to another.

    Example:
        >>> [read_day(t, "dmy") == read_day("2024-02-03", None) for t in ("3/2/24", "3rd Feb 2024", "45325", "20240203")]
        [True, True, True, True]
        >>> read_day("2024-02-30", None) is None
        True
    """
    parts = parts_of(text)
    if parts is not None:
        day = _year_first(parts) or (_in_order(parts, order) if order else None)
    elif text[:1].isdigit() and text.replace(".", "", 1).isdecimal():
        return _from_number(text)
    else:
        day = _from_words(text)
    return None if day is None else (day - _EPOCH).days * DAY_US


def read_clock(text: str) -> int | None:
    """Microseconds from midnight UTC to a written time of day; None where it cannot be read.

    Example:
        >>> [read_clock(t) // 60_000_000 for t in ("7:05 PM", "19:05:00 +0100 CET", "12:00am", "9:12 AM GMT+2")]
        [1145, 1085, 0, 432]
    """
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[5]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 hours on the dial
            return None
        hour = hour % 12 + (12 if found[5].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 hours and minutes
        return None
    offset = 0
    if found[6]:
        offset = (int(found[7]) * 60 + int(found[8] or 0)) * (1 if found[6] == "+" else -1)
    elif found[9]:
        if found[9].lower() not in ZONES:
            return None
        offset = ZONES[found[9].lower()]
    micros = int((found[4] or "0").ljust(6, "0")[:6])
    return ((hour * 60 + minute - offset) * 60 + second) * 1_000_000 + micros


def _year(text: str) -> int | None:
    if len(text) == 2:  # noqa: PLR2004 a short year
        return int(text) + (1900 if int(text) >= _PIVOT else 2000)
    return int(text) if len(text) == 4 else None  # noqa: PLR2004 a full year


def _day(year: int | None, month: int, day: int) -> dt.date | None:
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _year_first(parts: tuple[str, str, str]) -> dt.date | None:
    return _day(int(parts[0]), int(parts[1]), int(parts[2])) if len(parts[0]) == 4 else None  # noqa: PLR2004


def _in_order(parts: tuple[str, str, str], order: Order) -> dt.date | None:
    named = dict(zip(order, parts, strict=True))
    if len(named["d"]) > 2 or len(named["m"]) > 2:  # noqa: PLR2004 a year stands there
        return None
    return _day(_year(named["y"]), int(named["m"]), int(named["d"]))


@cache
def _serial_start() -> dt.datetime:
    return dt.datetime(1899, 12, 30, tzinfo=dt.UTC)


def _from_number(text: str) -> float | None:
    """Compact days, seconds and milliseconds since 1970, and serials of spreadsheets."""
    found = _COMPACT.fullmatch(text)
    if found:
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        return None if day is None else (day - _EPOCH).days * DAY_US
    if not _PLAIN_NUMBER.fullmatch(text):
        return None
    value, whole = float(text), len(text.partition(".")[0])
    if whole == 5 and 20_000 <= value <= 60_000:  # noqa: PLR2004 1954 to 2064
        start = (_serial_start().date() - _EPOCH).days
        seconds = round((value - int(value)) * 86_400, 3)  # serials carry milliseconds at best
        return (start + int(value)) * DAY_US + round(seconds * 1_000_000)
    if whole == 10:  # noqa: PLR2004 seconds, 2001 to 2286
        return round(value * 1_000_000)
    return round(value * 1000) if whole == 13 else None  # noqa: PLR2004 milliseconds


def _from_words(text: str) -> dt.date | None:
    """Days with a month's name: "Sep 26, 2026", "26. September 2026", "Sunday, 26 de setembro de 2026"."""
    months = month_numbers()
    words = [word.casefold() for word in _WORDS.findall(text)]
    named = [months[word] for word in words if word in months]
    numbers = [word for word in words if word.isdecimal()]
    left = [
        w
        for w in words
        if w not in months and w not in numbers and w not in _ORDINALS and w not in _weekdays()
    ]
    if len(named) != 1 or len(numbers) != 2 or left:  # noqa: PLR2004 day and year
        return None
    first, second = numbers
    if len(first) == 4:  # noqa: PLR2004 a full year
        first, second = second, first
    return _day(_year(second), named[0], int(first)) if len(first) <= 2 else None  # noqa: PLR2004 a day


@cache
def _weekdays() -> frozenset[str]:
    from babel import Locale

    return frozenset(
        name.casefold().rstrip(".")
        for language in ("en", "de", "fr", "es", "it", "pt", "nl")
        for width in ("wide", "abbreviated")
        for name in Locale(language).days["format"][width].values()
    )
