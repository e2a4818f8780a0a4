"""A calendar entry that says when the next upload is due: iCalendar, RFC 5545."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date, datetime

from truefans_core.history.dates import month_end

#: Octets of a line, without its end (RFC 5545, 3.1).
_OCTETS = 75
_PRODUCT = "-//truefans//Coming and going//EN"


def due(as_of: date, today: date) -> date:
    """The day of the next upload: as many days into the next month as the last one was, and never before tomorrow.

    Months are added from the day itself: the 31st becomes the last day of a shorter month.

    Example:
        >>> due(date(2026, 1, 31), date(2026, 2, 3)), due(date(2025, 1, 10), date(2026, 2, 3))
        (datetime.date(2026, 2, 28), datetime.date(2026, 2, 10))
    """
    months = 1
    while (day := _later(as_of, months)) <= today:
        months += 1
    return day


def calendar(day: date, summary: str, text: str, made: datetime) -> bytes:
    """An all-day entry with an alarm in the morning, as the bytes of an .ics file.

    Args:
        day: when it is due.
        summary: what the calendar shows.
        text: what the entry says.
        made: when the file is made (UTC).
    """
    uid = hashlib.sha256(f"{day.isoformat()}\n{summary}".encode()).hexdigest()[:32]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "BEGIN:VEVENT",
        f"UID:{uid}@truefans.invalid",
        f"DTSTAMP:{made:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"SUMMARY:{escaped(summary)}",
        f"DESCRIPTION:{escaped(text)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(summary)}",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    r"""Text as a value of a calendar: backslash, semicolon, comma and line ends are written out (RFC 5545, 3.3.11).

    What nobody sees (control and format characters) is left out.

    Example:
        >>> escaped("Fans, mine;\nEND:VEVENT")
        'Fans\\, mine\\;\\nEND:VEVENT'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    seen = "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign)[0] != "C")
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        seen = seen.replace(sign, written)
    return seen


def folded(line: str) -> bytes:
    """A line of at most 75 octets and its continuations, none of which cuts a character in two."""
    parts, part = [], b""
    for sign in line:
        octets = sign.encode("utf-8")
        if len(part) + len(octets) > _OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))
