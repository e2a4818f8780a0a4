"""Money in one currency, before and after fees; what cannot be valued or lies ahead is set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core import fees, rates
from truefans_core.ledger import KEPT, SET_ASIDE, move
from truefans_core.people.duplicates import Flags
from truefans_core.people.lines import Lines
from truefans_core.problems import Problem
from truefans_core.values.zones import to_wall

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from truefans_core.people import Joined

#: Where no file has any money.
DEFAULT_CURRENCY = "USD"
_TOTALS = ("lifetime_amount", "opening_amount")
#: Kinds of events and measures of statements that are the money of a record.
_INCOME = ("payment", "tip", "refund", *_TOTALS)
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Valued:
    """Events and snapshots with `value_minor` and `net_minor`, the account they leave, and what to know."""

    events: pa.Table
    snapshots: pa.Table
    account: pa.Table
    problems: tuple[Problem, ...]


def main_currency(joined: Joined) -> str:
    """The currency with most rows; of two as common, the first by name."""
    paid = pc.is_valid(joined.events["amount_minor"])
    codes = [joined.events["currency"].filter(paid), joined.snapshots["currency"]]
    counts: dict[str, int] = {}
    for column in codes:
        for pair in pc.value_counts(column.drop_null()).to_pylist():
            counts[pair["values"]] = counts.get(pair["values"], 0) + pair["counts"]
    return min(counts, key=lambda code: (-counts[code], code), default=DEFAULT_CURRENCY)


def in_zone(joined: Joined, zone: str) -> Joined:
    """The same with the clock of a time zone in the place of UTC, so that every day and month below is one of the zone."""
    at = joined.events.schema.get_field_index("at")
    events = joined.events.set_column(at, joined.events.field("at"), to_wall(joined.events["at"], zone))
    return replace(joined, events=events)


def latest_day(joined: Joined, today: date) -> date:
    """The latest day of an event or an export that is not after today; today where there is none."""
    at = joined.events["at"]
    tomorrow = pa.scalar(today + timedelta(days=1)).cast(at.type)
    last = pc.max(at.filter(pc.less(at, tomorrow))).cast(pa.date32()).as_py()
    return max(
        (day for day in (last, *joined.until.values()) if day is not None and day <= today), default=today
    )


def value(joined: Joined, currency: str, as_of: date, own: Mapping[str, float] = rates.NO_RATES) -> Valued:
    """Set later events aside, exchange all money into `currency`, and take off the fees.

    Args:
        joined: what `people.join` gave.
        currency: ISO 4217 code of the reporting currency.
        as_of: events of later days are set aside (`E_FUTURE`).
        own: units of `currency` for one unit of a currency, where the user names the rate.
    """
    problems: list[Problem] = []
    account = joined.account
    on = joined.events["at"].cast(pa.date32())
    later = pc.fill_null(pc.greater(on, pa.scalar(as_of, pa.date32())), fill_value=False)
    events, account = _set_aside(joined.events, later, joined.snapshots, account, "E_FUTURE", problems)

    if events is not joined.events:
        on = events["at"].cast(pa.date32())
    events, old_events = _exchanged(events, events["amount_minor"], on, currency, own)
    unknown = pc.and_(pc.is_valid(events["amount_minor"]), pc.is_null(events["value_minor"]))
    events, account = _set_aside(events, unknown, joined.snapshots, account, "E_NO_RATE", problems)

    stated = joined.snapshots
    whole = pc.if_else(pc.is_valid(stated["currency"]), stated["value"], None)
    amounts = pc.cast(pc.round(whole), pa.int64())
    stated, old_stated = _exchanged(stated, amounts, pc.fill_null(stated["as_of"], as_of), currency, own)
    unknown = pc.and_(pc.is_valid(amounts), pc.is_null(stated["value_minor"]))
    stated, account = _set_aside(stated, unknown, events, account, "E_NO_RATE", problems)

    if old := old_events + old_stated:
        problems.append(Problem("N_RATE_OLD", old, {"day": rates.table().last_day.isoformat()}))
    events = events.append_column("net_minor", _net_events(events, joined.fee_slugs, currency, as_of, own))
    stated = stated.append_column("net_minor", _net_totals(stated, joined.fee_slugs, currency, as_of, own))
    return Valued(events, stated, account, tuple(problems))


def _exchanged(
    rows: pa.Table, amounts: Any, on: Any, currency: str, own: Mapping[str, float]
) -> tuple[pa.Table, int]:
    converted = rates.convert(amounts, rows["currency"], on, currency, own)
    return rows.append_column("value_minor", converted.minor), pc.sum(converted.old).as_py() or 0


def _set_aside(
    rows: pa.Table, which: Any, others: pa.Table, account: pa.Table, reason: str, problems: list[Problem]
) -> tuple[pa.Table, pa.Table]:
    """Rows without `which`; a record leaves the account if its money does, or if nothing of it is left.

    Args:
        rows: events, or statements.
        which: those to set aside.
        others: statements, or events: what else a record says.
        account: columns.ACCOUNT.
        reason: why.
        problems: where the reason is told, with its number of records.
    """
    if not pc.any(which).as_py():
        return rows, account
    record = Lines(account)

    def of(*tables: pa.Table) -> Flags:
        found: Flags = np.any([record.any(record.of(table)) for table in tables], axis=0)
        return found

    taken, left = rows.filter(which), rows.filter(pc.invert(which))
    said = of(taken)
    gone = said & ~of(left, others)
    unpaid = of(_income(taken)) & ~of(_income(left), _income(others))
    problems.append(Problem(reason, int(said.sum())))
    leaving = pa.array(gone | unpaid)
    return left, move(account, pc.and_(leaving, pc.equal(account["outcome"], KEPT)), SET_ASIDE, reason)


def _income(rows: pa.Table) -> pa.Table:
    """The records of money among the rows, by file and line."""
    kind = rows["kind" if "kind" in rows.column_names else "measure"]
    return rows.select(["file_id", "line"]).filter(pc.is_in(kind, value_set=pa.array(_INCOME)))


def _record(rows: pa.Table) -> Any:
    line = pc.fill_null(pc.cast(rows["line"], pa.string()), "")
    return pc.binary_join_element_wise(pc.fill_null(rows["file_id"], ""), line, "\x1f")


def _net_events(
    events: pa.Table, slugs: Mapping[str, str], currency: str, as_of: date, own: Mapping[str, float]
) -> pa.Array:
    """What each payment and tip leaves; the value itself where the export states the fees it was charged."""
    minor = pc.fill_null(events["value_minor"], 0).to_numpy().astype(np.int64)
    net = minor.copy()
    paid = pc.is_in(events["kind"], value_set=pa.array(["payment", "tip"])).to_numpy() & (minor > 0)
    stating = set(pc.unique(events["source"].filter(pc.equal(events["kind"], "fee"))).to_pylist())
    source = pc.dictionary_encode(events["source"]).combine_chunks()
    codes = pc.fill_null(source.indices, -1).to_numpy()
    for code, name in enumerate(source.dictionary.to_pylist()):
        if name not in stating:
            rows = np.flatnonzero(paid & (codes == code))
            net[rows] = after_fees(
                minor[rows], np.ones(len(rows), np.int64), slugs.get(name, ""), currency, as_of, own
            )
    return pa.array(net, mask=pc.is_null(events["value_minor"]).to_numpy(zero_copy_only=False))


def _net_totals(
    stated: pa.Table, slugs: Mapping[str, str], currency: str, as_of: date, own: Mapping[str, float]
) -> pa.Array:
    """What a total leaves, taken as that many equal payments as its orders or its price say."""
    frame = stated.select(["source", "measure", "value", "value_minor"]).to_pandas()
    frame["record"] = _record(stated).to_pandas()
    net = frame["value_minor"].astype("Int64")
    parts = frame[frame["measure"].isin(_TOTALS) & frame["value_minor"].gt(0)]
    price = frame[frame["measure"] == "unit_price"].groupby("record")["value_minor"].max()
    orders = frame[frame["measure"] == "order_count"].groupby("record")["value"].max()
    parts = parts.assign(
        price=parts["record"].map(price).astype(float), orders=parts["record"].map(orders).astype(float)
    )
    by_price = (parts["value_minor"] / parts["price"].where(parts["price"] > 0)).round()
    count = (
        parts["orders"]
        .where(parts["orders"] >= 1)
        .fillna(by_price)
        .clip(lower=1.0)
        .fillna(1.0)
        .astype("int64")
    )
    for source, rows in parts.groupby("source"):
        minor = rows["value_minor"].to_numpy(dtype=np.int64)
        net[rows.index] = after_fees(
            minor, count[rows.index].to_numpy(), slugs.get(str(source), ""), currency, as_of, own
        )
    return pa.array(pd.array(net, dtype="Int64"), pa.int64())


def after_fees(
    minor: Whole,
    payments: Whole,
    slug: str,
    currency: str,
    as_of: date,
    own: Mapping[str, float] = rates.NO_RATES,
) -> Whole:
    """What is left of each amount, paid in so many equal payments, `P − P·share − n·fixed`, rounded half up.

    Args:
        minor: amounts above 0, minor units of `currency`.
        payments: in how many payments each came.
        slug: row of the fee book; an unknown one takes nothing.
        currency: ISO 4217.
        as_of: the day whose rate turns the row's fixed part into `currency`.
        own: units of `currency` for one unit of a currency, where the user names the rate.
    """
    book = fees.book()
    if slug not in book or not len(minor):
        return minor
    row = book[slug]
    if row.currency != currency:
        probe = rates.convert([10**6], [row.currency], [as_of], currency, own).minor[0].as_py()
        row = row.in_currency(currency, Fraction(probe or 0, 10**6))
    net = minor.copy()
    typical = minor // payments
    limit = row.threshold
    small = np.zeros(len(minor), bool)
    if limit is not None and limit.of_payment:
        small = typical <= limit.minor if limit.kind == "payment_at_most" else typical < limit.minor
    for mask in (small, ~small):
        if mask.any():
            platform, card, fixed = row.parts(int(typical[mask][0]))
            kept = 1 - platform - card
            twice = 2 * (minor[mask] * kept.numerator - payments[mask] * fixed * kept.denominator)
            net[mask] = (twice + kept.denominator) // (2 * kept.denominator)
    return net
