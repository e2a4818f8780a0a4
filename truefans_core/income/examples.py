"""Changes that people try first, each as a scenario of its own: a tenth dearer, another platform, paid yearly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from truefans_core.fees import FeeBook, book
from truefans_core.income.growth import still_there
from truefans_core.income.kinds import fee_rows
from truefans_core.income.lever import Lever
from truefans_core.income.money import year_of

if TYPE_CHECKING:
    from truefans_core.income.scenario import Scenario

#: A tenth: what is tried first of a price, and of people won.
TENTH = 0.1
#: How many of those who left in a year are asked back with success.
WON_BACK = 0.1
#: Platforms that do the same work, so that fans could be moved from one to the other.
_ALIKE = (
    ("patreon", "substack", "kofi", "buymeacoffee", "ghost", "memberful", "gumroad", "youtube", "twitch"),
    ("donorbox", "givebutter"),
    ("shopify", "stripe", "paypal", "bandcamp"),
)
EXAMPLES = ("dearer", "yearly", "platform", "referrals", "win_back")


def example(name: str, scenario: Scenario, fees: FeeBook | None = None) -> Scenario | None:
    """A scenario with one change in it; None where the change has been made already.

    Args:
        name: one of `EXAMPLES`.
        scenario: how things are.
        fees: another fee book than the one that ships.

    Raises:
        KeyError: if there is no such example.
    """
    match name:
        case "dearer":
            return replace(scenario, price_minor=times(scenario.price_minor, 1 + TENTH))
        case "yearly":
            return (
                None
                if scenario.billing == "yearly" or scenario.offers
                else replace(scenario, billing="yearly")
            )
        case "platform":
            slug = _cheaper(scenario, book() if fees is None else fees)
            return None if slug is None else replace(scenario, platform=slug, platforms=())
        case "referrals":
            return replace(scenario, new_per_month=times(scenario.new_per_month, 1 + TENTH))
        case "win_back":
            return _won_back(scenario)
    raise KeyError(name)


def times(lever: Lever, factor: float) -> Lever:
    """A lever with all of its range so many times as high; what was counted stays in its ends only."""
    low, middle, high = (float(f"{end * factor:.12g}") for end in (lever.low, lever.middle, lever.high))
    return Lever(low, middle, high, "between") if low < high else Lever.exactly(middle)


def _cheaper(scenario: Scenario, fees: FeeBook) -> str | None:
    """Of the platforms of the same kind the one that leaves most of a year of today's fans, if another than today's."""
    alike = next((kind for kind in _ALIKE if scenario.platform.split("-")[0] in kind), ())
    left = {
        slug: year_of(scenario, fee_rows(replace(scenario, platform=slug, platforms=()), fees)[0]).of(
            max(1, round(scenario.fans_now.middle))
        )
        for slug in dict.fromkeys((scenario.platform, *alike))
        if slug in fees or slug == scenario.platform
    }
    best = max(left, key=left.__getitem__)
    return None if best == scenario.platform else best


def _won_back(scenario: Scenario) -> Scenario | None:
    lost = scenario.fans_now.middle * (1 - still_there(scenario.churn.middle, 12))
    back = round(lost * WON_BACK)
    now = scenario.fans_now
    if not back:
        return None
    if now.certain:
        return replace(scenario, fans_now=Lever.exactly(now.middle + back))
    more = replace(now, low=now.low + back, middle=now.middle + back, high=now.high + back, kind="between")
    return replace(scenario, fans_now=replace(more, count=None, of=None))
