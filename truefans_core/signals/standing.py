"""What a tier, and being gone, hangs on: one row per person, or per person and day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from truefans_core.signals.activity import in_units
from truefans_core.signals.days import later, moments
from truefans_core.signals.looking_back import as_read_on
from truefans_core.signals.signs import last_sign, listed_by, placed, signs
from truefans_core.signals.statements import COLUMNS
from truefans_core.signals.totals import totals

#: A card that fails is tried again for about two weeks before a subscription is over.
RETRY_DAYS = 14
_ADDED = ("lifetime_minor", "income_year_minor", "income_year_net_minor", "monthly_minor", "payments")
_ENDS = {"first": "min", "last": "max", "until": "max", "ended_on": "max"}
_FLAGS = ("subscribed", "ended", "dated", "spread")
#: What `totals` gives where no export states anything.
_NO_MEMBERS = pd.DataFrame(
    {
        **{name: pd.Series(dtype=float) for name in ("person_id", "value", *_ENDS, *_ADDED)},
        **{name: pd.Series(dtype=bool) for name in _FLAGS},
    }
)


def nothing() -> pd.DataFrame:
    """Statements where no export states anything."""
    stated = pd.DataFrame(columns=[*COLUMNS, "paid_first", "day"], dtype=float)
    return stated.astype(dict.fromkeys(COLUMNS[:3], object))


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


def _standing(
    who: pd.DataFrame, done: pd.DataFrame, members: pd.DataFrame, stated: pd.DataFrame
) -> pd.DataFrame:
    """What a tier, and being gone, hangs on."""
    per_person = members.groupby("person_id")
    place = who.index.get_indexer(pd.Index(per_person.size().index))

    def of_all(values: pd.Series, unknown: float) -> pd.Series:
        return pd.Series(placed(values, place, len(who), unknown), index=who.index)

    sums = per_person[[*_ADDED, "value"]].sum()
    total = {name: of_all(sums[name], 0.0) for name in sums}
    ends = {name: of_all(per_person[name].agg(how), np.nan) for name, how in _ENDS.items()}
    any_of = per_person[list(_FLAGS)].any()
    flags = {name: of_all(any_of[name], 0.0) > 0 for name in _FLAGS}
    day = who["day"]
    # A period's end is the first day no longer paid for.
    subscribed = flags["subscribed"] | (done["period_until"] > day)
    elsewhere = of_all(members["last"].where(~members["ended"]).groupby(members["person_id"]).max(), np.nan)
    ended = flags["ended"] & ~subscribed & ~(later(done["last_paid"], elsewhere) > ends["ended_on"])
    # A subscription known by the periods of its payments only has ended when the last of them has.
    ended |= (
        (done["period_until"] < day - RETRY_DAYS) & ~subscribed & (done["last_paid"] <= done["period_until"])
    )
    signed_last = last_sign(stated)
    there = placed(signed_last, who.index.get_indexer(pd.Index(signed_last.index)), len(who))
    columns = {
        "last_at": moments(later(later(done["last_on"], ends["last"]), pd.Series(there, index=who.index))),
        "last_paid_at": moments(later(done["last_paid"], ends["last"])),
        "paid_through": moments(later(done["period_until"], ends["until"])),
        "subscribed": subscribed,
        "pledged": flags["subscribed"],
        "ended": ended,
        **{name: whole(done[name].fillna(0.0) + total[name]) for name in _ADDED},
        "decayed_minor": in_units(done["decayed"].fillna(0.0)) + total["value"],
        "decayed_count": in_units(done["decayed_count"].fillna(0.0)),
        "amounts": whole(done["amounts"].fillna(0.0)),
        "dated": flags["dated"] | (done["amounts"] > 0),
        "totals_spread": flags["spread"],
        "first_stated": ends["first"],
        "joined_stated": _joined(who, stated),
    }
    return pd.DataFrame(columns, index=who.index, copy=False)


def _joined(who: pd.DataFrame, stated: pd.DataFrame) -> pd.Series:
    first = stated.groupby("person_id")["joined_at"].min().astype(float)
    place = who.index.get_indexer(pd.Index(first.index))
    return pd.Series(placed(first, place, len(who)), index=who.index)


def _money_known(who: pd.DataFrame, stated: pd.DataFrame, spoken: pd.DataFrame) -> pd.Series:
    """Whose own rows come from a source that speaks of money (a blank total there is unknown)."""
    paying = listed_by(who, spoken, ("payment", "tip"))
    named = who.index.isin(
        stated.loc[stated["lifetime_amount"].notna() | stated["unit_price"].notna(), "person_id"]
    )
    return paying | named


def whole(values: pd.Series) -> pd.Series:
    """Values to the next whole number."""
    return values.round().astype("int64")
