"""Who to write to this week: the best strategy for each person, cut where the hours end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from truefans_core.cultivate.gains import Assumptions, gains
from truefans_core.cultivate.signs import SIGNS, with_signs
from truefans_core.cultivate.strategies import BY_SLUG, STRATEGIES, Strategy
from truefans_core.effort import MINUTES_AN_HOUR, capacity, fit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_OF_THE_PERSON = (
    "name", "state", "income_year_minor", "lifetime_minor", "monthly_minor", "active_months", "last_at",
    "last_paid_at", *SIGNS,
)  # fmt: skip
#: A millionth of a minor unit: orders what is equal, and changes no gain.
_TIE_BREAK = 1e-6
#: Columns of a plan: one row per person, in the order to work through.
COLUMNS = ("rank", "person_id", "strategy", "minutes", "gain_minor", "currency", *_OF_THE_PERSON)


@dataclass(frozen=True, slots=True)
class Done:
    """A strategy that was done for a person on a day."""

    person_id: str
    strategy: str
    on: date


def plan(
    supporters: pd.DataFrame,
    *,
    hours: float,
    as_of: date,
    currency: str = "",
    found: pd.DataFrame | None = None,
    top: int | None = None,
    done: Iterable[Done] = (),
    strategies: tuple[Strategy, ...] = STRATEGIES,
    assumptions: Assumptions | None = None,
) -> pd.DataFrame:
    """The people to turn to this week, best gain a minute first, as many as fit into the hours.

    Each person gets at most one strategy: of those that fit, the one with the highest expected gain a minute
    (see `gains`); a repair goes before everything else. People are then taken in that order while there are minutes left; equal ones in the order of
    readiness and then of person_id, so the same data give the same list.

    Who may not be written to is in no plan, and neither is who was turned to within the rest time of what was done.

    Args:
        supporters: columns.SUPPORTERS, one row per person.
        hours: hours there are this week.
        as_of: the day the plan is made for.
        currency: of the money columns, for the sentences; without it they name no amounts.
        found: `signs.signs` of the same data, or None where nothing is known of products, refunds and cards.
        top: at most so many people.
        done: what was done before.
        strategies: what may be done.
        assumptions: what is assumed where the data cannot tell.

    Returns:
        `COLUMNS`, sorted by rank (1 first). Its `attrs` say what is not in it: `left_out` (people who may not be
        written to), `resting` (turned to lately), `waiting` (people a strategy fits, but not the hours), and
        `one_more_hour_minor` (what one more hour would bring).

    Raises:
        ValueError: if `hours` cannot be.
    """
    minutes = capacity(hours)
    may = ~suppressed(supporters)
    resting = _resting(done, as_of)
    rested = ~supporters["person_id"].isin(resting)
    people = _reachable(supporters, found)
    ranked = _ranked(people, as_of, strategies, assumptions or Assumptions())
    # Who was turned to rests, and nobody else's strategy changes by that.
    ranked = ranked[~ranked["person_id"].isin(resting)]
    costs = ranked["minutes"].to_numpy(np.int64)
    listed = ranked.iloc[fit(costs, minutes)[:top]]
    longer = ranked.iloc[fit(costs, minutes + MINUTES_AN_HOUR)]
    rest = people.loc[listed["row"], list(_OF_THE_PERSON)].reset_index(drop=True)
    result = pd.concat([listed.drop(columns="row").reset_index(drop=True), rest], axis=1)
    result.insert(0, "rank", np.arange(1, len(result) + 1))
    result["currency"] = currency
    result = result[list(COLUMNS)]
    result.attrs = {
        "left_out": int((~may).sum()),
        "resting": int((may & ~rested).sum()),
        "waiting": len(ranked) - len(listed),
        "one_more_hour_minor": int(longer["gain_minor"].sum() - listed["gain_minor"].sum())
        if top is None
        else 0,
    }
    return result


def best(supporters: pd.DataFrame, as_of: date, found: pd.DataFrame | None = None) -> dict[str, str]:
    """The strategy that a plan with hours enough would name for each person, by person_id.

    Who may not be written to is not in it, and neither is who no strategy fits.

    Args:
        supporters: columns.SUPPORTERS, one row per person.
        as_of: the day.
        found: `signs.signs` of the same data, or None where nothing is known of products, refunds and cards.
    """
    ranked = _ranked(_reachable(supporters, found), as_of, STRATEGIES, Assumptions())
    return dict(zip(ranked["person_id"], ranked["strategy"], strict=True))


def suppressed(supporters: pd.DataFrame) -> pd.Series:
    """Who may not be written to; an unknown answer counts as no permission."""
    return supporters["suppressed"].astype("boolean").fillna(True).astype(bool)  # noqa: FBT003 a value


def _reachable(supporters: pd.DataFrame, found: pd.DataFrame | None) -> pd.DataFrame:
    """Who may be written to, with their signs, in the order of person_id."""
    people = with_signs(supporters[~suppressed(supporters)], found)
    return people.sort_values("person_id").reset_index(drop=True)


def _resting(done: Iterable[Done], as_of: date) -> set[str]:
    return {
        past.person_id
        for past in done
        if past.strategy in BY_SLUG and (as_of - past.on).days < BY_SLUG[past.strategy].rest_days
    }


def _ranked(
    people: pd.DataFrame, as_of: date, strategies: tuple[Strategy, ...], assumptions: Assumptions
) -> pd.DataFrame:
    """The best strategy of each person, best first: row of `people`, person_id, strategy, minutes, gain_minor."""
    formulas = gains(people, as_of, assumptions)
    best = np.full(len(people), -1.0)
    chosen = np.full(len(people), -1)
    settled = np.zeros(len(people), dtype=bool)
    for number, strategy in sorted(enumerate(strategies), key=lambda each: not each[1].first):
        rows = np.flatnonzero(strategy.fits(people, as_of).fillna(False).to_numpy(bool))  # noqa: FBT003 a value
        # Where no money is known every gain is zero: then the more promising strategy a minute decides.
        promise = _TIE_BREAK * formulas.assumptions.effect(strategy)
        worth = (formulas.of(strategy, rows) + promise) / strategy.minutes
        better = (worth > best[rows]) & ~(settled[rows] & (not strategy.first))
        best[rows[better]] = worth[better]
        chosen[rows[better]] = number
        settled[rows[better]] |= strategy.first
    rows = np.flatnonzero(chosen >= 0)
    order = rows[np.lexsort((rows, -formulas.readiness[rows], -best[rows]))]
    picked = [strategies[number] for number in chosen[order]]
    minutes = np.array([strategy.minutes for strategy in picked], dtype=np.int64)
    return pd.DataFrame(
        {
            "row": order,
            "person_id": people["person_id"].to_numpy()[order],
            "strategy": [strategy.slug for strategy in picked],
            "minutes": minutes,
            "gain_minor": np.rint(best[order] * minutes).astype(np.int64),
        }
    )
