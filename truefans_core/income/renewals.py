"""Who pays a year at once, and in which month each of them decides to stay: from the periods that were paid for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_EPOCH = dt.date(1970, 1, 1)
_YEAR, _MONTH_DAYS = 12, 30.4375
#: A period as long as this is a year; quarters and half-years are shorter.
_YEARLY_DAYS = 300


@dataclass(frozen=True, slots=True)
class Renewals:
    """True fans within a period that they have paid for.

    Attributes:
        people: of whom the period is known.
        yearly: those of them who paid for a year.
        months: of these, how many come to their renewal in each of the next twelve months.
    """

    people: int
    yearly: int
    months: tuple[int, ...]

    @property
    def mostly_yearly(self) -> bool:
        """Whether more than half pay a year at once."""
        return 2 * self.yearly > self.people


def renewals_of(supporters: pd.DataFrame, events: pa.Table, as_of: dt.date) -> Renewals | None:
    """The renewals to come; None where no period that somebody paid for is still running.

    Args:
        supporters: needs person_id, state.
        events: columns.EVENTS.
        as_of: the day; periods that ended by then say nothing.
    """
    true = pa.array(supporters.loc[supporters["state"] == "true", "person_id"].dropna().unique(), pa.string())
    ends = pc.cast(events["period_end"], pa.date32())
    running = pc.and_(
        pc.and_(pc.is_in(events["person_id"], value_set=true), pc.equal(events["kind"], "payment")),
        pc.and_(pc.is_valid(events["period_start"]), pc.greater(ends, pa.scalar(as_of, pa.date32()))),
    )
    frame = pd.DataFrame(
        {
            "person_id": events["person_id"].filter(running).to_numpy(),
            "end": ends.filter(running).cast(pa.int32()).to_numpy(),
            "start": pc.cast(events["period_start"], pa.date32()).filter(running).cast(pa.int32()).to_numpy(),
        }
    )
    if frame.empty:
        return None
    last = frame.sort_values("end").drop_duplicates("person_id", keep="last")
    yearly = last[last["end"] - last["start"] >= _YEARLY_DAYS]
    ahead = yearly["end"].to_numpy() - (as_of - _EPOCH).days
    month = np.clip(np.ceil(ahead / _MONTH_DAYS), 1, _YEAR).astype(int)
    counts = np.bincount(month - 1, minlength=_YEAR)
    return Renewals(len(last), len(yearly), tuple(int(count) for count in counts))
