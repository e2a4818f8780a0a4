"""One row per supporter: what they did by dated events, and what exports state about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import SNAPSHOTS
from truefans_core.signals.activity import (
    ADVOCACY_KINDS,
    INTEREST_KINDS,
    MONTHS_A_WORD,
    SURVEY,
    active_months,
    activity,
    first_payments,
    in_units,
    standpoint,
)
from truefans_core.signals.days import earlier, later, moments, number_of
from truefans_core.signals.engine import run
from truefans_core.signals.fade import Fade, fade_of, gaps
from truefans_core.signals.looking_back import as_read_on, stated_by
from truefans_core.signals.signs import counted, last_sign, listed_by, signs, spoken_of
from truefans_core.signals.statements import COLUMNS, statements
from truefans_core.signals.totals import totals

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals of all people, before anything is weighed.

    Attributes:
        people: one row per person, sorted and indexed by person_id: the columns of `columns.SUPPORTERS` up to
            `referrals`, `decayed_minor`, and `decayed_count`, `amounts` (payments with an amount), `money_known`
            (a source of theirs speaks of money), `dated` (some money of theirs has a date), `totals_spread`, `pledged`
            (an export calls their subscription active).
        interest: one column per sign of attention, (source, measure), indexed like `people`; NaN is unknown.
        advocacy: the same for signs of telling others.
        fade: how fast payments fade.
    """

    people: pd.DataFrame
    interest: pd.DataFrame
    advocacy: pd.DataFrame
    fade: Fade


def signals(
    events: pa.Table,
    snapshots: pa.Table,
    people: pa.Table,
    as_of: date,
    half_life: float | None = None,
) -> Signals:
    """One row per person of `people`.

    Args:
        events: columns.EVENTS with `value_minor` and `net_minor`, int64 in the reporting currency.
        snapshots: columns.SNAPSHOTS with the same two columns.
        people: columns.PEOPLE.
        as_of: later events are not looked at.
        half_life: days after which a payment counts half; None: found from the gaps between payments.
    """
    people = people.select(_KEPT)
    ids = people["person_id"].combine_chunks()
    if not pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py():
        people = people.sort_by("person_id")
        ids = people["person_id"].combine_chunks()
    spoken = spoken_of(events)
    kinds = tuple(sorted({*spoken["kind"]} & {*INTEREST_KINDS, *ADVOCACY_KINDS, SURVEY}))
    periods = any(events[name].null_count < events.num_rows for name in ("period_start", "period_end"))
    known = _numbered(events, ids)
    apart = run(gaps, events=known, standpoint=standpoint(as_of))
    fade = fade_of(apart["days"].to_numpy(), half_life, counts=apart["count"].to_numpy())
    then = standpoint(as_of, fade.half_life_days)
    done = done_of(run(activity, kinds, periods, _words(known, as_of), events=known, standpoint=then))
    stated = nothing()
    if snapshots.num_rows:
        paid_first = first_paid(run(first_payments, events=known, standpoint=then))
        stated = with_first(stated_of(snapshots, ids, as_of), paid_first)
    who = people.select(["platforms", "sources"])
    who = pa.table([column.dictionary_encode() for column in who.columns], who.column_names).to_pandas()
    who["day"] = stated["day"] = number_of(as_of)
    done = done.set_index("person_id").reindex(who.index)
    rows, interest, advocacy = assemble(who, done, stated, spoken, fade.half_life_days)
    names = pd.Index(people["person_id"].to_pandas(), name="person_id")
    rows = _described(people, done, rows).assign(engagement=counted(interest), referrals=counted(advocacy))
    return Signals(rows.set_index(names), interest.set_index(names), advocacy.set_index(names), fade)


def first_paid(firsts: pa.Table) -> pd.Series:
    """What `first_payments` gave, in days since 1970-01-01 by (place, platform)."""
    return _frame(firsts).set_index(["person_id", "platform"])["first"]


def with_first(stated: pd.DataFrame, paid_first: pd.Series) -> pd.DataFrame:
    """Statements beside the day of the person's first dated payment on the same platform.

    Args:
        stated: what `stated_of` gave.
        paid_first: what `first_paid` gave.
    """
    key = pd.MultiIndex.from_arrays([stated["person_id"], stated["platform"]])
    return stated.assign(paid_first=paid_first.reindex(key).to_numpy(dtype=float))


