"""What stands against a scenario: slips of the keyboard, and what nothing can be built on. A sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truefans_core.income.groups import BESIDE
from truefans_core.income.offers import MOST_OFFERS
from truefans_core.income.stated import AS_STATED
from truefans_core.problems import Problem
from truefans_core.values import is_currency

if TYPE_CHECKING:
    from truefans_core.fees import FeeBook
    from truefans_core.income.lever import Lever
    from truefans_core.income.scenario import Scenario

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
#: Of the two numbers of the curve of staying: beyond, nobody differs from anybody.
MOST_SPREAD = 10_000.0
_MOST_SEASON = 12.0
#: Share leaving a month that nothing can be built on.
ALL_LEAVE = 0.999


def problems_of(scenario: Scenario, fees: FeeBook) -> tuple[Problem, ...]:
    """Everything that stands against projecting it by a fee book; empty where all is well."""
    return tuple(
        problem
        for wrong, problem in (
            (not 0 < scenario.goal_minor <= MOST_MONEY, Problem("S_GOAL")),
            (
                not (scenario.price_minor.low > 0 and scenario.price_minor.high <= MOST_MONEY),
                Problem("S_PRICE"),
            ),
            (not _within(scenario.fans_now, MOST_PEOPLE), Problem("S_FANS", params={"most": MOST_PEOPLE})),
            (
                not _within(scenario.new_per_month, MOST_PEOPLE),
                Problem("S_NEW", params={"most": MOST_PEOPLE}),
            ),
            (not _within(scenario.churn, ALL_LEAVE), Problem("S_LEAVING")),
            (
                not (
                    0 <= scenario.fixed_costs_minor <= MOST_MONEY and 0 <= scenario.other_minor <= MOST_MONEY
                ),
                Problem("S_COSTS"),
            ),
            (
                scenario.billing not in ("monthly", "yearly") or scenario.basis not in ("net", "gross"),
                Problem("S_BILLING"),
            ),
            (not 1 <= scenario.months <= MOST_MONTHS, Problem("S_MONTHS", params={"most": MOST_MONTHS})),
            (not 1 <= scenario.draws <= MOST_DRAWS, Problem("S_DRAWS", params={"most": MOST_DRAWS})),
            (not 0 <= scenario.seed < 2**32, Problem("S_SEED")),
            (not is_currency(scenario.currency), Problem("S_CURRENCY")),
            *(
                (
                    slug not in fees and not (slug == AS_STATED and scenario.stated_fees),
                    Problem("S_PLATFORM", params={"slug": slug[:40]}),
                )
                for slug, _ in (*scenario.slugs, (scenario.platform, 1.0))
            ),
            (len(scenario.platforms) > MOST_OFFERS, Problem("S_MIX")),
            (len(scenario.offers) > MOST_OFFERS, Problem("S_OFFERS")),
            (
                not (0 <= scenario.purchase_minor <= MOST_MONEY and 0 <= scenario.purchases <= _MOST_BOUGHT),
                Problem("S_PURCHASES"),
            ),
            (
                any(not 0 <= share < 1 for share in (scenario.failed, scenario.refunded))
                or not 0 <= scenario.recovered <= 1
                or not 0 <= scenario.tax <= 1,
                Problem("S_SHARES"),
            ),
            (
                not (
                    -_MOST_CHANGE < scenario.price_change <= MOST_RISE
                    and 0 <= scenario.price_change_months <= MOST_MONTHS
                    and scenario.price_change_for in ("all", "new")
                    and scenario.elasticity.low >= -_MOST_ELASTIC
                    and scenario.elasticity.high <= 0
                ),
                Problem("S_PRICE_CHANGE"),
            ),
            (
                not (0 <= scenario.hours <= MOST_HOURS and 0 <= scenario.hours_per_fan <= MOST_HOURS),
                Problem("S_HOURS", params={"most": MOST_HOURS}),
            ),
            (not _are_groups(scenario), Problem("S_GROUPS")),
            (
                scenario.fading is not None
                and not (
                    0 < scenario.fading.a <= MOST_SPREAD
                    and 0 < scenario.fading.b <= MOST_SPREAD
                    and 0 <= scenario.fading.months <= MOST_MONTHS
                ),
                Problem("S_FADING"),
            ),
            (not _are_seasons(scenario.seasons), Problem("S_SEASONS")),
            (not _are_renewals(scenario.renewals), Problem("S_RENEWALS")),
        )
        if wrong
    )


def _within(lever: Lever, most: float) -> bool:
    # What was measured may reach to the edge: only its middle has to be something to build on.
    return lever.low >= 0 and (lever.middle if lever.kind == "rate" else lever.high) <= most


def _are_groups(scenario: Scenario) -> bool:
    names = [group.name for group in scenario.groups]
    return (
        set(names) <= set(BESIDE)
        and len(set(names)) == len(names)
        and all(
            _within(group.people, MOST_PEOPLE)
            and _within(group.new_per_month, MOST_PEOPLE)
            and _within(group.churn, ALL_LEAVE)
            and group.price_minor.low > 0
            and group.price_minor.high <= MOST_MONEY
            for group in scenario.groups
        )
    )


def _are_seasons(seasons: tuple[float, ...]) -> bool:
    # Twelve months together are a year of even ones: a season moves money, it brings none.
    return not seasons or (
        len(seasons) == _YEAR
        and all(0 <= each <= _MOST_SEASON for each in seasons)
        and abs(sum(seasons) - _YEAR) < _ROUNDED
    )


def _are_renewals(renewals: tuple[int, ...]) -> bool:
    return not renewals or (
        len(renewals) == _YEAR and all(0 <= each <= MOST_PEOPLE for each in renewals) and sum(renewals) > 0
    )


_YEAR = 12
_ROUNDED = 0.01
