"""A year at the goal, from gross to yours: what fails, is given back, is passed on, and what each platform takes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from truefans_core.income.money import Taken, payments_beside, payments_of, year_step

if TYPE_CHECKING:
    from truefans_core.fees import FeeRow
    from truefans_core.income.kinds import Rows
    from truefans_core.income.scenario import Scenario

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A year at the goal, from what fans pay to what is left; minor units that add up exactly.

    `gross − failed − refunds − tax − platform − cards − plan + other − costs = yours`. What other groups of today pay
    is in the gross.
    """

    fans: int
    gross_minor: int
    platform_minor: int
    cards_minor: int
    plan_minor: int
    costs_minor: int
    failed_minor: int = 0
    refunds_minor: int = 0
    tax_minor: int = 0
    other_minor: int = 0

    @property
    def yours_minor(self) -> int:
        """What is left."""
        outside = self.failed_minor + self.refunds_minor + self.tax_minor
        fees = self.platform_minor + self.cards_minor + self.plan_minor
        return self.gross_minor - outside - fees + self.other_minor - self.costs_minor


def breakdown_of(scenario: Scenario, rows: Rows, fans: int) -> Breakdown:
    """A year of so many fans from what they are billed to what is left, each part rounded once."""
    taken = Taken.of(scenario)
    gross = platform = cards = Fraction(0)
    paid = [(fans * count, payment) for count, payment in payments_of(scenario)]
    paid += payments_beside(scenario)
    volume = taken.arrives * sum(count * payment for count, payment in paid)
    for row, share in rows:
        beyond = _beyond(row, share * volume)
        for count, payment in paid:
            times = share * count
            gross += times * payment
            times *= taken.arrives
            usual, card, fixed = row.parts(payment)
            step, step_fixed = usual, fixed
            if beyond and row.threshold is not None:
                # A volume step is the platform's own: the card goes on costing the same.
                step, step_fixed = row.threshold.share - card, row.threshold.fixed_minor
            platform += times * payment * (usual + (step - usual) * beyond)
            cards += times * (payment * card + fixed + (step_fixed - fixed) * beyond)
    arrived = gross * taken.arrives
    parts = (
        gross,
        platform,
        cards,
        gross - arrived,
        arrived * taken.refunded,
        arrived * (1 - taken.refunded) * taken.tax,
    )
    gross_minor, platform_minor, cards_minor, failed, refunds, tax = (
        math.floor(part + Fraction(1, 2)) for part in parts
    )
    return Breakdown(
        fans=fans,
        gross_minor=gross_minor,
        platform_minor=platform_minor,
        cards_minor=cards_minor,
        plan_minor=_YEAR * sum(row.monthly_minor for row, _ in rows),
        costs_minor=scenario.fixed_costs_minor,
        failed_minor=failed,
        refunds_minor=refunds,
        tax_minor=tax,
        other_minor=scenario.other_minor,
    )


def _beyond(row: FeeRow, volume: Fraction) -> Fraction:
    """The share of a year's volume that lies beyond the step of a row."""
    limit = row.threshold
    if limit is None or limit.of_payment or not volume:
        return Fraction(0)
    return max(Fraction(0), 1 - year_step(limit) / volume)
