"""From a scenario to what it leads to: people needed, the level, the months, and the range over time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from truefans_core.fees import FeeBook, FeeRow, YearOfFans, book
from truefans_core.income.exchange import fees_in
from truefans_core.income.simulation import Amounts, Counts, fans_by_month, income_by_month
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from truefans_core.income.scenario import Scenario

SCHEMA = 1
#: What the range over time is drawn at: cautious, middle, hopeful.
CAUTIOUS, MIDDLE, HOPEFUL = 10, 50, 90
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A year at the goal, from what fans pay to what is left; minor units that add up exactly.

    `gross_minor − platform_minor − cards_minor − plan_minor − costs_minor = yours_minor`.
    """

    fans: int
    gross_minor: int
    platform_minor: int
    cards_minor: int
    plan_minor: int
    costs_minor: int

    @property
    def yours_minor(self) -> int:
        """What is left."""
        return self.gross_minor - self.platform_minor - self.cards_minor - self.plan_minor - self.costs_minor


@dataclass(frozen=True, eq=False)
class Projection:
    """What a scenario leads to. Arrays by month have `months + 1` entries, the first is today.

    Attributes:
        scenario: what was asked.
        fees: the row reckoned with, in the scenario's currency, with its date.
        year: what a year of fans leaves, at the middle price.
        fans_needed: the fewest true fans who bring the goal.
        ceiling: where the audience levels off, or None where nobody leaves.
        months_to_goal: by the closed form, 0 where the goal is met, None where it is never reached.
        hold: new true fans a month that would keep `fans_needed` of them.
        fans: people in each future.
        income: money a month in each future, minor units, on the basis of the goal.
        problems: things to know.
    """

    scenario: Scenario
    fees: FeeRow
    year: YearOfFans
    fans_needed: int
    ceiling: float | None
    months_to_goal: float | None
    hold: float
    fans: Counts
    income: Amounts
    problems: tuple[Problem, ...]

    @property
    def reachable(self) -> bool:
        """Whether the goal is met or will be, at today's pace."""
        return self.months_to_goal is not None

    @property
    def goal_month_minor(self) -> float:
        """The goal a month."""
        return self.scenario.goal_minor / _YEAR

    @property
    def net_per_fan_year(self) -> int:
        """What one fan's year leaves after platform and card fees, minor units, half up."""
        return math.floor(self.year.net + Fraction(1, 2))

    @cached_property
    def range_over_time(self) -> tuple[Amounts, Amounts, Amounts]:
        """Cautious, middle and hopeful income of each month, minor units."""
        low, middle, high = np.percentile(self.income, [CAUTIOUS, MIDDLE, HOPEFUL], axis=1)
        return low, middle, high

    @cached_property
    def chance_by_month(self) -> Amounts:
        """The share of futures that have reached the goal by each month."""
        # A goal met exactly must not be missed by the last bit of a division.
        reached = self.income >= self.goal_month_minor * (1 - 1e-12)
        chance: Amounts = np.maximum.accumulate(reached, axis=0).mean(axis=1)
        return chance

    def month_of_chance(self, chance: float) -> int | None:
        """The first month by which the goal is reached with at least this chance; None within the time looked at."""
        found = np.flatnonzero(self.chance_by_month >= chance)
        return int(found[0]) if found.size else None

    @cached_property
    def breakdown(self) -> Breakdown:
        """A year at the goal, from gross to yours."""
        return _breakdown(self.scenario, self.fees, self.fans_needed)


