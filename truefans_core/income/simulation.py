"""Possible futures of an audience, many at once.

What is not known about the levers (parameter uncertainty) is drawn once a future; who happens to stay and come
(process noise) every month: Binomial survival, Poisson arrivals. Every lever and every month has its own stream of
random numbers, seeded alike in all scenarios, so equal scenarios differ by exactly nothing and a lever that is moved
disturbs no other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from truefans_core.income.kinds import Amounts, kinds, ramp

if TYPE_CHECKING:
    from truefans_core.income.kinds import Kind
    from truefans_core.income.lever import Lever
    from truefans_core.income.scenario import Scenario

Counts = NDArray[np.int64]
_YEAR = 12
#: What the futures of the people hang on; everything else only reprices them.
_OF_PEOPLE = (
    "fans_now", "new_per_month", "churn", "billing", "offers", "price_change", "price_change_for",
    "price_change_months", "elasticity", "hours", "hours_per_fan", "months", "seed", "draws",
)  # fmt: skip
_STREAMS = {
    "price_minor": 0, "fans_now": 1, "new_per_month": 2, "churn": 3, "staying": 4, "coming": 5, "elasticity": 6,
}  # fmt: skip


def what_people_hang_on(scenario: Scenario) -> str:
    """A key of everything the futures of a scenario hang on: alike keys, alike `fans_by_month`."""
    plain = scenario.to_json()
    return json.dumps({name: plain.get(name) for name in _OF_PEOPLE})


def fans_by_month(scenario: Scenario) -> Counts:
    """True fans in each future, shape `(kinds, months + 1, draws)`; month 0 is today.

    Does not depend on the height of the price, the goal or fees.
    """
    start = np.rint(_drawn(scenario, "fans_now", scenario.fans_now)).astype(np.int64)
    walk = _Walk(
        scenario,
        new=_drawn(scenario, "new_per_month", scenario.new_per_month),
        staying=1 - np.clip(_drawn(scenario, "churn", scenario.churn), 0, 1),
        lost=np.clip(-_drawn(scenario, "elasticity", scenario.elasticity) * scenario.price_change, -1.0, 1.0),
    )
    return walk.along(start, _Luck(scenario)).astype(np.int64, copy=False)


def expected_by_month(scenario: Scenario, months: int) -> Amounts:
    """The expected path at the middle of every lever, shape `(kinds, months + 1, 1)`."""
    walk = _Walk(
        scenario,
        new=np.array([scenario.new_per_month.middle]),
        staying=1 - np.clip(np.array([scenario.churn.middle]), 0, 1),
        lost=np.array([scenario.lost_to_price]),
        months=months,
    )
    return walk.along(np.array([float(scenario.fans_now.middle)]), _Mean())


def drawn_price(scenario: Scenario) -> Amounts:
    """The mean price a year in each future, minor units."""
    return _drawn(scenario, "price_minor", scenario.price_minor)


class _Chance(Protocol):
    """How many of some people stay, and how many come."""

    def stay(self, people: NDArray[Any], chance: Amounts, month: int, kind: int) -> NDArray[Any]: ...

    def come(self, mean: Amounts, month: int, kind: int) -> NDArray[Any]: ...

    def split(self, people: NDArray[Any], share: float) -> NDArray[Any]: ...


class _Luck:
    """Whole people, by the dice."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario

    def stay(self, people: NDArray[Any], chance: Amounts, month: int, kind: int) -> NDArray[Any]:
        found: Counts = _stream(self._scenario, "staying", month, kind).binomial(people, chance)
        return found

    def come(self, mean: Amounts, month: int, kind: int) -> NDArray[Any]:
        found: Counts = _stream(self._scenario, "coming", month, kind).poisson(mean)
        return found

    def split(self, people: NDArray[Any], share: float) -> NDArray[Any]:
        return np.rint(people * share).astype(np.int64)


class _Mean:
    """Parts of people, as expected."""

    def stay(self, people: NDArray[Any], chance: Amounts, month: int, kind: int) -> NDArray[Any]:  # noqa: ARG002
        return people * chance

    def come(self, mean: Amounts, month: int, kind: int) -> NDArray[Any]:  # noqa: ARG002 as luck has it
        return mean

    def split(self, people: NDArray[Any], share: float) -> NDArray[Any]:
        return people * share


