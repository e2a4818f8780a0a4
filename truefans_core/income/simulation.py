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
from numpy.typing import NDArray

if TYPE_CHECKING:
    from fractions import Fraction

    from truefans_core.fees import FeeRow
    from truefans_core.income.lever import Lever
    from truefans_core.income.scenario import Scenario

Counts = NDArray[np.int64]
Amounts = NDArray[np.float64]
_YEAR = 12
_OF_PEOPLE = ("fans_now", "new_per_month", "churn", "billing", "months", "seed", "draws")
_STREAMS = {"price_minor": 0, "fans_now": 1, "new_per_month": 2, "churn": 3, "staying": 4, "coming": 5}


def fans_by_month(scenario: Scenario) -> Counts:
    """True fans in each future, shape `(months + 1, draws)`; row 0 is today. Does not depend on price, goal or fees."""
    start = np.rint(_drawn(scenario, "fans_now", scenario.fans_now)).astype(np.int64)
    new = _drawn(scenario, "new_per_month", scenario.new_per_month)
    staying = 1 - np.clip(_drawn(scenario, "churn", scenario.churn), 0, 1)
    yearly = scenario.billing == "yearly"
    # Members are kept by the month in which their paid time ends: twelve of them, or one if they pay monthly.
    slots = _YEAR if yearly else 1
    renewing = staying**_YEAR if yearly else staying
    members = np.stack([(start + slots - 1 - slot) // slots for slot in range(slots)])
    fans = np.empty((scenario.months + 1, scenario.draws), dtype=np.int64)
    fans[0] = start
    for month in range(1, scenario.months + 1):
        slot = (month - 1) % slots
        stayed = _stream(scenario, "staying", month).binomial(members[slot], renewing)
        members[slot] = stayed + _stream(scenario, "coming", month).poisson(new)
        fans[month] = members.sum(axis=0)
    return fans


def what_people_hang_on(scenario: Scenario) -> str:
    """A key of everything the futures of a scenario hang on: alike keys, alike `fans_by_month`."""
    plain = scenario.to_json()
    return json.dumps({name: plain[name] for name in _OF_PEOPLE})


def income_by_month(scenario: Scenario, fees: FeeRow, fans: Counts) -> Amounts:
    """What each month brings in each future, minor units, on the basis of the goal; shape of `fans`.

    A year's payment is spread over its months. Net of fees, the plan's price and fixed costs where the goal is net.
    """
    price = _drawn(scenario, "price_minor", scenario.price_minor)
    if scenario.basis == "gross":
        return fans * price / _YEAR
    first, beyond = _nets(fees, price, scenario.payments)
    limit = fees.threshold
    year = fans * first
    if limit is not None and not limit.of_payment:
        periods = _YEAR if limit.kind == "month_volume_above" else 1
        year += np.maximum(fans - periods * limit.minor / price, 0) * (beyond - first)
    return (year - _YEAR * fees.monthly_minor - scenario.fixed_costs_minor) / _YEAR


def _nets(fees: FeeRow, price: Amounts, payments: int) -> tuple[Amounts, Amounts]:
    """`FeeRow.year` for many prices at once, as floats: net a fan a year, and beyond a volume step."""
    share, fixed = fees.platform_share + fees.processing_share, fees.fixed_minor
    usual = _left(price, share, payments * fixed)
    limit = fees.threshold
    if limit is None:
        return usual, usual
    other = _left(price, limit.share, payments * limit.fixed_minor)
    if not limit.of_payment:
        return usual, other
    payment = price / payments
    small = payment <= limit.minor if limit.kind == "payment_at_most" else payment < limit.minor
    return (first := np.where(small, other, usual)), first


def _left(price: Amounts, share: Fraction, fixed_minor: int) -> Amounts:
    # The exact share once as a float keeps whole amounts whole: 100.00 at 10 + 2.9 % leaves 87.10, not 87.0999….
    return np.round(price * float(1 - share) - fixed_minor, 6)


def _drawn(scenario: Scenario, name: str, lever: Lever) -> Amounts:
    return lever.draw(_stream(scenario, name, 0).random(scenario.draws))


def _stream(scenario: Scenario, name: str, month: int) -> np.random.Generator:
    return np.random.default_rng([scenario.seed, _STREAMS[name], month])
