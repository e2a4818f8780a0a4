"""The state of everyone on many days, by one line, with memory from month to month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import STATES
from truefans_core.history.bare import bare_rows, only_payments
from truefans_core.history.dates import month_ends
from truefans_core.history.leaving import gone, silence_days
from truefans_core.history.pauses import Pauses
from truefans_core.history.running import Running
from truefans_core.marks import mark
from truefans_core.people import FirstSeen
from truefans_core.signals.days import number_of
from truefans_core.signals.gather import Signals, stated_of, with_first
from truefans_core.signals.signs import spoken_of
from truefans_core.signals.standing import assemble, nothing
from truefans_core.tiers import rules
from truefans_core.tiers.keep import REMEMBERING, held, keep
from truefans_core.tiers.line import Line

_EPOCH = date(1970, 1, 1)
#: In the place of a state: not there yet.
ABSENT = -1
_GONE = STATES.index("gone")
#: So many people on a day are worked out at once: few enough to lie in memory, enough to be worth a call.
CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Path:
    """Everyone's state on some days.

    Attributes:
        person_id: everybody, ascending.
        days: ascending.
        states: one row a person, one column a day: place in `columns.STATES`, or `ABSENT`.
        income: payments minus refunds in the 365 days to each day, minor units, same shape.
    """

    person_id: pd.Index
    days: tuple[date, ...]
    states: npt.NDArray[np.int8]
    income: npt.NDArray[np.int64]

    def on(self, day: date) -> pd.DataFrame:
        """State and income_minor of who was there on one of the days, indexed by person_id.

        Raises:
            ValueError: if the day is none of `days`.
        """
        place = self.days.index(day)
        there = self.states[:, place] != ABSENT
        named = np.array(STATES, dtype=object)[self.states[there, place]]
        return pd.DataFrame(
            {"state": named, "income_minor": self.income[there, place]}, index=self.person_id[there]
        )

    def only(self, days: Sequence[date]) -> Path:
        """The same on some of the days."""
        places = [self.days.index(day) for day in days]
        return Path(self.person_id, tuple(days), self.states[:, places], self.income[:, places])


@dataclass(frozen=True)
class Past:
    """What everything known looks like from any day on the way here.

    Nothing of later days is looked at, with one exception: before the first export of a source that states totals
    and no dates, that export says who had joined and who had left by then.

    Attributes:
        events: columns.EVENTS up to the last day, with `value_minor` and `net_minor`.
        snapshots: columns.SNAPSHOTS with the same two columns.
        people: columns.PEOPLE, sorted by person_id.
        seen: since when each of `people` is known.
        weights: of the score.
    """

    events: pa.Table
    snapshots: pa.Table
    people: pa.Table
    seen: FirstSeen
    weights: Mapping[str, float]

    @property
    def first(self) -> date | None:
        """The day of the first event, of the first joining where that is earlier; None where no day is known."""
        days = [int(since) for since in np.unique(self.seen.since) if since > 0][:1]
        return _EPOCH + timedelta(days=days[0]) if days else None

    def path(
        self,
        line: Line,
        days: Iterable[date],
        who: npt.NDArray[np.bool_] | None = None,
        *,
        by_month: bool = True,
    ) -> Path:
        """The states on some days. Months between carry the memory, whichever days are asked for.

        Args:
            line: where the line lies, with the half-life its score belongs to. By that score each day is ranked, whatever
                else was known then: cuts of payments say nothing of visits.
            days: any days, in any order.
            who: of these people only, by place in `people`; marks that compare people need everybody.
            by_month: without it the months between are not looked at, and the memory reaches from each day to the
                next: far quicker, and enough to tell who moved by more than a tremble.
        """
        wanted = tuple(sorted(set(days)))
        months = month_ends(self.first or wanted[0], wanted[-1]) if wanted and by_month else wanted
        ends = set(months)
        people = self.people if who is None else self.people.filter(pa.array(who))
        seen = self.seen if who is None else _only(self.seen, who)
        found: dict[date, tuple[Any, Any]] = {}
        before = np.full(people.num_rows, ABSENT)
        for day, there, rows, fade in self._months(line, sorted({*wanted, *ends}), people, seen):
            state = held(before[there], rules.levels(rows, line), rows, line)
            state[gone(rows, day, silence_days(fade.typical_gap_days)).to_numpy()] = _GONE
            if day in ends:
                before[:] = ABSENT
                before[there] = state
            if day in wanted:
                codes = np.full(len(before), ABSENT, np.int8)
                codes[there] = state
                income = np.zeros(len(before), np.int64)
                income[there] = rows["income_year_minor"].to_numpy()
                found[day] = codes, income
        empty = np.empty((people.num_rows, 0))
        return Path(
            pd.Index(people["person_id"].to_pandas(), name="person_id"),
            wanted,
            np.column_stack([empty.astype(np.int8), *(found[day][0] for day in wanted)]),
            np.column_stack([empty.astype(np.int64), *(found[day][1] for day in wanted)]),
        )

    def remembered(self, line: Line, day: date, rows: pd.DataFrame, tier: pd.Series) -> pd.Series:
        """The tier of each person on a day with the memory of the months before it.

        Args:
            line: where the line lies.
            day: the day.
            rows: the marked people of that day, indexed by person_id.
            tier: what `rules.tiers` gave for them.
        """
        ends = month_ends(self.first or day, day - timedelta(days=1))
        if line.rule not in REMEMBERING or not ends:
            return tier
        most = keep(pd.Series("true", index=tier.index), tier, rows, line)
        near = (most != tier).to_numpy()
        if not near.any():
            return tier
        return keep(self.states_of(rows[near], line, ends[-1], rows).reindex(tier.index), tier, rows, line)

    def states_of(self, some: pd.DataFrame, line: Line, day: date, everybody: pd.DataFrame) -> pd.Series:
        """The state of some people on a day, who was there, by person_id; others may be in it.

        Args:
            some: rows of these people, indexed by person_id.
            line: where the line lies.
            day: the day.
            everybody: rows of all with their marks: where nobody is compared with others, only the past of `some` has
                to be looked at.
        """
        who = None
        if everybody[["interest", "advocacy"]].isna().all(axis=None):
            wanted = pa.array(some.index.to_numpy(dtype=object), pa.string())
            ids = self.people["person_id"].combine_chunks()
            who = pc.is_in(ids, value_set=wanted).to_numpy(zero_copy_only=False)
        state: pd.Series = self.path(line, [day], who).on(day)["state"]
        return state

    @cached_property
    def _pauses(self) -> Pauses:
        return Pauses(self.events, self.snapshots)

    @cached_property
    def _spoken(self) -> pd.DataFrame:
        return spoken_of(self.events)

    def _months(
        self, line: Line, days: Sequence[date], people: pa.Table, seen: FirstSeen
    ) -> Iterator[tuple[date, npt.NDArray[np.bool_], pd.DataFrame, Any]]:
        """Each day, who was there, their marked rows, and how fast payments faded by what was known."""
        ids = people["person_id"].combine_chunks()
        running = Running(self.events, ids)
        spoken = self._spoken
        half_life = line.half_life_days
        bare = not self.snapshots.num_rows and line.rule != "marks" and only_payments(spoken["kind"])
        if bare:
            for day, done in zip(days, running.by(days, half_life), strict=True):
                there = seen.there(day)
                yield (
                    day,
                    there,
                    bare_rows(done[there], day, line.score),
                    self._pauses.fade_by(day, half_life),
                )
            return
        stated = _Stated(self.snapshots, ids, _paid_first(self.events, ids))
        at_once = max(1, CELLS // max(1, len(ids), stated.most))
        by_day = running.by(days, half_life)
        for start in range(0, len(days), at_once):
            block = days[start : start + at_once]
            there = np.array([seen.there(day) for day in block])
            nth, place = np.nonzero(there)
            number = np.array([number_of(day) for day in block])
            cell = pd.Index(nth * len(ids) + place)
            sources, platforms = seen.lists(place, number[nth].astype(np.int64))
            who = pd.DataFrame({"day": number[nth], "sources": sources, "platforms": platforms}, index=cell)
            done = pd.concat([next(by_day)[here] for here in there]).set_index(cell)
            rows, interest, advocacy = assemble(who, done, stated.by(block, cell), spoken, half_life)
            ends = np.cumsum(there.sum(axis=1))
            for day, here, last in zip(block, there, ends, strict=True):
                own = slice(int(last - here.sum()), int(last))
                fade = self._pauses.fade_by(day, half_life)
                one = Signals(rows.iloc[own], interest.iloc[own], advocacy.iloc[own], fade)
                yield day, here, mark(one, self.weights, line.score)[0], fade


class _Stated:
    """The statements by each day; worked out anew only where an export came in between.

    Args:
        snapshots: columns.SNAPSHOTS with `value_minor` and `net_minor`.
        ids: person_id of everybody.
        paid_first: the day of the first payment by (place, platform).
    """

    def __init__(self, snapshots: pa.Table, ids: pa.Array, paid_first: pd.Series) -> None:
        self._snapshots, self._ids, self._paid_first = snapshots, ids, paid_first
        self._editions = sorted(pc.unique(snapshots["as_of"].drop_null()).to_pylist())
        self._made: tuple[int, pd.DataFrame] | None = None
        #: No edition has more rows than this.
        self.most = snapshots.num_rows and len(
            snapshots.select(["person_id", "source"]).group_by(["person_id", "source"]).aggregate([])
        )

    def by(self, days: Sequence[date], cell: pd.Index) -> pd.DataFrame:
        """The statements by each of some days, person_id being the number of a person on a day.

        Args:
            days: ascending.
            cell: the numbers that are there: place of the day × people + place of the person.
        """
        if not self._snapshots.num_rows:
            return nothing()
        parts = []
        for nth, day in enumerate(days):
            rows = self._edition(day)
            parts.append(rows.assign(person_id=rows["person_id"] + nth * len(self._ids), day=number_of(day)))
        found = pd.concat(parts, ignore_index=True)
        return found[found["person_id"].isin(cell)]

    def _edition(self, day: date) -> pd.DataFrame:
        edition = sum(each <= day for each in self._editions)
        if self._made is None or self._made[0] != edition:
            found = stated_of(self._snapshots, self._ids, day)
            found = found[found["person_id"].notna()].astype({"person_id": "int64"})
            self._made = edition, with_first(found, self._paid_first)
        return self._made[1]


def _only(seen: FirstSeen, who: npt.NDArray[np.bool_]) -> FirstSeen:
    return FirstSeen(
        seen.since[who],
        {name: since[who] for name, since in seen.sources.items()},
        {name: since[who] for name, since in seen.platforms.items()},
    )


def _paid_first(events: pa.Table, ids: pa.Array) -> pd.Series:
    """The day of the first payment by (place, platform), in days since 1970-01-01."""
    paid = events.filter(pc.equal(events["kind"], "payment"))
    rows = pd.DataFrame(
        {
            "person_id": pc.index_in(paid["person_id"], value_set=ids).to_pandas(),
            "platform": paid["platform"].to_pandas(),
            "first": pc.cast(paid["at"].cast(pa.date32()), pa.int32()).to_pandas().astype(float),
            "counts": pc.or_(
                pc.is_null(paid["value_minor"]), pc.not_equal(pc.fill_null(paid["value_minor"], 0), 0)
            ).to_pandas(),
        }
    )
    rows = rows[rows["person_id"].notna() & rows["counts"].astype(bool)]
    first: pd.Series = rows.groupby(["person_id", "platform"], dropna=False)["first"].min()
    return first
