"""How people moved between two dates of an analysis, by its line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from truefans_core import movement as movements
from truefans_core.analysis.cautions import Note, cautions
from truefans_core.columns import STATES
from truefans_core.funnel import Step, funnel
from truefans_core.history import Path, month_ends
from truefans_core.history.dates import year_before
from truefans_core.history.past import ABSENT
from truefans_core.movement.cohorts import payments
from truefans_core.movement.survival import Curve, kaplan_meier, staying

if TYPE_CHECKING:
    from collections.abc import Iterable

    from truefans_core.analysis.result import Analysis
    from truefans_core.tiers.reasons import Standing

#: Payers are compared by who is still there after so many months.
STAY_MONTHS = 12
#: What is looked at where no earlier date is named.
BACK_DAYS = 365


@dataclass(frozen=True)
class Moving:
    """How people moved between two dates; each part is worked out when it is first asked for, and kept.

    Attributes:
        found: the analysis.
        start: the earlier date.
        end: the later date.
        every: everyone's state on both dates, a year before the later one, and at every end of a month until then.
        notes: what to know of it: the last part of a message id `movement.note.…`, and what it says.
    """

    found: Analysis
    start: date
    end: date
    every: Path
    notes: tuple[Note, ...]

    @property
    def first(self) -> date:
        """The first day anybody is known on; the earlier date where no day is known."""
        first = self.found.past.first if self.found.past else None
        return min(first, self.end) if first else self.start

    @cached_property
    def path(self) -> Path:
        """The states on both dates and at every end of a month between."""
        return self.every.only(
            [
                day
                for day in self.every.days
                if self.start <= day and (day in self._months or day in (self.start, self.end))
            ]
        )

    @cached_property
    def whole(self) -> Path:
        """The states at every end of a month since anybody was there, and on the later date."""
        days = [day for day in self.every.days if day in self._months or day == self.end]
        return _from_first(self.every.only(days))

    @cached_property
    def moved(self) -> pd.DataFrame:
        """Everyone who is there at the end, as `movement.flows.moves` gives."""
        return movements.moves(self.every, self.start, self.end)

    @cached_property
    def flows(self) -> pd.DataFrame:
        """As `movement.flows` gives."""
        return movements.flows(self.moved)

    @cached_property
    def has_money(self) -> bool:
        """Whether a file tells of money on a day; where none does, a change of income is unknown, not nought."""
        return bool(self.found.events["value_minor"].null_count < len(self.found.events))

    @cached_property
    def transitions(self) -> pd.DataFrame:
        """Monthly rates between the two dates, as `movement.transitions` gives."""
        return movements.transitions(self._between)

    @cached_property
    def ahead(self) -> movements.Ahead | None:
        """Where these rates lead; None where no whole month lies between."""
        return movements.ahead(self._between)

    @cached_property
    def cohorts(self) -> movements.Cohorts:
        """Retention and income by join month."""
        return movements.cohorts(self.whole, self._paid, self.end)

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """What happened in each month, as `movement.by_month` gives."""
        return movements.by_month(self.whole, self._paid)

    @cached_property
    def followed(self) -> pd.DataFrame:
        """How long each payer was followed: `time` in months and `happened` (left), indexed by person_id."""
        rows = self.people.set_index("person_id")
        stays = staying(rows, self.found.as_of, float(self.found.quality["silent_after_days"]))
        return stays.rename(columns={"months": "time", "left": "happened"})

    @cached_property
    def staying(self) -> Curve:
        """How long payers stay, as a curve in months."""
        return kaplan_meier(self.followed["time"], self.followed["happened"])

    @cached_property
    def parts(self) -> dict[str, pd.DataFrame]:
        """What people can be told apart by, as `movement.parts` gives, and the group payers `began` in."""
        found = self.found
        pairs = movements.parts(found.supporters, found.events, found.snapshots, self._since)
        first_paid = found.supporters.set_index("person_id")["first_paid_at"]
        return {"began": movements.began_in(self.whole, first_paid), **pairs}

    def entrants(
        self,
        came: tuple[date, date] | None = None,
        window: int = movements.WINDOW_DAYS,
        *,
        year_ago: bool = False,
    ) -> movements.Entrants:
        """Who came between two days, and how far they got by the later date.

        Args:
            came: first and last day of coming; everybody who came by the later date if None.
            window: days to get there in.
            year_ago: the same a year earlier, as it stood then.
        """
        wanted = ("entrants", came, window, year_ago)
        if wanted not in self._made:
            self._made[wanted] = self._entrants(came or (self.first, self.end), window, year_ago=year_ago)
        made: movements.Entrants = self._made[wanted]
        return made

    def gets_there(
        self, part: str, came: tuple[date, date] | None = None, window: int = movements.WINDOW_DAYS
    ) -> pd.DataFrame:
        """Who becomes a true fan within the window, part by part, as `movement.apart` gives."""
        wanted = ("gets_there", part, came, window)
        if wanted not in self._made:
            followed = self.entrants(came, window).followed("true")
            self._made[wanted] = movements.apart(followed, self.parts[part], window)
        made: pd.DataFrame = self._made[wanted]
        return made

    def stays_on(self, part: str) -> pd.DataFrame:
        """Which payers stayed `STAY_MONTHS`, part by part: what `movement.apart` gives, turned."""
        wanted = ("stays_on", part)
        if wanted not in self._made:
            left = movements.apart(self.followed, self.parts[part], STAY_MONTHS)
            self._made[wanted] = movements.turned(left)
        made: pd.DataFrame = self._made[wanted]
        return made

    def _entrants(self, came: tuple[date, date], window: int, *, year_ago: bool) -> movements.Entrants:
        seen = self.end
        if year_ago:
            came, seen = (year_before(came[0]), year_before(came[1])), year_before(seen)
        ids = self.every.person_id
        since = self._since.to_numpy(dtype=np.int64)
        first_at = self.found.supporters.set_index("person_id")["first_at"].reindex(ids)
        active = np.asarray((first_at - pd.Timestamp(0)).dt.days, dtype=np.float64)
        months = [day for day in self.every.days if day in self._months or day == seen]
        return movements.entrants(self.every.only(months), since, active, came, seen, window)

    @cached_property
    def standing(self) -> Standing:
        """What each person is compared with."""
        return self.found.standing()

    @cached_property
    def leaving(self) -> pd.DataFrame:
        """Who is about to leave, as `movement.soon.leaving` gives."""
        from truefans_core.movement import soon

        return soon.leaving(self.people, self.standing, float(self.found.quality["silent_after_days"]))

    @cached_property
    def becoming(self) -> pd.DataFrame:
        """Who is about to become a true fan, as `movement.soon.becoming` gives."""
        from truefans_core.movement import soon

        return soon.becoming(self.people, self.standing)

    def only(self, who: Iterable[str]) -> Moving:
        """The same of some people; their states are those they have among everybody."""
        here = self.every.person_id.isin(pd.Index(who))
        every = replace(
            self.every,
            person_id=self.every.person_id[here],
            states=self.every.states[here],
            income=self.every.income[here],
        )
        return replace(self, every=every)

    def to_json(self) -> dict[str, Any]:
        """The `movement` JSON of the command line; amounts in minor units, shares as fractions."""
        from truefans_core.analysis.moving_json import as_json

        return as_json(self)

    @property
    def funnel(self) -> tuple[Step, ...]:
        """The steps of today; of some people without those reached, of whom nobody knows who they are."""
        found = self.found
        if len(self.people) == len(found.supporters):
            return found.funnel
        return funnel(self.people, None, found.as_of)

    @cached_property
    def _made(self) -> dict[tuple[Any, ...], Any]:
        return {}

    @cached_property
    def people(self) -> pd.DataFrame:
        """The rows of the analysis of those this is about, columns.SUPPORTERS."""
        supporters = self.found.supporters
        return supporters[supporters["person_id"].isin(self.every.person_id)]

    @cached_property
    def _since(self) -> pd.Series:
        """Since when each person is known, in days since 1970-01-01; below 0 where no day is."""
        past = self.found.past
        if past is None:
            return pd.Series(-1, index=self.every.person_id)
        known = pd.Series(past.seen.since, index=past.people["person_id"].to_pandas())
        return known.reindex(self.every.person_id, fill_value=-1)

    @cached_property
    def _months(self) -> frozenset[date]:
        return frozenset(month_ends(min(self.every.days), self.end))

    @cached_property
    def _between(self) -> Path:
        return self.every.only([day for day in self.every.days if day in self._months and day >= self.start])

    @cached_property
    def _paid(self) -> pd.DataFrame:
        paid = payments(self.found.events)
        return paid[paid["person_id"].isin(self.every.person_id)]


def movement(found: Analysis, start: date | None = None, end: date | None = None) -> Moving:
    """How people moved between two dates, measured with the line of the analysis.

    Args:
        found: an analysis.
        start: the earlier date; a year before the end if None.
        end: the later date, not after the analysis; its day if None.

    Raises:
        ValueError: if the dates are in the wrong order, or after the day of the analysis.
    """
    end = end or found.as_of
    start = start or end - timedelta(days=BACK_DAYS)
    if start > end or end > found.as_of:
        raise ValueError("the dates are not in order")
    if found.past is None or found.line is None:
        every = _nobody(tuple(sorted({start, end, year_before(end)})))
    else:
        ends = month_ends(found.past.first or start, end)
        days = {*ends, *month_ends(start, end), start, end, year_before(end)}
        every = _settled(found.past.path(found.line, days), found)
    return Moving(found, start, end, every, tuple(cautions(found, start, end, every)))


def _settled(path: Path, found: Analysis) -> Path:
    """The path with the day of the analysis exactly as the analysis has it."""
    if found.as_of not in path.days:
        return path
    place = path.days.index(found.as_of)
    now = found.supporters.set_index("person_id")
    states, income = path.states.copy(), path.income.copy()
    code = pd.Index(STATES).get_indexer(pd.Index(now["state"].reindex(path.person_id)))
    states[:, place] = np.where(code < 0, ABSENT, code)
    income[:, place] = now["income_year_minor"].reindex(path.person_id).fillna(0).to_numpy()
    return replace(path, states=states, income=income)


def _nobody(days: tuple[date, ...]) -> Path:
    empty: npt.NDArray[np.int64] = np.empty((0, len(days)), np.int64)
    return Path(pd.Index([], name="person_id", dtype=object), days, empty.astype(np.int8), empty)


def _from_first(path: Path) -> Path:
    """The days from the first on which anybody was there."""
    anybody = (path.states != ABSENT).any(axis=0)
    return path.only(path.days[int(anybody.argmax()) :]) if anybody.any() else path.only(path.days[-1:])
