"""What it takes to reach the goal: one lever moved, many small or few large, what matters most."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from truefans_core.benchmarks import benchmark
from truefans_core.income.checks import ALL_LEAVE, MOST_MONEY, MOST_PEOPLE
from truefans_core.income.lever import Lever
from truefans_core.income.money import year_of
from truefans_core.income.projection import expected_income, months_to, people_needed
from truefans_core.income.scenario import LEVERS, Scenario
from truefans_core.problems import Refused
from truefans_core.rates import decimals

if TYPE_CHECKING:
    from collections.abc import Callable

    from truefans_core.income.kinds import Rows
    from truefans_core.income.projection import Projection

#: A lever given as one number is tried a fifth lower and a fifth higher.
SWING = 0.2
#: Fewest and most people of the curve: Li Jin's hundred to ten thousand small givers.
FEW_TO_MANY = (100, 10_000)
_POINTS = 41
#: Working days of a year, five a week.
WORKING_DAYS = 260
#: Levers told after the others, however near: a rise of the price counts on nobody leaving for it, and to have started
#: with more people is no plan.
_AFTER = {"price_minor": 1, "fans_now": 2}
_STEPS = 80
_MOST = {"price_minor": MOST_MONEY, "fans_now": MOST_PEOPLE, "new_per_month": MOST_PEOPLE}
_LEAST = {"price_minor": 1.0, "fans_now": 0.0, "new_per_month": 0.0}
#: Nearer than this two values are one: halving stops, and rounding must not step over it.
_CLOSE = 1e-8


@dataclass(frozen=True, slots=True)
class Change:
    """One lever moved, all others left as they are.

    Attributes:
        lever: name of the lever in `Scenario`.
        before: its middle today.
        after: the smallest change that reaches the goal in time, rounded to the safe side to what one would say; None
            where no change of this lever alone does.
        months: months to the goal with `after`.
    """

    lever: str
    before: float
    after: float | None
    months: float | None

    @property
    def effort(self) -> float:
        """How large the change is beside today; twofold counts alike up and down. Infinite where there is no way."""
        if not self.after or self.before <= 0:
            return math.inf
        return abs(math.log(self.after / self.before))


def changes_that_reach(projection: Projection, by_month: int | None = None) -> tuple[Change, ...]:
    """For each lever alone the smallest change that reaches the goal by a month, easiest first.

    Put back into the scenario, each one does. Empty where the goal is reached in time as things are.

    Args:
        projection: how things are.
        by_month: in time for what; the last month looked at by default.
    """
    scenario, rows = projection.scenario, projection.rows
    month = scenario.months if by_month is None else by_month
    if projection.months_to_goal is not None and projection.months_to_goal <= month:
        return ()
    found = []
    for lever in LEVERS:
        before = getattr(scenario, lever).middle
        after = _smallest(scenario, rows, lever, month)
        months = None if after is None else months_to(scenario.having(lever, after), rows, month)
        found.append(Change(lever, before, after, months))
    return tuple(sorted(found, key=lambda change: (_AFTER.get(change.lever, 0), change.effort)))


def what_matters_most(projection: Projection) -> pd.DataFrame:
    """Each lever from its cautious to its hopeful value, all others at their middle; largest swing first.

    Returns:
        Columns lever, low, high (values of the lever), income_low, income_high (minor units in the last month, net or
        gross as the goal), months_low, months_high (to the goal, NaN where never), income (at the middle), swing,
        break_even (the value at which the last month brings just the goal; NaN where none does).
    """
    scenario, rows = projection.scenario, projection.rows
    middle = _expected_income(scenario, rows, scenario.months)
    records = []
    for name in LEVERS:
        lever: Lever = getattr(scenario, name)
        low, high = _ends(lever)
        if low == high:
            continue
        ends = [scenario.having(name, end) for end in (low, high)]
        incomes = [_expected_income(end, rows, end.months) for end in ends]
        months = [months_to(end, rows) for end in ends]
        records.append(
            (
                name,
                low,
                high,
                *incomes,
                *months,
                middle,
                abs(incomes[1] - incomes[0]),
                break_even(scenario, rows, name),
            )
        )
    columns = [
        "lever",
        "low",
        "high",
        "income_low",
        "income_high",
        "months_low",
        "months_high",
        "income",
        "swing",
        "break_even",
    ]
    swings = pd.DataFrame.from_records(records, columns=columns)
    numbers = ["months_low", "months_high", "break_even"]
    swings[numbers] = swings[numbers].astype("float64")
    return swings.sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def expected_month(projection: Projection, month: int) -> float:
    """What a month is expected to bring with every lever at its middle, as `what_matters_most` reckons it; minor units."""
    return _expected_income(projection.scenario, projection.rows, month)


def break_even(scenario: Scenario, rows: Rows, lever: str) -> float | None:
    """The value of a lever, all others at their middle, at which the last month brings just the goal; None: there is none."""
    today, goal = getattr(scenario, lever).middle, scenario.goal_minor / 12

    def enough(value: float) -> bool:
        return _expected_income(scenario.having(lever, value), rows, scenario.months) >= goal

    there = enough(today)
    best, worst = (0.0, ALL_LEAVE) if lever == "churn" else (float(_MOST[lever]), _LEAST[lever])
    farthest = worst if there else best
    if enough(farthest) == there:
        return None
    return _edge(today, farthest, lambda value: enough(value) != there, lambda value: value)


def many_small_or_few_large(projection: Projection, span: tuple[int, int] = FEW_TO_MANY) -> pd.DataFrame:
    """How many fans the goal takes at every price, from few large ones to many small ones.

    Args:
        projection: how things are.
        span: fewest and most people.

    Returns:
        Columns price_minor (a year, purchases besides included), fans_needed, mark: "you" at today's price, "kelly" at
        100 and "li_jin" at 1,000 a year, else ""; by price. A price of which fees leave nothing is left out, and so
        are the marks of others outside the span.
    """
    scenario, rows = projection.scenario, projection.rows
    unit = 10 ** decimals(scenario.currency)
    prices = {max(1, round(scenario.goal_minor / count)): "" for count in np.geomspace(*span, _POINTS)}
    smallest, largest = min(prices), max(prices)
    for name, quantity in (
        ("kelly", "Kelly: profit from one true fan"),
        ("li_jin", "Li Jin: value of one of 100 true fans"),
    ):
        price = round((benchmark(quantity).typical or 0) * unit)
        if span == FEW_TO_MANY or smallest <= price <= largest:
            prices[price] = name
    prices[max(1, round(scenario.paid_minor))] = "you"
    records = []
    for price, mark in sorted(prices.items()):
        needed = _needed_at(scenario, rows, price)
        if needed:  # a goal that is met without anybody has no curve
            records.append((price, needed, mark))
    return pd.DataFrame.from_records(records, columns=["price_minor", "fans_needed", "mark"])


def days_wage_minor(goal_minor: int) -> int:
    """A day's wage of somebody who earns the goal, which Kelly (2008) expects of a true fan a year; minor units.

    The goal takes `WORKING_DAYS` such people, whatever it is.
    """
    return round(goal_minor / WORKING_DAYS)


def kelly_count(goal_minor: int, currency: str) -> int:
    """Kevin Kelly's reading: the goal over 100 of profit from each true fan a year."""
    return _at_worth("Kelly: profit from one true fan", goal_minor, currency)


