"""A processor beside the platform it collects for: which payments are probably one, and what is left once they are.

The same amount of the same person within three days is probably one payment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.ledger import KEPT, MERGED, move
from truefans_core.overlap.rows import MICROSECONDS, is_income, record_key, signed

#: Who collects the money of others, and for whom.
PROCESSORS = ("stripe", "paypal")
PLATFORMS = ("substack", "ghost", "memberful", "donorbox")
#: Days between a payment and its copy.
DAYS_APART = 3
Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sources that seem to record the same money.

    Attributes:
        a: slug of the processor's source, whose copies are merged if the user says so.
        b: slug of the platform's source.
        matches: payments, tips and refunds that agree.
        money: currency to the minor units that agree, refunds taken off.
    """

    a: str
    b: str
    matches: int
    money: Mapping[str, int]

    @property
    def key(self) -> str:
        """The name of the pair in `Decisions.same_money`."""
        return f"{self.a}|{self.b}"


def pairs(events: pa.Table) -> list[tuple[Pair, Numbers]]:
    """Each pair with the places of the processor's copies in `events`."""
    kinds = is_income(events)
    usable = pc.and_(kinds, pc.and_(pc.is_valid(events["person_id"]), pc.greater(events["amount_minor"], 0)))
    place = np.flatnonzero(pc.fill_null(usable, fill_value=False).to_numpy())
    named = events.select(["platform", "source"]).take(pa.array(place))
    slugs = named.group_by(["platform", "source"]).aggregate([]).to_pylist()
    of = {
        names: sorted(s["source"] for s in slugs if (s["platform"] or "").casefold() in names)
        for names in (PROCESSORS, PLATFORMS)
    }
    if not all(of.values()):
        return []
    money = events.take(pa.array(place)).combine_chunks()
    found = []
    for a in of[PROCESSORS]:
        for b in of[PLATFORMS]:
            mine = np.flatnonzero(pc.equal(money["source"], a).to_numpy())
            theirs = np.flatnonzero(pc.equal(money["source"], b).to_numpy())
            matched = mine[_matches(money, mine, theirs)]
            if len(matched):
                found.append((_pair(a, b, money.take(pa.array(matched))), place[matched]))
    return found


def _matches(money: pa.Table, mine: Numbers, theirs: Numbers) -> Numbers:
    """Which of `mine` has a partner among `theirs`, each partner used once, the earliest first."""
    rows = money.take(pa.array(np.r_[mine, theirs]))
    grouped = pc.dictionary_encode(
        pc.binary_join_element_wise(
            rows["person_id"],
            rows["kind"],
            rows["currency"],
            pc.cast(rows["amount_minor"], pa.string()),
            "\n",
        ).combine_chunks(),
    ).indices
    group = pc.fill_null(grouped, -1).to_numpy()
    at = pc.fill_null(pc.cast(rows["at"], pa.int64()), 0).to_numpy()
    dated = pc.is_valid(rows["at"]).to_numpy() & (group >= 0)
    mine_of, theirs_of = (
        _by_group(group, at, np.flatnonzero(dated & side))
        for side in (np.arange(len(group)) < len(mine), np.arange(len(group)) >= len(mine))
    )
    matched = []
    for number in mine_of.keys() & theirs_of.keys():
        partners = theirs_of[number]
        next_one = 0
        for row in mine_of[number]:
            while next_one < len(partners) and at[partners[next_one]] < at[row] - DAYS_APART * MICROSECONDS:
                next_one += 1
            if next_one < len(partners) and at[partners[next_one]] <= at[row] + DAYS_APART * MICROSECONDS:
                matched.append(row)
                next_one += 1
    return np.array(sorted(matched), np.int64)


def _by_group(group: Numbers, at: Numbers, rows: Numbers) -> dict[int, Numbers]:
    """The rows of each group in the order of time."""
    ordered = rows[np.lexsort((rows, at[rows], group[rows]))]
    numbers, starts = np.unique(group[ordered], return_index=True)
    return dict(zip(numbers.tolist(), np.split(ordered, starts[1:]), strict=True)) if len(numbers) else {}


def _pair(a: str, b: str, matched: pa.Table) -> Pair:
    rows = pa.table({"currency": matched["currency"], "minor": signed(matched)})
    sums = rows.group_by("currency").aggregate([("minor", "sum")]).sort_by("currency")
    money = dict(zip(sums["currency"].to_pylist(), sums["minor_sum"].to_pylist(), strict=True))
    return Pair(a, b, matched.num_rows, MappingProxyType(money))


def merge_copies(events: pa.Table, account: pa.Table, copies: Any) -> tuple[pa.Table, pa.Table]:
    """Without the copies, and without what else stands on a record all of whose payments are copies.

    Only what was given back of them stays where the other export does not know of it.
    """
    if not copies.any():
        return events, account
    record = record_key(events)
    refund = pc.equal(events["kind"], "refund").to_numpy()
    income = is_income(events).to_numpy()
    copied = pc.unique(record.filter(pa.array(copies)))
    still_paid = pc.unique(record.filter(pa.array(income & ~refund & ~copies)))
    whole = copied.filter(pc.invert(pc.is_in(copied, value_set=still_paid)))
    gone = copies | (pc.is_in(record, value_set=whole).to_numpy(zero_copy_only=False) & ~refund)
    merged = pc.and_(pc.is_in(record_key(account), value_set=whole), pc.equal(account["outcome"], KEPT))
    return events.filter(pa.array(~gone)), move(account, merged, MERGED, "M_DUPLICATE")
