"""Stored numbers and serials of a spreadsheet as the text a person sees: one by one, or a column at once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable

#: Day nought of the two calendars.
START, START_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 sheets know no zones
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_LEAP_ERROR = 60  # serials below count from 1899-12-31: the format believes in 1900-02-29
_DIGITS = 15  # what a spreadsheet keeps of a number
_DAY = 86_400_000
_USUAL_DAYS = (61, 2_900_000)  # serials that are a day in both calendars, without the leap error


def as_number(text: str) -> str:
    """A number as a spreadsheet shows it: no exponent, no noise after the fifteenth digit."""
    if text.isdecimal() or text.lstrip("-").isdecimal():
        return text
    whole, point, part = text.partition(".")
    if point and len(text) <= _DIGITS and whole.isdecimal() and part.isdecimal():  # the usual amount
        return text.rstrip("0").rstrip(".")
    try:
        value = float(text)
    except ValueError:
        return text
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 not a number
        return text
    shown = format(Decimal(format(value, f".{_DIGITS}g")), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


@lru_cache(4096)
def as_date(text: str, start: dt.datetime) -> str:
    """A serial as ISO text; days before March 1900 and times of day included."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not 0 <= value < _LAST_SERIAL:
        return as_number(text)
    if start is START and value < _LEAP_ERROR:
        value += 1
    at = start + dt.timedelta(milliseconds=round(value * _DAY))
    if value < 1 or (start is START and value < 2 and float(text) < 1):  # noqa: PLR2004 a time without a day
        return at.strftime("%H:%M:%S")
    if at.microsecond:
        return at.isoformat(sep=" ", timespec="milliseconds")
    return at.date().isoformat() if at.time() == dt.time() else at.isoformat(sep=" ", timespec="seconds")


def as_money(text: str, sign: str) -> str:
    """A number with the sign or code of its currency, as the format of its cell shows it.

    Example:
        >>> as_money("-12.50", "£")
        '£-12.5'
    """
    return sign + as_number(text)


def as_moneys(texts: pa.Array, sign: str) -> pa.Array:
    """`as_money` of each text of a string array without nulls."""
    return pc.binary_join_element_wise(pa.scalar(sign), as_numbers(texts), "")


def as_numbers(texts: pa.Array) -> pa.Array:
    """`as_number` of each text of a string array without nulls."""
    odd = pc.invert(pc.ascii_is_decimal(texts))
    if not pc.any(odd).as_py():
        return texts
    cut = texts.filter(odd)
    usual = pc.and_(
        pc.match_substring_regex(cut, r"\A[0-9]+\.[0-9]+\z"), pc.less_equal(pc.binary_length(cut), _DIGITS)
    )
    shown = pc.ascii_rtrim(pc.ascii_rtrim(cut, "0"), ".")
    return pc.replace_with_mask(texts, odd, _others_singly(cut, shown, usual, as_number))


def as_dates(texts: pa.Array, start: dt.datetime) -> pa.Array:
    """`as_date` of each text of a string array without nulls."""
    written = pc.match_substring_regex(texts, r"\A[0-9]{1,7}(\.[0-9]+)?\z")
    values = np.asarray(pc.cast(pc.if_else(written, texts, "0"), pa.float64()))
    usual = (values >= _USUAL_DAYS[0]) & (values < _USUAL_DAYS[1])
    began = round((start - dt.datetime(1970, 1, 1)).total_seconds() * 1000)  # noqa: DTZ001 sheets know no zones
    moments = np.where(usual, np.rint(values * _DAY), 0).astype(np.int64) + began
    days = pa.array(moments // _DAY, pa.int32()).cast(pa.date32()).cast(pa.string())
    midnight = moments % _DAY == 0
    if midnight.all():
        shown = days
    else:
        seconds = pa.array(moments // 1000, pa.timestamp("s")).cast(pa.string())
        shown = pc.if_else(pa.array(midnight), days, seconds)
        broken = moments % 1000 != 0
        if broken.any():
            milliseconds = pa.array(moments, pa.timestamp("ms")).cast(pa.string())
            shown = pc.if_else(pa.array(broken), milliseconds, shown)
    return _others_singly(texts, shown, pa.array(usual), lambda text: as_date(text, start))


def _others_singly(
    texts: pa.Array, shown: pa.Array, usual: pa.Array, singly: Callable[[str], str]
) -> pa.Array:
    """What is shown of the usual texts, and of the others what the careful way makes of each different one."""
    if pc.all(usual).as_py():
        return shown
    unusual = pc.invert(usual)
    rest = texts.filter(unusual).dictionary_encode()
    made = pa.array([singly(text) for text in rest.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(shown, unusual, made.take(rest.indices))