def stated_of(snapshots: pa.Table, ids: pa.Array, as_of: date) -> pd.DataFrame:
    """What `statements` gives of the statements by a day, `person_id` being the place in `ids`.

    Args:
        snapshots: columns.SNAPSHOTS with `value_minor` and `net_minor`.
        ids: person_id of everybody.
        as_of: the day.
    """
    by_then = stated_by(snapshots, as_of)
    of_people = by_then.set_column(0, "person_id", pc.index_in(by_then["person_id"], ids))
    return _frame(run(statements, snapshots=of_people))


def assemble(
    who: pd.DataFrame, done: pd.DataFrame, stated: pd.DataFrame, spoken: pd.DataFrame, half_life: float
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """One row per person, or per person and day, from what they did and what is stated about them.

    Args:
        who: day (in days since 1970-01-01), platforms and sources (categories); indexed by the number that stands for
            a person, or for a person on a day, in the other frames.
        done: what `activity` gave, indexed like `who`.
        stated: what `with_first` gave of the latest statements by the day, and that day; person_id is the number.
        spoken: what `spoken_of` gave.
        half_life: days after which a payment counts half.

    Returns:
        What a tier hangs on; signs of interest; signs of telling others: all indexed like `who`.
    """
    if len(stated):
        stated = as_read_on(stated.assign(knows=_knows(who, stated)))
        stated = stated.sort_values(["person_id", "source"], ignore_index=True)
    members = totals(stated, half_life) if len(stated) else _NO_MEMBERS
    interest, advocacy = signs(who, done, stated, spoken)
    rows = _standing(who, done, members, stated)
    rows["money_known"] = _money_known(who, stated, spoken)
    return rows, interest, advocacy


def _knows(who: pd.DataFrame, stated: pd.DataFrame) -> pd.Series:
    """Whether the export of each statement is among those that know the person by the day."""
    lists = who["sources"].cat
    names = pd.Index(stated["source"].unique())
    holds = np.array(
        [[name in text.split(", ") for name in names] for text in lists.categories] + [[False] * len(names)]
    )
    code = lists.codes.to_numpy()[who.index.get_indexer(pd.Index(stated["person_id"]))]
    return pd.Series(holds[code, names.get_indexer(pd.Index(stated["source"]))], index=stated.index)


def _numbered(events: pa.Table, ids: pa.Array) -> pa.Table:
    """What the expressions need of the events: people as places in `ids`, days in the place of moments.

    Numbers are found and compared much faster than names. The day is taken in Arrow: a cast inside the engine would
    follow the time zone of its session.
    """
    return (
        events.select(_NEEDED)
        .append_column("person_id", pc.index_in(events["person_id"], ids))
        .append_column("on", events["at"].cast(pa.date32()))
    )


_NEEDED = ["platform", "kind", "period_start", "period_end", "quantity", "value_minor", "net_minor"]


_KEPT = [
    "person_id", "external_id", "name", "email", "company", "country", "channel", "platforms", "sources",
    "joined_at", "consent",
]  # fmt: skip
_WORDS = _KEPT[:8]
#: A card that fails is tried again for about two weeks before a subscription is over.
RETRY_DAYS = 14
_ADDED = ("lifetime_minor", "income_year_minor", "income_year_net_minor", "monthly_minor", "payments")


#: What `totals` gives where no export states anything.
_NO_MEMBERS = pd.DataFrame(
    {
        **{
            name: pd.Series(dtype=float)
            for name in ("person_id", "value", "first", "last", "until", "ended_on", *_ADDED)
        },
        **{name: pd.Series(dtype=bool) for name in ("subscribed", "ended", "dated", "spread")},
    }
)


def nothing() -> pd.DataFrame:
    """Statements where no export states anything."""
    stated = pd.DataFrame(columns=[*COLUMNS, "paid_first", "day"], dtype=float)
    return stated.astype(dict.fromkeys(COLUMNS[:3], object))


def done_of(found: pa.Table) -> pd.DataFrame:
    """What `activity` gave, with the months it gave as bits counted."""
    others = [name for name in found.column_names if not name.startswith("months_")]
    return _frame(found.select(others)).assign(active_months=active_months(found).astype(float))


def _words(known: pa.Table, as_of: date) -> int:
    """How many words of months reach back to the first event."""
    first = pc.min(known["on"]).as_py() or as_of
    return max(0, (as_of.year - first.year) * 12 + as_of.month - first.month) // MONTHS_A_WORD + 1


def _frame(table: pa.Table) -> pd.DataFrame:
    """Arrow to pandas with exact sums as floats and days as numbers: pandas objects would cost minutes."""
    columns = {}
    for name in table.column_names:
        column = table[name]
        if pa.types.is_decimal(column.type):
            column = column.cast(pa.float64())
        elif pa.types.is_date(column.type):
            column = column.cast(pa.int32()).cast(pa.float64())
        columns[name] = column
    frame: pd.DataFrame = pa.table(columns).to_pandas()
    return frame


def _standing(
    who: pd.DataFrame, done: pd.DataFrame, members: pd.DataFrame, stated: pd.DataFrame
) -> pd.DataFrame:
    """What a tier, and being gone, hangs on."""
    per_person = members.groupby("person_id")
    total = per_person[[*_ADDED, "value"]].sum().reindex(who.index, fill_value=0.0)
    ends = per_person.agg(
        first=("first", "min"), last=("last", "max"), until=("until", "max"), ended_on=("ended_on", "max")
    )
    ends = ends.reindex(who.index)
    flags = per_person[["subscribed", "ended", "dated", "spread"]].any().reindex(who.index, fill_value=False)
    day = who["day"]
    # A period's end is the first day no longer paid for.
    subscribed = flags["subscribed"] | (done["period_until"] > day)
    elsewhere = (
        members["last"].where(~members["ended"]).groupby(members["person_id"]).max().reindex(who.index)
    )
    ended = flags["ended"] & ~subscribed & ~(later(done["last_paid"], elsewhere) > ends["ended_on"])
    # A subscription known by the periods of its payments only has ended when the last of them has.
    ended |= (
        (done["period_until"] < day - RETRY_DAYS) & ~subscribed & (done["last_paid"] <= done["period_until"])
    )
    return pd.DataFrame(
        {
            "last_at": moments(
                later(later(done["last_on"], ends["last"]), last_sign(stated).reindex(who.index))
            ),
            "last_paid_at": moments(later(done["last_paid"], ends["last"])),
            "paid_through": moments(later(done["period_until"], ends["until"])),
            "subscribed": subscribed,
            "pledged": flags["subscribed"],
            "ended": ended,
            **{name: _whole(done[name].fillna(0.0) + total[name]) for name in _ADDED},
            "decayed_minor": in_units(done["decayed"].fillna(0.0)) + total["value"],
            "decayed_count": in_units(done["decayed_count"].fillna(0.0)),
            "amounts": _whole(done["amounts"].fillna(0.0)),
            "dated": flags["dated"] | (done["amounts"] > 0),
            "totals_spread": flags["spread"],
            "first_stated": ends["first"],
            "joined_stated": stated.groupby("person_id")["joined_at"].min().reindex(who.index).astype(float),
        },
        index=who.index,
    )


def _described(people: pa.Table, done: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with what else is told of a person: words, consent and first days.

    Args:
        people: columns.PEOPLE, one row for each of `rows`.
        done: as for `assemble`.
        rows: what `assemble` gave.
    """
    words = {name: _objects(people[name]) for name in (*_WORDS, "consent")}
    listed = people["joined_at"].cast(pa.timestamp("us")).to_pandas().astype("datetime64[us]")
    told = pd.DataFrame(words, index=rows.index).assign(
        joined_at=listed.fillna(moments(rows["joined_stated"])),
        suppressed=pc.fill_null(pc.invert(people["consent"]), fill_value=False).to_numpy(),
        first_at=moments(earlier(done["first_on"], rows["first_stated"])),
        first_paid_at=moments(earlier(done["first_paid"], rows["first_stated"])),
        active_months=_whole(done["active_months"].fillna(0.0)),
    )
    return pd.concat([told, rows.drop(columns=["first_stated", "joined_stated"])], axis="columns")


def _money_known(who: pd.DataFrame, stated: pd.DataFrame, spoken: pd.DataFrame) -> pd.Series:
    """Whose own rows come from a source that speaks of money (a blank total there is unknown)."""
    paying = listed_by(who, spoken, ("payment", "tip"))
    named = who.index.isin(
        stated.loc[stated["lifetime_amount"].notna() | stated["unit_price"].notna(), "person_id"]
    )
    return paying | named


def _objects(column: pa.ChunkedArray) -> pd.Series:
    """Values as objects, None where unknown."""
    return pd.Series(column.to_numpy(), dtype=object)


def _whole(values: pd.Series) -> pd.Series:
    return values.round().astype("int64")


def nothing_stated() -> pa.Table:
    """Snapshots of no export: for scores from dated events alone."""
    money = [pa.field("value_minor", pa.int64()), pa.field("net_minor", pa.int64())]
    return pa.schema([*SNAPSHOTS, *money]).empty_table()
