"""A what-if: the goal, what a true fan pays, how many there are, come and go. Frozen, checked, to and from JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from truefans_core.fees import FeeBook, book
from truefans_core.income.growth import Growth
from truefans_core.income.lever import Lever
from truefans_core.income.offers import MOST_OFFERS, Billing, Offer, mean_price
from truefans_core.problems import Problem, Refused

Basis = Literal["net", "gross"]
Pays = Literal["all", "new"]

SCHEMA = 1
#: Beyond these a scenario is a slip of the keyboard: a hundred billion, and more people than any platform has.
MOST_MONEY = 10**13
MOST_PEOPLE = 10**9
MOST_MONTHS = 600
MOST_DRAWS = 100_000
#: What one buys besides in a year, hours of a month, and how far a price may move.
_MOST_BOUGHT = 10_000
MOST_HOURS = 100_000
MOST_RISE = 10.0
_MOST_CHANGE = 1.0
_MOST_ELASTIC = 20.0
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
        return not (self.offers or self.price_change)

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
                *(
                    (slug not in fees, Problem("S_PLATFORM", params={"slug": slug[:40]}))
                    for slug, _ in (*self.slugs, (self.platform, 1.0))
                ),
                (len(self.platforms) > MOST_OFFERS, Problem("S_MIX")),
                (len(self.offers) > MOST_OFFERS, Problem("S_OFFERS")),
                (
                    not (0 <= self.purchase_minor <= MOST_MONEY and 0 <= self.purchases <= _MOST_BOUGHT),
                    Problem("S_PURCHASES"),
                ),
                (
                    any(not 0 <= share < 1 for share in (self.failed, self.refunded))
                    or not 0 <= self.recovered <= 1
                    or not 0 <= self.tax <= 1,
                    Problem("S_SHARES"),
                ),
                (
                    not (
                        -_MOST_CHANGE < self.price_change <= MOST_RISE
                        and 0 <= self.price_change_months <= MOST_MONTHS
                        and self.price_change_for in ("all", "new")
                        and self.elasticity.low >= -_MOST_ELASTIC
                        and self.elasticity.high <= 0
                    ),
                    Problem("S_PRICE_CHANGE"),
                ),
                (
                    not (0 <= self.hours <= MOST_HOURS and 0 <= self.hours_per_fan <= MOST_HOURS),
                    Problem("S_HOURS", params={"most": MOST_HOURS}),
                ),
            )
            if wrong
        )

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values under the field names, with `schema`; what is not in use is left out."""
        plain: dict[str, Any] = {"schema": SCHEMA}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in _MORE and value == field.default:
                continue
            match value:
                case Lever():
                    plain[field.name] = value.to_json()
                case tuple() if field.name == "offers":
                    plain[field.name] = [offer.to_json() for offer in value]
                case tuple():
                    plain[field.name] = dict(value)
                case _:
                    plain[field.name] = value
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
        given = {name: _read(name, value) for name, value in given.items()}
        if given.get("offers"):
            # The price of several offers is their mean: a file that says otherwise is read so that it holds.
            given.setdefault("price_minor", Lever.exactly(mean_price(given["offers"])))
        scenario = cls(**given)
        found = scenario.problems(fees)
        if found:
            raise Refused(found[0])
        return scenario


_TEXTS = ("currency", "basis", "billing", "platform", "price_change_for")
_SHARES = ("purchases", "failed", "recovered", "refunded", "tax", "price_change", "hours", "hours_per_fan")
#: Fields beyond the first levers: a file holds them only where they are in use, so that it stays short.
_MORE = (
    "offers", "platforms", "purchase_minor", "purchases", "failed", "recovered", "refunded", "tax", "price_change",
    "price_change_for", "price_change_months", "elasticity", "hours", "hours_per_fan",
)  # fmt: skip


def _read(name: str, value: Any) -> Any:
    """A field of a file as the scenario holds it.

    Raises:
        Refused: if it is none.
    """
    if name in (*LEVERS, "elasticity"):
        return Lever.from_json(value)
    if name == "offers":
        return _offers(value)
    if name == "platforms":
        return _platforms(value)
    if name in _SHARES and isinstance(value, int | float):
        return Lever.from_json(value).middle
    if type(value) is not (str if name in _TEXTS else int):
        raise Refused(Problem("S_FIELD", params={"field": name}))
    return value


def _offers(value: Any) -> tuple[Offer, ...]:
    if not isinstance(value, list) or len(value) > MOST_OFFERS:
        raise Refused(Problem("S_OFFERS"))
    return tuple(Offer.from_json(each) for each in value)


def _platforms(value: Any) -> tuple[tuple[str, float], ...]:
    if not isinstance(value, Mapping) or len(value) > MOST_OFFERS:
        raise Refused(Problem("S_MIX"))
    mix = tuple((str(slug), Lever.from_json(share).middle) for slug, share in value.items())
    if any(share <= 0 for _, share in mix):
        raise Refused(Problem("S_MIX"))
    return mix


def _within(lever: Lever, most: float) -> bool:
    # What was measured may reach to the edge: only its middle has to be something to build on.
    return lever.low >= 0 and (lever.middle if lever.kind == "rate" else lever.high) <= most
