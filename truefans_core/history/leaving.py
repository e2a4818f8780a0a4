"""Who is gone, and who came back: the state of people at a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from datetime import date

#: Nothing recorded for this long, or for this many times the typical days between payments, is gone.
SILENT_DAYS = 90.0
SILENT_GAPS = 3.0


def silence_days(typical_gap_days: float) -> float:
    """Days without anything recorded after which a person is gone.

    Args:
        typical_gap_days: the 75th percentile of the days between two payments.

    Example:
        >>> silence_days(10), silence_days(60)
        (90.0, 180.0)
    """
    return max(SILENT_DAYS, SILENT_GAPS * typical_gap_days)


def gone(rows: pd.DataFrame, as_of: date, silent_after: float) -> pd.Series:
    """Whose subscription ended with nothing paid since, or of whom nothing was recorded for too long.

    A paid period that has not ended is never gone; nor is somebody of whom no activity was ever recorded: that is a
    contact, not somebody who left.

    Args:
        rows: needs ended, subscribed, last_at, paid_through.
        as_of: the day.
        silent_after: what `silence_days` gave.
    """
    day = pd.Timestamp(as_of)
    silent = (day - rows["last_at"]).dt.days > silent_after
    still_paid = rows["subscribed"] | (rows["paid_through"] >= day)
    left: pd.Series = (rows["ended"] | silent) & ~still_paid
    return left


def states(rows: pd.DataFrame, left: pd.Series) -> pd.Series:
    """The tier, or gone.

    Args:
        rows: needs tier.
        left: what `gone` gave.
    """
    return rows["tier"].mask(left, "gone").rename("state")


def came(before: pd.Series, now: pd.Series) -> pd.Series:
    """`new` for who was not there before, `returned` for who was gone and is not any more, else None.

    Args:
        before: states at an earlier date, indexed by person_id.
        now: states at the later date, indexed by person_id.
    """
    earlier = before.reindex(now.index)
    back = (earlier == "gone") & (now != "gone")
    words = np.select([earlier.isna().to_numpy(), back.to_numpy()], ["new", "returned"], default="")
    return pd.Series(words, index=now.index, dtype=object).replace("", None)
