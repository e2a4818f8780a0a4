"""Where each number of the income page comes from: the count behind it, or who measured it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truefans_core.income import Scenario, failing_elsewhere, leaving_elsewhere, value_in_words
from truefans_core.words import Share

if TYPE_CHECKING:
    from truefans_core.income import Measured
    from truefans_core.words import Words


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
    if measured is None:
        return found
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
    if (fading := measured.fading) is not None:
        told = say(
            "page.income.measured.fading",
            n=fading.people,
            year=Share(fading.still_there(12)),
            second=Share(fading.still_there(24) / fading.still_there(12)),
        )
        found["leaving"] = f"{found['leaving']} {told}"
    if (new := measured.new_per_month) is not None:
        found["new"] = say(
            "page.income.measured.new",
            n=new.count or 0,
            months=measured.months,
            low=value_in_words(scenario, "new_per_month", new.low),
            high=value_in_words(scenario, "new_per_month", new.high),
        )
    if measured.fans_now is not None:
        found["fans"] = say("page.income.measured.fans", n=round(measured.fans_now.middle))
    if measured.price_minor is not None and measured.median_minor is not None:
        found["price"] = say(
            "page.income.measured.price",
            mean=value_in_words(scenario, "price_minor", measured.price_minor.middle),
            median=value_in_words(scenario, "price_minor", measured.median_minor),
        )
    return found
