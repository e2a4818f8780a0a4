"""A year at the goal, from gross to yours: what fails, is given back, is passed on, and what each platform takes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from truefans_core.income.money import Taken, YearOfAll, payments_of

if TYPE_CHECKING:
    from truefans_core.income.kinds import Rows
    from truefans_core.income.scenario import Scenario

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A year at the goal, from what fans pay to what is left; minor units that add up exactly.

    `gross − failed − refunds − tax − platform − cards − plan − costs = yours`.
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

    @property
    def yours_minor(self) -> int:
        """What is left."""
        outside = self.failed_minor + self.refunds_minor + self.tax_minor
        fees = self.platform_minor + self.cards_minor + self.plan_minor
        return self.gross_minor - outside - fees - self.costs_minor


def breakdown_of(scenario: Scenario, rows: Rows, year: YearOfAll, fans: int) -> Breakdown:
    """A year of so many fans from what they are billed to what is left, each part rounded once."""
    taken = Taken.of(scenario)
    gross = platform = cards = Fraction(0)
    for (row, share), part in zip(rows, year.parts, strict=True):
        beyond = Fraction(0) if part.knee is None or fans <= part.knee else 1 - part.knee / fans
        for count, payment in payments_of(scenario):
            times = fans * share * count
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
    )
