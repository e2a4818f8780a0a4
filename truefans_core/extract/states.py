"""What a table states about people on its day: totals, prices, counts, dates, status."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import ROLES
from truefans_core.extract.answers import answered
from truefans_core.extract.cells import Cells, Mask, truth
from truefans_core.extract.dates import Dates
from truefans_core.extract.identity import Identity
from truefans_core.extract.memberships import months_by_header, standing
from truefans_core.extract.money import Money, Sum
from truefans_core.records import RECORD_SNAPSHOTS
from truefans_core.values import clean_text, parse_flag, parse_money
from truefans_core.values.periods import months_column

_COUNTS = tuple(
    role.name for role in ROLES.values() if role.kind == "number" and role.name not in {"quantity", "metric"}
)
#: On a row with a day they are events.
_DATED_TOO = ("hours_given", "recommend_score")
#: States of a relation that may lie after the day of the export.
_AHEAD = ("cancelled_at", "expires_at", "paid_through", "next_charge_at")
_PAST = tuple(role.name for role in ROLES.values() if role.kind == "date" and role.name not in _AHEAD)
_DAYS = (*(name for name in _PAST if name != "occurred_at"), *_AHEAD)
#: Plans of people who are members without paying, lower case.
_UNPAID_PLANS = frozenset({"comp", "complimentary", "gift", "free", "free trial", "trial"})
_PLAN = r"^\s*(?P<price>[^/]*\d[^/]*?)\s*(?:/|per|pro|par|por|al)\s*(?P<period>\S.*)$"


class States:
    """Collects what a table states about the people of its records, all on one day or each on its own.

    Args:
        cells: the table.
        rows: records that are kept and name somebody.
        as_of: date32 of each record.
    """

    def __init__(self, cells: Cells, rows: Mask, as_of: pa.Array) -> None:
        self._cells = cells
        self._rows = rows
        self._as_of = as_of
        self._parts: list[pa.Table] = []

    def add(
        self, measure: str, value: Any = None, text: Any = None, currency: Any = None, where: Any = None
    ) -> None:
        """Add a measure for every record that has a value or a text; arrays have one entry per record."""
        given = pc.is_valid(value) if text is None else pc.is_valid(text)
        rows = self._rows & truth(given)
        rows = rows if where is None else rows & where
        taken = pa.array(np.flatnonzero(rows))
        count = len(taken)
        if not count:
            return
        none = pa.nulls(count, pa.string())
        self._parts.append(
            pa.table(
                {
                    "row": taken,
                    "source": pa.repeat(pa.scalar(self._cells.source.slug), count),
                    "platform": pa.repeat(pa.scalar(self._cells.platform), count),
                    "as_of": self._as_of.take(taken),
                    "measure": pa.repeat(pa.scalar(measure), count),
                    "value": pa.nulls(count, pa.float64())
                    if value is None
                    else pc.cast(value.take(taken), pa.float64()),
                    "text": none if text is None else text.take(taken),
                    "currency": none if currency is None else currency.take(taken),
                    "file_id": pa.repeat(pa.scalar(self._cells.table.file_id), count),
                    "line": self._cells.table.lines.take(taken),
                },
                schema=RECORD_SNAPSHOTS,
            ),
        )

    def add_sum(self, measure: str, money: Sum) -> None:
        """Add an amount with its currency; an amount in no known currency is left out."""
        self.add(measure, pa.array(money.minor), currency=money.currency, where=money.stated & ~money.foreign)

    def table(self) -> pa.Table:
        """All statements added."""
        return pa.concat_tables(self._parts) if self._parts else RECORD_SNAPSHOTS.empty_table()


def export_day(cells: Cells, dates: Dates) -> dt.date | None:
    """The day a table speaks of: that of the export where the file tells, else the latest day it looks back on."""
    header = cells.source.export_date
    if header is not None and header in cells.table.headers:
        told = pc.max(dates.day_of(header)).as_py()
        if told is not None:
            return told  # type: ignore[no-any-return]
    days = [pc.max(dates.day(role)).as_py() for role in _PAST if cells.has(role)]
    return max((day for day in days if day is not None), default=None)


def add_states(states: States, cells: Cells, dates: Dates, money: Money) -> None:
    """Everything a table of people states."""
    for role in ("lifetime_amount", "unit_price", "balance", "sales_generated"):
        if cells.has(role) and not (
            role == "unit_price" and cells.quirk("price_is_paid")
        ):  # no running pledge
            states.add_sum(role, money.of(role))
    for role in _DAYS:
        if role == "last_activity" and cells.quirk("activity_is_edit"):
            continue  # an edited entry is no sign of the person
        if cells.has(role):
            states.add(role, pc.cast(dates.day(role), pa.int32()))
    add_counts(states, cells)
    _add_status(states, cells, dates)
    tier = cells.text("tier")
    priced, header = months_by_header(cells)
    months = pc.coalesce(priced, months_column(cells.text("interval")), months_column(tier))
    said = pc.coalesce(header, cells.text("interval"), tier)
    states.add("interval", months, said, where=truth(pc.is_valid(months)))
    states.add("tier", text=tier)
    if cells.has("tier") and not cells.has("unit_price"):
        _add_plan_price(states, tier, money)
    recurring = cells.flag("is_recurring")
    states.add("is_recurring", pc.cast(recurring, pa.int8()))


def add_counts(states: States, cells: Cells) -> None:
    """The numbers a table states: opens, clicks, comments, shares, rating."""
    undated = ~truth(pc.is_valid(cells.text("occurred_at")))
    for role in _COUNTS:
        if not cells.has(role):
            continue
        value = answered(cells) if role == "recommend_score" else cells.number(role)
        states.add(role, value, where=undated if role in _DATED_TOO else None)
    if cells.quirk("answers"):
        for place, header in enumerate(cells.headers("custom")):
            states.add("custom", pa.repeat(float(place), cells.rows), text=clean_text(cells.raw(header)))


def add_totals(states: States, identity: Identity, amount: Sum, kept: Mask) -> None:
    """Amounts without a date are totals: all of a person and currency together, on the person's first record."""
    who = pc.coalesce(
        *[identity.columns[name] for name in ("email", "external_id", "handle", "name", "company")]
    )
    usable = kept & amount.stated & ~amount.foreign & truth(pc.is_valid(who))
    key = pc.binary_join_element_wise(who, pc.fill_null(amount.currency, ""), "\n").dictionary_encode()
    code = np.asarray(pc.fill_null(key.indices, 0)).astype(np.int64)
    total = np.zeros(max(len(key.dictionary), 1), np.int64)
    np.add.at(total, code[usable], amount.minor[usable])
    first = np.zeros(len(code), bool)
    rows = np.flatnonzero(usable)
    first[rows[np.unique(code[rows], return_index=True)[1]]] = True
    states.add("lifetime_amount", pa.array(total[code]), currency=amount.currency, where=first)


