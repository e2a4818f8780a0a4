"""The one clock of the command line; the core is told the day."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def today(zone: str | None = None) -> dt.date:
    """The day it is in a time zone; without one where the user sits."""
    return dt.datetime.now(tz=dt.UTC).astimezone(ZoneInfo(zone) if zone else None).date()  # noqa: TID251 the command line is where today comes from
