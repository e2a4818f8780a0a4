"""Two scenarios side by side: what one brings more than the other, future by future."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from truefans_core.income.answer import Said, as_stated, money, value_in_words
from truefans_core.income.lever import Lever
from truefans_core.income.projection import CAUTIOUS, HOPEFUL, MIDDLE
from truefans_core.income.stated import AS_STATED
from truefans_core.words import Share

if TYPE_CHECKING:
    from truefans_core.income.fading import Fading
    from truefans_core.income.groups import Group
    from truefans_core.income.offers import Offer
    from truefans_core.income.projection import Projection
    from truefans_core.income.scenario import Scenario

#: What says nothing about the future that is asked for: how it is tried, not what is tried.
_HOW = ("seed", "draws")


@dataclass(frozen=True, slots=True)
class Difference:
    """The other scenario minus today's; exactly 0 throughout where both are alike.

    Attributes:
        month: at which month the income is compared: the last that both look at.
        low_minor: income a month, cautious; minor units.
        middle_minor: in the middle.
        high_minor: hopeful.
        fans_needed: true fans needed.
        months: to the goal; None where either never reaches it.
        changed: names of the fields of `Scenario` that differ.
    """

    month: int
    low_minor: float
    middle_minor: float
    high_minor: float
    fans_needed: int
    months: float | None
    changed: tuple[str, ...]


def difference(today: Projection, other: Projection) -> Difference:
    """Compare two projections with the same seed and number of draws: both met the same luck.

    Raises:
        ValueError: if they were not drawn alike, or are in different currencies.
    """
    one, two = today.scenario, other.scenario
    if (one.seed, one.draws, one.currency) != (two.seed, two.draws, two.currency):
        raise ValueError("compare scenarios of one seed, number of draws and currency")
    month = min(one.months, two.months)
    apart = other.income[month] - today.income[month]  # of even months: a season is no difference
    low, middle, high = (float(value) for value in np.percentile(apart, [CAUTIOUS, MIDDLE, HOPEFUL]))
    months = None
    if today.months_to_goal is not None and other.months_to_goal is not None:
        months = other.months_to_goal - today.months_to_goal
    changed = tuple(
        field.name for field in fields(one) if getattr(one, field.name) != getattr(two, field.name)
    )
    return Difference(month, low, middle, high, other.fans_needed - today.fans_needed, months, changed)


def comparable(today: Scenario, other: Scenario) -> Scenario | None:
    """The other scenario met by the same luck over the same months; None where its money is of another currency."""
    if other.currency != today.currency:
        return None
    return replace(other, seed=today.seed, draws=today.draws, months=today.months)


def what_changed(one: Scenario, two: Scenario) -> tuple[Said, ...]:
    """A sentence for each thing in which the second scenario differs from the first; empty where they are alike."""
    return tuple(
        Said(
            "income.changed",
            {
                "what": Said(f"income.field.{field.name}"),
                "before": in_field(one, field.name),
                "after": in_field(two, field.name),
            },
        )
        for field in fields(one)
        if field.name not in _HOW and getattr(one, field.name) != getattr(two, field.name)
    )


def in_field(scenario: Scenario, field: str) -> Any:
    """What a scenario has in a field, as `Words` and `Said` put it into a sentence."""
    value = getattr(scenario, field)
    if isinstance(value, Lever):
        return _ends(scenario, field, value)
    match field:
        case "goal_minor" | "fixed_costs_minor" | "other_minor" | "purchase_minor":
            value = money(value, scenario.currency)
        case "basis" | "billing" | "price_change_for":
            value = Said(f"income.{field}.{value}")
        case "failed" | "recovered" | "refunded" | "tax" | "price_change":
            value = Share(value, 0 if round(value * 100, 6).is_integer() else 1)
        case "offers":
            value = _joined([_offer(offer, scenario.currency) for offer in value])
        case "platform" | "stated_fees":
            value = _fees(scenario, field)
        case "platforms":
            value = _joined(
                [Said("income.mix", {"slug": slug, "share": Share(share)}) for slug, share in scenario.slugs]
            )
        case "groups":
            value = _joined([_group(scenario, group) for group in value])
        case "fading" | "seasons" | "renewals":
            value = _measured(field, value)
    return value


def _fees(scenario: Scenario, field: str) -> str | Said:
    """A platform by its slug; what stands in the files by its share."""
    if field == "platform" and scenario.platform != AS_STATED:
        return scenario.platform
    return as_stated(scenario.stated_fees) if scenario.stated_fees else Said("income.stated_fees.none")


def _measured(field: str, value: Any) -> Said:
    """What was switched on as it was measured."""
    if not value:
        return Said(f"income.{field}.even")
    match field:
        case "fading":
            return Said("income.fading.slows", _stays(value))
        case "seasons":
            return Said("income.seasons.swing", {"low": Share(min(value)), "high": Share(max(value))})
        case _:
            return Said("income.renewals.dated")


def _group(scenario: Scenario, group: Group) -> Said:
    said = {
        lever: _ends(scenario, lever, getattr(group, lever))
        for lever in ("people", "price_minor", "new_per_month", "churn")
    }
    return Said(f"income.group.{group.name}", said)


def _stays(fading: Fading) -> dict[str, Share]:
    return {
        "year": Share(fading.still_there(12)),
        "second": Share(fading.still_there(24) / fading.still_there(12)),
    }


def _ends(scenario: Scenario, field: str, value: Lever) -> Any:
    if value.certain:
        return value_in_words(scenario, field, value.middle)
    low, high = sorted((value.low, value.high), key=abs)
    ends = {"low": value_in_words(scenario, field, low), "high": value_in_words(scenario, field, high)}
    return Said("income.range", ends)


def _offer(offer: Offer, currency: str) -> Said:
    a_payment = offer.price_minor / (1 if offer.billing == "yearly" else 12)
    return Said(
        f"income.offer.{offer.billing}", {"price": money(a_payment, currency), "share": Share(offer.share)}
    )


def _joined(each: list[Said]) -> Said:
    """Several as one: the first, and the others after it."""
    if not each:
        return Said("income.none")
    joined = each[-1]
    for one in each[-2::-1]:
        joined = Said("income.joined", {"first": one, "rest": joined})
    return joined
