"""What one's own data say about the levers: how many true fans there are, what they pay, who comes and who leaves.

What cannot be measured is None, never zero.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from truefans_core.income.fading import Fading, fading_of
from truefans_core.income.groups import BESIDE, Group
from truefans_core.income.lever import Lever
from truefans_core.income.platforms import main_platform, stated_fees
from truefans_core.income.renewals import Renewals, renewals_of
from truefans_core.income.seasons import Seasons, seasons_of
from truefans_core.income.stated import StatedFees
from truefans_core.measures import monthly_leaving

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import pyarrow as pa

    from truefans_core.income.scenario import Scenario

_MONTHS = 12
_LEVERS = ("fans_now", "price_minor", "new_per_month", "churn", "platform", "stated_fees")
#: The way to a true fan: each step with whoever got so far or farther.
_WAY = (("known", "casual", "engaged", "true"), ("engaged", "true"), ("true",))
#: People of a group a year ago: fewer tell nothing of how many leave.
FEWEST_A_YEAR_AGO = 10
#: z of the 80 % range, as for every other lever.
_Z80 = 1.2816


@dataclass(frozen=True, slots=True)
class Measured:
    """Levers with the counts behind them; None where the data do not say.

    Attributes:
        currency: of the money.
        fans_now: true fans on the day.
        price_minor: mean net of refunds of their last 365 days before fees, with the 80 % range of that mean.
        median_minor: the median of the same.
        new_per_month: people who became true fans within the last months, a month.
        churn: share of payers that leaves a month: count of leavings of payer-months.
        months: full months in which payments are known, twelve at most.
        platform: row of the fee book that most income of the year came by, or `stated.AS_STATED`.
        stated_fees: what exports of no platform of the fee book say was kept.
        fading: how leaving slows down the longer members stay, where there is enough to see it.
        steps: on the way to a true fan: of everybody known who is engaged or more, of these who is a true fan.
        groups: the other groups who pay.
        left: by group, people of a year ago who are gone today, as a monthly rate; empty where the past is not known.
        seasons: how the months of a year differ, where it can be seen.
        renewals: who pays a year at once and when each renews, where the periods paid for are known.
    """

    currency: str
    fans_now: Lever | None
    price_minor: Lever | None
    median_minor: int | None
    new_per_month: Lever | None
    churn: Lever | None
    months: int
    platform: str | None
    fading: Fading | None = None
    steps: tuple[Lever, ...] = ()
    groups: tuple[Group, ...] = ()
    left: Mapping[str, Lever] = field(default_factory=lambda: MappingProxyType({}))
    seasons: Seasons | None = None
    renewals: Renewals | None = None
    stated_fees: StatedFees | None = None

    def applied_to(self, scenario: Scenario) -> Scenario:
        """The scenario with everything that was measured put in."""
        known = {name: getattr(self, name) for name in _LEVERS if getattr(self, name) is not None}
        if self.renewals is not None and self.renewals.mostly_yearly:
            known |= {"billing": "yearly", "renewals": self.renewals.months}
        return replace(scenario, currency=self.currency, **known)


def from_data(
    supporters: pd.DataFrame,
    events: pa.Table,
    snapshots: pa.Table,
    as_of: dt.date,
    currency: str,
    *,
    became: int | None = None,
    year_ago: pd.Series | None = None,
) -> Measured:
    """Measure the levers of a scenario; leaving as `measures.monthly_leaving` counts it.

    Args:
        supporters: frame with the columns of `columns.SUPPORTERS`.
        events: columns.EVENTS with `value_minor`.
        snapshots: columns.SNAPSHOTS with `value_minor`.
        as_of: the day of the frame.
        currency: its reporting currency.
        became: how many true fans of the day were none a year before; where None, those count whose first payment fell
            into the months there are.
        year_ago: the state of everyone who was there a year before, by person_id; None where it is not known.
    """
    today = pd.Timestamp(as_of)
    true_fans = supporters.loc[supporters["state"] == "true"]
    price, median = _price(true_fans["income_year_minor"].dropna().to_numpy(np.float64))
    payers = supporters.loc[supporters["first_paid_at"].notna()]
    months = _whole_months(payers["first_paid_at"].min(), today)
    leaving = monthly_leaving(supporters, as_of)
    churn = Lever.rate(leaving.count, leaving.total) if leaving.total else None
    left = _left(supporters, year_ago)
    return Measured(
        currency=currency,
        fans_now=Lever.exactly(len(true_fans)) if len(supporters) else None,
        price_minor=price,
        median_minor=median,
        new_per_month=_arrivals(true_fans, today, months) if became is None else Lever.pace(became, _MONTHS),
        churn=churn,
        months=months,
        platform=main_platform(supporters, events, snapshots, as_of),
        fading=fading_of(supporters, as_of),
        steps=_steps(supporters),
        groups=tuple(
            group
            for name in BESIDE
            if (group := _group(name, supporters, today, months, left.get(name, churn))) is not None
        ),
        left=left,
        seasons=seasons_of(events, as_of, int(supporters["income_year_minor"].fillna(0).sum())),
        renewals=renewals_of(supporters, events, as_of),
        stated_fees=stated_fees(events, as_of),
    )


def _steps(supporters: pd.DataFrame) -> tuple[Lever, ...]:
    state = supporters["state"]
    way = [int(state.isin(states).sum()) for states in _WAY]
    return tuple(Lever.rate(there, before) for before, there in pairwise(way)) if all(way) else ()


def _group(
    name: str, supporters: pd.DataFrame, today: pd.Timestamp, months: int, churn: Lever | None
) -> Group | None:
    """What is known of the payers of a group; None where they are none, or nothing tells who comes and leaves."""
    payers = supporters.loc[(supporters["state"] == name) & (supporters["income_year_minor"] > 0)]
    price, _ = _price(payers["income_year_minor"].to_numpy(np.float64))
    new = _arrivals(payers, today, months)
    if price is None or new is None or churn is None:
        return None
    return Group(name, Lever.exactly(len(payers)), price, new, churn)


def _left(supporters: pd.DataFrame, year_ago: pd.Series | None) -> dict[str, Lever]:
    """Of the people of each group a year ago those who are gone, where it was a group large enough to tell."""
    if year_ago is None:
        return {}
    today = supporters.set_index("person_id")["state"].reindex(year_ago.index)
    found = {}
    for name in ("true", *BESIDE):
        then = today[(year_ago == name) & today.notna()]
        if len(then) >= FEWEST_A_YEAR_AGO:
            found[name] = Lever.year(int((then == "gone").sum()), len(then))
    return found


def _price(incomes: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[Lever | None, int | None]:
    paid = incomes[incomes > 0]
    if not paid.size:
        return None, None
    mean, median = float(paid.mean()), round(float(np.median(paid)))
    if paid.size == 1:
        return Lever.exactly(round(mean)), median
    reach = _Z80 * float(paid.std(ddof=1)) / math.sqrt(paid.size)
    low, high = max(1, round(mean - reach)), round(mean + reach)
    return Lever(low, round(mean), high, "between") if high > low else Lever.exactly(round(mean)), median


def _arrivals(true_fans: pd.DataFrame, today: pd.Timestamp, months: int) -> Lever | None:
    if months < 1:
        return None
    since = today - pd.DateOffset(months=months)
    return Lever.pace(int((_day(true_fans["first_paid_at"]) > since).sum()), months)


def _whole_months(first: pd.Timestamp, today: pd.Timestamp) -> int:
    if pd.isna(first):
        return 0
    start = _day(pd.Series([first])).iloc[0]
    months = (today.year - start.year) * 12 + today.month - start.month - (today.day < start.day)
    return int(min(_MONTHS, max(0, months)))


def _day(moments: pd.Series) -> pd.Series:
    """Days without a time zone, to compare with a date."""
    days = pd.to_datetime(moments, utc=True)
    return days.dt.tz_localize(None).dt.normalize()
