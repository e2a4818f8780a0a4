"""Which platform brings most: the one whose fees a scenario starts with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core import fees
from truefans_core.income.stated import AS_STATED, StatedFees
from truefans_core.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Hashable

_YEAR = dt.timedelta(days=365)
_PAID = pa.array(["payment", "tip"])
_MONEY = pa.array(["payment", "tip", "refund"])
#: What an export without dated payments states of money.
_STATED = pa.array(["lifetime_amount", "opening_amount", "unit_price"])


def main_platform(
    supporters: pd.DataFrame, events: pa.Table, snapshots: pa.Table, as_of: dt.date
) -> str | None:
    """The row of the fee book that most income of the last 365 days came by, whatever form the export gives it in.

    Dated payments count for the export they stand in. What a person brought besides was stated as a total or a price:
    it counts for the export that states most of them. Where nothing came in the year, all that ever came decides.
    An export of no platform of the fee book that states its fees counts as `stated.AS_STATED`.

    Args:
        supporters: frame with person_id, income_year_minor and lifetime_minor of `columns.SUPPORTERS`.
        events: columns.EVENTS with `value_minor`, up to `as_of`.
        snapshots: columns.SNAPSHOTS with `value_minor`.
        as_of: the day of the frame.

    Returns:
        A slug; None where no income came by a platform of the fee book.
    """
    stating = _stating(snapshots)
    own = set() if stated_fees(events, as_of) is None else _with_fees(events)
    for column, since in (("income_year_minor", as_of - _YEAR), ("lifetime_minor", dt.date.min)):
        dated = _dated(events, since)
        known = dated.groupby("person_id")["minor"].sum()
        income = supporters.set_index("person_id")[column].astype(float)
        rest = income.sub(known.reindex(income.index).fillna(0.0)).clip(lower=0.0)
        by_source = pd.concat(
            [
                dated.groupby("source")["minor"].sum(),
                rest.groupby(rest.index.map(stating)).sum(),
            ]
        )
        by_row = by_source.groupby(
            by_source.index.map(lambda source: AS_STATED if source in own else _row(source))
        ).sum()
        if len(by_row) and by_row.max() > 0:
            return str(by_row.idxmax())
    return None


def stated_fees(events: pa.Table, as_of: dt.date) -> StatedFees | None:
    """The fees that exports of no platform of the fee book state, of the last 365 days; of all days where none came.

    Args:
        events: columns.EVENTS with `value_minor`, up to `as_of`.
        as_of: the day.

    Returns:
        None where no such export states any, or they are no part of what was paid.
    """
    sources = pa.array(sorted(_with_fees(events)), pa.string())
    for since in (as_of - _YEAR, dt.date.min):
        here = _since(events.filter(pc.is_in(events["source"], value_set=sources)), since)
        paid, refunded, kept = (
            here.filter(pc.is_in(here["kind"], value_set=kinds))
            for kinds in (_PAID, pa.array(["refund"]), pa.array(["fee"]))
        )
        if paid.num_rows:
            left, gone = _sum(paid) - _sum(refunded), _sum(kept)
            return StatedFees(left, gone, paid.num_rows) if 0 < gone < left else None
    return None


def _with_fees(events: pa.Table) -> set[str]:
    """The exports that state fees and belong to no platform of the fee book that takes any."""
    stating = pc.unique(events.filter(pc.equal(events["kind"], "fee"))["source"]).to_pylist()
    rows = {source: _row(source) for source in stating if source is not None}
    return {source for source, slug in rows.items() if slug is None or fees.book()[slug].free}


def _sum(events: pa.Table) -> int:
    return int(pc.sum(events["value_minor"]).as_py() or 0)


def _since(events: pa.Table, day: dt.date) -> pa.Table:
    """The events after a day."""
    return events.filter(pc.greater(events["at"].cast(pa.date32()), pa.scalar(day, pa.date32())))


def _dated(events: pa.Table, since: dt.date) -> pd.DataFrame:
    """Payments less refunds after a day by person and source."""
    later = _since(events, since)
    paid = later.filter(pc.is_in(later["kind"], value_set=_MONEY))
    value = pc.fill_null(paid["value_minor"], 0)
    signed = pc.if_else(pc.equal(paid["kind"], "refund"), pc.negate(value), value)
    sums = pa.table({"person_id": paid["person_id"], "source": paid["source"], "minor": signed}).group_by(
        ["person_id", "source"]
    )
    frame: pd.DataFrame = sums.aggregate([("minor", "sum")]).to_pandas()
    return frame.rename(columns={"minor_sum": "minor"})


def _stating(snapshots: pa.Table) -> dict[str, str]:
    """By person, the export that states most money of them."""
    stated = snapshots.filter(pc.is_in(snapshots["measure"], value_set=_STATED))
    frame = stated.select(["person_id", "source", "value_minor"]).to_pandas().dropna()
    frame = frame.sort_values(["value_minor", "source"]).drop_duplicates("person_id", keep="last")
    return dict(zip(frame["person_id"], frame["source"], strict=True))


def _row(source: Hashable) -> str | None:
    found = SOURCES.get(str(source))
    return found.fee_slug if found is not None and found.fee_slug in fees.book() else None
