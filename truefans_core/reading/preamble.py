"""The lines above a header, where some exports say which days they speak of."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truefans_core.reading.tables import RawTable

#: A day in a line above a header: "# Start date: 20260501".
_DAY = re.compile(r":\s*(\d{4})-?(\d{2})-?(\d{2})\s*$")
#: The start and the end of the range nearest to the header; earlier ones belong to other tables.
_RANGE = 2


def first_day(table: RawTable) -> dt.date | None:
    """The start of the range of days named above the header of a table, or None where none is named."""
    named: list[dt.date] = []
    for line, cells in table.head:
        text = next((cell for cell in cells if cell), "")
        if line < table.header_line and (found := _DAY.search(text)):
            with suppress(ValueError):
                named.append(dt.date(*map(int, found.groups())))
    return min(named[-_RANGE:], default=None)
