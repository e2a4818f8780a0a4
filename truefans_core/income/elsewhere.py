"""The same people elsewhere: what they would leave by every other platform, gatekeepers among them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from truefans_core.fees import FeeBook, book
from truefans_core.income.kinds import fee_rows
from truefans_core.income.money import year_of
from truefans_core.income.projection import people_needed
from truefans_core.problems import Refused

if TYPE_CHECKING:
    from truefans_core.income.projection import Projection

#: Rows where somebody else stands between: their shares are ranges the user sets, no read figures.
GATEKEEPERS = ("label", "publisher", "youtube", "twitch", "gumroad-discover")


def elsewhere(projection: Projection, fees: FeeBook | None = None) -> pd.DataFrame:
    """What today's true fans would leave a year by each platform, all paying as they do now.

    Returns:
        Columns slug, platform, plan, year_minor (of today's fans, plan and fixed costs taken off), fans_needed (of the
        goal after fees; missing where fees leave nothing), gatekeeper, read (the date of the row), confidence; the
        most first. Today's own mix is not among them.
    """
    scenario, known = projection.scenario, book() if fees is None else fees
    now = round(scenario.fans_now.middle)
    records = []
    for row in known:
        if not (row.default or row.slug in GATEKEEPERS) or (
            row.slug == scenario.platform and not scenario.platforms
        ):
            continue
        there = replace(scenario, platform=row.slug, platforms=(), basis="net")
        year = year_of(there, fee_rows(there, known)[0])
        try:
            needed = people_needed(there, year)
        except Refused:
            needed = None
        left = float(year.of(now)) - scenario.fixed_costs_minor + scenario.other_minor
        records.append(
            (
                row.slug,
                row.platform,
                row.plan,
                left,
                needed,
                row.slug in GATEKEEPERS,
                row.dated,
                row.confidence,
            )
        )
    columns = ["slug", "platform", "plan", "year_minor", "fans_needed", "gatekeeper", "read", "confidence"]
    frame = pd.DataFrame.from_records(records, columns=columns)
    frame["fans_needed"] = frame["fans_needed"].astype("Int64")
    return frame.sort_values("year_minor", ascending=False, kind="stable", ignore_index=True)
