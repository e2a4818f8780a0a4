"""What the latest events and exports say that decides a strategy: a declined card, a refund, what was bought last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from datetime import date

#: Columns added to the supporters, with the value of somebody nothing is known of.
SIGNS = {"product": None, "refunded_at": pd.NaT, "declined": False}
_DECLINED = r"(?i)declin|past[ _-]?due|fail|unpaid"


def signs(events: pa.Table, snapshots: pa.Table, as_of: date) -> pd.DataFrame:
    """One row per person who shows any sign, indexed by person_id.

    Args:
        events: columns.EVENTS.
        snapshots: columns.SNAPSHOTS; the latest status of a person and source counts.
        as_of: later events and statements are not looked at.

    Returns:
        Columns of `SIGNS`: the product last paid for, the day of the last refund, whether a payment was declined.
    """
    until = pa.scalar(pd.Timestamp(as_of, tz="UTC") + pd.Timedelta(days=1), events.schema.field("at").type)
    known = events.filter(pc.and_(pc.is_valid(events["person_id"]), pc.less(events["at"], until)))
    known = known.select(["person_id", "kind", "at", "product"]).sort_by("at")
    bought = known.filter(pc.and_(pc.equal(known["kind"], "payment"), pc.is_valid(known["product"])))
    refunds = known.filter(pc.equal(known["kind"], "refund"))
    status = snapshots.filter(
        pc.and_(pc.equal(snapshots["measure"], "status"), pc.less_equal(snapshots["as_of"], pa.scalar(as_of)))
    )
    latest = (
        status.select(["person_id", "source", "as_of", "text"])
        .sort_by("as_of")
        .to_pandas()
        .drop_duplicates(["person_id", "source"], keep="last")
    )
    declined = latest.loc[latest["text"].fillna("").astype(str).str.contains(_DECLINED), "person_id"]
    return pd.DataFrame(
        {
            "product": bought.to_pandas().groupby("person_id")["product"].last(),
            "refunded_at": refunds.to_pandas().groupby("person_id")["at"].max(),
            "declined": pd.Series(True, index=pd.Index(declined.unique(), dtype=object)),  # noqa: FBT003 a value
        }
    ).assign(declined=lambda frame: frame["declined"].eq(True))  # noqa: FBT003 a value


def with_signs(supporters: pd.DataFrame, found: pd.DataFrame | None) -> pd.DataFrame:
    """The supporters with the columns of `SIGNS`; nothing is known where `found` is None."""
    if found is None or found.empty:
        return supporters.assign(product=None, refunded_at=pd.Timestamp("NaT"), declined=False)
    joined = supporters.join(found[list(SIGNS)], on="person_id")
    return joined.assign(declined=joined["declined"].eq(True))  # noqa: FBT003 a value
