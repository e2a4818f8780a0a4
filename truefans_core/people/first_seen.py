"""Since when each person is known: who came later was not there on an earlier day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from truefans_core.people.join import Joined

_NEVER = 2**31 - 1


def known_by(joined: Joined, day: date) -> pa.Table:
    """The people of whom anything is known by the end of a day.

    Known since the first of: the day they joined, their first event, a statement about them, the last day of a file
    that names them. Of whom no file has a day stays.

    Args:
        joined: what `join` gave.
        day: the day.

    Returns:
        Rows of `Joined.people`, in its order.
    """
    ids = joined.people["person_id"].combine_chunks()
    since = np.full(len(ids), _NEVER, np.int64)
    for rows, column in (
        (joined.stated, "joined_at"),
        (joined.stated, "until"),
        (joined.events, "at"),
        (joined.snapshots, "as_of"),
    ):
        if rows.num_rows:
            said = pc.cast(pc.cast(rows[column], pa.date32()), pa.int32())
            who = pc.fill_null(pc.index_in(rows["person_id"], value_set=ids), -1).to_numpy()
            dated = (who >= 0) & pc.is_valid(said).to_numpy()
            np.minimum.at(since, who[dated], pc.fill_null(said, _NEVER).to_numpy()[dated])
    return joined.people.filter(pa.array((since <= (day - date(1970, 1, 1)).days) | (since == _NEVER)))
