"""The answer in one or two sentences: the way first, then where today's pace leads."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from truefans_core.income.reach import Change, changes_that_reach
from truefans_core.income.scenario import LEVERS
from truefans_core.income.stated import AS_STATED, StatedFees
from truefans_core.rates import decimals
from truefans_core.words import Amount, Share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.income.projection import Projection
    from truefans_core.income.scenario import Scenario
    from truefans_core.words import Words

#: The chances at which a goal is reached late and early.
LATE, EARLY = 0.9, 0.1


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by message id; `params` may hold `n`, the number that decides the plural, and sentences within it."""

    message: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def by(self, say: Words) -> str:
        """The sentence in words."""
        params: dict[str, Any] = {
            name: value.by(say) if isinstance(value, Said) else value for name, value in self.params.items()
        }
        return say(self.message, **params)


def answer(projection: Projection) -> tuple[Said, ...]:
    """What the goal takes, the way to it, where today's pace leads, how sure that is, and whose fees were measured."""
    beside = (_likely(projection), stated(projection))
    return (_needed(projection), *_way(projection), *(said for said in beside if said is not None))


def in_words(projection: Projection, say: Words) -> str:
    """The answer as one text."""
    return " ".join(said.by(say) for said in answer(projection))


def _likely(projection: Projection) -> Said | None:
    """What the last month brings, cautious to hopeful, and the chance of the goal; None where no lever is a range."""
    scenario = projection.scenario
    if all(getattr(scenario, lever).certain for lever in LEVERS):
        return None
    low, _, high = (float(path[-1]) for path in projection.range_over_time)
    return Said(
        "income.answer.likely",
        {
            "n": scenario.months,
            "low": money(low, scenario.currency, whole=True),
            "high": money(high, scenario.currency, whole=True),
            "chance": Share(float(projection.chance_by_month[-1])),
        },
    )


def months_until(months: float) -> int:
    """The first whole month at which something is reached that a closed form puts at `months`."""
    return math.ceil(round(months, 6))


def as_stated(fees: StatedFees) -> Said:
    """The name of what stands in the place of a platform: fees as in the user's own files."""
    return Said("income.as_stated", {"share": Share(float(fees.share), _digits(float(fees.share)))})


def stated(projection: Projection) -> Said | None:
    """What the fees of the answer were measured on; None where they are those of the fee book."""
    fees = projection.scenario.stated_fees
    if fees is None or projection.fees.slug != AS_STATED:
        return None
    return Said("income.stated_fees", {"n": fees.payments, "fees": as_stated(fees)})


def way(projection: Projection, change: Change) -> Said:
    """What one lever moved would do."""
    scenario = projection.scenario
    if change.after is None:
        return Said(
            f"income.answer.no_change.{change.lever}",
            {"before": value_in_words(scenario, change.lever, change.before)},
        )
    if not change.months:
        return Said(
            f"income.answer.at_once.{change.lever}",
            {
                "after": value_in_words(scenario, change.lever, change.after),
                "before": value_in_words(scenario, change.lever, change.before),
            },
        )
    return Said(
        f"income.answer.change.{change.lever}",
        {
            "n": max(1, months_until(change.months)),
            "need": projection.fans_needed,
            "before": value_in_words(scenario, change.lever, change.before),
            "after": value_in_words(scenario, change.lever, change.after),
        },
    )


def value_in_words(scenario: Scenario, lever: str, value: float) -> Amount | Share | float:
    """A value of a lever as `Words` formats it: money, a share, or people."""
    match lever:
        case "price_minor":
            return money(value, scenario.currency)
        case "churn":
            return Share(value, _digits(value))
        case "elasticity":
            return round(abs(value), 2)
        case _:
            return round(value) if value >= _TEN else round(value, 1)


def money(minor: float, currency: str, *, whole: bool = False) -> Amount:
    """An amount as `Words` formats it; cents only where they matter, or never where it is to be `whole`."""
    unit = 10 ** decimals(currency)
    rounded = round(minor)
    return Amount(rounded, currency, whole=whole or rounded % unit == 0 or rounded >= _LARGE * unit)


_TEN = 10
_LARGE = 1000


def _needed(projection: Projection) -> Said:
    scenario = projection.scenario
    others = any(group.people.middle > 0 for group in scenario.groups)
    beside = ".beside" if others or scenario.other_minor else ""
    return Said(
        f"income.answer.needed.{scenario.basis}{beside}",
        {
            "n": projection.fans_needed,
            "goal": money(scenario.goal_minor, scenario.currency),
            "price": money(scenario.paid_minor, scenario.currency),
        },
    )


def _way(projection: Projection) -> tuple[Said, ...]:
    months = projection.months_to_goal
    if months == 0:
        return (_kept(projection),)
    if months is not None and months <= projection.scenario.months:
        return (_reached(projection, months),)
    changes = [found for found in changes_that_reach(projection) if found.after is not None]
    ways = tuple(way(projection, change) for change in changes[:1])
    return (*ways, _pace(projection))


def _kept(projection: Projection) -> Said:
    scenario = projection.scenario
    if projection.ceiling is None:
        return Said("income.answer.stays")
    slips = projection.ceiling < projection.fans_needed
    return Said(
        "income.answer.slips" if slips else "income.answer.there",
        {
            "hold": value_in_words(scenario, "new_per_month", projection.hold),
            "new": value_in_words(scenario, "new_per_month", scenario.new_per_month.middle),
            "level": round(projection.ceiling),
        },
    )


def _reached(projection: Projection, months: float) -> Said:
    early, late = projection.month_of_chance(EARLY), projection.month_of_chance(LATE)
    params: dict[str, Any] = {"n": max(1, months_until(months))}
    if early is None:
        return Said("income.answer.reached", params)
    if late is None:
        return Said("income.answer.reached_from", {**params, "early": early})
    if late == early:
        return Said("income.answer.reached", params)
    return Said("income.answer.reached_between", {**params, "early": early, "late": late})


def _pace(projection: Projection) -> Said:
    if projection.months_to_goal is not None:
        return Said("income.answer.pace.late", {"n": months_until(projection.months_to_goal)})
    most = projection.scenario.most_fans
    if most is not None and most < projection.fans_needed:
        return Said("income.answer.pace.hours", {"n": int(most)})
    if not projection.scenario.new_per_month.middle:
        return Said("income.answer.pace.nobody")
    return Said("income.answer.pace.level", {"n": round(projection.ceiling or 0)})


def _digits(share: float) -> int:
    return 0 if abs(share * 100 - round(share * 100)) < 1e-9 else 1  # noqa: PLR2004
