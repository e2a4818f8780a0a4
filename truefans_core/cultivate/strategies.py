"""The strategies: four families from practice, and what to do at a turning point.

A strategy is a value: for whom it is, what it costs, what it aims at, how long the person is left alone
afterwards. `fits` looks at all supporters at once (columns of `columns.SUPPORTERS` and of `signs.SIGNS`). Its
words are messages: `cultivate.strategy.<slug>`, `cultivate.whom.<slug>`, `cultivate.reason.<slug>`,
`cultivate.starter.<slug>`, `cultivate.measure.<slug>`; so a new strategy is one value here, its minutes in `effort`,
and five sentences. What a user changes or adds is in `book`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from truefans_core.effort import MINUTES

Family = Literal["consistent", "exclusive", "personal", "transparent", "turning_point", "own"]
#: What success brings: a step up to the next group, income kept, a person who comes back, a person brought along.
Aim = Literal["up", "keep", "back", "tell"]
Fits = Callable[[pd.DataFrame, date], pd.Series]

#: From here on a mark is high; below the second it is low.
HIGH, LOW = 50.0, 25.0
_ACTIVE_DAYS, _QUIET_DAYS, _LOST_DAYS = 14, 30, 365
#: Answers to a survey are worth coming back to for so long; up to this of 10 they are a complaint.
_ANSWER_DAYS, _UNHAPPY = 90, 6
_CALL_TOP = 0.9


@dataclass(frozen=True, slots=True)
class Strategy:
    """One thing to do for one person.

    Attributes:
        slug: its key in words, exports and the record of what was done.
        family: which of the four families, a turning point, or the user's own.
        aim: what success brings.
        effect: assumed share by which it changes the chance of its aim; see `gains`.
        rest_days: how long the person is in no plan after it was done.
        fits: supporters with signs, day → who it is for.
        first: whether it goes before anything else for that person: who was let down wants no early access.
        takes: minutes for one person, where they are others than those in `effort`.
    """

    slug: str
    family: Family
    aim: Aim
    effect: float
    rest_days: int
    fits: Fits
    first: bool = False
    takes: int | None = None

    @property
    def minutes(self) -> int:
        """What it costs for one person."""
        return MINUTES[self.slug] if self.takes is None else self.takes


def days_since(days: pd.Series, as_of: date) -> pd.Series:
    """Days from each date to `as_of`; NaN where unknown, negative in the future."""
    at = pd.to_datetime(days)
    if at.dt.tz is not None:
        at = at.dt.tz_localize(None)
    return (pd.Timestamp(as_of) - at).dt.total_seconds() // 86400


def _state(people: pd.DataFrame, *states: str) -> pd.Series:
    return people["state"].isin(states)


def _within(people: pd.DataFrame, column: str, as_of: date, low: int, high: int) -> pd.Series:
    return days_since(people[column], as_of).between(low, high)


def _pays_monthly(people: pd.DataFrame, as_of: date) -> pd.Series:
    yearly = days_since(people["paid_through"], as_of) < -45  # noqa: PLR2004 paid further ahead than a month
    return people["subscribed"] & (people["monthly_minor"] > 0) & ~yearly


def _top_of_true(people: pd.DataFrame, _: date) -> pd.Series:
    true = _state(people, "true")
    line = people.loc[true, "income_year_minor"].quantile(_CALL_TOP) if true.any() else 0
    return true & (people["income_year_minor"] > 0) & (people["income_year_minor"] >= line)


def _active(people: pd.DataFrame, as_of: date) -> pd.Series:
    return _state(people, "casual", "engaged") & _within(people, "last_at", as_of, 0, _ACTIVE_DAYS)


STRATEGIES: tuple[Strategy, ...] = (
    # consistent engagement: people who were just here
    Strategy("reply", "consistent", "up", 0.28, 14, lambda p, d: _active(p, d) & (p["interest"] >= LOW)),
    Strategy(
        "thank",
        "consistent",
        "keep",
        0.10,
        60,
        lambda p, d: ~_state(p, "gone") & _within(p, "last_paid_at", d, 0, _ACTIVE_DAYS),
    ),
    Strategy(
        "ask",
        "consistent",
        "up",
        0.28,
        30,
        lambda p, _: _state(p, "casual", "engaged") & (p["payments"] == 0) & (p["interest"] >= HIGH),
    ),
    # exclusive content and experiences: people one step below
    Strategy(
        "early_access",
        "exclusive",
        "up",
        0.40,
        60,
        lambda p, _: _state(p, "engaged") & (p["payments"] > 0),
    ),
    Strategy(
        "behind_the_scenes",
        "exclusive",
        "up",
        0.20,
        45,
        lambda p, _: _state(p, "casual") & ((p["payments"] > 0) | (p["interest"] >= LOW)),
    ),
    Strategy("call", "exclusive", "keep", 0.25, 180, _top_of_true),
    # personal communication: by name, about what they bought
    Strategy(
        "personal_note",
        "personal",
        "up",
        0.80,
        60,
        lambda p, d: (
            _state(p, "casual", "engaged")
            & p["product"].notna()
            & _within(p, "last_paid_at", d, _ACTIVE_DAYS, 120)
        ),
    ),
    # transparency
    Strategy(
        "share_progress",
        "transparent",
        "keep",
        0.05,
        30,
        lambda p, d: _state(p, "true") & (days_since(p["last_at"], d) > _QUIET_DAYS),
    ),
    Strategy(
        "ask_feedback",
        "transparent",
        "keep",
        0.06,
        180,
        lambda p, _: _state(p, "true", "engaged") & p["advocacy"].isna(),
    ),
    Strategy(
        "follow_up",
        "transparent",
        "keep",
        0.15,
        90,
        lambda p, d: ~_state(p, "gone") & p["answer"].notna() & _within(p, "answered_at", d, 0, _ANSWER_DAYS),
    ),
    # turning points
    Strategy(
        "ask_referral",
        "turning_point",
        "tell",
        0.10,
        90,
        lambda p, _: _state(p, "true") & (p["advocacy"].isna() | (p["advocacy"] >= HIGH)),
    ),
    Strategy(
        "offer_yearly",
        "turning_point",
        "keep",
        0.30,
        180,
        lambda p, d: ~_state(p, "gone") & _pays_monthly(p, d) & (p["active_months"] >= 6),  # noqa: PLR2004 half a year
    ),
    Strategy(
        "win_back",
        "turning_point",
        "back",
        0.80,
        120,
        lambda p, d: (
            _state(p, "gone") & (p["lifetime_minor"] > 0) & ~(days_since(p["last_paid_at"], d) > _LOST_DAYS)
        ),
    ),
    Strategy(
        "repair_card",
        "turning_point",
        "keep",
        0.50,
        14,
        lambda p, _: p["declined"] & (p["lifetime_minor"] > 0),
        first=True,
    ),
    Strategy(
        "repair_refund",
        "turning_point",
        "keep",
        0.25,
        90,
        lambda p, d: _within(p, "refunded_at", d, 0, 60),
        first=True,
    ),
    Strategy(
        "repair_complaint",
        "turning_point",
        "keep",
        0.25,
        90,
        lambda p, d: (
            ~_state(p, "gone") & (p["recommends"] <= _UNHAPPY) & _within(p, "answered_at", d, 0, _ANSWER_DAYS)
        ),
        first=True,
    ),
)
BY_SLUG = {strategy.slug: strategy for strategy in STRATEGIES}
