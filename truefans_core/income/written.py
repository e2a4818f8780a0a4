"""How the fields of a scenario stand in a file: which are texts, shares, levers, lists; each written, read, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from truefans_core.income.fading import Fading
from truefans_core.income.groups import Group
from truefans_core.income.lever import Lever
from truefans_core.income.offers import MOST_OFFERS, Offer
from truefans_core.income.stated import StatedFees
from truefans_core.problems import Problem, Refused

#: Fields that a file always holds; the others only where they are in use, so that it stays short.
ALWAYS = (
    "goal_minor", "price_minor", "currency", "basis", "billing", "platform", "fans_now", "new_per_month", "churn",
    "fixed_costs_minor", "months", "seed", "draws",
)  # fmt: skip
_TEXTS = ("currency", "basis", "billing", "platform", "price_change_for")
_SHARES = ("purchases", "failed", "recovered", "refunded", "tax", "price_change", "hours", "hours_per_fan")
_LEVERS = ("price_minor", "fans_now", "new_per_month", "churn", "elasticity")


def written(name: str, value: Any) -> Any:
    """A field as plain JSON values."""
    if isinstance(value, Lever | Fading | StatedFees):
        return value.to_json()
    if name == "platforms":
        return dict(value)
    if isinstance(value, tuple):
        return [each.to_json() if isinstance(each, Offer | Group) else each for each in value]
    return value


def read(name: str, value: Any) -> Any:
    """A field of a file as the scenario holds it.

    Raises:
        Refused: if it is none.
    """
    if name in _LISTS:
        return _LISTS[name](value)
    if name in _LEVERS:
        return Lever.from_json(value)
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


def _groups(value: Any) -> tuple[Group, ...]:
    if not isinstance(value, list):
        raise Refused(Problem("S_GROUPS"))
    return tuple(Group.from_json(each) for each in value)


def _seasons(value: Any) -> tuple[float, ...]:
    if not isinstance(value, list):
        raise Refused(Problem("S_SEASONS"))
    return tuple(float(Lever.from_json(each).middle) for each in value)


def _renewals(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(type(each) is int for each in value):
        raise Refused(Problem("S_RENEWALS"))
    return tuple(value)


#: Fields that hold more than one number, each with its reader.
_LISTS: Mapping[str, Callable[[Any], Any]] = {
    "offers": _offers,
    "platforms": _platforms,
    "groups": _groups,
    "seasons": _seasons,
    "renewals": _renewals,
    "fading": Fading.from_json,
    "stated_fees": StatedFees.from_json,
}
