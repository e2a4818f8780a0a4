"""Where each number of the income page comes from: the count behind it, or who measured it elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from truefans_core.analysis import became_true
from truefans_core.income import (
    Scenario,
    as_stated,
    failing_elsewhere,
    from_data,
    leaving_elsewhere,
    steps_elsewhere,
    value_in_words,
)
from truefans_core.words import Share

if TYPE_CHECKING:
    import pandas as pd

    from truefans_core.analysis import Analysis
    from truefans_core.income import Measured
    from truefans_core.words import Words


def of_data(found: Analysis) -> Measured:
    """What the data say about the levers."""
    return _measured(found)


def of_data_and_past(found: Analysis) -> Measured:
    """The same with who of each group of a year ago is gone, which takes a walk back."""
    before = found.as_of - dt.timedelta(days=365)
    past = found.past
    if found.line is None or past is None or (past.first or before) >= before:
        return _measured(found)
    return _measured(found, past.path(found.line, [before]).on(before)["state"])


def _measured(found: Analysis, year_ago: pd.Series | None = None) -> Measured:
    return from_data(
        found.supporters,
        found.events,
        found.snapshots,
        found.as_of,
        found.currency,
        became=became_true(found, year_ago),
        year_ago=year_ago,
    )


def notes(say: Words, measured: Measured | None) -> dict[str, str]:
    """A line under each lever, by the key of its field."""
    found: dict[str, str] = {}
    if measured is None or measured.churn is None:
        elsewhere, sources = leaving_elsewhere()
        found["leaving"] = say(
            "page.income.elsewhere",
            low=Share(elsewhere.low, 1),
            high=Share(elsewhere.high, 1),
            sources="; ".join(each.source for each in sources),
        )
    failing = failing_elsewhere()
    found["failed"] = say(
        "page.income.elsewhere.failed",
        low=Share((failing.low or 0) / 100),
        high=Share((failing.high or 0) / 100),
        source=failing.source,
    )
    onward, onward_source = steps_elsewhere()
    found["steps"] = say(
        "page.income.elsewhere.steps",
        low=Share(onward.low, 1),
        high=Share(onward.high, 1),
        source=onward_source.source,
    )
    if measured is None:
        return found
    if measured.steps:
        listed, engaged = measured.steps
        found["steps"] = say(
            "page.income.measured.steps",
            n=round(listed.of or 0),
            engaged=listed.count or 0,
            true=engaged.count or 0,
        )
    found |= _of_groups(say, measured) | _of_time(say, measured)
    scenario = measured.applied_to(Scenario(1))
    if (leaving := measured.churn) is not None:
        found["leaving"] = say(
            "page.income.measured.leaving",
            n=leaving.count or 0,
            of=round(leaving.of or 0),
            rate=Share(leaving.middle, 1),
            low=Share(leaving.low, 1),
            high=Share(leaving.high, 1),
        )
    if (new := measured.new_per_month) is not None:
        found["new"] = say(
            "page.income.measured.new",
            n=new.count or 0,
            months=round(new.of or 0),
            low=value_in_words(scenario, "new_per_month", new.low),
            high=value_in_words(scenario, "new_per_month", new.high),
        )
    if (own := measured.stated_fees) is not None:
        found["platform"] = say(
            "page.income.measured.platform", n=own.payments, share=as_stated(own).params["share"]
        )
    if measured.fans_now is not None:
        found["fans"] = say("page.income.measured.fans", n=round(measured.fans_now.middle))
    if measured.price_minor is not None and measured.median_minor is not None:
        alike = ".alike" if measured.price_minor.certain else ""
        found["price"] = say(
            f"page.income.measured.price{alike}",
            mean=value_in_words(scenario, "price_minor", measured.price_minor.middle),
            median=value_in_words(scenario, "price_minor", measured.median_minor),
        )
    return found


def _of_time(say: Words, measured: Measured) -> dict[str, str]:
    """How leaving slows down, what the seasons bring, and who renews when."""
    found = {}
    if (fading := measured.fading) is not None:
        found["slowing"] = say(
            "page.income.measured.fading",
            n=fading.people,
            year=Share(fading.still_there(12)),
            second=Share(fading.still_there(24) / fading.still_there(12)),
        )
    if (seasons := measured.seasons) is not None:
        strongest, weakest = max(seasons.factors), min(seasons.factors)
        found["seasons"] = say(
            "page.income.measured.seasons",
            n=seasons.months,
            strong=_month(say, seasons.factors.index(strongest)),
            high=Share(strongest),
            weak=_month(say, seasons.factors.index(weakest)),
            low=Share(weakest),
        )
    if (renewals := measured.renewals) is not None:
        found["billing"] = say("page.income.measured.renewals", n=renewals.people, yearly=renewals.yearly)
    return found


def _of_groups(say: Words, measured: Measured) -> dict[str, str]:
    """How many of each group of a year ago are gone, under what leaves it."""
    found = {}
    for name, left in measured.left.items():
        told = say(
            "page.income.measured.left",
            n=left.count or 0,
            of=round(left.of or 0),
            rate=Share(left.middle, 1),
            low=Share(left.low, 1),
            high=Share(left.high, 1),
        )
        found["others" if name == "true" else f"{name}_leaving"] = (
            say("page.income.measured.left.true", told=told) if name == "true" else told
        )
    return found


def _month(say: Words, place: int) -> str:
    """A month of the calendar by name, counted from 0."""
    return say.date(dt.date(2000, place + 1, 1), "LLLL")
