"""Numbers to begin with where one's own data say nothing: examples by kind of user, leaving as measured elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truefans_core.benchmarks import Benchmark, benchmark
from truefans_core.income.groups import Group
from truefans_core.income.growth import monthly_leaving
from truefans_core.income.lever import Lever
from truefans_core.income.measured import Measured, from_data
from truefans_core.income.reach import FEW_TO_MANY
from truefans_core.income.scenario import Scenario
from truefans_core.rates import decimals

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd
    import pyarrow as pa

#: What an example of each other group pays beside a true fan.
_PAID_BESIDE = {"engaged": 0.3, "casual": 0.1}
#: A currency without decimals counts in larger numbers: its examples are a hundred times as high.
_NO_DECIMALS = 100


@dataclass(frozen=True, slots=True)
class _Example:
    """What an example of one preset looks like, money in major units a year.

    Attributes:
        bought: what one purchase besides costs, for a freelancer a day of work, and how many a year.
        other: what comes from elsewhere, for a non-profit grants.
        span: fewest and most people of the curve of many small or few large.
    """

    goal: int
    price: int
    fans_now: int
    new_per_month: tuple[float, float]
    platform: str
    bought: tuple[int, float] = (0, 0.0)
    other: int = 0
    span: tuple[int, int] = FEW_TO_MANY


_EXAMPLES = {
    "creator": _Example(100_000, 100, 100, (20, 40), "patreon"),
    "business": _Example(100_000, 200, 100, (20, 40), "shopify"),
    # Retainers of 500 a month, and four days at 500 besides.
    "freelancer": _Example(80_000, 6_000, 4, (0.2, 0.5), "direct", bought=(500, 4.0), span=(5, 40)),
    # Gifts of 10 a month, and a grant.
    "nonprofit": _Example(100_000, 120, 100, (10, 30), "donorbox", other=20_000),
}


def leaving_elsewhere() -> tuple[Lever, tuple[Benchmark, Benchmark]]:
    """The monthly leaving that others measured, as a range, with the two sources of its ends.

    From paid newsletters of which 66 % are still there after twelve months to subscriptions of consumers.
    """
    stayed = benchmark("paid newsletter twelve-month retention")
    left = benchmark("monthly churn business to consumer")
    low = monthly_leaving((stayed.high or 0) / 100)
    high = (left.high or 0) / 100
    return Lever.between(round(low, 3), round(high, 3)), (stayed, left)


def failing_elsewhere() -> Benchmark:
    """The share of card payments that fail elsewhere, in per cent, with its source."""
    return benchmark("failed card payments")


def steps_elsewhere() -> tuple[Lever, Benchmark]:
    """The share of followers who become payers that others measured, as a range, with its source."""
    found = benchmark("follower to patron")
    return Lever.between((found.low or 0) / 100, (found.high or 0) / 100), found


def groups_of_nobody(scenario: Scenario) -> tuple[Group, ...]:
    """The groups beside the true fans with nobody in them, for a user to fill; they pay less, and leave as fans do."""
    none = Lever.exactly(0)
    return tuple(
        Group(
            name,
            none,
            Lever.exactly(max(1, round(scenario.price_minor.middle * share))),
            none,
            scenario.churn,
        )
        for name, share in _PAID_BESIDE.items()
    )


def starting_point(preset: str, currency: str = "USD", measured: Measured | None = None) -> Scenario:
    """An example scenario for a kind of user, with what was measured of them in its place.

    Where something was measured the example brings no money from elsewhere: what people paid besides is in it.

    Raises:
        KeyError: if there is no such preset.
    """
    example = _EXAMPLES[preset]
    unit = 10 ** decimals(currency) if decimals(currency) else _NO_DECIMALS
    start = Scenario(
        goal_minor=example.goal * unit,
        price_minor=Lever.exactly(example.price * unit),
        currency=currency,
        platform=example.platform,
        fans_now=Lever.exactly(example.fans_now),
        new_per_month=Lever.between(*example.new_per_month),
        churn=leaving_elsewhere()[0],
    )
    if measured is not None:
        return measured.applied_to(start)
    price, times = example.bought
    return replace(start, purchase_minor=price * unit, purchases=times, other_minor=example.other * unit)


def span_of(preset: str) -> tuple[int, int]:
    """The fewest and most people that the goal of a kind of user may rest on.

    Raises:
        KeyError: if there is no such preset.
    """
    return _EXAMPLES[preset].span


def todays_scenario(
    preset: str,
    supporters: pd.DataFrame,
    events: pa.Table,
    snapshots: pa.Table,
    as_of: dt.date,
    currency: str,
    *,
    became: int | None = None,
) -> Scenario:
    """The example of a preset with what one's own data say in its place.

    Args:
        preset: one of `words.PRESETS`.
        supporters: frame with the columns of `columns.SUPPORTERS`.
        events: columns.EVENTS with `value_minor`.
        snapshots: columns.SNAPSHOTS with `value_minor`.
        as_of: the day of the frame.
        currency: its reporting currency.
        became: how many became true fans within the year, as `from_data` takes it.
    """
    measured = from_data(supporters, events, snapshots, as_of, currency, became=became)
    return starting_point(preset, currency, measured)
