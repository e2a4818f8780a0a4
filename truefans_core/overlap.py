"""The same money twice: totals beside dated payments, and a processor beside the platform it collects for.

Within a platform dated payments replace totals. Where a platform has any dated money in a currency, each total
(`lifetime_amount`) its exports state in that currency becomes `opening_amount`: the total minus the person's
dated payments and tips, plus refunds, up to the day of the statement, never below zero. It is money that was paid
before the dated payments begin, on days nobody knows. In the account the rest of the total is merged. So what a person ever paid is the sum of the events and, per
source, of the rows of the latest day of `opening_amount` (platforms with events) or `lifetime_amount` (without).

Between a processor and a platform the same amount of the same person within three days is probably one payment.
Whether it is, the user is asked once per pair of sources; until then both are counted, and said to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.ledger import KEPT, MERGED, cover, move
from truefans_core.problems import Problem
from truefans_core.rates import decimals

#: Who collects the money of others, and for whom.
PROCESSORS = ("stripe", "paypal")
PLATFORMS = ("substack", "ghost", "memberful", "donorbox")
#: Tables that no platform wrote.
_BY_HAND = frozenset({"table", "payment-log", "invoice-list"})
#: Days between a payment and its copy.
DAYS_APART = 3
TOTAL, OPENING = "lifetime_amount", "opening_amount"
_INCOME = ("payment", "tip", "refund")
_MICROSECONDS = 86_400_000_000
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


@dataclass(frozen=True, slots=True)
class Settled:
    """Events, snapshots and account with no money counted twice, but for pairs nobody has decided on."""

    events: pa.Table
    snapshots: pa.Table
    account: pa.Table
    problems: tuple[Problem, ...]


def propose(events: pa.Table) -> tuple[Pair, ...]:
    """The pairs of sources to ask about, in alphabetical order.

    Args:
        events: a columns.EVENTS table.
    """
    return tuple(pair for pair, _ in _pairs(events))


def settle(
    events: pa.Table, snapshots: pa.Table, account: pa.Table, same_money: Mapping[str, bool]
) -> Settled:
    """Apply the user's answers about pairs, then let dated payments replace totals.

    Args:
        events: a columns.EVENTS table.
        snapshots: a columns.SNAPSHOTS table.
        account: the columns.ACCOUNT of their records.
        same_money: `Pair.key` to the answer.
    """
    problems = []
    copies = np.zeros(events.num_rows, np.bool_)
    for pair, matched in _pairs(events):
        answer = same_money.get(pair.key)
        if answer:
            copies[matched] = True
        elif answer is None:
            sums = ", ".join(
                f"{currency} {_major(minor, currency)}" for currency, minor in pair.money.items()
            )
            problems.append(
                Problem(
                    "N_OVERLAP", pair.matches, {"a": pair.a, "b": pair.b, "n": pair.matches, "money": sums}
                ),
            )
    events, account = _merge_copies(events, account, copies)
    snapshots, account = _open(events, snapshots, account)
    if doubtful := _doubtful(events, snapshots):
        problems.append(Problem("N_TOTALS_BESIDE", doubtful))
    return Settled(events, snapshots, account, tuple(problems))


def _doubtful(events: pa.Table, snapshots: pa.Table) -> int:
    """How many people have a total in one file and dated payments in another, one of them of no known platform.

    A list kept by hand mostly adds up what the platforms tell; two platforms never tell each other's money.
    """
    income = pc.is_in(events["kind"], value_set=pa.array(_INCOME))
    total = pc.and_(
        pc.equal(snapshots["measure"], TOTAL), pc.greater(pc.fill_null(snapshots["value"], 0.0), 0.0)
    )
    dated, totals = (
        rows.select(["person_id", "platform", "source"])
        .group_by(["person_id", "platform", "source"])
        .aggregate([])
        for rows in (events.filter(income), snapshots.filter(total))
    )
    beside = totals.join(dated, "person_id", join_type="inner", right_suffix="_dated").to_pydict()
    return len(
        {
            person
            for person, mine, theirs, of, dated_of in zip(
                *(beside[n] for n in ("person_id", "source", "source_dated", "platform", "platform_dated")),
                strict=True,
            )
            if person is not None
            and (of or "") != (dated_of or "")
            and not _BY_HAND.isdisjoint((mine.split(":")[0], theirs.split(":")[0]))
        }
    )


def _pairs(events: pa.Table) -> list[tuple[Pair, Numbers]]:
    """Each pair with the places of the processor's copies in `events`."""
    kinds = pc.is_in(events["kind"], value_set=pa.array(_INCOME))
    usable = pc.and_(kinds, pc.and_(pc.is_valid(events["person_id"]), pc.greater(events["amount_minor"], 0)))
    place = np.flatnonzero(pc.fill_null(usable, fill_value=False).to_numpy())
    money = events.take(pa.array(place)).combine_chunks()
    slugs = money.group_by(["platform", "source"]).aggregate([]).to_pylist()
    of = {
        names: sorted(s["source"] for s in slugs if (s["platform"] or "").casefold() in names)
        for names in (PROCESSORS, PLATFORMS)
    }
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
            while next_one < len(partners) and at[partners[next_one]] < at[row] - DAYS_APART * _MICROSECONDS:
                next_one += 1
            if next_one < len(partners) and at[partners[next_one]] <= at[row] + DAYS_APART * _MICROSECONDS:
                matched.append(row)
                next_one += 1
    return np.array(sorted(matched), np.int64)


