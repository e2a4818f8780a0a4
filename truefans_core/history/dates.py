"""The days on which the past is looked at."""

from __future__ import annotations

from datetime import date, timedelta


def month_end(day: date) -> date:
    """The last day of the month of a day.

    Example:
        >>> month_end(date(2024, 2, 3))
        datetime.date(2024, 2, 29)
    """
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def month_ends(first: date, last: date) -> tuple[date, ...]:
    """The ends of months from that of `first` to the last one not after `last`.

    Example:
        >>> [str(day) for day in month_ends(date(2025, 1, 10), date(2025, 3, 30))]
        ['2025-01-31', '2025-02-28']
    """
    found = []
    day = month_end(first)
    while day <= last:
        found.append(day)
        day = month_end(day + timedelta(days=1))
    return tuple(found)


def year_before(day: date) -> date:
    """The same day a year earlier; the 28th of February for the 29th.

    Example:
        >>> year_before(date(2024, 2, 29))
        datetime.date(2023, 2, 28)
    """
    is_leap_day = day.month == 2 and day.day == 29  # noqa: PLR2004 the one day most years do not have
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
