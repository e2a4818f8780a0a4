"""Totals beside dated payments of the same platform: what is left of a total, and whose may tell one money twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.ledger import KEPT, MERGED, cover, move
from truefans_core.overlap.rows import MICROSECONDS, is_income, joined, record_key, signed

#: Tables that no platform wrote.
_BY_HAND = frozenset({"table", "payment-log", "invoice-list"})
TOTAL, OPENING = "lifetime_amount", "opening_amount"
#: More days than any date has, so that group and day make one number.
_DAY_SPAN = 2**24


def open_totals(events: pa.Table, snapshots: pa.Table, account: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Totals of platforms with dated money become what is left of them."""
    if not pc.any(pc.equal(snapshots["measure"], TOTAL)).as_py():
        return snapshots, account
    income = events.filter(is_income(events))
    keys = ["platform", "currency"]
    dated = pc.unique(joined(income, keys)).drop_null()
    replaced = pc.and_(
        pc.equal(snapshots["measure"], TOTAL),
        pc.fill_null(pc.is_in(joined(snapshots, keys), value_set=dated), fill_value=False),
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
    covered = pc.unique(record_key(totals.filter(pa.array(left == 0))))
    with_income = pc.unique(record_key(income))
    records = record_key(account)
    merged = pc.and_(
        pc.and_(pc.is_in(records, value_set=covered), pc.invert(pc.is_in(records, value_set=with_income))),
        pc.and_(pc.equal(account["outcome"], KEPT), pc.greater(pc.fill_null(account["amount_minor"], 0), 0)),
    )
    account = cover(account, _covered(account, totals, left))
    return opened, move(account, merged, MERGED, "M_DUPLICATE")


def _covered(account: pa.Table, totals: pa.Table, left: Any) -> pa.Array:
    """What dated payments tell of the total of each record, in the currency of the record."""
    told = np.nan_to_num(totals["value"].to_numpy()) - left
    key = pc.binary_join_element_wise(record_key(totals), totals["currency"], "\n").combine_chunks()
    sums = (
        pa.table({"key": key, "told": np.rint(told).astype(np.int64)})
        .group_by("key")
        .aggregate([("told", "sum")])
    )
    mine = pc.binary_join_element_wise(record_key(account), account["currency"], "\n").combine_chunks()
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
    alone = pc.if_else(pc.is_null(totals["person_id"]), record_key(totals), "")
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
    groups = pc.unique(joined(totals, keys)).drop_null()
    group = pc.fill_null(pc.index_in(joined(income, keys), value_set=groups), -1).to_numpy()
    mine = group >= 0
    at = pc.fill_null(pc.cast(income["at"], pa.int64()), 0).to_numpy()[mine]
    order = np.lexsort((at, group[mine]))
    # One ascending number line: group first, then time; running sums on it give every balance by two searches.
    running = np.r_[0, np.cumsum(signed(income).to_numpy()[mine][order])]
    days = np.floor_divide(at[order], MICROSECONDS)
    line = group[mine][order].astype(np.int64) * _DAY_SPAN + days
    wanted = pc.fill_null(pc.index_in(joined(totals, keys), value_set=groups), -1).to_numpy().astype(np.int64)
    until = pc.fill_null(pc.cast(totals["as_of"], pa.int32()), _DAY_SPAN // 2 - 1).to_numpy().astype(np.int64)
    end = np.searchsorted(line, wanted * _DAY_SPAN + until, side="right")
    start = np.searchsorted(line, wanted * _DAY_SPAN - _DAY_SPAN // 2, side="left")
    return running[end] - running[start]


def doubtful(events: pa.Table, snapshots: pa.Table) -> int:
    """How many people have a total in one file and dated payments in another, one of them of no known platform.

    A list kept by hand mostly adds up what the platforms tell; two platforms never tell each other's money.
    """
    total = pc.and_(
        pc.equal(snapshots["measure"], TOTAL), pc.greater(pc.fill_null(snapshots["value"], 0.0), 0.0)
    )
    if not pc.any(total).as_py():
        return 0
    income = is_income(events)
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
