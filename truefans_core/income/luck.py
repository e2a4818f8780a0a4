"""Chance: how many stay and how many come, by the dice or as expected. Every lever and month has a stream of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from truefans_core.income.kinds import Amounts

if TYPE_CHECKING:
    from truefans_core.income.scenario import Scenario

Counts = NDArray[np.int64]
STREAMS = {
    "price_minor": 0, "fans_now": 1, "new_per_month": 2, "churn": 3, "staying": 4, "coming": 5, "elasticity": 6,
    "engaged.people": 7, "engaged.price_minor": 8, "engaged.new_per_month": 9, "engaged.churn": 10,
    "casual.people": 11, "casual.price_minor": 12, "casual.new_per_month": 13, "casual.churn": 14, "taken": 15,
}  # fmt: skip
#: What may get lost in a division of people.
ROUNDED = 1e-9


def stream(scenario: Scenario, name: str, month: int) -> np.random.Generator:
    """The random numbers of a lever, or of a month: alike in all scenarios of one seed."""
    return np.random.default_rng([scenario.seed, STREAMS[name], month])


class Chance(Protocol):
    """How many of some people stay, and how many come; arrays are kinds by futures."""

    def stay(self, people: NDArray[Any], chance: Amounts, month: int) -> NDArray[Any]:
        """Of the people of a month whose paid time ends, those who stay."""

    def come(self, mean: Amounts, month: int) -> NDArray[Any]:
        """Who comes in a month, at so many on average."""

    def split(self, people: NDArray[Any], share: float) -> NDArray[Any]:
        """A share of some people."""

    def places(self, room: Amounts) -> Amounts:
        """How many fit into a room for so many."""

    def taken(self, upto: Amounts, month: int) -> NDArray[Any]:
        """Places taken by each kind and those before it, of a sum that is no whole number."""


class Luck:
    """Whole people, by the dice. The first kind is drawn first, so its luck hangs on no other."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario

    def stay(self, people: NDArray[Any], chance: Amounts, month: int) -> NDArray[Any]:
        """Of the people of a month whose paid time ends, those who stay."""
        found: Counts = stream(self._scenario, "staying", month).binomial(people, chance)
        return found

    def come(self, mean: Amounts, month: int) -> NDArray[Any]:
        """Who comes in a month, at so many on average."""
        found: Counts = stream(self._scenario, "coming", month).poisson(mean)
        return found

    def split(self, people: NDArray[Any], share: float) -> NDArray[Any]:
        """A share of some people."""
        return np.rint(people * share).astype(np.int64)

    def places(self, room: Amounts) -> Amounts:
        """How many fit into a room for so many."""
        found: Amounts = np.floor(room + ROUNDED)
        return found

    def taken(self, upto: Amounts, month: int) -> NDArray[Any]:
        """Places taken by each kind and those before it, of a sum that is no whole number."""
        # Which kinds get the places is drawn (systematic sampling), so that none is rounded away for good.
        start = stream(self._scenario, "taken", month).random(upto.shape[1]) * (1 - 2 * ROUNDED)
        found: Counts = np.floor(upto + start + ROUNDED).astype(np.int64)
        return found


class Mean:
    """Parts of people, as expected."""

    def stay(self, people: NDArray[Any], chance: Amounts, month: int) -> NDArray[Any]:  # noqa: ARG002 as luck has it
        """Of the people of a month whose paid time ends, those who stay."""
        return people * chance

    def come(self, mean: Amounts, month: int) -> NDArray[Any]:  # noqa: ARG002 as luck has it
        """Who comes in a month, at so many on average."""
        return mean

    def split(self, people: NDArray[Any], share: float) -> NDArray[Any]:
        """A share of some people."""
        return people * share

    def places(self, room: Amounts) -> Amounts:
        """How many fit into a room for so many."""
        return room

    def taken(self, upto: Amounts, month: int) -> NDArray[Any]:  # noqa: ARG002 as luck has it
        """Places taken by each kind and those before it, of a sum that is no whole number."""
        return upto
