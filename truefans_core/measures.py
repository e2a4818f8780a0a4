"""What each preset counts besides: leaving, free to paid, buying again, the largest client, donors by year.

Pure functions on supporters (`columns.SUPPORTERS`) and events (`columns.EVENTS`, with `value_minor` where money
is summed). A share carries its counts and a range: Wilson's 95 %, or Jeffreys' 80 % for the rate of leaving, which
feeds a forecast. A share of money has no such range.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from types import MappingProxyType

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.intervals import jeffreys, wilson
from truefans_core.people.keys import name_key
from truefans_core.words import Share, Words

_YEAR = 365
_MONTH = 31
_MONTHS_BACK = 12
_RETAINER_MONTHS = 3
#: Below this a share is said with a decimal: 3 % and 3.9 % leaving a month are worlds apart.
_FINE = 0.1


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure with what it was counted on; its sentence is the message `measures.<slug>`.

    Attributes:
        slug: its name.
        share: between 0 and 1; NaN where nothing could be counted.
        count: how many of them; for a share of money, minor units.
        total: of how many, or of how much.
        low: lower end of the range, None for a share of money.
        high: upper end of the range, None for a share of money.
        amount: what they gave in all, where it is no money: hours; else 0.
        since: first day of the financial year it speaks of; None where it speaks of none.
    """

    slug: str
    share: float
    count: int
    total: int
    low: float | None = None
    high: float | None = None
    amount: float = 0.0
    since: date | None = None

    @property
    def digits(self) -> int:
        """Decimals its shares are said with."""
        return 1 if self.share < _FINE else 0

    @property
    def shown(self) -> Share:
        """The share as it is said."""
        return Share(self.share, self.digits)


def in_words(measure: Measure, say: Words) -> str:
    """A figure as a sentence, with its range where it has one; `measures.<slug>.label` is its short name."""
    # A rate that is estimated is above nought where nobody was counted, and says why.
    none = f"measures.{measure.slug}.none"
    sentence = say(
        none if not measure.count and say.knows(none) else f"measures.{measure.slug}",
        share=measure.shown,
        count=measure.count,
        total=measure.total,
        amount=round(measure.amount, 1),
        since=say.date(measure.since, "MMMM y") if measure.since else "",
    )
    if measure.low is None or measure.high is None:
        return sentence
    low, high = Share(measure.low, measure.digits), Share(measure.high, measure.digits)
    return say("measures.range", sentence=sentence, low=low, high=high)


def monthly_leaving(supporters: pd.DataFrame, as_of: date) -> Measure:
    """Share of those who pay that leave in a month, over 12 months together: payers gone ÷ payers at its start.

    Who is gone left at the end of the paid period, or 31 days after the last payment where the file names none; who
    fell silent without a subscription left with the last payment. A subscription's end shows at once, silence only
    after a while: the months of payers without a subscription end where the latest silence began, as nobody can have
    been found silent since. The rate is the Jeffreys mean (lost + ½)/(at risk + 1), the range holds 80 of 100.

    Args:
        supporters: needs state, subscribed, ended, joined_at, first_paid_at, last_paid_at, last_at, paid_through.
        as_of: the day of the frame.
    """
    today = pd.Timestamp(as_of)
    ended = supporters["ended"].fillna(value=False).astype(bool)
    member = ended | supporters["subscribed"].fillna(value=False).astype(bool)
    gone = supporters["state"] == "gone"
    paid = _day(supporters["last_paid_at"])
    until = _day(supporters["paid_through"]).fillna(paid + pd.Timedelta(days=_MONTH))
    until = until.mask(until > today, today)
    first = _day(supporters["first_paid_at"])
    first = first.fillna(_day(supporters["joined_at"]).where(member))
    left = until.where(ended, paid).where(gone)
    seen = _day(supporters.loc[gone & ~member & first.notna(), "last_at"]).max()
    at_risk = lost = 0
    for which, end in ((member, today), (~member, today if pd.isna(seen) else seen)):
        days = [end - pd.DateOffset(months=back) for back in range(_MONTHS_BACK, -1, -1)]
        for start, stop in pairwise(days):
            present = which & (first <= start) & ~(left <= start)
            at_risk += int(present.sum())
            lost += int((present & (left <= stop)).sum())
    mean, low, high = jeffreys(lost, at_risk)
    return Measure("monthly_leaving", mean if at_risk else math.nan, lost, at_risk, low, high)


