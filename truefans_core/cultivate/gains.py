"""What a strategy is expected to bring, in minor units of the reporting currency over the next 12 months.

    up      readiness · effect · (typical income of the next group − own income), never below zero
    keep    own income · chance of leaving · effect
    back    own income a year while paying · ½^(days since the last payment / 180) · effect
    tell    typical income of one who pays · readiness · effect

Income is `income_year_minor`; *typical* is the median over those of the group who paid. *Readiness* is
½ + the mean of the known marks for showing up and telling others / 100 (1 where both are unknown). The *chance of
leaving* within a year is measured where at least 30 people can tell (Jeffreys mean), else assumed; it doubles for
who has been quiet for 45 days, up to 0.9, and is 0.5 after a declined card. The *effects* are assumptions, stated
with each strategy: no one's own data can tell them before some people are left out to compare.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from truefans_core.cultivate.strategies import Strategy, days_since
from truefans_core.intervals import jeffreys

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

_YEAR, _GONE_AFTER, _QUIET = 365, 90, 45
_PEOPLE_ENOUGH = 30
_NEXT = {"known": "casual", "casual": "engaged", "engaged": "true"}


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is assumed where the data cannot tell.

    Attributes:
        leaving: share of those who pay that leave within a year.
        leaving_declined: the same after a declined card.
        leaving_most: upper end of anyone's chance of leaving.
        fade_days: days after which the chance to win somebody back has halved.
        effects: effect by strategy, where it is not the strategy's own.
    """

    leaving: float = 0.30
    leaving_declined: float = 0.50
    leaving_most: float = 0.90
    fade_days: float = 180.0
    effects: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def effect(self, strategy: Strategy) -> float:
        """The chance that a strategy works."""
        return self.effects.get(strategy.slug, strategy.effect)


def leaving_share(supporters: pd.DataFrame, as_of: date, assumed: float) -> float:
    """Share of those who pay that leave within a year: measured on at least 30 people, else `assumed`.

    At risk is who paid first over a year ago and last within a year and the 90 days after which silence counts;
    lost is who of them is gone.
    """
    first, last = (
        days_since(supporters["first_paid_at"], as_of),
        days_since(supporters["last_paid_at"], as_of),
    )
    at_risk = (first >= _YEAR) & (last <= _YEAR + _GONE_AFTER)
    if at_risk.sum() < _PEOPLE_ENOUGH:
        return assumed
    return jeffreys(int((at_risk & (supporters["state"] == "gone")).sum()), int(at_risk.sum()))[0]


@dataclass(frozen=True, slots=True)
class Gains:
    """The parts of the formulas for everybody; `of` puts them together for a strategy.

    Attributes:
        step: income of the next group minus own income.
        at_risk: own income times the chance of leaving.
        returning: income a year while paying, faded since.
        brought: income of one more person who pays, the same for all.
        readiness: factor around 1.
        assumptions: where the effects come from.
    """

    step: NDArray[np.float64]
    at_risk: NDArray[np.float64]
    returning: NDArray[np.float64]
    brought: float
    readiness: NDArray[np.float64]
    assumptions: Assumptions

    def of(self, strategy: Strategy, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Expected gain of a strategy for the people at `rows`, in minor units."""
        effect = self.assumptions.effect(strategy)
        match strategy.aim:
            case "up":
                stake = self.readiness[rows] * self.step[rows]
            case "keep":
                stake = self.at_risk[rows]
            case "back":
                stake = self.returning[rows]
            case "tell":
                stake = self.readiness[rows] * self.brought
        return np.asarray(effect * stake, dtype=np.float64)


def gains(people: pd.DataFrame, as_of: date, assumptions: Assumptions) -> Gains:
    """Prepare the formulas for supporters that carry their signs."""
    income = people["income_year_minor"].fillna(0).clip(lower=0).to_numpy(float)
    paying = people.loc[people["income_year_minor"] > 0, ["state", "income_year_minor"]]
    typical = paying.groupby("state")["income_year_minor"].median()
    goal = people["state"].map(_NEXT).map(typical).fillna(0).to_numpy(float)
    quiet = (days_since(people["last_at"], as_of) > _QUIET).to_numpy()
    leaving = leaving_share(people, as_of, assumptions.leaving) * np.where(quiet, 2.0, 1.0)
    leaving = np.minimum(leaving, assumptions.leaving_most)
    leaving = np.where(people["declined"].to_numpy(bool), assumptions.leaving_declined, leaving)
    since = days_since(people["last_paid_at"], as_of)
    tenure = (days_since(people["first_paid_at"], as_of) - since).clip(lower=_YEAR).fillna(_YEAR)
    a_year = people["lifetime_minor"].fillna(0).clip(lower=0) * _YEAR / tenure
    faded = a_year * 0.5 ** (since.fillna(_YEAR).clip(lower=0) / assumptions.fade_days)
    marks = people[["interest", "advocacy"]].astype(float)
    readiness = (0.5 + marks.mean(axis=1) / 100).fillna(1.0).to_numpy(float)
    brought = float(paying["income_year_minor"].median()) if len(paying) else 0.0
    # What a declined card puts at stake is what the person paid before: nothing may have come in for a year.
    stake = np.where(people["declined"].to_numpy(bool), np.maximum(income, a_year.to_numpy(float)), income)
    return Gains(
        np.maximum(goal - income, 0), stake * leaving, faded.to_numpy(float), brought, readiness, assumptions
    )
