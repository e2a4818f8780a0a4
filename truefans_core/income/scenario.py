"""A what-if: the goal, what a true fan pays, how many there are, come and go. Frozen, checked, to and from JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from truefans_core.fees import FeeBook, book
from truefans_core.income.growth import Growth
from truefans_core.income.lever import Lever
from truefans_core.problems import Problem, Refused

Billing = Literal["monthly", "yearly"]
Basis = Literal["net", "gross"]

SCHEMA = 1
#: Beyond these a scenario is a slip of the keyboard: a hundred billion, and more people than any platform has.
MOST_MONEY = 10**13
MOST_PEOPLE = 10**9
MOST_MONTHS = 600
MOST_DRAWS = 100_000
#: Share leaving a month that nothing can be built on.
ALL_LEAVE = 0.999
#: The levers that may be a range.
LEVERS = ("price_minor", "fans_now", "new_per_month", "churn")


_NONE, _USUAL_PRICE, _USUAL_LEAVING = Lever.exactly(0), Lever.exactly(10_000), Lever.exactly(0.05)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One what-if. Money is minor units of `currency`; levers are numbers or ranges.

    Attributes:
        goal_minor: what the year shall bring.
        price_minor: what one true fan pays a year, whatever the billing.
        currency: ISO 4217 code.
        basis: whether the goal is what is left after fees (net) or what fans pay (gross).
        billing: whether fans pay monthly or a year at once (and so leave at renewal only).
        platform: slug of the fee book.
        fans_now: true fans today.
        new_per_month: true fans won a month.
        churn: share that leaves a month; of yearly payers `1 − R^(1/12)` with R the share that renews.
        fixed_costs_minor: a year, besides fees; taken off before the goal where the goal is net.
        months: how far to look.
        seed: of the random numbers; the same seed gives the same draws in every scenario.
        draws: possible futures tried.
    """

    goal_minor: int
    price_minor: Lever = _USUAL_PRICE
    currency: str = "USD"
    basis: Basis = "net"
    billing: Billing = "monthly"
    platform: str = "direct"
    fans_now: Lever = _NONE
    new_per_month: Lever = _NONE
    churn: Lever = _USUAL_LEAVING
    fixed_costs_minor: int = 0
    months: int = 60
    seed: int = 1
    draws: int = 5000

    @property
    def payments(self) -> int:
        """Payments a year of one fan."""
        return 1 if self.billing == "yearly" else 12

    @property
    def growth(self) -> Growth:
        """The expected path at the middle of every lever."""
        return Growth(
            self.fans_now.middle, self.new_per_month.middle, self.churn.middle, self.billing == "yearly"
        )

    def having(self, lever: str, value: float) -> Scenario:
        """The same scenario with one lever at one number."""
        return replace(self, **{lever: Lever.exactly(value)})  # type: ignore[arg-type] # lever is a name of LEVERS

    def problems(self, fees: FeeBook | None = None) -> tuple[Problem, ...]:
        """What stands against projecting it, each with its sentence; empty where all is well."""
        fees = book() if fees is None else fees
        return tuple(
            problem
            for wrong, problem in (
                (not 0 < self.goal_minor <= MOST_MONEY, Problem("S_GOAL")),
                (not (self.price_minor.low > 0 and self.price_minor.high <= MOST_MONEY), Problem("S_PRICE")),
                (not _within(self.fans_now, MOST_PEOPLE), Problem("S_FANS", params={"most": MOST_PEOPLE})),
                (
                    not _within(self.new_per_month, MOST_PEOPLE),
                    Problem("S_NEW", params={"most": MOST_PEOPLE}),
                ),
                (not _within(self.churn, ALL_LEAVE), Problem("S_LEAVING")),
                (not 0 <= self.fixed_costs_minor <= MOST_MONEY, Problem("S_COSTS")),
                (
                    self.billing not in ("monthly", "yearly") or self.basis not in ("net", "gross"),
                    Problem("S_BILLING"),
                ),
                (not 1 <= self.months <= MOST_MONTHS, Problem("S_MONTHS", params={"most": MOST_MONTHS})),
                (not 1 <= self.draws <= MOST_DRAWS, Problem("S_DRAWS", params={"most": MOST_DRAWS})),
                (not 0 <= self.seed < 2**32, Problem("S_SEED")),
                (re.fullmatch("[A-Z]{3}", self.currency) is None, Problem("S_CURRENCY")),
                (self.platform not in fees, Problem("S_PLATFORM", params={"slug": self.platform[:40]})),
            )
            if wrong
        )

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values under the field names, with `schema`."""
        plain: dict[str, Any] = {"schema": SCHEMA}
        for field in fields(self):
            value = getattr(self, field.name)
            plain[field.name] = value.to_json() if isinstance(value, Lever) else value
        return plain

    @classmethod
    def from_json(cls, plain: Any) -> Scenario:
        """The scenario of a file.

        Raises:
            Refused: if it is no scenario, of a newer version, has a field unknown here, or cannot be projected.
        """
        if not isinstance(plain, Mapping) or "schema" not in plain or "goal_minor" not in plain:
            raise Refused(Problem("S_FILE"))
        if plain["schema"] != SCHEMA:
            raise Refused(Problem("S_SCHEMA", params={"schema": str(plain["schema"])[:10], "known": SCHEMA}))
        given = {name: value for name, value in plain.items() if name != "schema"}
        unknown = sorted(set(given) - {field.name for field in fields(cls)})
        if unknown:
            raise Refused(Problem("S_FIELD", params={"field": unknown[0][:40]}))
        for name, value in given.items():
            if name in LEVERS:
                given[name] = Lever.from_json(value)
            elif type(value) is not (str if name in _TEXTS else int):
                raise Refused(Problem("S_FIELD", params={"field": name}))
        scenario = cls(**given)
        found = scenario.problems()
        if found:
            raise Refused(found[0])
        return scenario


_TEXTS = ("currency", "basis", "billing", "platform")


def _within(lever: Lever, most: float) -> bool:
    # What was measured may reach to the edge: only its middle has to be something to build on.
    return lever.low >= 0 and (lever.middle if lever.kind == "rate" else lever.high) <= most
