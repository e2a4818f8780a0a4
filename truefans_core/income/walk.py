"""People of every kind from month to month, in many futures at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from truefans_core.income.kinds import Amounts, kinds, ramp
from truefans_core.income.luck import ROUNDED

if TYPE_CHECKING:
    from truefans_core.income.lever import Lever
    from truefans_core.income.luck import Chance
    from truefans_core.income.scenario import Scenario

_YEAR = 12
#: A value of a lever in each future, by the name of its stream.
Value = Callable[[str, "Lever"], Amounts]


class Walk:
    """People of every kind from month to month; arrays are kinds by futures."""

    def __init__(self, scenario: Scenario, value: Value, months: int) -> None:
        self._scenario, self._months, self._kinds = scenario, months, kinds(scenario)
        self._way = ramp(scenario.price_change_months, months)
        self._lost = np.clip(-value("elasticity", scenario.elasticity) * scenario.price_change, -1.0, 1.0)
        self._start = value("fans_now", scenario.fans_now)
        new, churn = value("new_per_month", scenario.new_per_month), value("churn", scenario.churn)
        own = [kind.group for kind in self._kinds]
        self._own = [None if group is None else value(f"{group.name}.people", group.people) for group in own]
        self._new = np.stack(
            [
                new * float(kind.share)
                if kind.group is None
                else value(f"{kind.group.name}.new_per_month", kind.group.new_per_month)
                for kind in self._kinds
            ]
        )
        leaving = np.stack(
            [
                churn * kind.leaving
                if kind.group is None
                else value(f"{kind.group.name}.churn", kind.group.churn)
                for kind in self._kinds
            ]
        )
        self._mine = np.array([group is None for group in own])
        self._yearly = np.array([kind.yearly for kind in self._kinds])
        self._dearer = np.array([[kind.dearer] for kind in self._kinds])
        self._moved = self._dearer & np.array([[bool(kind.today)] for kind in self._kinds])
        staying = 1 - np.clip(leaving, 0, 1)
        self._staying = np.where(self._yearly[:, None], staying**_YEAR, staying)

    def along(self, chance: Chance) -> NDArray[Any]:
        """Everyone by kind, month and future."""
        now = self._of_today(chance)
        members = self._by_renewal(now)
        fans = np.empty((len(now), self._months + 1, now.shape[1]), dtype=now.dtype)
        fans[:, 0] = now
        every = np.arange(len(now))
        for month in range(1, self._months + 1):
            # Whose paid time ends: of who pays monthly everybody, else a twelfth of them each month.
            slot = np.where(self._yearly, (month - 1) % len(members), 0)
            due = members[slot, every]
            stayed = chance.stay(due, self._staying_in(month), month)
            now = now + (stayed - due)
            came = self._with_time(chance.come(self._coming_in(month), month), now, chance, month)
            members[slot, every] = stayed + came
            now = now + came
            fans[:, month] = now
        return fans

    def _of_today(self, chance: Chance) -> NDArray[Any]:
        """The people of today by kind: the shares are met to a person, and nobody is lost in rounding."""
        start = chance.split(self._start, 1.0)
        found, given, reached = [], np.zeros_like(start), 0.0
        for kind, own in zip(self._kinds, self._own, strict=True):
            if own is not None:
                found.append(chance.split(own, 1.0))
                continue
            reached += float(kind.today)
            upto = start if reached > 1 - ROUNDED else chance.split(start, reached)
            found.append(upto - given if kind.today else np.zeros_like(start))
            given = upto if kind.today else given
        return np.stack(found)

    def _by_renewal(self, people: NDArray[Any]) -> NDArray[Any]:
        """Members by the month in which their paid time ends: twelve of them where somebody pays a year at once."""
        if not self._yearly.any():
            return people[None].copy()
        yearly, slots = self._yearly[:, None], np.arange(_YEAR)[:, None, None]
        if self._scenario.renewals:
            part = np.cumsum(self._scenario.renewals) / sum(self._scenario.renewals)
        else:
            part = (np.arange(_YEAR) + 1) / _YEAR
        upto: NDArray[Any] = part[:, None, None] * people
        if people.dtype.kind != "f":
            upto = np.rint(upto - ROUNDED).astype(np.int64)
        spread = np.diff(upto, axis=0, prepend=np.zeros_like(upto[:1]))
        return np.where(yearly, spread, np.where(slots == 0, people, 0))

    def _staying_in(self, month: int) -> Amounts:
        staying: Amounts = self._staying
        if not self._moved.any():
            return staying
        over, stay = max(1, self._scenario.price_change_months), 1 - np.clip(self._lost, 0, 1)
        if month <= _YEAR:
            staying = np.where(self._moved & self._yearly[:, None], staying * stay, staying)
        if month <= over:
            staying = np.where(self._moved & ~self._yearly[:, None], staying * stay ** (1 / over), staying)
        return staying

    def _coming_in(self, month: int) -> Amounts:
        if not self._dearer.any():
            return self._new
        fewer = 1 - self._lost * self._way[month]
        coming: Amounts = np.where(self._dearer, self._new * fewer, self._new)
        return coming

    def _with_time(self, coming: NDArray[Any], now: NDArray[Any], chance: Chance, month: int) -> NDArray[Any]:
        """Of those who would come, as many as there is time for; other groups take none."""
        most = self._scenario.most_fans
        if most is None:
            return coming
        upto = np.cumsum(coming[self._mine], axis=0)
        left = chance.places(np.maximum(most - now[self._mine].sum(axis=0), 0))
        room = np.minimum(left, upto[-1])
        part = np.divide(room, upto[-1], out=np.ones_like(room, dtype=float), where=upto[-1] > 0)
        fitting = coming.copy()
        taken = chance.taken(upto * part, month)
        fitting[self._mine] = np.diff(taken, axis=0, prepend=np.zeros_like(taken[:1]))
        return fitting
