"""Date columns of a table: one order of day and month for the whole table, by proof or by answer."""

from __future__ import annotations

import datetime as dt
import re
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import ROLES
from truefans_core.extract.cells import Cells, Mask, truth
from truefans_core.extract.pieces import joined, pieces
from truefans_core.problems import NeedsChoice, Problem, Question
from truefans_core.reading.preamble import first_day
from truefans_core.values import decide_order, parse_dates
from truefans_core.values.dates import possible_orders, read_alike
from truefans_core.values.days import Order
from truefans_core.values.fixed import Fixed
from truefans_core.values.zones import UTC, clocks_told, to_instant, to_wall, zone_of

_UTC = pa.timestamp("us", tz="UTC")
_ORDERS = ("dmy", "mdy", "ymd")
#: Words in the header of a column that counts from the first day, and days each; a month follows the calendar.
_COUNTED = {"month": 0, "week": 7}
_MOST_STEPS = 10_000
#: A header that says which clock its times are of.
_SAYS_UTC = re.compile(r"\b(utc|gmt)\b|[+]00", re.IGNORECASE)
#: Time zones of places that write the day before the month, lower case.
_DAY_FIRST = (
    r"^(bst|gmt|ist|wet|west|cet|cest|mez|mesz|eet|eest|sast|nzst|nzdt|a[cew]st|a[ce]dt|europe/.+|africa/.+|"
    r"australia/.+|pacific/auckland)$"
)


