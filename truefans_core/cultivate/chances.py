"""How likely people move within a year: told by one's own people of a year ago, else assumed and said so.

Of those who stood in a group a year ago some stand higher today, and some of those who paid are gone; of those who
were gone some are back. Each chance is the Jeffreys mean of that count where at least `PEOPLE_ENOUGH` can tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from truefans_core.columns import STATES, TIERS
from truefans_core.history.past import ABSENT
from truefans_core.intervals import jeffreys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from truefans_core.history import Path

YEAR_DAYS = 365
PEOPLE_ENOUGH = 30
#: What is assumed within a year where too few can tell: a step up, leaving, coming back.
UP, LEAVE, BACK = 0.15, 0.30, 0.10
#: Groups with one above them.
BELOW = ("known", "casual", "engaged")
_GONE = STATES.index("gone")


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance within a year.

    Attributes:
        value: between 0 and 1.
        count: of one's own people a year ago, how many did it.
        of: how many could have.
        measured: whether they are enough to tell; else `value` is an assumption.
    """

    value: float
    count: int = 0
    of: int = 0
    measured: bool = False


def _assumed(states: tuple[str, ...], value: float) -> Mapping[str, Chance]:
    return MappingProxyType(dict.fromkeys(states, Chance(value)))


@dataclass(frozen=True, slots=True)
class Chances:
    """The chances of everybody; without any data all are assumed.

    Attributes:
        up: group → chance to stand in a higher one in a year.
        leave: group → chance of who pays to be gone in a year.
        back: chance of who is gone to be back in a year.
    """

    up: Mapping[str, Chance] = field(default_factory=lambda: _assumed(BELOW, UP))
    leave: Mapping[str, Chance] = field(default_factory=lambda: _assumed(TIERS, LEAVE))
    back: Chance = Chance(BACK)


def chances(path: Path) -> Chances:
    """The chances that two days a year apart tell.

    Args:
        path: states on the two days; see `history.Past.path`.
    """
    then, now, paid = path.states[:, 0], path.states[:, -1], path.income[:, 0] > 0
    there = (then != ABSENT) & (now != ABSENT)
    of = {state: there & (then == code) for code, state in enumerate(STATES)}
    higher, gone = (now > then) & (now != _GONE), now == _GONE
    return Chances(
        MappingProxyType({state: _told(of[state], higher, UP) for state in BELOW}),
        MappingProxyType({state: _told(of[state] & paid, gone, LEAVE) for state in TIERS}),
        _told(of["gone"], ~gone, BACK),
    )


def _told(at_risk: NDArray[np.bool_], did: NDArray[np.bool_], assumed: float) -> Chance:
    count, of = int((at_risk & did).sum()), int(at_risk.sum())
    enough = of >= PEOPLE_ENOUGH
    return Chance(jeffreys(count, of)[0] if enough else assumed, count, of, enough)