def project(
    scenario: Scenario,
    *,
    fees: FeeBook | None = None,
    fans: Counts | None = None,
) -> Projection:
    """Project a scenario.

    Args:
        scenario: what is asked.
        fees: another fee book than the one that ships.
        fans: futures kept from a scenario that differs in price, goal or platform only: they are repriced.

    Raises:
        Refused: with the first thing that stands against it.
    """
    for problem in scenario.problems(fees):
        raise Refused(problem)
    row, notes = fees_in((book() if fees is None else fees)[scenario.platform], scenario.currency)
    year = year_of(scenario, row)
    needed = people_needed(scenario, year)
    if fans is None:
        fans = fans_by_month(scenario)
    months = scenario.growth.months_to(needed)
    met = (Problem("S_GOAL_MET"),) if months == 0 else ()
    return Projection(
        scenario=scenario,
        fees=row,
        year=year,
        fans_needed=needed,
        ceiling=scenario.growth.ceiling,
        months_to_goal=months,
        hold=scenario.growth.new_to_hold(needed),
        fans=fans,
        income=income_by_month(scenario, row, fans),
        problems=(*met, *notes),
    )


def year_of(scenario: Scenario, row: FeeRow) -> YearOfFans:
    """What a year of fans leaves at the middle price."""
    return row.year(Fraction(scenario.price_minor.middle), scenario.payments)


def people_needed(scenario: Scenario, year: YearOfFans) -> int:
    """The fewest true fans who bring the goal, net of fees or gross as it asks.

    Raises:
        Refused: if fees leave nothing of what a fan pays.
    """
    if scenario.basis == "gross":
        return math.ceil(scenario.goal_minor / Fraction(scenario.price_minor.middle))
    return year.fans_for(scenario.goal_minor + scenario.fixed_costs_minor)


def scenario_json(projection: Projection) -> dict[str, Any]:
    """The JSON of `truefans scenario`: money in minor units, months 1 to the last, rates and chances as shares."""
    low, middle, high = projection.range_over_time
    return {
        "schema": SCHEMA,
        "fans_needed": projection.fans_needed,
        "ceiling": projection.ceiling,
        "months_to_goal": projection.months_to_goal,
        "reachable": projection.reachable,
        "p10": _whole(low),
        "p50": _whole(middle),
        "p90": _whole(high),
        "chance_by_month": [float(chance) for chance in projection.chance_by_month[1:]],
        "net_per_fan_year": projection.net_per_fan_year,
        "fees": _fees_json(projection.fees),
    }


def _fees_json(row: FeeRow) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "platform": row.platform,
        "plan": row.plan,
        "platform_share": float(row.platform_share),
        "processing_share": float(row.processing_share),
        "fixed": row.fixed_minor,
        "monthly": row.monthly_minor,
        "currency": row.currency,
        "rule": row.rule or None,
        "valid_from": row.valid_from or None,
        "read_on": row.read_on or None,
        "source": row.source,
        "confidence": row.confidence,
    }


def _whole(amounts: Amounts) -> list[int]:
    return [int(amount) for amount in np.rint(amounts[1:])]


def _breakdown(scenario: Scenario, row: FeeRow, fans: int) -> Breakdown:
    price = Fraction(scenario.price_minor.middle)
    gross = fans * price
    platform = cards = Fraction(0)
    for part_fans, platform_share, card_share, fixed in _fee_parts(row, price, scenario.payments, fans):
        platform += part_fans * price * platform_share
        cards += part_fans * (price * card_share + scenario.payments * fixed)
    gross_minor, platform_minor, cards_minor = (
        math.floor(part + Fraction(1, 2)) for part in (gross, platform, cards)
    )
    return Breakdown(
        fans=fans,
        gross_minor=gross_minor,
        platform_minor=platform_minor,
        cards_minor=cards_minor,
        plan_minor=_YEAR * row.monthly_minor,
        costs_minor=scenario.fixed_costs_minor,
    )


def _fee_parts(
    row: FeeRow, price: Fraction, payments: int, fans: int
) -> Iterator[tuple[Fraction, Fraction, Fraction, int]]:
    """Fans with the platform share, card share and fixed part that concern them: below a volume step, and beyond."""
    knee = row.year(price, payments).knee
    usual = Fraction(fans) if knee is None else min(Fraction(fans), knee)
    yield usual, *row.parts(price / payments)
    limit = row.threshold
    if limit is not None and knee is not None and fans > knee:
        # A volume step is the platform's own: the card goes on costing the same.
        yield fans - knee, limit.share - row.processing_share, row.processing_share, limit.fixed_minor
