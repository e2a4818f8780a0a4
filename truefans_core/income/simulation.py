"""Possible futures of an audience, many at once.

What is not known about the levers (parameter uncertainty) is drawn once a future; who happens to stay and come
(process noise) every month: Binomial survival, Poisson arrivals. Every lever and every month has its own stream of
random numbers, seeded alike in all scenarios, so equal scenarios differ by exactly nothing and a lever that is moved
disturbs no other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from truefans_core.income.kinds import Amounts, kinds
from truefans_core.income.luck import Counts, Luck, Mean, stream
from truefans_core.income.walk import Value, Walk

if TYPE_CHECKING:
    from truefans_core.income.lever import Lever
    from truefans_core.income.scenario import Scenario

#: What the futures of the people hang on; everything else only reprices them.
_OF_PEOPLE = (
    "fans_now", "new_per_month", "churn", "billing", "offers", "price_change", "price_change_for",
    "price_change_months", "elasticity", "hours", "hours_per_fan", "groups", "fading", "renewals", "months", "seed", "draws",
)  # fmt: skip


def what_people_hang_on(scenario: Scenario) -> str:
    """A key of everything the futures of a scenario hang on: alike keys, alike `fans_by_month`."""
    plain = scenario.to_json()
    return json.dumps({name: plain.get(name) for name in _OF_PEOPLE})


def fans_by_month(scenario: Scenario) -> Counts:
    """People in each future, shape `(kinds, months + 1, draws)`; month 0 is today.

    Does not depend on the height of the price, the goal or fees.
    """
    walk = Walk(scenario, lambda name, lever: _drawn(scenario, name, lever), scenario.months)
    return walk.along(Luck(scenario)).astype(np.int64, copy=False)


def expected_by_month(scenario: Scenario, months: int) -> Amounts:
    """The expected path at the middle of every lever, shape `(kinds, months + 1, 1)`."""
    return Walk(scenario, _middle, months).along(Mean()).astype(np.float64, copy=False)


def drawn_prices(scenario: Scenario) -> tuple[Amounts, ...]:
    """What each kind pays a year in each future before any change, minor units."""
    return _prices(scenario, lambda name, lever: _drawn(scenario, name, lever))


def expected_prices(scenario: Scenario) -> tuple[Amounts, ...]:
    """What each kind pays a year at the middle of every lever, minor units."""
    return _prices(scenario, _middle)


def _prices(scenario: Scenario, value: Value) -> tuple[Amounts, ...]:
    mean = value("price_minor", scenario.price_minor)
    return tuple(
        (mean if kind.factor == 1 else mean * float(kind.factor))
        if kind.group is None
        else value(f"{kind.group.name}.price_minor", kind.group.price_minor)
        for kind in kinds(scenario)
    )


def _middle(_: str, lever: Lever) -> Amounts:
    return np.array([float(lever.middle)])


def _drawn(scenario: Scenario, name: str, lever: Lever) -> Amounts:
    return lever.draw(stream(scenario, name, 0).random(scenario.draws))