class Dates:
    """The dates of a table by role.

    Args:
        cells: the table.
        zone: the workspace's time zone: of days, and of times of day that say none.

    Raises:
        NeedsChoice: when made, if no column proves whether the day or the month comes first.
    """

    def __init__(self, cells: Cells, zone: str = UTC) -> None:
        self._cells = cells
        self._zone = zone
        self._read: dict[str, tuple[pa.Array, Mask]] = {}
        self._days: dict[str, pa.Array] = {}
        self._alike: dict[str, Fixed | None] = {}
        self._pieces = {"occurred_at": pieces(cells, "occurred_at")}
        self._order = self._decide()

    def at(self, role: str) -> pa.Array:
        """timestamp[us, UTC] of a role: the first of its columns that says something; null elsewhere."""
        if self._pieces.get(role):
            return self._in_pieces(role)
        columns = [self._column(header)[0] for header in self._cells.headers(role)]
        if len(columns) == 1:
            return columns[0]
        return pc.coalesce(*columns) if columns else pa.nulls(self._cells.rows, _UTC)

    def day(self, role: str) -> pa.Array:
        """The day of it in the workspace's zone, date32."""
        if role not in self._days:
            self._days[role] = pc.cast(to_wall(self.at(role), self._zone), pa.date32(), safe=False)
        return self._days[role]

    def bad(self, role: str) -> Mask:
        """Rows where the role has cells but no date can be read."""
        if self._pieces.get(role):
            told = pc.is_valid(self._cells.text(role))
            return truth(pc.and_(told, pc.is_null(self.at(role))))
        masks = [self._column(header)[1] for header in self._cells.headers(role)]
        none = np.zeros(self._cells.rows, bool)
        return np.logical_or.reduce(masks) & truth(pc.is_null(self.at(role))) if masks else none

    def in_pieces(self, role: str) -> bool:
        """Whether a role is told in several columns, or only as far as its month."""
        return bool(self._pieces.get(role))

    def day_of(self, header: str) -> pa.Array:
        """date32 of a column that has no role, such as the day of the export."""
        return pc.cast(to_wall(self._column(header)[0], self._zone), pa.date32(), safe=False)

    def _column(self, header: str) -> tuple[pa.Array, Mask]:
        if header not in self._read and self._cells.quirk("counted_days"):
            counted = _counted(self._cells, header)
            self._read[header] = (
                to_instant(counted, self._zone),
                truth(pc.is_null(counted)) & truth(pc.is_valid(self._cells.raw(header))),
            )
        elif header not in self._read:
            read = parse_dates(
                self._cells.raw(header),
                formats=self._cells.source.date_formats,
                order=cast("Order | None", self._order),
                alike=self._alike.pop(header, None),
            )
            self._read[header] = self._instants(header, read.at), truth(read.bad)
        return self._read[header]

    def _instants(self, header: str, written: pa.Array) -> pa.Array:
        """When it was: a day is one of the workspace's zone, a time of day of the zone it is told in, else the same."""
        named = self._cells.text("timezone") if self._cells.has("timezone") else None
        if self._zone == UTC and named is None:
            return written
        timed, zoned = clocks_told(self._cells.raw(header))
        utc = pa.scalar(bool(_SAYS_UTC.search(header)))
        told = pc.or_(zoned, pc.and_(timed, utc))
        at = pc.if_else(told, written, to_instant(written, self._zone))
        if named is None:
            return at
        for name in pc.unique(named).drop_null().to_pylist():
            zone = zone_of(name)
            here = pc.fill_null(
                pc.and_(pc.and_(timed, pc.invert(told)), pc.equal(named, name)), fill_value=False
            )
            if isinstance(zone, int):
                at = pc.if_else(
                    here, pc.subtract(written, pa.scalar(zone * 60_000_000, pa.duration("us"))), at
                )
            elif zone is not None:
                at = pc.if_else(here, to_instant(written, zone), at)
        return at

    def _in_pieces(self, role: str) -> pa.Array:
        if role not in self._read:
            read = parse_dates(joined(self._cells, self._pieces[role]), order="ymd")
            self._read[role] = to_instant(read.at, self._zone), truth(read.bad)
        return self._read[role][0]

    def _order_in(self, header: str) -> Order | None:
        """The order a column proves; what was read for it is kept until its dates are asked for."""
        column = self._cells.raw(header)
        self._alike[header] = read_alike(column)
        return decide_order(column, self._alike[header])

    def _decide(self) -> str | None:
        """The order answered or proved; None where it is left to each column and the formats of the export."""
        answered = self._cells.mapping.choices.get("date_order")
        if answered in _ORDERS:
            return answered
        if self._cells.source.date_formats or self._cells.quirk("counted_days"):
            return None
        dated = [h for role in ROLES.values() if role.kind == "date" for h in self._cells.headers(role.name)]
        dated = [header for header in dated if header not in self._pieces["occurred_at"]]
        found = {header: self._order_in(header) for header in dated}
        unproved = [header for header, order in found.items() if order is None]
        proved = {order for order in found.values() if order in {"dmy", "mdy"}}
        if not unproved:
            return None
        answers = {header: possible_orders(self._cells.raw(header)) for header in unproved}
        figures = [
            header for header in unproved if "ymd" in answers[header]
        ]  # other columns do not prove them
        if len(proved) == 1 and not figures:
            return str(next(iter(proved)))
        if not figures and (order := _order_of_zones(self._cells)):
            return order
        asked = (figures or unproved)[0]
        raise NeedsChoice(
            Question(
                Problem(
                    "Q_DATE_FIGURES" if figures else "Q_DATE_ORDER", params={"header": asked, "column": asked}
                ),
                "date_order",
                answers[asked],
                asked,
                f"--date-order {'|'.join(answers[asked])}",
            ),
        )


def _order_of_zones(cells: Cells) -> str | None:
    """Day first where every time zone named is of a place that writes so; American zones prove nothing."""
    zones = pc.unique(pc.utf8_lower(cells.text("timezone"))).drop_null()
    if not len(zones):
        return None
    told = pc.match_substring_regex(zones, _DAY_FIRST)
    return "dmy" if pc.all(told).as_py() else None


def _counted(cells: Cells, header: str) -> pa.Array:
    """timestamp[us, UTC] of a column of steps (0000, 0001, …) from the first day."""
    told = cells.mapping.choices.get("first_day", "")
    start = first_day(cells.table) or (dt.date.fromisoformat(told) if told else None)
    steps = cells.number_of(header)
    usable = truth(pc.and_(pc.greater_equal(steps, 0), pc.less(steps, _MOST_STEPS)))
    if start is None or not usable.any():
        return pa.nulls(cells.rows, _UTC)
    each = next((days for word, days in _COUNTED.items() if word in header.casefold()), 1)
    step = np.where(usable, np.asarray(pc.fill_null(steps, 0)), 0).astype(np.int64)
    if each:
        days = np.datetime64(start, "D") + step * each
    else:
        days = (np.datetime64(start, "M") + step).astype("datetime64[D]")
    return pa.array(days.astype("datetime64[us]"), pa.timestamp("us"), mask=~usable).cast(_UTC)
