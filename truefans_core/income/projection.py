"""From a scenario to what it leads to: people needed, the level, the months, and the range over time."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from truefans_core.fees import FeeBook, FeeRow, book
from truefans_core.income.breakdown import Breakdown, breakdown_of
from truefans_core.income.checks import ALL_LEAVE
from truefans_core.income.kinds import Amounts, Rows, fee_rows, kinds
from truefans_core.income.luck import Counts
from truefans_core.income.money import (
    Taken,
    YearOfAll,
    income_by_month,
    payments_beside,
    payments_of,
    year_of,
)
from truefans_core.income.simulation import (
    drawn_prices,
    expected_by_month,
    expected_prices,
    fans_by_month,
)
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    import datetime as dt

    from truefans_core.income.scenario import Scenario

SCHEMA = 1
#: What the range over time is drawn at: cautious, middle, hopeful.
CAUTIOUS, MIDDLE, HOPEFUL = 10, 50, 90
_YEAR = 12
#: How far the expected path is followed where there is no closed form.
FARTHEST = 600


@dataclass(frozen=True, eq=False)
class Projection:
    """What a scenario leads to. Arrays by month have `months + 1` entries, the first is today.

    Attributes:
        scenario: what was asked.
        fees: the row most fans pay by, in the scenario's currency, with its date.
        rows: all rows they pay by, with their shares.
        year: what a year of fans leaves, at the middle price.
        fans_needed: the fewest true fans who bring the goal.
        ceiling: where the audience levels off, or None where nobody leaves.
        months_to_goal: by the closed form, 0 where the goal is met, None where it is never reached.
        hold: new true fans a month that would keep `fans_needed` of them.
        kinds: people in each future by kind of fan.
        income: money a month in each future, minor units, on the basis of the goal; of even months, without seasons.
        problems: things to know.
    """

    scenario: Scenario
    fees: FeeRow
    rows: Rows
    year: YearOfAll
    fans_needed: int
    ceiling: float | None
    months_to_goal: float | None
    hold: float
    kinds: Counts
    income: Amounts
    problems: tuple[Problem, ...]

    @cached_property
    def fans(self) -> Counts:
        """True fans in each future, of all kinds."""
        mine = len(self.kinds) - len(self.scenario.groups)
        everyone: Counts = self.kinds[0] if mine == 1 else self.kinds[:mine].sum(axis=0)
        return everyone

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
        """Cautious, middle and hopeful income of each month as if months were even, minor units."""
        low, middle, high = np.percentile(self.income, [CAUTIOUS, MIDDLE, HOPEFUL], axis=1)
        return low, middle, high

    @cached_property
    def money_over_time(self) -> tuple[Amounts, Amounts, Amounts]:
        """The same with the seasons: what people pay moves with them, plans, costs and other income do not."""
        scenario, ranges = self.scenario, self.range_over_time
        if not scenario.seasons:
            return ranges
        months = np.arange(scenario.months + 1)
        factor = np.where(months > 0, np.array(scenario.seasons)[(months - 1) % _YEAR], 1.0)
        still = scenario.other_minor / _YEAR
        if scenario.basis == "net":
            still -= scenario.fixed_costs_minor / _YEAR + sum(row.monthly_minor for row, _ in self.rows)
        # A factor is never below 0, so the order of the futures stays.
        low, middle, high = ((each - still) * factor + still for each in ranges)
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
        return breakdown_of(self.scenario, self.rows, self.fans_needed)


def project(
    scenario: Scenario,
    *,
    fees: FeeBook | None = None,
    fans: Counts | None = None,
    today: dt.date | None = None,
) -> Projection:
    """Project a scenario.

    Args:
        scenario: what is asked.
        fees: another fee book than the one that ships.
        fans: futures kept from a scenario of which the people hang on the same: they are repriced.
        today: the day, to say which fees are out of date; without it that is not said.

    Raises:
        Refused: with the first thing that stands against it.
    """
    for problem in scenario.problems(fees):
        raise Refused(problem)
    rows, notes = fee_rows(scenario, book() if fees is None else fees)
    year = year_of(scenario, rows)
    needed = people_needed(scenario, year)
    if fans is None:
        fans = fans_by_month(scenario)
    months = months_to(scenario, rows)
    met = (Problem("S_GOAL_MET"),) if months == 0 else ()
    return Projection(
        scenario=scenario,
        fees=max(rows, key=lambda each: each[1])[0],
        rows=rows,
        year=year,
        fans_needed=needed,
        ceiling=level_of(scenario),
        months_to_goal=months,
        hold=scenario.growth.new_to_hold(needed),
        kinds=fans,
        income=income_by_month(scenario, rows, fans, drawn_prices(scenario)),
        problems=(*met, *notes, *_out_of_date(rows, today)),
    )


def _out_of_date(rows: Rows, today: dt.date | None) -> tuple[Problem, ...]:
    return tuple(
        Problem("S_FEE_OLD", params={"platform": row.platform, "day": row.valid_until or row.dated})
        for row, _ in rows
        if today is not None and row.expired(today)
    )


def months_to(scenario: Scenario, rows: Rows, within: int = FARTHEST) -> float | None:
    """Months to the goal at the middle of every lever; None where never, or where fees leave nothing.

    By the closed form where all fans pay alike; else along the expected path, as far as `within`.
    """
    try:
        needed = people_needed(scenario, year_of(scenario, rows))
    except Refused:
        return None
    if scenario.one_kind:
        return scenario.growth.months_to(needed)
    path = expected_income(scenario, rows, within)
    goal = scenario.goal_minor / _YEAR * (1 - 1e-12)
    reached = np.flatnonzero(path >= goal)
    if not reached.size:
        return None
    month = int(reached[0])
    if not month:
        return 0.0
    return month - 1 + float((goal - path[month - 1]) / (path[month] - path[month - 1]))


def expected_income(scenario: Scenario, rows: Rows, months: int) -> Amounts:
    """The expected money a month along the middle of every lever, from today on; minor units."""
    fans = expected_by_month(scenario, months)
    path: Amounts = income_by_month(scenario, rows, fans, expected_prices(scenario))[:, 0]
    return path


def level_of(scenario: Scenario) -> float | None:
    """Where the audience levels off; None where nobody leaves and time is no limit."""
    if scenario.one_kind:
        return scenario.growth.ceiling
    won = replace(scenario.growth, new=scenario.growth.new * (1 - scenario.lost_to_price))
    each = [
        (
            float(kind.share),
            replace(
                won, churn=min(ALL_LEAVE, won.churn * kind.leaving), yearly=kind.yearly, most=None
            ).ceiling,
        )
        for kind in kinds(scenario)
        if kind.share and kind.group is None
    ]
    if any(level is None for _, level in each):
        return scenario.most_fans
    whole = sum(share * (level or 0.0) for share, level in each)
    return whole if scenario.most_fans is None else min(whole, scenario.most_fans)


def people_needed(scenario: Scenario, year: YearOfAll) -> int:
    """The fewest true fans who bring the goal, net of fees or gross as it asks.

    Raises:
        Refused: if fees leave nothing of what a fan pays.
    """
    if scenario.basis == "gross":
        taken = Taken.of(scenario)
        kept = taken.arrives * (1 - taken.refunded)
        each, beside = (
            kept * sum(count * payment for count, payment in payments)
            for payments in (payments_of(scenario), payments_beside(scenario))
        )
        return max(0, math.ceil((scenario.goal_minor - scenario.other_minor - beside) / each))
    return year.fans_for(scenario.goal_minor + scenario.fixed_costs_minor - scenario.other_minor)


def scenario_json(projection: Projection) -> dict[str, Any]:
    """The JSON of `truefans scenario`: money in minor units, months 1 to the last, rates and chances as shares."""
    low, middle, high = projection.money_over_time
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
        "platform": row.platform or None,
        "plan": row.plan or None,
        "platform_share": float(row.platform_share),
        "processing_share": float(row.processing_share),
        "fixed": row.fixed_minor,
        "monthly": row.monthly_minor,
        "currency": row.currency,
        "rule": row.rule or None,
        "valid_from": row.valid_from or None,
        "read_on": row.read_on or None,
        "source": row.source or None,
        "confidence": row.confidence or None,
    }


def _whole(amounts: Amounts) -> list[int]:
    return [int(amount) for amount in np.rint(amounts[1:])]
