"""The one clock of the command line; the core is told the day."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """The day it is where the user sits."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()  # noqa: TID251 the command line is where today comes from
