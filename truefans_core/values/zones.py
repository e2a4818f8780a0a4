"""Wall clocks and instants: what a zone's clock shows, and which cells say their zone themselves."""

from __future__ import annotations

import zoneinfo

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.values.cells import Column, as_text, distinct_cells
from truefans_core.values.dates import PRINTED_ELSEWHERE
from truefans_core.values.days import ZONES
from truefans_core.values.fixed import read_fixed

UTC = "UTC"
_AT = pa.timestamp("us", tz=UTC)
_WALL = pa.timestamp("us")
_CLOCK = r"[0-9]{1,2}[:h][0-9]{2}|^[0-9]{10}$|^[0-9]{13}$|^[0-9]{5}\.[0-9]"
_LOOKED_AT = 400  # cells that show how a column is written
_NAMES = "|".join(sorted((name for name in ZONES if name != "uhr"), key=len, reverse=True))
_STATED = (
    rf"(?i)[0-9][:h][0-9]{{2}}.*?(?:[+-][0-9]{{2}}(?::?[0-9]{{2}})?|\b(?:{_NAMES})|[0-9](?:{_NAMES}))\)?\s*(?:\([^()]*\))?"
    r"(?: +(?:19|20)[0-9]{2})?$"
    r"|^[0-9]{10}$|^[0-9]{13}$"
)


def is_zone(name: str) -> bool:
    """Whether a name is a time zone of the IANA list, such as Europe/Berlin, that can be computed with here."""
    try:
        zoneinfo.ZoneInfo(name)
        to_wall(pa.array([0], _AT), name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError, pa.ArrowInvalid):
        return False
    return True


def to_instant(wall: pa.Array, zone: str) -> pa.Array:
    """timestamp[us, UTC] at which the clocks of a zone show what is written.

    What a clock shows twice is the first of the two; what it skips is the moment it skips at, so that midnight of a day
    that begins at one o'clock is still that day.

    Example:
        >>> to_instant(pa.array(["2026-03-01T00:00:00Z"]).cast(_AT), "America/New_York").to_pylist()[0].hour
        5
    """
    if zone == UTC:
        return wall
    named = pc.assume_timezone(pc.cast(wall, _WALL), zone, ambiguous="earliest", nonexistent="latest")
    return pc.cast(named, _AT)


def to_wall(at: Column, zone: str) -> Column:
    """What the clocks of a zone show at some instants, labelled UTC so that its days are those of the zone.

    Example:
        >>> to_wall(pa.array(["2026-03-01T02:00:00Z"]).cast(_AT), "America/New_York").to_pylist()[0].day
        28
    """
    if zone == UTC:
        return at
    return pc.cast(pc.local_timestamp(pc.cast(at, pa.timestamp("us", tz=zone))), _AT)


def clocks_told(column: Column) -> tuple[pa.Array, pa.Array]:
    """Masks of the cells that tell a time of day, and of those that tell its zone too.

    Example:
        >>> timed, zoned = clocks_told(pa.array(["2026-03-01", "2026-03-01 10:00", "2026-03-01T10:00:00-05:00"]))
        >>> timed.to_pylist(), zoned.to_pylist()
        ([False, True, True], [False, False, True])
    """
    alike = None if isinstance(column, pa.DictionaryArray) else read_fixed(as_text(column))
    if alike is not None:
        rows = len(column)
        return pa.repeat(pa.scalar(alike.timed), rows), pa.repeat(pa.scalar(alike.offset is not None), rows)
    cells = distinct_cells(column)
    timed, zoned = (pc.match_substring_regex(cells.distinct, pattern) for pattern in (_CLOCK, _STATED))
    return cells.spread_mask(timed), cells.spread_mask(zoned)


def zone_unknown(column: Column) -> int:
    """How many cells name a zone that nobody knows or that several places share, as "May 11 10:00:00 IST 1993" does.

    Example:
        >>> zone_unknown(pa.array(["Tue May 11 10:00:00 IST 1993", "Tue May 11 10:00:00 CET 1993", "2026-03-01"]))
        1
    """
    first = as_text(column.slice(0, _LOOKED_AT))
    if not pc.any(pc.match_substring_regex(first, PRINTED_ELSEWHERE)).as_py():
        return 0
    cells = distinct_cells(column)
    named = pc.match_substring_regex(cells.distinct, PRINTED_ELSEWHERE)
    known = pc.match_substring_regex(cells.distinct, _STATED)
    return int(pc.sum(cells.spread_mask(pc.and_not(named, known))).as_py() or 0)


def zone_of(text: str) -> str | int | None:
    """The zone a cell names: an IANA name, or the minutes its clocks are ahead of UTC; None where it is not known.

    Example:
        >>> zone_of("PDT"), zone_of("Europe/Berlin"), zone_of("somewhere")
        (-420, 'Europe/Berlin', None)
    """
    if text.lower() in ZONES:
        return ZONES[text.lower()]
    return text if "/" in text and is_zone(text) else None
