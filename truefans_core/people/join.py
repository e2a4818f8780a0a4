"""Join the records of many tables into people, events and statements, with the account of every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import EVENTS, REACH, SNAPSHOTS
from truefans_core.ledger import KEPT, MERGED, join_accounts, move
from truefans_core.overlap import settle
from truefans_core.people import duplicates, orders
from truefans_core.people.attributes import describe
from truefans_core.people.credit import credited
from truefans_core.people.erasing import Erased, without
from truefans_core.people.evidence import certain
from truefans_core.people.keys import Found, find_people, series
from truefans_core.people.lines import Lines
from truefans_core.people.merging import Answers, Merged, merge
from truefans_core.people.ordering import in_order
from truefans_core.people.refusals import set_aside, with_refusals
from truefans_core.people.stated import source_of, stated, told_once
from truefans_core.problems import Problem
from truefans_core.records import IDENTITIES, RECORD_EVENTS, RECORD_SNAPSHOTS, Records

_INCOME = ("payment", "refund", "tip")
_STATED = tuple(name for name in IDENTITIES.names if name not in {"row", "line"})
_NOTHING: Mapping[str, bool] = MappingProxyType({})
_NO_ANSWERS = Answers()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the user has decided about people and money.

    Attributes:
        same_money: "processor source|platform source" to whether payments that agree are the same money.
        erased: people who were erased and are left out; None: nobody.
        people: what the user said about people who may be one.
    """

    same_money: Mapping[str, bool] = field(default_factory=lambda: _NOTHING)
    erased: Erased | None = None
    people: Answers = _NO_ANSWERS


@dataclass(frozen=True, slots=True)
class Joined:
    """Everything the files say, person by person.

    Where nobody named the platform of a table, its file's name without its date stands for the platform, and its
    source is "table:<that name>": two such files are two exports.

    Attributes:
        people: columns.PEOPLE, sorted by person_id.
        events: columns.EVENTS, sorted by person_id, time, file and line; nobody's events last. Repeats are gone.
        snapshots: columns.SNAPSHOTS, sorted alike; older statements stay, the latest `as_of` of each source counts. The measure
            `opening_amount` is what is left of a total after the dated payments of its platform (see `overlap`).
        reach: columns.REACH.
        account: columns.ACCOUNT, sorted by file and line.
        fee_slugs: source to its row of the fee book.
        until: file_id to the last day the file speaks of.
        merged: who was merged, and who the rows of `stated` are without it.
        stated: stated.STATED of every row that names somebody, with `person_id` and `alone_id`, the person's id
            before merging.
        told: the rows of `stated` that say something of somebody for the first time in their file.
        aside: stated.STATED of the records that name somebody and are not kept.
        problems: what to know about the joining; those of the tables are with their Records.
    """

    people: pa.Table
    events: pa.Table
    snapshots: pa.Table
    reach: pa.Table
    account: pa.Table
    fee_slugs: Mapping[str, str]
    until: Mapping[str, date | None]
    merged: Merged
    stated: pa.Table
    told: pa.Table
    aside: pa.Table
    problems: tuple[Problem, ...] = ()


def join(records: Sequence[Records], decisions: Decisions | None = None) -> Joined:
    """Join tables into one row per person, and count nothing twice.

    A record that says only what a record of another file says is merged (`M_DUPLICATE`): a second copy of a file,
    a payment with the same key, amount and time, the same statement of the same day, an older total of money that
    a newer one includes. The outcome does not depend on the order of files or rows.

    Args:
        records: the tables, in any order.
        decisions: what the user has decided; nothing by default.
    """
    decided = decisions or Decisions()
    tables = _in_order(records)
    if decided.erased is not None:
        tables = without(tables, decided.erased)
    is_copy = [place > 0 and tables[place - 1].file_id == table.file_id for place, table in enumerate(tables)]
    unique = [table for table, copy in zip(tables, is_copy, strict=True) if not copy]
    copies = [table for table, copy in zip(tables, is_copy, strict=True) if copy]

    rows, aside = stated(unique), stated(set_aside(unique))
    told, first, of = told_once(rows)
    named = find_people(told)
    alone = replace(named, person=named.person[of])
    people_rows = np.r_[0, np.cumsum([table.identities.num_rows for table in unique])]
    events = _attach(unique, "events", RECORD_EVENTS, EVENTS, alone, people_rows)
    snapshots = _attach(unique, "snapshots", RECORD_SNAPSHOTS, SNAPSHOTS, alone, people_rows)
    account = join_accounts(table.account for table in unique)
    whole_order = orders.whole_of(events)
    beyond_doubt = certain(told, named.person, events, _numbers(events, alone), whole_order)
    merged = merge(rows, alone, beyond_doubt, decided.people)
    found = merged.found
    told_of = replace(found, person=found.person[first])
    if found is not alone:
        events, snapshots = _renamed(events, merged), _renamed(snapshots, merged)

    events = orders.with_products(events, whole_order)
    events, snapshots, account = _merge(rows, found, events, snapshots, account, whole_order >= 0)
    settled = settle(events, snapshots, account, decided.same_money)
    copied = join_accounts(table.account for table in copies)
    whole = pa.concat_tables(
        [settled.account, move(copied, pc.equal(copied["outcome"], KEPT), MERGED, "M_DUPLICATE")]
    )
    return Joined(
        people=describe(*with_refusals(told, told_of, aside)),
        events=in_order(
            credited(settled.events, told, told_of), ("person_id", "at", "file_id", "line", "kind")
        ),
        snapshots=in_order(settled.snapshots, ("person_id", "as_of", "file_id", "line", "measure")),
        reach=_reach(unique),
        account=in_order(whole, ("file_id", "line", "outcome")),
        fee_slugs=MappingProxyType({source_of(table): table.fee_slug for table in reversed(unique)}),
        until=MappingProxyType({table.file_id: table.until for table in unique}),
        merged=merged,
        stated=_named(_named(rows, "person_id", found), "alone_id", alone),
        told=_named(_named(told, "person_id", told_of), "alone_id", named),
        aside=aside,
        problems=settled.problems,
    )