def _add_status(states: States, cells: Cells, dates: Dates) -> None:
    """Status in lower case with 1 for an active paying member, 0 for one who has left."""
    source = cells.source
    status = cells.lower("status")
    if cells.quirk("blank_is_free"):
        status = pc.fill_null(status, "free")
    now, left = standing(cells)
    active, ended = cells.one_of(status, now), cells.one_of(status, left)
    if source.active_flag is not None and source.active_flag in cells.table.headers:
        flag = parse_flag(cells.raw(source.active_flag))
        status = pc.if_else(flag, "active", "free")
        ended = truth(pc.invert(flag)) & truth(pc.is_valid(dates.at("first_paid_at")))
        active = truth(flag) & ~cells.one_of(cells.lower("tier"), _UNPAID_PLANS)
    if cells.quirk("leaving_is_dated"):
        ended = truth(pc.is_valid(dates.at("cancelled_at")))
        rests = truth(cells.flag("flag")) & ~ended
        active = ~ended & ~rests
        status = pa.array(np.where(ended, "cancelled", np.where(rests, "paused", "active")))
    value = pa.array(np.where(active, 1.0, 0.0), pa.float64(), mask=~(active | ended))
    states.add("status", value, status)


def _add_plan_price(states: States, tier: pa.Array, money: Money) -> None:
    """A plan that says its price, such as $80/year, states a price and a period."""
    parts = pc.extract_regex(tier, _PLAN)
    price = parse_money(pc.struct_field(parts, "price"), money.row_currency)
    months = months_column(pc.struct_field(parts, "period"))
    both = truth(pc.and_(pc.is_valid(price.minor), pc.is_valid(months)))
    states.add("unit_price", price.minor, currency=price.currency, where=both)
