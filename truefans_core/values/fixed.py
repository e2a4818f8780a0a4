"""Dates that every cell of a column writes at the same places: read as columns of digits, without a look at each cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from truefans_core.values.cells import text_bytes
from truefans_core.values.days import DAY_US, FIRST_YEAR, LAST_YEAR, Order, read_clock

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Small = np.ndarray[Any, np.dtype[np.int32]]
_DAY, _MINUTES, _SECONDS = 10, 16, 19  # lengths of a day, with hours and minutes, with seconds
_LONGEST = 40
_MARKS = "-/."
_ZERO = ord("0")
#: The first day of each month from `FIRST_YEAR` to a month after `LAST_YEAR`, in days from 1970.
_STARTS = (
    np.arange((FIRST_YEAR - 1970) * 12, (LAST_YEAR - 1969) * 12 + 1).astype("datetime64[M]").astype("datetime64[D]")
).astype(np.int64)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fixed:
    """The numbers of such a column.

    Attributes:
        year: full years.
        first: the first of the two other numbers as written.
        second: the second of them.
        year_first: whether the year stands first; then month and day follow.
        clock: seconds from midnight.
        timed: whether the cells tell a time of day.
        offset: microseconds that the zone which every cell states lies before UTC; None where none is stated.
    """

    year: Small
    first: Small
    second: Small
    year_first: bool
    clock: Small
    timed: bool
    offset: int | None

    def order(self) -> Order | None:
        """The order the days prove; None where they could be read both ways, or contradict each other."""
        if self.year_first:
            return "ymd"
        day_first, month_first = self._days("dmy") >= 0, self._days("mdy") >= 0
        proofs = (bool((day_first & ~month_first).any()), bool((month_first & ~day_first).any()))
        if not day_first.any() and not month_first.any():
            return "ymd"  # no day exists: nothing is left open
        return "dmy" if proofs == (True, False) else "mdy" if proofs == (False, True) else None

    def micros(self, order: Order | None) -> Numbers | None:
        """Microseconds from 1970 as written, the stated zone taken into account; None where a day does not exist."""
        days = self._days("ymd" if self.year_first else order)
        if len(days) and days.min() < 0:
            return None
        written: Numbers = (days + _STARTS[0]) * DAY_US
        written += self.clock.astype(np.int64) * 1_000_000
        return written - (self.offset or 0)

    def _days(self, order: Order | None) -> Numbers:
        """Days from the first of `FIRST_YEAR`; -1 where there is no such day or no order."""
        if order is None or (order == "ymd") != self.year_first:
            return np.full(len(self.year), -1)
        month, day = (self.second, self.first) if order == "dmy" else (self.first, self.second)
        there = (month >= 1) & (month <= 12) & (self.year >= FIRST_YEAR) & (self.year <= LAST_YEAR)  # noqa: PLR2004
        place = np.where(there, (self.year - FIRST_YEAR) * 12 + month - 1, 0)
        there &= (day >= 1) & (day <= np.diff(_STARTS)[place])
        return np.where(there, _STARTS[place] - _STARTS[0] + day - 1, -1)


def read_fixed(text: pa.Array) -> Fixed | None:
    """The numbers of a column of cells such as 2024-03-01, 2024-03-01T10:00:00Z or 01.03.2024 10:00, all alike.

    None where a cell is null or written otherwise, or a time of day does not exist.
    """
    columns = _columns(text)
    sample = "" if columns is None else columns[:, 0].tobytes().decode("latin-1")
    long = _length(sample)
    if columns is None or not long:
        return None
    year_first = sample[4] in _MARKS
    constant = {4, 7, *range(10, long, 3)} if year_first else {2, 5, *range(10, long, 3)}
    if any(np.any(columns[place] != ord(sample[place])) for place in (*constant, *range(long, len(sample)))):
        return None
    columns -= _ZERO
    if any(columns[place].max() > 9 for place in range(long) if place not in constant):  # noqa: PLR2004 a digit
        return None

    def number(*at: int) -> Small:
        value: Small = columns[at[0]].astype(np.int32)
        for place in at[1:]:
            value *= 10
            value += columns[place]
        return value

    clock = np.zeros(columns.shape[1], np.int32)
    for place, most in ((11, 23), (14, 59), (17, 59)):
        clock *= 60
        if place < long:
            part = number(place, place + 1)
            if part.max() > most:
                return None
            clock += part
    offset = read_clock(f"00:00:00{sample[long:]}") if len(sample) > long else None
    places = ((0, 1, 2, 3), (5, 6), (8, 9)) if year_first else ((6, 7, 8, 9), (0, 1), (3, 4))
    year, first, second = (number(*at) for at in places)
    return Fixed(year, first, second, year_first, clock, long > _DAY, None if offset is None else -offset)


def _columns(text: pa.Array) -> np.ndarray[Any, np.dtype[np.uint8]] | None:
    """The first sign of every cell, then the second …: a copy. None where the cells are not equally long."""
    rows, signs = len(text), text_bytes(text)
    width = len(signs) // rows if rows else 0
    if text.null_count or not _DAY <= width <= _LONGEST or width * rows != len(signs):
        return None
    ends = np.frombuffer(text.buffers()[1], np.int32 if text.type == pa.string() else np.int64)
    if np.any(np.diff(ends[text.offset : text.offset + rows + 1]) != width):
        return None
    return np.array(signs.reshape(rows, width).T, order="C")


def _length(sample: str) -> int:
    """The length of day and time in a cell, without the zone after them; 0 where it is written otherwise."""
    if len(sample) < _DAY:
        return 0
    first, second = (4, 7) if sample[4] in _MARKS else (2, 5)
    long = (
        _SECONDS
        if len(sample) >= _SECONDS and sample[16] == ":"
        else _MINUTES
        if len(sample) > _DAY
        else _DAY
    )
    if sample[first] not in _MARKS or sample[second] != sample[first] or len(sample) < long:
        return 0
    if long > _DAY and (sample[10] not in " T" or sample[13] != ":"):
        return 0
    return long if len(sample) == long or (long > _DAY and _is_zone(sample[long:])) else 0


def _is_zone(suffix: str) -> bool:
    """Whether what follows the time is a zone that can be read, and not a fraction or AM."""
    plain = suffix.strip().lower()
    named = plain[:1] in "+-" or (plain.isalpha() and plain not in {"am", "pm", "a", "p", "uhr", "hrs"})
    return bool(plain) and named and read_clock(f"00:00:00{suffix}") is not None
