"""What the small values of a workspace look like, so that one a stranger wrote cannot stop a page.

Only what its readers lean on is asked for: a list where one is walked, a number in a range where one is reckoned with.
Values under names that nothing reads are left alone.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from string import hexdigits
from types import MappingProxyType
from typing import Any

from truefans_core.columns import MARKS
from truefans_core.words import PRESETS

Shape = Callable[[Any], bool]
_MOST_MINOR, _MOST_TEXT = 10**15, 200_000


def sound(kind: str, key: str, value: Any) -> bool:
    """Whether a value may be what the app kept under this name; None always may.

    Example:
        >>> sound("setting", "year_starts", 4), sound("setting", "year_starts", "April"), sound("decision", "read_as:a", 5)
        (True, False, False)
    """
    if value is None:
        return True
    if kind == "setting":
        shape = SETTINGS.get(key) or (_text if key.startswith("lever_") else _anything)
    elif kind == "decision":
        name, colon, _ = key.partition(":")
        shape = _DECISIONS.get(name + colon, _anything)
    else:
        shape = {"secret": _hex}.get(key, _text) if kind == "marker" else _anything
    return shape(value)


def _anything(_: Any) -> bool:
    return True


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _MOST_TEXT


def _hex(value: Any) -> bool:
    return isinstance(value, str) and len(value) % 2 == 0 and all(sign in hexdigits for sign in value)


def _picture(value: Any) -> bool:
    return isinstance(value, str)  # drawn anew before it is used


def _day(value: Any) -> bool:
    try:
        return bool(dt.date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _code(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 3 and value.isascii() and value.isupper()  # noqa: PLR2004 ISO 4217


def _number(low: float, high: float) -> Shape:
    def shape(value: Any) -> bool:
        real = isinstance(value, int | float) and not isinstance(value, bool)
        return real and math.isfinite(value) and low <= value <= high

    return shape


def _whole(low: int, high: int) -> Shape:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _one_of(*words: str) -> Shape:
    return lambda value: isinstance(value, str) and value in words


def _list(each: Shape) -> Shape:
    return lambda value: isinstance(value, list) and all(map(each, value))


def _row(*shapes: Shape) -> Shape:
    def shape(value: Any) -> bool:
        whole = isinstance(value, list) and len(value) == len(shapes)
        return whole and all(one(cell) for one, cell in zip(shapes, value, strict=True))

    return shape


def _named(each: Shape) -> Shape:
    return lambda value: isinstance(value, dict) and all(map(each, value.values()))


def _fields(**shapes: Shape) -> Shape:
    def shape(value: Any) -> bool:
        return isinstance(value, dict) and all(
            name in value and one(value[name]) for name, one in shapes.items()
        )

    return shape


def _or_none(one: Shape) -> Shape:
    return lambda value: value is None or one(value)


def _decided_of_report(value: Any) -> bool:
    """Fields by name: lists of parts, own sentences, else a single value."""
    lists = {"order": _list(_text), "sections": _list(_text), "sentences": _named(_text)}
    single = _or_none(lambda field: isinstance(field, str | bool | int | float))
    return isinstance(value, dict) and all(lists.get(name, single)(field) for name, field in value.items())


def _month(value: Any) -> bool:
    return isinstance(value, str) and _day(f"{value}-01")


#: What may make a list of people, by its name in `analysis.segments`.
_CONDITIONS: Mapping[str, Shape] = MappingProxyType(
    {
        "moved": _fields(start=_day, end=_day),
        **dict.fromkeys(("state", "channel", "country", "bought"), _text),
        "seen": _row(_day, _day),
        "part": _row(_text, _text),
        "cohort": _row(_month, _whole(0, 1200)),
        "soon": _one_of("becoming", "leaving"),
    }
)


def _list_of_people(value: Any) -> bool:
    """The conditions of a list; before there were others, how somebody moved was all of them."""
    if _fields(start=_day, end=_day, **{"from": _text, "to": _text})(value):
        return True
    return isinstance(value, dict) and all(
        name in _CONDITIONS and _CONDITIONS[name](wanted) for name, wanted in value.items()
    )


def _asked_of_marks(value: Any) -> bool:
    """Two thresholds by mark; before there were those, two for the mean of all marks."""
    pair = _row(_number(0, 100), _number(0, 100))
    return pair(value) or (_named(pair)(value) and {*value} <= {*MARKS})


def _line(value: Any) -> bool:
    single = _or_none(lambda field: isinstance(field, str | int | float))
    return isinstance(value, dict) and all(
        (_asked_of_marks if name == "marks" else single)(field) for name, field in value.items()
    )


def _marked_days(value: Any) -> bool:
    return _named(_text)(value) and all(map(_day, value))


_MINOR, _SHARE = _whole(1, _MOST_MINOR), _number(0, 1)
#: Settings by name.
SETTINGS: Mapping[str, Shape] = MappingProxyType(
    {
        "preset": _one_of(*PRESETS),
        "currency": _code,
        "income_currency": _code,
        "time_zone": _text,
        "as_of": _day,
        "year_starts": _whole(1, 12),
        "rule": _one_of("natural", "money", "shares", "pareto", "rfm", "marks"),
        "line": _fields(
            line=_line,
            sources=_list(_text),
            drawn_from=_text,
        ),
        "money_line_minor": _MINOR,
        "goal_minor": _MINOR,
        "shares": _row(_SHARE, _SHARE, _SHARE),
        "marks_from": _asked_of_marks,
        "half_life_days": _number(1, 36_500),
        "weights": _named(_SHARE),
        "reach": _whole(1, 10**12),
        "reach_by_channel": _named(_row(_whole(1, 10**12), _day)),
        "rates": _fields(to=_or_none(_code), each=_named(_number(1e-12, 1e12))),
        "hours": _number(0, 168),
        "platforms": _list(_text),
        "presenting": _flag,
        "alias_key": _hex,
        "plus_tags": _flag,
        "gmail_dots": _flag,
        "scenarios": _list(_fields(name=_text, scenario=_named(_anything))),
        "fees": _list(_named(_or_none(lambda v: isinstance(v, str | int | float)))),
        "segments": _named(_list_of_people),
        "marked_days": _marked_days,
        "help_hours": _number(0, 168),
        "strategies": _anything,  # its reader takes the program's own where these are none
        "mappings": _named(_text),
        "report": _decided_of_report,
        "report_logo": _picture,
    }
)
_DECISIONS: Mapping[str, Shape] = MappingProxyType(
    {
        "same_money:": _flag,
        "read_as:": _named(_text),
        "same_person:": _fields(same=_flag, on=_day),
        "people_log:": _fields(on=_day, did=_one_of("same", "different", "undone"), a=_text, b=_text),
    }
)
