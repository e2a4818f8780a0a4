"""Which platform brings most: the one whose fees a scenario starts with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core import fees
from truefans_core.sources import SOURCES

if TYPE_CHECKING:
    from collections.abc import Hashable

_YEAR = dt.timedelta(days=365)
_MONEY = pa.array(["payment", "tip", "refund"])
#: What an export without dated payments states of money.
_STATED = pa.array(["lifetime_amount", "opening_amount", "unit_price"])


def main_platform(
    supporters: pd.DataFrame, events: pa.Table, snapshots: pa.Table, as_of: dt.date
) -> str | None:
    """The row of the fee book that most income of the last 365 days came by, whatever form the export gives it in.

    Dated payments count for the export they stand in. What a person brought besides was stated as a total or a price:
    it counts for the export that states most of them. Where nothing came in the year, all that ever came decides.

    Args:
        supporters: frame with person_id, income_year_minor and lifetime_minor of `columns.SUPPORTERS`.
        events: columns.EVENTS with `value_minor`, up to `as_of`.
        snapshots: columns.SNAPSHOTS with `value_minor`.
        as_of: the day of the frame.

    Returns:
        A slug; None where no income came by a platform of the fee book.
    """
    stating = _stating(snapshots)
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
        by_row = by_source.groupby(by_source.index.map(_row)).sum()
        if len(by_row) and by_row.max() > 0:
            return str(by_row.idxmax())
    return None


def _dated(events: pa.Table, since: dt.date) -> pd.DataFrame:
    """Payments less refunds after a day by person and source."""
    later = pc.greater(events["at"].cast(pa.date32()), pa.scalar(since, pa.date32()))
    paid = events.filter(pc.and_(later, pc.is_in(events["kind"], value_set=_MONEY)))
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
