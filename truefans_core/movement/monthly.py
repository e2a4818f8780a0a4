"""What happened in each month, and the months around a day that the user marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from truefans_core.columns import STATES
from truefans_core.history import Path
from truefans_core.history.past import ABSENT

#: Whole months compared on each side of a day.
MONTHS = 3
#: What is counted of a month.
COUNTED = ("came", "left", "became_true", "income_minor")
_GONE, _TRUE = STATES.index("gone"), STATES.index("true")


def by_month(path: Path, paid: pd.DataFrame) -> pd.DataFrame:
    """What happened in each month of a path.

    Args:
        path: states at ends of months that follow each other; the last day may lie within its month.
        paid: what `cohorts.payments` gave.

    Returns:
        Indexed by month (Period): `came`, `left` and `became_true` (people), `income_minor`, `true` (people at its
        end) and `over` (the month is over).
    """
    months = pd.PeriodIndex([pd.Period(day, "M") for day in path.days], freq="M")
    states = path.states
    before = np.column_stack([np.full(len(states), ABSENT, np.int8), states[:, :-1]])
    inside = paid[paid["person_id"].isin(path.person_id)]
    income = inside.groupby(inside["on"].dt.to_period("M"))["signed"].sum()
    return pd.DataFrame(
        {
            "came": ((before == ABSENT) & (states != ABSENT)).sum(axis=0),
            "left": ((before != ABSENT) & (before != _GONE) & (states == _GONE)).sum(axis=0),
            "became_true": ((before != _TRUE) & (states == _TRUE)).sum(axis=0),
            "income_minor": income.reindex(months, fill_value=0).to_numpy(dtype="int64"),
            "true": (states == _TRUE).sum(axis=0),
            "over": [day == month.end_time.date() for day, month in zip(path.days, months, strict=True)],
        },
        index=months,
    )


@dataclass(frozen=True, slots=True)
class Around:
    """A month on average before and after a day, and the same months a year earlier.

    Attributes:
        before: `COUNTED` → the mean of the whole months before that of the day.
        after: the same of those after it.
        year_before: the mean of the months of `before` a year earlier; empty where they are not known.
        year_after: the same of `after`.
        months: months on each side.
    """

    before: dict[str, float]
    after: dict[str, float]
    year_before: dict[str, float]
    year_after: dict[str, float]
    months: int


def around(monthly: pd.DataFrame, day: date) -> Around | None:
    """The months before and after that of a day, as many on each side, `MONTHS` at most.

    The first month of all is left out: everybody who was there then came then.

    Args:
        monthly: what `by_month` gave.
        day: the day that was marked; its own month is on neither side.

    Returns:
        None where no whole month is known on one of the sides.
    """
    marked = pd.Period(day, "M")
    whole = monthly.iloc[1:][monthly["over"].iloc[1:]]
    sides = int((whole.index < marked).sum()), int((whole.index > marked).sum())
    months = min(MONTHS, *sides)
    if not months or not monthly.index[0] < marked <= monthly.index[-1]:
        return None

    def mean(first: pd.Period) -> dict[str, float]:
        wanted = whole[(whole.index >= first) & (whole.index < first + months)]
        return {name: float(wanted[name].mean()) for name in COUNTED} if len(wanted) == months else {}

    return Around(
        mean(marked - months), mean(marked + 1), mean(marked - months - 12), mean(marked - 11), months
    )