def li_jin_count(goal_minor: int, currency: str) -> int:
    """Li Jin's reading: the goal over 1,000 from each true fan a year."""
    return _at_worth("Li Jin: value of one of 100 true fans", goal_minor, currency)


def _at_worth(quantity: str, goal_minor: int, currency: str) -> int:
    worth_minor = Fraction(benchmark(quantity).typical or 1) * Fraction(10) ** decimals(currency)
    return math.ceil(Fraction(goal_minor) / worth_minor)


def _needed_at(scenario: Scenario, rows: Rows, price_minor: float) -> int | None:
    price = (price_minor - scenario.bought_minor) / (1 + scenario.price_change)
    if price <= 0:
        return None
    repriced = replace(scenario, price_minor=Lever.exactly(price))
    try:
        return people_needed(repriced, year_of(repriced, rows))
    except Refused:
        return None


def _expected_income(scenario: Scenario, rows: Rows, month: int) -> float:
    if scenario.basis == "gross" or not scenario.one_kind:
        return float(expected_income(scenario, rows, month)[-1])
    fans = scenario.growth.at(month)
    year = year_of(scenario, rows).of(Fraction(fans)) - scenario.fixed_costs_minor + scenario.other_minor
    return float(year / 12)


def _ends(lever: Lever) -> tuple[float, float]:
    if lever.certain:
        return lever.middle * (1 - SWING), lever.middle * (1 + SWING)
    return lever.cautious_to_hopeful()


def _smallest(scenario: Scenario, rows: Rows, lever: str, month: int) -> float | None:
    """The least move of one lever with which the goal is reached by the month, rounded to the safe side."""

    def reaches(value: float) -> bool:
        months = months_to(scenario.having(lever, value), rows, month)
        return months is not None and months <= month

    today = getattr(scenario, lever).middle
    match lever:
        case "churn":
            return _edge(today, 0.0, reaches, lambda value: math.floor(value * 1000 * (1 + _CLOSE)) / 1000)
        case "price_minor":
            unit = 10 ** decimals(scenario.currency)
            return _edge(
                today,
                float(MOST_MONEY),
                reaches,
                lambda value: float(math.ceil(value / unit * (1 - _CLOSE)) * unit),
            )
        case _:
            return _edge(today, float(MOST_PEOPLE), reaches, _whole_people)


def _whole_people(value: float) -> float:
    # Who wins fewer than ten a month counts in tenths.
    value *= 1 - _CLOSE
    return math.ceil(value * 10) / 10 if value < 10 else float(math.ceil(value))  # noqa: PLR2004


def _edge(
    today: float, farthest: float, reaches: Callable[[float], bool], rounded: Callable[[float], float]
) -> float | None:
    """The value nearest to today's that reaches, between it and the farthest, by halving; None if not even that does."""
    if not reaches(farthest):
        return None
    near, far = today, farthest
    for _ in range(_STEPS):
        # Halve the orders of magnitude while the ends lie orders apart: the farthest value may be a billion.
        middle = math.sqrt(near * far) if near > 0 and far > 4 * near else (near + far) / 2
        near, far = (near, middle) if reaches(middle) else (middle, far)
        if abs(far - near) <= _CLOSE * far / 2:
            break
    for value in (rounded(far), far):
        if reaches(value):
            return value
    return farthest
