"""People by the month they came: how many of them are still there, and what they bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import STATES
from truefans_core.history import Path
from truefans_core.history.past import ABSENT
from truefans_core.intervals import Rate, rate

_GONE = STATES.index("gone")
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Join months against months since.

    Attributes:
        cells: one row per join month and month since (0 is the month of joining): `cohort` (first day of the month),
            `age`, `size`, `there` (not gone at the end of that month), `share`, `income_minor` (of that month) and
            `mature` (False while the month is not over).
        first_time: of those who first paid the year before last, who paid again in the last year.
        repeat: the same of those who had paid before that year too.
    """

    cells: pd.DataFrame
    first_time: Rate
    repeat: Rate


def cohorts(path: Path, paid: pd.DataFrame, as_of: date) -> Cohorts:
    """Retention and income by join month.

    Args:
        path: states at ends of months that follow each other; the last day may lie within its month.
        paid: what `payments` gave.
        as_of: the last day.
    """
    there = path.states != ABSENT
    joined = np.where(there.any(axis=1), there.argmax(axis=1), len(path.days))
    months = pd.PeriodIndex([pd.Period(day, "M") for day in path.days], freq="M")
    income = _income(paid, path.person_id, months)
    rows = []
    for cohort in range(len(path.days)):
        members = joined == cohort
        size = int(members.sum())
        for place in range(cohort, len(path.days) if size else cohort):
            still = int((members & (path.states[:, place] != _GONE)).sum())
            ended = months[place].end_time.date() <= as_of
            rows.append(
                {
                    "cohort": months[cohort].start_time,
                    "age": place - cohort,
                    "size": size,
                    "there": still,
                    "share": still / size,
                    "income_minor": int(income[members, place].sum()),
                    "mature": ended,
                }
            )
    columns = ["cohort", "age", "size", "there", "share", "income_minor", "mature"]
    return Cohorts(pd.DataFrame(rows, columns=columns), *_again(paid, as_of))


def payments(events: pa.Table) -> pd.DataFrame:
    """Who paid what when: person_id, on (datetime64), signed (minor units, refunds negative), kind."""
    money = events.filter(
        pc.and_(
            pc.is_in(events["kind"], value_set=pa.array(["payment", "tip", "refund"])),
            pc.and_(pc.is_valid(events["person_id"]), pc.is_valid(events["at"])),
        )
    ).select(["person_id", "kind", "at", "value_minor"])
    frame = money.to_pandas()
    signed = frame["value_minor"].fillna(0).astype("int64") * np.where(frame["kind"] == "refund", -1, 1)
    on = pd.to_datetime(frame["at"]).dt.tz_localize(None).dt.normalize()
    return pd.DataFrame({"person_id": frame["person_id"], "on": on, "signed": signed, "kind": frame["kind"]})


def _income(paid: pd.DataFrame, people: pd.Index, months: pd.PeriodIndex) -> npt.NDArray[np.int64]:
    found = np.zeros((len(people), len(months)), np.int64)
    who, when = (
        people.get_indexer(pd.Index(paid["person_id"])),
        months.get_indexer(paid["on"].dt.to_period("M")),
    )
    both = (who >= 0) & (when >= 0)
    np.add.at(found, (who[both], when[both]), paid["signed"].to_numpy()[both])
    return found


def _again(paid: pd.DataFrame, as_of: date) -> tuple[Rate, Rate]:
    """First-time and repeat retention from one year to the next."""
    bought = paid[(paid["kind"] != "refund") & (paid["signed"] > 0)]
    end = pd.Timestamp(as_of)
    split, start = end - pd.Timedelta(days=_YEAR), end - pd.Timedelta(days=2 * _YEAR)
    year_before = set(bought.loc[(bought["on"] > start) & (bought["on"] <= split), "person_id"])
    earlier = set(bought.loc[bought["on"] <= start, "person_id"])
    last = set(bought.loc[(bought["on"] > split) & (bought["on"] <= end), "person_id"])
    first_time, repeat = year_before - earlier, year_before & earlier
    return rate(len(first_time & last), len(first_time)), rate(len(repeat & last), len(repeat))
