"""What everybody had done by each of many days, in one pass over the events.

The signals of one day look at every event before it; here the sums of one day are those of the day before, faded, and
what came since. At every day they are those of `signals.activity` (a test compares them).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.signals.activity import (
    ADVOCACY_KINDS,
    DAYS_PER_MONTH,
    INCOME_KINDS,
    INTEREST_KINDS,
    SILENT_KINDS,
    SURVEY,
    UNIT,
    YEAR,
    packed_answer,
)
from truefans_core.signals.days import number_of
from truefans_core.signals.places import places

Floats = npt.NDArray[np.float64]
_ZEROS = (
    "payments", "amounts", "lifetime_minor", "income_year_minor", "income_year_net_minor", "active_months", "decayed",
    "decayed_count",
)  # fmt: skip
_UNKNOWNS = ("first_on", "last_on", "first_paid", "last_paid", "period_until", SURVEY)


_READ = ["at", "kind", "value_minor", "net_minor", "quantity", "period_start", "period_end"]


class Running:
    """The events of many people, read once and forward.

    Args:
        events: columns.EVENTS with `value_minor` and `net_minor`.
        ids: person_id of everybody, in the order of the rows that come back.
    """

    def __init__(self, events: pa.Table, ids: pa.Array) -> None:
        who = places(events["person_id"], ids)
        events = events.select(_READ).append_column("who", who)
        if who.null_count:
            events = events.filter(pc.is_valid(who))
        events = events.append_column("on", pc.cast(events["at"].cast(pa.date32()), pa.int32()))
        if events["on"].null_count:
            events = events.filter(pc.is_valid(events["on"]))
        self.count = len(ids)
        order = np.argsort(events["on"].to_numpy(), kind="stable")
        kind = pc.dictionary_encode(events["kind"].combine_chunks())
        kinds = np.array(kind.dictionary.to_pylist(), dtype=object)
        code = kind.indices.to_numpy()[order]

        def of(*names: str) -> npt.NDArray[np.bool_]:
            return np.isin(kinds, names)[code] if len(kinds) else np.zeros(0, bool)

        minor = _floats(events["value_minor"])[order]
        net = np.nan_to_num(_floats(events["net_minor"])[order])
        self.who = events["who"].to_numpy()[order].astype(np.int64)
        self.on = events["on"].to_numpy()[order].astype(np.int64)
        self.seen = ~of(*SILENT_KINDS)
        self.paid = of("payment") & (minor != 0)  # NaN, no amount at all, is a payment too
        self.amount = self.paid & ~np.isnan(minor)
        sign = of(*INCOME_KINDS) * 1.0 - of("refund")
        self.signed = np.nan_to_num(minor) * sign
        self.net = net * (sign - of("fee"))
        self.quantity = _floats(events["quantity"])[order]
        self.signs = {
            name: np.flatnonzero(of(name)) for name in INTEREST_KINDS + ADVOCACY_KINDS if of(name).any()
        }
        self.answers = np.flatnonzero(of(SURVEY))
        self.start = np.where(
            np.isnan(start := _days(events["period_start"])[order]), self.on.astype(float), start
        )
        self.end = _days(events["period_end"])[order]
        self.months = np.nan_to_num(
            np.maximum(np.round((self.end - self.start) / DAYS_PER_MONTH), 1.0), nan=1.0
        )
        self._periods = np.flatnonzero(self.paid & ~np.isnan(self.end))
        self._shares()
        self._paid_months()

    def _shares(self) -> None:
        """Money and payments as shares that begin to fade on a day of their own: one a month of a period."""
        whole = np.flatnonzero(
            (self.months <= 1.0) & (self.start <= self.on) & ((self.signed != 0) | self.paid)
        )
        split = np.flatnonzero(
            ~((self.months <= 1.0) & (self.start <= self.on)) & ((self.signed != 0) | self.paid)
        )
        months = self.months[split].astype(np.int64)
        row = np.r_[whole, np.repeat(split, months)]
        number = np.r_[
            np.zeros(len(whole)), np.arange(months.sum()) - np.repeat(np.cumsum(months) - months, months)
        ]
        begins = self.start[row] + number * DAYS_PER_MONTH
        heard = self.on[row].astype(float)
        #: A share counts from the day it is heard of; before it begins it counts in full.
        self.share_row, self.share_begins = row, begins
        self.share_from = np.where(number == 0, heard, np.maximum(begins, heard))
        self.share_part = 1.0 / self.months[row]
        order = np.argsort(np.maximum(self.share_begins, self.share_from), kind="stable")
        for name in ("share_row", "share_begins", "share_from", "share_part"):
            setattr(self, name, getattr(self, name)[order])
        self.share_enters = np.maximum(self.share_begins, self.share_from)
        self.early = np.flatnonzero(self.share_begins > self.share_from)

    def _paid_months(self) -> None:
        """The first day of each month in which each person paid."""
        paid = np.flatnonzero(self.paid)
        month = self.on[paid].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        # Rows lie in the order of days, so the first of a person and month is its earliest.
        _, first = np.unique(self.who[paid] * 12_000 + month % 12_000, return_index=True)
        first.sort()
        self._month_on, self._month_who = self.on[paid[first]], self.who[paid[first]]

    @property
    def first_on(self) -> float | None:
        """The day of the first event, in days since 1970-01-01; None without events."""
        return float(self.on[0]) if len(self.on) else None

    def by(self, days: Sequence[date], half_life: float) -> Iterator[pd.DataFrame]:
        """What everybody had done by the end of each day.

        Args:
            days: ascending.
            half_life: days after which a payment counts half.

        Yields:
            The columns of `signals.activity`, one row a person; NaN where there is none.
        """
        sums: dict[str, Floats] = {name: np.zeros(self.count) for name in _ZEROS}
        marks: dict[str, Floats] = {name: np.full(self.count, np.nan) for name in (*_UNKNOWNS, *self.signs)}
        before = -np.inf
        for day in days:
            now = number_of(day)
            self._forward(sums, marks, before, now, half_life)
            early = self.early[(self.share_from[self.early] <= now) & (self.share_begins[self.early] > now)]
            shown = {name: values.copy() for name, values in (*sums.items(), *marks.items())}
            self._add_shares(shown, early, np.ones(len(early)))
            for name in ("decayed", "decayed_count", *self.signs):
                shown[name] *= UNIT
            for name in INTEREST_KINDS + ADVOCACY_KINDS:
                shown.setdefault(name, np.full(self.count, np.nan))
            of = self._periods
            of = of[(self.on[of] <= now) & (self.end[of] > now) & (self.start[of] <= now)]
            shown["monthly_minor"] = self._added(self.who[of], np.round(self.signed[of] / self.months[of]))
            yield pd.DataFrame(shown)
            before = now

    def _forward(
        self, sums: dict[str, Floats], marks: dict[str, Floats], before: float, now: float, half_life: float
    ) -> None:
        fading = 0.5 ** ((now - before) / half_life)
        for faded, names in ((sums, ("decayed", "decayed_count")), (marks, tuple(self.signs))):
            for name in names:
                faded[name] *= fading
        new = _between(self.on, before, now)
        self._add_sums(sums, new, before, now)
        shares = _between(self.share_enters, before, now)
        self._add_shares(sums, shares, 0.5 ** ((now - self.share_begins[shares]) / half_life))
        self._add_days(marks, new)
        for name, rows in self.signs.items():
            lately = rows[_between(self.on[rows], before, now)]
            some = np.clip(np.nan_to_num(self.quantity[lately], nan=1.0), 0.0, 1e6)
            fresh = some * 0.5 ** ((now - self.on[lately]) / half_life)
            did = np.unique(self.who[lately])
            marks[name][did] = np.nan_to_num(marks[name][did])
            marks[name] += np.bincount(self.who[lately], fresh, self.count)
        said = self.answers[_between(self.on[self.answers], before, now)]
        packed = packed_answer(self.on[said], self.quantity[said])
        np.fmax.at(marks[SURVEY], self.who[said], packed)

    def _add_sums(self, sums: dict[str, Floats], new: slice, before: float, now: float) -> None:
        rows = np.arange(new.start, new.stop)
        year = _between(self.on, max(before, now - YEAR), now)
        old = _between(self.on, before - YEAR, min(before, now - YEAR))
        sums["lifetime_minor"] += self._sum(rows, self.signed)
        for name, values in (("income_year_minor", self.signed), ("income_year_net_minor", self.net)):
            sums[name] += self._sum(np.arange(year.start, year.stop), values)
            sums[name] -= self._sum(np.arange(old.start, old.stop), values)
        sums["payments"] += self._sum(rows, self.paid.astype(float))
        sums["amounts"] += self._sum(rows, self.amount.astype(float))
        months = _between(self._month_on, before, now)
        sums["active_months"] += np.bincount(self._month_who[months], minlength=self.count)

    def _add_shares(self, sums: dict[str, Floats], shares: Any, fresh: Floats) -> None:
        row, part = self.share_row[shares], self.share_part[shares] * fresh
        sums["decayed"] += np.bincount(self.who[row], self.signed[row] * part, self.count)
        sums["decayed_count"] += np.bincount(self.who[row], self.paid[row] * part, self.count)

    def _add_days(self, marks: dict[str, Floats], new: slice) -> None:
        rows = np.arange(new.start, new.stop)
        for name, which in (("on", self.seen), ("paid", self.paid)):
            those = rows[which[rows]]
            who, on = self.who[those], self.on[those].astype(float)
            # In the order of days, the last that is written is the latest, and backwards the first.
            marks[f"last_{name}"][who] = on
            first = np.full(self.count, np.nan)
            first[who[::-1]] = on[::-1]
            marks[f"first_{name}"] = np.where(np.isnan(marks[f"first_{name}"]), first, marks[f"first_{name}"])
        ends = rows[self.paid[rows] & ~np.isnan(self.end[rows])]
        np.fmax.at(marks["period_until"], self.who[ends], self.end[ends])

    def _sum(self, rows: npt.NDArray[np.int64], values: Floats) -> Floats:
        return self._added(self.who[rows], values[rows])

    def _added(self, who: npt.NDArray[np.int64], values: Floats) -> Floats:
        return np.bincount(who, values, self.count).astype(float, copy=False)


def _between(values: npt.NDArray[Any], after: float, until: float) -> slice:
    """Where ascending values lie above `after` and not above `until`."""
    low, high = np.searchsorted(values, [after, until], side="right")
    return slice(int(low), max(int(low), int(high)))


def _floats(column: pa.ChunkedArray) -> Floats:
    found: Floats = pc.cast(column, pa.float64()).to_numpy()
    return found


def _days(column: pa.ChunkedArray) -> Floats:
    return _floats(pc.cast(column, pa.int32()))
