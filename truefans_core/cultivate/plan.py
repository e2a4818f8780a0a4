"""Who to write to this week: the best strategy for each person, cut where the hours end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from truefans_core.cultivate.book import BOOK, Book
from truefans_core.cultivate.chances import Chances
from truefans_core.cultivate.contacts import resting
from truefans_core.cultivate.gains import gains
from truefans_core.cultivate.signs import SIGNS, with_signs
from truefans_core.cultivate.strategies import STRATEGIES, Strategy
from truefans_core.effort import EXACT_MOST, MINUTES_AN_HOUR, capacity, fit, fit_exactly

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from numpy.typing import NDArray

    from truefans_core.cultivate.contacts import Contact

_OF_THE_PERSON = (
    "name", "state", "income_year_minor", "lifetime_minor", "monthly_minor", "active_months", "last_at",
    "last_paid_at", *SIGNS,
)  # fmt: skip
#: A millionth of a minor unit: orders what is equal, and changes no gain.
_TIE_BREAK = 1e-6
#: Minutes that never run out.
_ENDLESS = 1 << 40
#: Columns of a plan: one row per person, in the order to work through.
COLUMNS = ("rank", "person_id", "strategy", "then", "minutes", "gain_minor", "currency", *_OF_THE_PERSON)


def plan(
    supporters: pd.DataFrame,
    *,
    hours: float | None,
    as_of: date,
    currency: str = "",
    found: pd.DataFrame | None = None,
    top: int | None = None,
    done: Iterable[Contact] = (),
    today: date | None = None,
    held: Collection[str] = (),
    book: Book = BOOK,
    only: Strategy | None = None,
    chances: Chances | None = None,
    whom: pd.Series | None = None,
) -> pd.DataFrame:
    """The people to turn to this week, best gain a minute first, as many as fit into the hours.

    Each person gets at most one strategy: of those that fit, the one with the highest expected gain a minute
    (see `gains`); a repair goes before everything else. Up to `effort.EXACT_MOST` people, those are taken who bring
    most in the hours; of more, they are taken in that order while there are minutes left. Equal ones come in the
    order of readiness and then of person_id, so the same data give the same list.

    Who may not be written to is in no plan, and neither is who was turned to within the rest time of what was done,
    nor who is left out to compare.

    Args:
        supporters: columns.SUPPORTERS, one row per person.
        hours: hours there are this week; None lists everybody.
        as_of: the day the plan is made for.
        currency: of the money columns, for the sentences; without it they name no amounts.
        found: `signs.signs` of the same data, or None where nothing is known of products, refunds and cards.
        top: at most so many people.
        done: what became of former lists.
        today: the day rest times are counted to, where it is another than `as_of`.
        held: person_id of who is left out to compare.
        book: what may be done.
        only: the one strategy to look at.
        chances: how likely people move; all assumed where None.
        whom: flags of the supporters the list is of; None: everybody. What is typical is taken of everybody.

    Returns:
        `COLUMNS`, sorted by rank (1 first); `then` is the next best strategy of the person, or None. Its `attrs` say
        of how many people it was made (`asked`) and
        what is not in it: `left_out` (people who may not be written to), `resting` (turned to lately), `held` (left
        out to compare), `waiting` (people a strategy fits, but not the hours), and
        `one_more_hour_minor` (what one more hour would bring).

    Raises:
        ValueError: if `hours` cannot be.
    """
    minutes = _ENDLESS if hours is None else capacity(hours)
    asked = supporters if whom is None else supporters[whom.to_numpy(bool)]
    may = ~suppressed(asked)
    strategies = book.strategies if only is None else (only,)
    rested = resting(done, today or as_of, {slug: each.rest_days for slug, each in book.every.items()})
    people = _reachable(supporters, found)
    ranked = _ranked(people, as_of, strategies, chances or Chances(), rested.never)
    # Who was turned to rests, and nobody else's strategy changes by that.
    ranked = ranked[~ranked["person_id"].isin(rested.people | set(held))]
    if whom is not None:
        ranked = ranked[ranked["person_id"].isin(asked["person_id"])]
    listed = ranked.iloc[_taken(ranked, minutes)[:top]]
    longer = ranked.iloc[_taken(ranked, minutes + MINUTES_AN_HOUR)]
    rest = people.loc[listed["row"], list(_OF_THE_PERSON)].reset_index(drop=True)
    result = pd.concat([listed.drop(columns=["row", "worth"]).reset_index(drop=True), rest], axis=1)
    result.insert(0, "rank", np.arange(1, len(result) + 1))
    result["currency"] = currency
    result = result[list(COLUMNS)]
    result.attrs = {
        "asked": len(asked),
        "left_out": int((~may).sum()),
        "resting": int((may & asked["person_id"].isin(rested.people)).sum()),
        "held": int((may & asked["person_id"].isin(list(held))).sum()),
        "waiting": len(ranked) - len(listed),
        "one_more_hour_minor": int(longer["gain_minor"].sum() - listed["gain_minor"].sum())
        if top is None
        else 0,
    }
    return result


def best(
    supporters: pd.DataFrame,
    as_of: date,
    found: pd.DataFrame | None = None,
    book: Book = BOOK,
    chances: Chances | None = None,
) -> dict[str, str]:
    """The strategy that a plan with hours enough would name for each person, by person_id.

    Who may not be written to is not in it, and neither is who no strategy fits.

    Args:
        supporters: columns.SUPPORTERS, one row per person.
        as_of: the day.
        found: `signs.signs` of the same data, or None where nothing is known of products, refunds and cards.
        book: what may be done.
        chances: how likely people move; all assumed where None.
    """
    ranked = _ranked(_reachable(supporters, found), as_of, book.strategies, chances or Chances())
    return dict(zip(ranked["person_id"], ranked["strategy"], strict=True))


def suppressed(supporters: pd.DataFrame) -> pd.Series:
    """Who may not be written to; an unknown answer counts as no permission."""
    return supporters["suppressed"].astype("boolean").fillna(True).astype(bool)  # noqa: FBT003 a value


def _reachable(supporters: pd.DataFrame, found: pd.DataFrame | None) -> pd.DataFrame:
    """Who may be written to, with their signs, in the order of person_id."""
    people = with_signs(supporters[~suppressed(supporters)], found)
    return people.sort_values("person_id").reset_index(drop=True)


def _taken(ranked: pd.DataFrame, minutes: int) -> NDArray[np.int64]:
    """Positions of those who fit into the minutes: exactly where there are few enough, else as they come."""
    costs = ranked["minutes"].to_numpy(np.int64)
    if len(ranked) <= EXACT_MOST:
        return fit_exactly(costs, ranked["worth"].to_numpy(float), minutes)
    return fit(costs, minutes)


def _ranked(
    people: pd.DataFrame,
    as_of: date,
    strategies: tuple[Strategy, ...],
    chances: Chances,
    never: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """The best strategy of each person, best first.

    Returns:
        row of `people`, person_id, strategy, then (the next best), minutes, gain_minor, worth (the gain before
        rounding, with what orders equal ones).
    """
    formulas = gains(people, as_of, chances)
    a_minute = np.full((len(strategies) + 1, len(people)), -1.0)  # the last line is nobody's strategy
    for number, strategy in enumerate(strategies):
        rows = np.flatnonzero(strategy.fits(people, as_of).fillna(False).to_numpy(bool))  # noqa: FBT003 a value
        # Where no money is known every gain is zero: then the more promising strategy a minute decides.
        promise = _TIE_BREAK * strategy.effect
        a_minute[number, rows] = (formulas.of(strategy, rows) + promise) / strategy.minutes
    place = {person: row for row, person in enumerate(people["person_id"])} if never else {}
    numbers = {strategy.slug: number for number, strategy in enumerate(strategies)}
    for person, slug in never:
        if person in place and slug in numbers:
            a_minute[numbers[slug], place[person]] = -1.0
    chosen = _best(a_minute, strategies)
    everyone = np.arange(len(people))
    best = a_minute[chosen, everyone]
    a_minute[chosen, everyone] = -1.0
    then = _best(a_minute, strategies)
    follows = a_minute[then, everyone] >= 0
    rows = np.flatnonzero(best >= 0)
    order = rows[np.lexsort((rows, -formulas.readiness[rows], -best[rows]))]
    minutes = np.array([strategies[number].minutes for number in chosen[order]], dtype=np.int64)
    worth = best[order] * minutes
    return pd.DataFrame(
        {
            "row": order,
            "person_id": people["person_id"].to_numpy()[order],
            "strategy": [strategies[number].slug for number in chosen[order]],
            "then": [strategies[then[row]].slug if follows[row] else None for row in order],
            "minutes": minutes,
            "gain_minor": np.rint(worth).astype(np.int64),
            "worth": worth,
        }
    )


def _best(a_minute: NDArray[np.float64], strategies: tuple[Strategy, ...]) -> NDArray[np.intp]:
    """Which strategy is best for each person: one that goes before everything else, else the best a minute."""
    first = np.array([strategy.first for strategy in strategies] + [False])
    urgent = (a_minute[first] >= 0).any(axis=0)
    open_to = np.where(urgent & ~first[:, None], -1.0, a_minute)
    return np.asarray(open_to.argmax(axis=0), dtype=np.intp)


def listed(
    supporters: pd.DataFrame,
    people: Collection[str],
    strategy: str,
    as_of: date,
    currency: str = "",
    found: pd.DataFrame | None = None,
    book: Book = BOOK,
) -> pd.DataFrame:
    """Chosen people with one strategy as a plan: who may not be written to any more is not in it.

    Args:
        supporters: columns.SUPPORTERS, one row per person.
        people: person_id of who is in it.
        strategy: slug of what is to be done; one that is in the book no more gives nobody.
        as_of: the day.
        currency: of the money columns.
        found: `signs.signs` of the same data, or None.
        book: holds the strategy.

    Returns:
        `COLUMNS` in the order of person_id.
    """
    wanted = book.every.get(strategy)
    chosen = supporters[supporters["person_id"].isin(list(people) if wanted else [])]
    for_all = replace(wanted or STRATEGIES[0], fits=lambda rows, _: pd.Series(data=True, index=rows.index))
    return plan(chosen, hours=None, as_of=as_of, currency=currency, found=found, book=book, only=for_all)