def free_to_paid(supporters: pd.DataFrame) -> Measure:
    """Share of everybody known that has ever paid; unknown where no file says what anybody paid."""
    if not (supporters["payments"] > 0).any() and supporters["investment"].isna().all():
        return _share("free_to_paid", 0, 0)
    return _share("free_to_paid", int((supporters["payments"] > 0).sum()), len(supporters))


def repeat_purchase(events: pa.Table, as_of: date) -> Measure:
    """Share of the buyers of the last 365 days that bought at least twice in them; an order counts once."""
    paid = _payments(events)
    lately = paid[(paid["at"] >= _end(as_of) - pd.Timedelta(days=_YEAR)) & (paid["at"] < _end(as_of))]
    order = lately["ref"].fillna(lately["at"].dt.strftime("%Y-%m-%d"))
    orders = order.groupby(lately["person_id"]).nunique()
    return _share("repeat_purchase", int((orders > 1).sum()), len(orders))


def largest_client(supporters: pd.DataFrame) -> Measure:
    """Share of the last 365 days' income that the largest client brings; contacts of a company are one client."""
    income = supporters["income_year_minor"].clip(lower=0)
    by_client = income.groupby(clients(supporters)).sum()
    total, most = int(by_client.sum()), int(by_client.max()) if len(by_client) else 0
    return Measure("largest_client", most / total if total else math.nan, most, total)


def clients(supporters: pd.DataFrame) -> pd.Series:
    """For whom each person speaks: the contacts of a company are one client; who names none is a client alone."""
    company = name_key(pa.array(supporters["company"], pa.string(), from_pandas=True)).to_pylist()
    return pd.Series(company, index=supporters.index, dtype=object).fillna(supporters["person_id"])


def retainers(supporters: pd.DataFrame, events: pa.Table, as_of: date) -> Measure:
    """Share of the last 365 days' clients on a retainer: they paid in each of the last three full months."""
    paid = _payments(events)
    lately = paid[(paid["at"] >= _end(as_of) - pd.Timedelta(days=_YEAR)) & (paid["at"] < _end(as_of))]
    month = lately["at"].dt.to_period("M")
    client = dict(zip(supporters["person_id"], clients(supporters), strict=True))
    lately = lately.assign(client=lately["person_id"].map(client).fillna(lately["person_id"]))
    this = pd.Period(as_of, "M")
    wanted = [this - back for back in range(1, _RETAINER_MONTHS + 1)]
    months = lately[month.isin(wanted)].assign(month=month).groupby("client")["month"].nunique()
    return _share("retainers", int((months == _RETAINER_MONTHS).sum()), lately["client"].nunique())


def recommended(supporters: pd.DataFrame, events: pa.Table, as_of: date) -> Measure:
    """Share of everybody known that came through somebody else; nothing where no file names who brought whom."""
    told = _of_kind(events, "referral", as_of)["person_id"].nunique()
    return _share("recommended", told, len(supporters) if told else 0)


def hours_given(supporters: pd.DataFrame, events: pa.Table, as_of: date) -> Measure:
    """Share of the people who gave time in the last 365 days, and how many hours in all."""
    given = _of_kind(events, "hours", as_of)
    lately = given[(given["at"] >= _end(as_of) - pd.Timedelta(days=_YEAR)) & (given["quantity"] > 0)]
    found = _share("hours_given", lately["person_id"].nunique(), len(supporters) if len(given) else 0)
    return replace(found, amount=float(lately["quantity"].sum()))


def financial_year(day: date, starts: int = 1) -> int:
    """The financial year a day lies in, named by the calendar year it begins in; `starts` is its first month.

    Example:
        >>> financial_year(date(2026, 3, 31), 4), financial_year(date(2026, 4, 1), 4)
        (2025, 2026)
    """
    return day.year if day.month >= starts else day.year - 1


@dataclass(frozen=True, slots=True)
class DonorYears:
    """Donors by financial year.

    Attributes:
        year: the financial year `as_of` lies in, by the year it begins in; it may still be running.
        lybunt: gave last year but (so far) not this.
        sybunt: gave in some year before the last, and in neither the last nor (so far) this.
        overall: of the donors of the year before the last full year, who gave in the last full year too.
        first_time: the same among those whose first gift fell into that year.
        repeat: the same among those who had given before it.
    """

    year: int
    lybunt: Measure
    sybunt: Measure
    overall: Measure
    first_time: Measure
    repeat: Measure


