"""What exports said by a day; and what the first of them, made later, says of that day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import pandas as pd


def stated_by(snapshots: pa.Table, day: date) -> pa.Table:
    """The statements made by a day; of a person and source without any, those of their first export after it.

    Args:
        snapshots: columns.SNAPSHOTS.
        day: later exports are not looked at where an earlier one speaks.
    """
    later = pc.fill_null(pc.greater(snapshots["as_of"], pa.scalar(day)), fill_value=False)
    if not pc.any(later).as_py():
        return snapshots
    key = _key(snapshots)
    is_later = later.to_numpy(zero_copy_only=False)
    on = pc.fill_null(pc.cast(snapshots["as_of"], pa.int32()), 0).to_numpy()
    spoken = np.zeros(key.max() + 1, bool)
    spoken[key[~is_later]] = True
    first = np.full(len(spoken), np.iinfo(np.int32).max, np.int32)
    np.minimum.at(first, key[is_later], on[is_later])
    return snapshots.filter(pa.array(~is_later | (~spoken[key] & (on == first[key]))))


def as_read_on(stated: pd.DataFrame) -> pd.DataFrame:
    """Statements of a later day as they would have read: who joined later is not there, who left later still is.

    An export says nothing of somebody before it knows them: that another export does changes nothing of it.

    Args:
        stated: what `statements` gave, as a pandas frame, with `day` (in days since 1970-01-01) and `knows` (whether
            the export knew the person by then).
    """
    ahead = stated["stated_on"].astype(float) > stated["day"]
    if not ahead.any():
        return stated
    first = stated["first_paid_at"].astype(float).fillna(stated["joined_at"].astype(float))
    kept = stated[~(ahead & ((first > stated["day"]) | ~stated["knows"]))].copy()
    ahead, day = ahead[kept.index], kept["day"]
    cancelled, status = kept["cancelled_at"].astype(float), kept["status"].astype(float)
    paid_until = kept[["paid_through", "expires_at"]].astype(float).max(axis=1)
    left_on = cancelled.fillna(paid_until).fillna(kept["last_activity"].astype(float))
    stayed = ahead & (status != 1) & ((cancelled > day) | ((status == 0) & (left_on > day)))
    return kept.assign(
        status=status.mask(stayed, 1.0), cancelled_at=cancelled.mask(ahead & (cancelled > day))
    )


def _key(snapshots: pa.Table) -> Any:
    """A number for each person and source."""
    codes = [
        pc.fill_null(pc.dictionary_encode(snapshots[name].combine_chunks()).indices, -1)
        .to_numpy()
        .astype(np.int64)
        + 1
        for name in ("person_id", "source")
    ]
    return codes[0] * (int(codes[1].max()) + 1) + codes[1]
