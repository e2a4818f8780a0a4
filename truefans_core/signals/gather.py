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
    NARROW,
    SURVEY,
    Shape,
    active_months,
    activity,
    first_payments,
    standpoint,
)
from truefans_core.signals.days import earlier, moments, number_of
from truefans_core.signals.engine import run
from truefans_core.signals.fade import SURE, Fade, fade_of, gaps, paced_by, telling
from truefans_core.signals.looking_back import stated_by
from truefans_core.signals.places import places
from truefans_core.signals.signs import counted, first_of, placed, spoken_of
from truefans_core.signals.standing import assemble, nothing, whole
from truefans_core.signals.statements import statements, states_money

if TYPE_CHECKING:
    from datetime import date

    import numpy.typing as npt


_KEPT = [
    "person_id", "external_id", "name", "email", "company", "country", "channel", "platforms", "sources",
    "joined_at", "consent",
]  # fmt: skip
_WORDS = _KEPT[:8]
#: What the expressions need of the events, beside person and day.
_NEEDED = ["source", "platform", "kind", "period_start", "period_end", "quantity", "value_minor", "net_minor"]
_OF_GAPS = ["person_id", "on", "kind", "value_minor", "net_minor"]


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
    *,
    fade: Fade | None = None,
) -> Signals:
    """One row per person of `people`.

    Args:
        events: columns.EVENTS with `value_minor` and `net_minor`, int64 in the reporting currency.
        snapshots: columns.SNAPSHOTS with the same two columns.
        people: columns.PEOPLE.
        as_of: later events are not looked at.
        half_life: days after which a payment counts half; None: found from the gaps between payments.
        fade: how fast payments fade, where that is known already.
    """
    people = people.select(_KEPT)
    ids = people["person_id"].combine_chunks()
    if not pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py():
        people = people.sort_by("person_id")
        ids = people["person_id"].combine_chunks()
    known = _numbered(events, ids)
    spoken = spoken_of(known)
    kinds = tuple(sorted({*spoken["kind"]} & {*INTEREST_KINDS, *ADVOCACY_KINDS, SURVEY}))
    periods = any(events[name].null_count < events.num_rows for name in ("period_start", "period_end"))
    if fade is None:
        instead = paced_by(first_of(spoken), number_of(as_of), money_stated=states_money(snapshots))
        apart = _gaps(known, ids, instead, as_of)
        fade = fade_of(apart["days"].to_numpy(), half_life, counts=apart["count"].to_numpy())
    then = standpoint(as_of, fade.half_life_days)
    shape = Shape(kinds, periods, _words(known, as_of), _wide(known), _plain(known, spoken))
    done = done_of(run(activity, shape, events=known, standpoint=then), len(ids))
    stated = nothing()
    if snapshots.num_rows:
        paid_first = first_paid(run(first_payments, events=known, standpoint=then))
        stated = with_first(stated_of(snapshots, ids, as_of), paid_first)
    who = people.select(["platforms", "sources"])
    who = pa.table([column.dictionary_encode() for column in who.columns], who.column_names).to_pandas()
    who["day"] = stated["day"] = number_of(as_of)
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


def _numbered(events: pa.Table, ids: pa.Array) -> pa.Table:
    """What the expressions need of the events: people as places in `ids`, days in the place of moments.

    Numbers are found and compared much faster than names. The day is taken in Arrow: a cast inside the engine would
    follow the time zone of its session.
    """
    return (
        events.select(_NEEDED)
        .append_column("person_id", places(events["person_id"], ids))
        .append_column("on", events["at"].cast(pa.date32()))
    )


def _gaps(known: pa.Table, ids: pa.Array, signs: tuple[str, ...], as_of: date) -> pa.Table:
    """What `gaps` gives; of very many payments those of part of the people, where that is enough."""
    making = pc.sum(pc.is_in(known["kind"], value_set=pa.array(signs or ("payment",)))).as_py() or 0
    some = telling(ids, making)
    if some is not None:
        part = known.select(_OF_GAPS).filter(some.take(known["person_id"]))
        found = run(gaps, signs, events=part, standpoint=standpoint(as_of))
        if (pc.sum(found["count"]).as_py() or 0) >= SURE:
            return found
    return run(gaps, signs, events=known, standpoint=standpoint(as_of))


