"""What it takes: minutes a strategy costs for one person, and how many fit into the hours there are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

#: Minutes one person costs, by strategy: assumptions, rounded up, including finding the thread again. A message
#: sent to many (progress, behind the scenes) still needs its line of address per person.
MINUTES: Mapping[str, int] = MappingProxyType(
    {
        "reply": 5,
        "thank": 3,
        "ask": 4,
        "early_access": 4,
        "behind_the_scenes": 3,
        "call": 30,
        "personal_note": 6,
        "share_progress": 2,
        "ask_feedback": 4,
        "follow_up": 6,
        "ask_referral": 5,
        "offer_yearly": 4,
        "win_back": 8,
        "repair_card": 6,
        "repair_refund": 8,
        "repair_complaint": 8,
    },
)
MINUTES_AN_HOUR = 60
DAYS_A_MONTH, WEEKS_A_MONTH = 365.25 / 12, 365.25 / 12 / 7
#: Nobody is turned to more often than once a week.
_LEAST_REST = 7
HOURS_A_WEEK = 168
#: Up to so many tasks the best choice is found exactly; with more, taking them as they come is as good and quicker.
EXACT_MOST = 200


def capacity(hours: float) -> int:
    """Whole minutes in the hours of a week.

    Raises:
        ValueError: if `hours` is no number of hours a week can have (0…168).

    Example:
        >>> capacity(1.5)
        90
    """
    if not (math.isfinite(hours) and 0 <= hours <= HOURS_A_WEEK):
        raise ValueError(f"{hours} hours do not fit into a week")
    return math.floor(hours * MINUTES_AN_HOUR)


@dataclass(frozen=True, slots=True)
class Care:
    """What it takes to look after people for a month, each as often as the rest time of what is done allows.

    Attributes:
        people: how many are looked after.
        minutes_each: minutes a month of one of them.
    """

    people: int
    minutes_each: float

    @property
    def hours(self) -> float:
        """Hours a month of all of them."""
        return self.people * self.minutes_each / MINUTES_AN_HOUR

    def more(self, hours_a_week: float) -> int:
        """How many more people fit into so many hours a week; below 0 where there are too many already."""
        available = hours_a_week * WEEKS_A_MONTH * MINUTES_AN_HOUR
        return math.floor(available / self.minutes_each) - self.people


def care(people: int, minutes: NDArray[np.int64], rest_days: NDArray[np.int64]) -> Care | None:
    """What looking after people takes, by what suits those of them whom anything suits.

    Args:
        people: how many there are.
        minutes: cost of what is done, of each person something suits.
        rest_days: days each is left alone afterwards.

    Returns:
        None where there is nobody whom anything suits.

    Example:
        >>> found = care(10, np.array([30, 30]), np.array([30, 60]))
        >>> round(found.minutes_each, 1), found.more(2)
        (22.8, 12)
    """
    if not len(minutes):
        return None
    each = float((minutes * DAYS_A_MONTH / np.maximum(rest_days, _LEAST_REST)).mean())
    return Care(people, each)


def fit(minutes: NDArray[np.int64], available: int) -> NDArray[np.int64]:
    """Which of the tasks, best first, fit into the minutes available.

    A task too long for what is left is passed over, so that a short one behind it may still fit.

    Args:
        minutes: cost of each task, in order of preference.
        available: minutes there are.

    Returns:
        Positions of the tasks that fit, in order.

    Example:
        >>> fit(np.array([30, 50, 20]), 60).tolist()
        [0, 2]
    """
    if not len(minutes):
        return np.array([], dtype=np.int64)
    shortest, left = int(minutes.min()), available
    taken: list[int] = []
    for position, cost in enumerate(minutes.tolist()):
        if left < shortest:
            break
        if cost <= left:
            taken.append(position)
            left -= cost
    return np.array(taken, dtype=np.int64)


def fit_exactly(minutes: NDArray[np.int64], worth: NDArray[np.float64], available: int) -> NDArray[np.int64]:
    """Which of the tasks are worth most together within the minutes available: the 0/1 knapsack, exactly.

    Of choices worth the same, the one with the earlier tasks.

    Args:
        minutes: cost of each task, at least 1.
        worth: what each brings, not negative.
        available: minutes there are.

    Returns:
        Positions of the tasks, in order.

    Example:
        >>> fit_exactly(np.array([30, 50, 20]), np.array([9.0, 20.0, 5.0]), 60).tolist()
        [1]
    """
    room = min(available, int(minutes.sum()))
    best = np.zeros(room + 1)  # the most that the tasks looked at so far bring in so many minutes
    taken = np.zeros((len(minutes), room + 1), dtype=bool)
    # From the last to the first, so that on a tie the earlier task is the one that is taken.
    for task in range(len(minutes) - 1, -1, -1):
        cost = int(minutes[task])
        if cost > room:
            continue
        having = best[: room + 1 - cost] + worth[task]
        taken[task, cost:] = having >= best[cost:]
        best[cost:] = np.maximum(best[cost:], having)
    chosen: list[int] = []
    for task in range(len(minutes)):
        if taken[task, room]:
            chosen.append(task)
            room -= int(minutes[task])
    return np.array(chosen, dtype=np.int64)
