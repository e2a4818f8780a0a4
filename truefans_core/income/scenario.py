"""A what-if: the goal, what a true fan pays, how many there are, come and go. Frozen, checked, to and from JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from truefans_core.fees import FeeBook, book
from truefans_core.income.checks import problems_of
from truefans_core.income.fading import Fading
from truefans_core.income.groups import Group
from truefans_core.income.growth import Growth
from truefans_core.income.lever import Lever
from truefans_core.income.offers import Billing, Offer, mean_price
from truefans_core.income.stated import StatedFees
from truefans_core.income.written import ALWAYS, read, written
from truefans_core.problems import Problem, Refused

Basis = Literal["net", "gross"]
Pays = Literal["all", "new"]

SCHEMA = 1
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
        renewals: of those of today who pay a year at once, how many come to their renewal in each of the next twelve
            months; none: a twelfth each.
        platform: slug of the fee book, or `stated.AS_STATED`.
        stated_fees: what the user's own exports say was kept, where they do.
        fans_now: true fans today.
        new_per_month: true fans won a month.
        churn: share that leaves a month; of yearly payers `1 − R^(1/12)` with R the share that renews.
        fixed_costs_minor: a year, besides fees; taken off before the goal where the goal is net.
        other_minor: a year, from elsewhere than people who pay: grants, sponsors, adverts; counts for the goal.
        offers: several prices with their shares; the price lever then is their mean, and moves all of them alike.
        platforms: slugs with the shares of fans who pay by them; none: all by `platform`.
        purchase_minor: what one purchase besides costs.
        purchases: such purchases of one fan a year.
        failed: share of card payments that fail.
        recovered: share of those that come in after all.
        refunded: share of what was paid that is given back; fees are not.
        tax: sales tax on top of the net price, contained in what fans pay; 0.2 of 120 is 20. Passed on, so no income.
        price_change: by which share the price is raised (or lowered, below 0).
        price_change_for: whether everybody pays it, or only who is new.
        price_change_months: over how many months it is raised; 0 is at once.
        elasticity: by how many per cent fewer people stay or come for one per cent on the price, as a number below 0.
        hours: hours a month there are for fans; 0: no limit.
        hours_per_fan: hours a month one fan takes.
        groups: other groups who pay; what they bring counts for the goal.
        fading: how leaving slows down the longer true fans stay; None: everyone leaves alike. `churn` is then the
            share of those of today that leaves.
        seasons: by how much the money of each of the next twelve months stands above an even month, for example 1.2;
            none: all alike. The goal is judged without them.
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
    other_minor: int = 0
    offers: tuple[Offer, ...] = ()
    platforms: tuple[tuple[str, float], ...] = ()
    purchase_minor: int = 0
    purchases: float = 0.0
    failed: float = 0.0
    recovered: float = 0.0
    refunded: float = 0.0
    tax: float = 0.0
    price_change: float = 0.0
    price_change_for: Pays = "all"
    price_change_months: int = 0
    elasticity: Lever = _NONE
    hours: float = 0.0
    hours_per_fan: float = 0.0
    groups: tuple[Group, ...] = ()
    fading: Fading | None = None
    seasons: tuple[float, ...] = ()
    renewals: tuple[int, ...] = ()
    stated_fees: StatedFees | None = None
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
            self.fans_now.middle,
            self.new_per_month.middle,
            self.churn.middle,
            self.billing == "yearly",
            self.most_fans,
        )

    @property
    def most_fans(self) -> float | None:
        """How many fans the hours there are suffice for; None without a limit."""
        return self.hours / self.hours_per_fan if self.hours > 0 and self.hours_per_fan > 0 else None

    @property
    def paid_minor(self) -> float:
        """What one fan pays a year once the price has changed, purchases besides included; the middle, minor units."""
        return self.price_minor.middle * (1 + self.price_change) + self.bought_minor

    @property
    def bought_minor(self) -> float:
        """What one fan pays a year for purchases besides."""
        return self.purchases * self.purchase_minor

    @property
    def lost_to_price(self) -> float:
        """The share that the change of the price costs, at the middle of its elasticity; below 0 where it wins some."""
        return max(-1.0, min(1.0, -self.elasticity.middle * self.price_change))

    @property
    def slugs(self) -> tuple[tuple[str, float], ...]:
        """Rows of the fee book with the share of fans who pay by each; the shares add up to one."""
        mix = self.platforms or ((self.platform, 1.0),)
        whole = sum(share for _, share in mix)
        return tuple((slug, share / whole) for slug, share in mix)

    @property
    def one_kind(self) -> bool:
        """Whether all fans pay alike at all times, so that the closed forms hold."""
        renewing = self.renewals and self.billing == "yearly"
        return not (self.offers or self.price_change or self.groups or self.fading or renewing)

    def having(self, lever: str, value: float) -> Scenario:
        """The same scenario with one lever at one number."""
        return replace(self, **{lever: Lever.exactly(value)})  # type: ignore[arg-type] # lever is a name of LEVERS

    def problems(self, fees: FeeBook | None = None) -> tuple[Problem, ...]:
        """What stands against projecting it, each with its sentence; empty where all is well."""
        return problems_of(self, book() if fees is None else fees)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values under the field names, with `schema`; what is not in use is left out."""
        plain: dict[str, Any] = {"schema": SCHEMA}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in ALWAYS or value != field.default:
                plain[field.name] = written(field.name, value)
        return plain

    @classmethod
    def from_json(cls, plain: Any, fees: FeeBook | None = None) -> Scenario:
        """The scenario of a file; `fees` is another fee book than the one that ships.

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
        given = {name: read(name, value) for name, value in given.items()}
        if given.get("offers"):
            # The price of several offers is their mean: a file that says otherwise is read so that it holds.
            given.setdefault("price_minor", Lever.exactly(mean_price(given["offers"])))
        scenario = cls(**given)
        found = scenario.problems(fees)
        if found:
            raise Refused(found[0])
        return scenario