def _wide(known: pa.Table) -> bool:
    """Whether some amount is too large for its fading to be added up in 64 bits."""
    ends = pc.min_max(known["value_minor"])
    return any(abs(end or 0) > NARROW for end in (ends["min"].as_py(), ends["max"].as_py()))


def _plain(known: pa.Table, spoken: pd.DataFrame) -> bool:
    """Whether every event is a payment with an amount."""
    amount, net = known["value_minor"], known["net_minor"]
    return bool(
        {*spoken["kind"]} == {"payment"}
        and not amount.null_count
        and not net.null_count
        and pc.all(pc.not_equal(amount, 0)).as_py()
    )


def done_of(found: pa.Table, count: int) -> pd.DataFrame:
    """What `activity` gave of people by place, a row for each place; months are counted, NaN is nothing done.

    Args:
        found: what `activity` gave.
        count: of people.
    """
    place = found["person_id"].to_numpy()
    nobody = np.full(count, np.nan)
    columns = {
        name: placed(_floats(found[name]), place, count) if found[name].null_count < len(place) else nobody
        for name in found.column_names[1:]
        if not name.startswith("months_")
    }
    columns["active_months"] = placed(active_months(found), place, count)
    return pd.DataFrame(columns, copy=False)


def _words(known: pa.Table, as_of: date) -> int:
    """How many words of months reach back to the first event."""
    first = pc.min(known["on"]).as_py() or as_of
    return max(0, (as_of.year - first.year) * 12 + as_of.month - first.month) // MONTHS_A_WORD + 1


def _frame(table: pa.Table) -> pd.DataFrame:
    """Arrow to pandas with sums as floats and days as numbers: pandas objects would cost minutes."""
    return pd.DataFrame(
        {
            name: table[name].to_pandas() if pa.types.is_string(table[name].type) else _floats(table[name])
            for name in table.column_names
        }
    )


def _floats(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    if pa.types.is_date(column.type):
        column = column.cast(pa.int32())
    found: npt.NDArray[np.float64] = column.cast(pa.float64()).to_numpy()
    return found


def _described(people: pa.Table, done: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with what else is told of a person: words, consent and first days.

    Args:
        people: columns.PEOPLE, one row for each of `rows`.
        done: as for `assemble`.
        rows: what `assemble` gave.
    """
    listed = people["joined_at"].cast(pa.timestamp("us")).to_pandas().astype("datetime64[us]")
    columns = {
        **{name: _objects(people[name]) for name in (*_WORDS, "consent")},
        "joined_at": listed.fillna(moments(rows["joined_stated"])),
        "suppressed": pc.fill_null(pc.invert(people["consent"]), fill_value=False).to_numpy(),
        "first_at": moments(earlier(done["first_on"], rows["first_stated"])),
        "first_paid_at": moments(earlier(done["first_paid"], rows["first_stated"])),
        "active_months": whole(done["active_months"].fillna(0.0)),
        **{name: rows[name] for name in rows.columns.drop(["first_stated", "joined_stated"])},
    }
    return pd.DataFrame(columns, index=rows.index, copy=False)


def _objects(column: pa.ChunkedArray) -> pd.Series:
    """Values as objects, None where unknown."""
    if column.null_count == len(column):
        return pd.Series(np.full(len(column), None), dtype=object)
    return pd.Series(column.to_numpy(), dtype=object)


def nothing_stated() -> pa.Table:
    """Snapshots of no export: for scores from dated events alone."""
    money = [pa.field("value_minor", pa.int64()), pa.field("net_minor", pa.int64())]
    return pa.schema([*SNAPSHOTS, *money]).empty_table()