def _by_group(group: Numbers, at: Numbers, rows: Numbers) -> dict[int, Numbers]:
    """The rows of each group in the order of time."""
    ordered = rows[np.lexsort((rows, at[rows], group[rows]))]
    numbers, starts = np.unique(group[ordered], return_index=True)
    return dict(zip(numbers.tolist(), np.split(ordered, starts[1:]), strict=True)) if len(numbers) else {}


def _pair(a: str, b: str, matched: pa.Table) -> Pair:
    signed = pa.table({"currency": matched["currency"], "minor": _signed(matched)})
    sums = signed.group_by("currency").aggregate([("minor", "sum")]).sort_by("currency")
    money = dict(zip(sums["currency"].to_pylist(), sums["minor_sum"].to_pylist(), strict=True))
    return Pair(a, b, matched.num_rows, MappingProxyType(money))


def _merge_copies(events: pa.Table, account: pa.Table, copies: Any) -> tuple[pa.Table, pa.Table]:
    """Without the copies, and without what else stands on a record all of whose payments are copies.

    Only what was given back of them stays where the other export does not know of it.
    """
    if not copies.any():
        return events, account
    record = _record_key(events)
    refund = pc.equal(events["kind"], "refund").to_numpy()
    income = pc.is_in(events["kind"], value_set=pa.array(_INCOME)).to_numpy()
    copied = pc.unique(record.filter(pa.array(copies)))
    still_paid = pc.unique(record.filter(pa.array(income & ~refund & ~copies)))
    whole = copied.filter(pc.invert(pc.is_in(copied, value_set=still_paid)))
    gone = copies | (pc.is_in(record, value_set=whole).to_numpy(zero_copy_only=False) & ~refund)
    merged = pc.and_(pc.is_in(_record_key(account), value_set=whole), pc.equal(account["outcome"], KEPT))
    return events.filter(pa.array(~gone)), move(account, merged, MERGED, "M_DUPLICATE")