def donor_years(events: pa.Table, as_of: date, starts: int = 1) -> DonorYears:
    """LYBUNT, SYBUNT and donor retention by financial year.

    Retention compares the last two full years, for a running year counts donors as lost that may still give.
    Definitions as the Fundraising Effectiveness Project states them.

    Args:
        events: columns.EVENTS; payments of named people count.
        as_of: later gifts are not looked at.
        starts: month the financial year starts in, 1…12.
    """
    paid = _payments(events)
    paid = paid[paid["at"] < _end(as_of)]
    years = paid["at"].dt.year - (paid["at"].dt.month < starts)
    gave = years.groupby(paid["person_id"]).agg(set)
    first = pd.Series([min(found) for found in gave], index=gave.index, dtype=int)
    this = financial_year(as_of, starts)

    def in_year(year: int) -> pd.Series:
        return pd.Series([year in found for found in gave], index=gave.index, dtype=bool)

    last, now = in_year(this - 1), in_year(this)
    earlier = first < this - 1
    base, kept = in_year(this - 2), last
    new = first == this - 2

    def of(slug: str, year: int, these: pd.Series, base: pd.Series) -> Measure:
        found = _share(slug, int((base & these).sum()), int(base.sum()))
        return replace(found, since=date(year, starts, 1))

    return DonorYears(
        this,
        of("lybunt", this, ~now, last),
        of("sybunt", this, ~last & ~now, earlier),
        of("donor_retention", this - 1, kept, base),
        of("first_time_retention", this - 1, kept, base & new),
        of("repeat_retention", this - 1, kept, base & ~new),
    )


def measures(
    preset: str, supporters: pd.DataFrame, events: pa.Table, as_of: date, starts: int = 1
) -> tuple[Measure, ...]:
    """What a preset counts besides, those left out that nothing could be counted for.

    Raises:
        KeyError: if there is no such preset.
    """
    found = _BY_PRESET[preset](supporters, events, as_of, starts)
    return tuple(measure for measure in found if measure.total > 0)


_Counted = Callable[[pd.DataFrame, pa.Table, date, int], tuple[Measure, ...]]


def _nonprofit(supporters: pd.DataFrame, events: pa.Table, as_of: date, starts: int) -> tuple[Measure, ...]:
    found = donor_years(events, as_of, starts)
    years = found.lybunt, found.sybunt, found.overall, found.first_time, found.repeat
    return (*years, hours_given(supporters, events, as_of))


_BY_PRESET: Mapping[str, _Counted] = MappingProxyType(
    {
        "creator": lambda s, _e, d, _y: (monthly_leaving(s, d), free_to_paid(s)),
        "business": lambda _s, e, d, _y: (repeat_purchase(e, d),),
        "freelancer": lambda s, e, d, _: (largest_client(s), retainers(s, e, d), recommended(s, e, d)),
        "nonprofit": _nonprofit,
    },
)


def _share(slug: str, count: int, total: int) -> Measure:
    low, high = wilson(count, total)
    return Measure(slug, count / total if total else math.nan, count, total, low, high)


def _end(as_of: date) -> pd.Timestamp:
    """The first moment after a day."""
    return pd.Timestamp(as_of) + pd.Timedelta(days=1)


def _payments(events: pa.Table) -> pd.DataFrame:
    """Payments of named people with plain dates: person_id, at, ref."""
    return _rows(events, "payment", ["person_id", "at", "ref"])


def _of_kind(events: pa.Table, kind: str, as_of: date) -> pd.DataFrame:
    """What named people did up to a day: person_id, at, quantity."""
    found = _rows(events, kind, ["person_id", "at", "quantity"])
    return found[found["at"].isna() | (found["at"] < _end(as_of))]


def _rows(events: pa.Table, kind: str, columns: list[str]) -> pd.DataFrame:
    rows = events.filter(pc.and_(pc.equal(events["kind"], kind), pc.is_valid(events["person_id"])))
    found: pd.DataFrame = rows.select(columns).to_pandas()
    found["at"] = pd.to_datetime(found["at"]).dt.tz_localize(None)
    return found


def _day(moments: pd.Series) -> pd.Series:
    """Moments without a time zone, to compare with a day."""
    return pd.to_datetime(moments, utc=True).dt.tz_localize(None)
