"""What is typed into the levers, read into a scenario; and a scenario's values, said as one would type them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pages.parts import feebook
from truefans_core.income import (
    Lever,
    Scenario,
    mean_price,
    parse_lever,
    parse_offers,
    parse_platforms,
    parse_steps,
    steps_elsewhere,
    value_in_words,
)
from truefans_core.problems import Problem, Refused
from truefans_core.rates import decimals

if TYPE_CHECKING:
    from truefans_core.income.offers import Billing
    from truefans_core.words import Words

#: Widget key and address parameter → field of Scenario; in the order in which they are read.
FIELDS = {
    "goal": "goal_minor",
    "price": "price_minor",
    "fans": "fans_now",
    "new": "new_per_month",
    "leaving": "churn",
    "costs": "fixed_costs_minor",
    "elsewhere": "other_minor",
    "months": "months",
    "seed": "seed",
    "followers": "new_per_month",
    "steps": "new_per_month",
    "offers": "offers",
    "mix": "platforms",
    "bought": "purchase_minor",
    "times": "purchases",
    "raise": "price_change",
    "over": "price_change_months",
    "lost": "elasticity",
    "failed": "failed",
    "recovered": "recovered",
    "refunded": "refunded",
    "tax": "tax",
    "hours": "hours",
    "takes": "hours_per_fan",
}
#: Widget key of a field of a group, after the name of the group → field of Group.
OF_GROUP = {"fans": "people", "price": "price_minor", "new": "new_per_month", "leaving": "churn"}
_MONEY = ("goal", "price", "costs", "elsewhere", "bought")
_WHOLE = ("goal", "costs", "elsewhere", "months", "seed", "bought", "over")
_PERCENT = ("leaving", "raise", "failed", "recovered", "refunded", "tax")
#: Fields that hold one number: of a range its middle counts.
_NUMBERS = ("times", "raise", "failed", "recovered", "refunded", "tax", "hours", "takes")
#: Fields that hold more than one number.
_LISTS = ("offers", "mix", "steps")


def put(say: Words, scenario: Scenario, key: str, text: str) -> Scenario:
    """The scenario with what was typed; a field that holds one whole number takes the upper end of a range.

    Args:
        say: for the decimal sign, and the words of offers.
        scenario: what it is put into.
        key: of `FIELDS`, or the name of a group, an underscore and a key of `OF_GROUP`.
        text: what was typed.

    Raises:
        Refused: if it is no number or range, or out of bounds.
    """
    group, _, part = key.rpartition("_")
    if group:
        return _usable(_of_group(scenario, group, part, _read(say, part, text, scenario.currency)))
    if key in _LISTS:
        return _usable(replace(scenario, **_listed(say, scenario, key, text)))
    lever = _read(say, key, text, scenario.currency)
    if key in _WHOLE and lever.high != round(lever.high):
        raise Refused(Problem("S_LEVER"))
    value: Any = lever
    if key in _WHOLE:
        value = round(lever.high)
    elif key in _NUMBERS:
        value = lever.middle
    elif key == "lost":
        value = Lever.between(-lever.high, -lever.low)
    elif key == "followers":
        value = Lever.product(lever, *_steps(scenario))
    changed: dict[str, Any] = {FIELDS[key]: value}
    return _usable(replace(scenario, **changed))


def shown(say: Words, base: Scenario, key: str) -> str:
    """A value as one would type it; an example where there is none."""
    group, _, part = key.rpartition("_")
    if group:
        return _range(
            say, base, part, next(getattr(g, OF_GROUP[part]) for g in base.groups if g.name == group)
        )
    if key in _LISTS or key == "followers":
        return _list_shown(say, base, key) or say(f"page.income.lever.{key}.none")
    value = getattr(base, FIELDS[key])
    if isinstance(value, Lever):
        return _range(say, base, key, value)
    if key in _PERCENT:
        return say.number(round(100 * value, 2))
    return say.number(value / 10 ** decimals(base.currency) if key in _MONEY else value)


def _steps(scenario: Scenario) -> tuple[Lever, ...]:
    """The steps from a follower to a true fan: those of the scenario, else what others measured."""
    return scenario.new_per_month.parts[1:] or (steps_elsewhere()[0],)


def _of_group(scenario: Scenario, name: str, part: str, lever: Lever) -> Scenario:
    changed: dict[str, Any] = {OF_GROUP[part]: lever}
    groups = tuple(replace(group, **changed) if group.name == name else group for group in scenario.groups)
    return replace(scenario, groups=groups)


def _read(say: Words, key: str, text: str, currency: str) -> Lever:
    """What was typed, in the units of Scenario.

    Raises:
        Refused: if it is no number or range.
    """
    lever = parse_lever(text, percent=key in _PERCENT, decimal=say.number(1.5)[1])
    if key not in _MONEY:
        return lever
    unit = 10 ** decimals(currency)
    return Lever.between(round(lever.low * unit), round(lever.high * unit))


def _listed(say: Words, scenario: Scenario, key: str, text: str) -> dict[str, Any]:
    """Offers, platforms or steps; the price of several offers is their mean, who comes is the product of the steps.

    Raises:
        Refused: if they cannot be read.
    """
    decimal = say.number(1.5)[1]
    if key == "mix":
        return {"platforms": parse_platforms(text, decimal=decimal)}
    if key == "steps":
        steps, parts = parse_steps(text, decimal=decimal), scenario.new_per_month.parts
        # Without a number of followers there is nothing to go on.
        return {"new_per_month": Lever.product(parts[0], *steps)} if parts else {}
    words: dict[str, Billing] = {
        say("page.income.offer.monthly"): "monthly",
        say("page.income.offer.yearly"): "yearly",
    }
    offers = parse_offers(text, unit=10 ** decimals(scenario.currency), words=words, decimal=decimal)
    return {"offers": offers, "price_minor": Lever.exactly(mean_price(offers))}


def _usable(scenario: Scenario) -> Scenario:
    """The scenario, if nothing stands against it.

    Raises:
        Refused: with the first thing that does.
    """
    for problem in scenario.problems(feebook.used())[:1]:
        raise Refused(problem)
    return scenario


def _list_shown(say: Words, base: Scenario, key: str) -> str:
    """Offers, platforms, or the way of who comes, as one would type them."""
    if key == "mix":
        return "; ".join(f"{slug} {say.number(round(100 * share, 2))}%" for slug, share in base.platforms)
    if key == "followers":
        parts = base.new_per_month.parts
        return _range(say, base, key, parts[0]) if parts else ""
    if key == "steps":
        return "; ".join(_range(say, base, "leaving", step) for step in _steps(base))
    unit = 10 ** decimals(base.currency)
    return "; ".join(
        f"{say.number(offer.price_minor / unit / (1 if offer.billing == 'yearly' else 12))} "
        f"{say(f'page.income.offer.{offer.billing}')} {say.number(round(100 * offer.share, 2))}%"
        for offer in base.offers
    )


def _range(say: Words, base: Scenario, key: str, lever: Lever) -> str:
    ends = [lever.low, lever.high] if lever.kind in ("between", "product") else [lever.middle]
    texts = [_one(say, base, key, end) for end in ends]
    return texts[0] if len(set(texts)) == 1 else say("page.income.range", low=texts[0], high=texts[1])


def _one(say: Words, base: Scenario, key: str, value: float) -> str:
    if key == "leaving":
        return say("income.value", value=value_in_words(base, "churn", value))
    if key == "lost":
        return say.number(round(abs(value), 2))
    if key == "price":
        return say.number(round(value / 10 ** decimals(base.currency), 2))
    return say.number(round(value, 1) if value < 10 else round(value))  # noqa: PLR2004 small numbers keep a tenth