class _Walk:
    """People of every kind from month to month."""

    def __init__(
        self, scenario: Scenario, *, new: Amounts, staying: Amounts, lost: Amounts, months: int | None = None
    ) -> None:
        self._scenario = scenario
        self._new, self._staying, self._lost = new, staying, lost
        self._months = scenario.months if months is None else months
        self._kinds = kinds(scenario)
        self._way = ramp(scenario.price_change_months, self._months)

    def along(self, start: NDArray[Any], chance: _Chance) -> NDArray[Any]:
        """Everyone by kind, month and future; `start` are all people of today in each future."""
        fans = np.empty((len(self._kinds), self._months + 1, len(start)), dtype=start.dtype)
        members = [
            _by_renewal(people, kind)
            for people, kind in zip(self._shared(start, chance), self._kinds, strict=True)
        ]
        fans[:, 0] = [each.sum(axis=0) for each in members]
        for month in range(1, self._months + 1):
            for number, (kind, each) in enumerate(zip(self._kinds, members, strict=True)):
                slot = (month - 1) % len(each)
                each[slot] = chance.stay(each[slot], self._staying_in(kind, month), month, number)
            coming = [
                chance.come(self._coming_in(kind, month), month, number) if kind.later else None
                for number, kind in enumerate(self._kinds)
            ]
            for each, some in zip(members, self._with_time(coming, members, chance), strict=True):
                if some is not None:
                    each[(month - 1) % len(each)] += some
            fans[:, month] = [each.sum(axis=0) for each in members]
        return fans

    def _shared(self, start: NDArray[Any], chance: _Chance) -> list[NDArray[Any]]:
        """The people of today by kind: the shares are met to a person, and nobody is lost in rounding."""
        found, given, reached = [], np.zeros_like(start), 0.0
        for kind in self._kinds:
            reached += float(kind.share) if kind.now else 0.0
            upto = start if reached > 1 - 1e-12 else chance.split(start, reached)
            found.append(upto - given if kind.now else np.zeros_like(start))
            given = upto if kind.now else given
        return found

    def _staying_in(self, kind: Kind, month: int) -> Amounts:
        usual: Amounts = self._staying**_YEAR if kind.yearly else self._staying
        if not (kind.dearer and kind.now):
            return usual
        over = max(1, self._scenario.price_change_months)
        stay = 1 - np.clip(self._lost, 0, 1)
        if kind.yearly:
            return usual * stay if month <= _YEAR else usual
        return usual * stay ** (1 / over) if month <= over else usual

    def _coming_in(self, kind: Kind, month: int) -> Amounts:
        new: Amounts = self._new if kind.share == 1 else self._new * float(kind.share)
        return new * (1 - self._lost * self._way[month]) if kind.dearer else new

    def _with_time(
        self, coming: list[NDArray[Any] | None], members: list[NDArray[Any]], chance: _Chance
    ) -> list[NDArray[Any] | None]:
        """Of those who would come, as many as there is time for."""
        most = self._scenario.most_fans
        if most is None:
            return coming
        room = np.maximum(most - sum(each.sum(axis=0) for each in members), 0)
        all_of_them = sum(some for some in coming if some is not None)
        part = np.minimum(
            1.0, np.divide(room, all_of_them, out=np.ones_like(room, dtype=float), where=all_of_them > 0)
        )
        whole = isinstance(chance, _Luck)
        return [
            None if some is None else np.floor(some * part + 1e-9).astype(np.int64) if whole else some * part
            for some in coming
        ]


def _by_renewal(people: NDArray[Any], kind: Kind) -> NDArray[Any]:
    # Members are kept by the month in which their paid time ends: twelve of them, or one if they pay monthly.
    slots = _YEAR if kind.yearly else 1
    if people.dtype.kind == "f":
        return np.stack([people / slots] * slots)
    return np.stack([(people + slots - 1 - slot) // slots for slot in range(slots)])


def _drawn(scenario: Scenario, name: str, lever: Lever) -> Amounts:
    return lever.draw(_stream(scenario, name, 0).random(scenario.draws))


def _stream(scenario: Scenario, name: str, month: int, kind: int = 0) -> np.random.Generator:
    # The first kind keeps the numbers it had before there were others.
    place = [kind] if kind else []
    return np.random.default_rng([scenario.seed, _STREAMS[name], month, *place])