def _open(events: pa.Table, snapshots: pa.Table, account: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Totals of platforms with dated money become what is left of them."""
    income = events.filter(pc.is_in(events["kind"], value_set=pa.array(_INCOME)))
    keys = ["platform", "currency"]
    dated = pc.unique(_joined(income, keys)).drop_null()
    replaced = pc.and_(
        pc.equal(snapshots["measure"], TOTAL),
        pc.fill_null(pc.is_in(_joined(snapshots, keys), value_set=dated), fill_value=False),
    )
    if not pc.any(replaced).as_py():
        return snapshots, account
    totals = snapshots.filter(replaced)
    left = _left(totals, _paid_until(income, totals))
    value = snapshots["value"].to_numpy().copy()
    value[replaced.to_numpy()] = left
    at = snapshots.schema.get_field_index
    opened = snapshots.set_column(
        at("value"), "value", pa.array(value, mask=pc.is_null(snapshots["value"]).to_numpy())
    )
    measure = pc.if_else(replaced, OPENING, snapshots["measure"])
    opened = opened.set_column(at("measure"), "measure", measure)
    covered = pc.unique(_record_key(totals.filter(pa.array(left == 0))))
    with_income = pc.unique(_record_key(income))
    records = _record_key(account)
    merged = pc.and_(
        pc.and_(pc.is_in(records, value_set=covered), pc.invert(pc.is_in(records, value_set=with_income))),
        pc.and_(pc.equal(account["outcome"], KEPT), pc.greater(pc.fill_null(account["amount_minor"], 0), 0)),
    )
    account = cover(account, _covered(account, totals, left))
    return opened, move(account, merged, MERGED, "M_DUPLICATE")


def _covered(account: pa.Table, totals: pa.Table, left: Any) -> pa.Array:
    """What dated payments tell of the total of each record, in the currency of the record."""
    told = np.nan_to_num(totals["value"].to_numpy()) - left
    key = pc.binary_join_element_wise(_record_key(totals), totals["currency"], "\n").combine_chunks()
    sums = (
        pa.table({"key": key, "told": np.rint(told).astype(np.int64)})
        .group_by("key")
        .aggregate([("told", "sum")])
    )
    mine = pc.binary_join_element_wise(_record_key(account), account["currency"], "\n").combine_chunks()
    at = pc.index_in(mine, value_set=sums["key"].combine_chunks(), skip_nulls=True)
    return pc.fill_null(sums["told_sum"].combine_chunks().take(at), 0)


def _left(totals: pa.Table, paid: Any) -> Any:
    """What each total keeps once the dated payments are taken off all totals that one export states on one day.

    Two memberships of a person in one export add up, so the payments are taken off them once, line by line.
    """
    value = np.nan_to_num(totals["value"].to_numpy())
    keys = [
        pc.fill_null(pc.cast(totals[n], pa.string()), "")
        for n in ("person_id", "source", "currency", "as_of")
    ]
    # Nobody's totals are each on their own.
    alone = pc.if_else(pc.is_null(totals["person_id"]), _record_key(totals), "")
    group = pc.dictionary_encode(
        pc.binary_join_element_wise(*keys, alone, "\n").combine_chunks()
    ).indices.to_numpy()
    file = pc.rank(totals["file_id"], tiebreaker="dense").to_numpy()
    order = np.lexsort((totals["line"].to_numpy(), file, group))
    running = np.cumsum(value[order])
    first = np.r_[True, np.diff(group[order]) != 0]
    before = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    so_far = running - (running - value[order])[before]
    left = np.empty(len(order))
    left[order] = np.clip(so_far - paid[order], 0.0, np.maximum(value[order], 0.0))
    return left


def _paid_until(income: pa.Table, totals: pa.Table) -> Any:
    """What the person of each total had paid by the end of its day, by the dated payments of the platform."""
    keys = ["person_id", "platform", "currency"]
    groups = pc.unique(_joined(totals, keys)).drop_null()
    group = pc.fill_null(pc.index_in(_joined(income, keys), value_set=groups), -1).to_numpy()
    mine = group >= 0
    at = pc.fill_null(pc.cast(income["at"], pa.int64()), 0).to_numpy()[mine]
    order = np.lexsort((at, group[mine]))
    # One ascending number line: group first, then time; running sums on it give every balance by two searches.
    running = np.r_[0, np.cumsum(_signed(income).to_numpy()[mine][order])]
    days = np.floor_divide(at[order], _MICROSECONDS)
    line = group[mine][order].astype(np.int64) * _DAY_SPAN + days
    wanted = (
        pc.fill_null(pc.index_in(_joined(totals, keys), value_set=groups), -1).to_numpy().astype(np.int64)
    )
    until = pc.fill_null(pc.cast(totals["as_of"], pa.int32()), _DAY_SPAN // 2 - 1).to_numpy().astype(np.int64)
    end = np.searchsorted(line, wanted * _DAY_SPAN + until, side="right")
    start = np.searchsorted(line, wanted * _DAY_SPAN - _DAY_SPAN // 2, side="left")
    return running[end] - running[start]


_DAY_SPAN = 2**24


def _signed(money: pa.Table) -> pa.ChunkedArray:
    amount = pc.fill_null(money["amount_minor"], 0)
    return pc.if_else(pc.equal(money["kind"], "refund"), pc.negate(amount), amount)


def _record_key(rows: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(rows["file_id"], pc.cast(rows["line"], pa.string()), ":")


def _joined(rows: pa.Table, columns: list[str]) -> pa.ChunkedArray:
    """The values of some columns as one text; null where a person or currency is missing."""
    texts = [pc.fill_null(rows[name], "") if name == "platform" else rows[name] for name in columns]
    return pc.binary_join_element_wise(*texts, "\n")


def _major(minor: int, currency: str) -> str:
    digits = decimals(currency)
    return f"{minor / 10**digits:.{digits}f}"