def _in_order(records: Sequence[Records]) -> list[Records]:
    """The tables in an order that their content decides."""
    return sorted(records, key=lambda r: (r.file_id, r.file, r.source, r.platform, -r.account.num_rows))


def _attach(
    tables: Sequence[Records], name: str, before: pa.Schema, after: pa.Schema, found: Found, starts: Any
) -> pa.Table:
    """The events or snapshots of all tables with person_id in the place of row."""
    parts = []
    for number, table in enumerate(tables):
        said: pa.Table = getattr(table, name).select(before.names)
        rows = table.identities["row"].to_numpy()
        persons = found.person[starts[number] : starts[number + 1]]
        person_of = np.full(max(rows.max(initial=-1), pc.max(said["row"]).as_py() or 0) + 2, -1, np.int64)
        person_of[rows] = persons  # the last place stays -1: it is what row -1, nobody, points to
        person = person_of[said["row"].to_numpy()]
        column = found.ids.take(pa.array(person, mask=person < 0))
        said = said.drop_columns("row").add_column(0, "person_id", column)
        if not table.platform:
            for column_name, value in (("source", source_of(table)), ("platform", series(table.file))):
                at = said.schema.get_field_index(column_name)
                said = said.set_column(at, column_name, pa.repeat(pa.scalar(value), said.num_rows))
        parts.append(said)
    return pa.concat_tables(parts).cast(after) if parts else after.empty_table()


def _named(rows: pa.Table, column: str, found: Found) -> pa.Table:
    """The rows with whom each is of."""
    return rows.append_column(column, found.ids.take(pa.array(found.person, mask=found.person < 0)))


def _numbers(rows: pa.Table, alone: Found) -> duplicates.Numbers:
    """The person of each row by number; -1 for nobody's."""
    if not rows.num_rows:
        return np.empty(0, np.int64)
    found = pc.fill_null(pc.index_in(rows["person_id"], value_set=alone.ids), -1)
    return np.asarray(found.to_numpy().astype(np.int64))


def _renamed(rows: pa.Table, merged: Merged) -> pa.Table:
    """The rows of merged people under the one name they have now."""
    number = _numbers(rows, merged.alone)
    now = np.where(number < 0, -1, merged.of[number])
    return rows.set_column(0, "person_id", merged.found.ids.take(pa.array(now, mask=now < 0)))


def _merge(
    rows: pa.Table,
    found: Found,
    events: pa.Table,
    snapshots: pa.Table,
    account: pa.Table,
    lines: duplicates.Flags,
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Drop what another file says too, and mark the records that say nothing else as merged.

    `lines` are the events of the lines of an order that another file gives as a whole.
    """
    record = Lines(account)
    of_event, of_snapshot = record.of(events), record.of(snapshots)
    count = account.num_rows
    fullness = np.bincount(of_event[of_event >= 0], minlength=count + 1)
    again = lines | duplicates.repeated_events(events, fullness[of_event])
    stated_again = duplicates.repeated_statements(snapshots, fullness[of_snapshot])

    income = pc.is_in(events["kind"], value_set=pa.array(_INCOME)).to_numpy()
    older, replaced = duplicates.superseded_totals(snapshots)
    some_income = record.any(of_event[income])
    paid_again = some_income & ~record.any(of_event[income & ~again])
    older_total = ~some_income & record.any(of_snapshot[older])
    something = record.any(of_event) | record.any(of_snapshot)
    nothing_new = ~record.any(of_event[~again]) & ~record.any(of_snapshot[~stated_again])
    listed_again = record.any(_listed_again(rows, found, record.of(rows), something))
    repeats = paid_again | older_total | (~some_income & nothing_new & (something | listed_again))
    mask = pa.array(repeats & pc.equal(account["outcome"], KEPT).to_numpy())
    # A merged record takes all its events along: a fee of a payment counted elsewhere is counted elsewhere too.
    gone = again | np.r_[paid_again, False][of_event]
    return (
        events.filter(pa.array(~gone)) if gone.any() else events,
        snapshots.filter(pa.array(~(stated_again | replaced))),
        move(account, mask, MERGED, "M_DUPLICATE"),
    )


def _listed_again(
    rows: pa.Table, found: Found, records: duplicates.Numbers, something: duplicates.Flags
) -> duplicates.Numbers:
    """The records that only name a person, in the words of another file of the same source."""
    bare = np.flatnonzero(~np.r_[something, True][records] & (found.person >= 0))
    named = rows.take(pa.array(bare)).append_column("person", pa.array(found.person[bare]))
    return records[bare][duplicates.repeated_rows(named, ("person", "source", *_STATED))]


def _reach(tables: Sequence[Records]) -> pa.Table:
    """The reach of all tables, what two exports both state once."""
    parts = [
        table.reach.select(REACH.names)
        .append_column("file_id", pa.repeat(pa.scalar(table.file_id, pa.string()), table.reach.num_rows))
        .append_column("line", pa.array(np.arange(table.reach.num_rows)))
        for table in tables
    ]
    if not parts:
        return REACH.empty_table()
    stated = pa.concat_tables(parts)
    again = duplicates.repeated_rows(stated, tuple(REACH.names))
    return (
        stated.filter(pa.array(~again))
        .select(REACH.names)
        .sort_by([(name, "ascending") for name in REACH.names])
    )
