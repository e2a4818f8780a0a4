"""What a strategy is expected to bring, in minor units of the reporting currency over the next 12 months.

    up      (typical income of the next group − own income) · chance of a step up · readiness · effect
    keep    own income · chance of leaving · effect
    back    own income a year while paying · chance of coming back · fading · effect
    tell    typical income of one who pays · readiness · effect

Income is `income_year_minor`; *typical* is the median over those of the group who paid. *Readiness* is
½ + the mean of the known marks for showing up and telling others / 100 (1 where both are unknown). The *chances* are
those of `chances`: measured on one's own people of a year ago where enough can tell, else assumed. Leaving doubles for
who has been quiet for 45 days, up to 0.9, and is 0.5 after a declined card, where own income is at least what a year
brought while paying. That is lifetime · 365 / days from first to last payment, 365 at least. *Fading* is ½^(days since the last
payment / 180). The *effect* is how much a strategy changes the chance, 0.4 by two
fifths (for *tell*: the chance itself): an assumption, stated with each strategy and open to change, for nobody's data
can tell it before some people are left out to compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from truefans_core.cultivate.strategies import Strategy, days_since

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from truefans_core.cultivate.chances import Chances

_YEAR, _QUIET, _FADE_DAYS = 365, 45, 180
DECLINED, LEAVE_MOST = 0.50, 0.90
_NEXT = {"known": "casual", "casual": "engaged", "engaged": "true"}


@dataclass(frozen=True, slots=True)
class Gains:
    """The parts of the formulas for everybody; `of` puts them together for a strategy.

    Attributes:
        step: what a step up is worth, times its chance.
        at_risk: own income times the chance of leaving.
        returning: income a year while paying, times the chance of coming back.
        brought: income of one more person who pays, the same for all.
        readiness: factor around 1.
    """

    step: NDArray[np.float64]
    at_risk: NDArray[np.float64]
    returning: NDArray[np.float64]
    brought: float
    readiness: NDArray[np.float64]

    def of(self, strategy: Strategy, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Expected gain of a strategy for the people at `rows`, in minor units."""
        match strategy.aim:
            case "up":
                stake = self.readiness[rows] * self.step[rows]
            case "keep":
                stake = self.at_risk[rows]
            case "back":
                stake = self.returning[rows]
            case "tell":
                stake = self.readiness[rows] * self.brought
        return np.asarray(strategy.effect * stake, dtype=np.float64)


def gains(people: pd.DataFrame, as_of: date, known: Chances) -> Gains:
    """Prepare the formulas for supporters that carry their signs."""
    state = people["state"]
    income = people["income_year_minor"].fillna(0).clip(lower=0).to_numpy(float)
    paying = people.loc[people["income_year_minor"] > 0, ["state", "income_year_minor"]]
    typical = paying.groupby("state")["income_year_minor"].median()
    goal = state.map(_NEXT).map(typical).fillna(0).to_numpy(float)
    up = state.map({name: chance.value for name, chance in known.up.items()}).fillna(0).to_numpy(float)
    declined = people["declined"].to_numpy(bool)
    leave = state.map({name: chance.value for name, chance in known.leave.items()})
    usual = leave.fillna(known.leave["casual"].value).to_numpy(float)
    quiet = (days_since(people["last_at"], as_of) > _QUIET).to_numpy()
    leaving = np.minimum(usual * np.where(quiet, 2.0, 1.0), LEAVE_MOST)
    leaving = np.where(declined, DECLINED, leaving)
    since = days_since(people["last_paid_at"], as_of)
    tenure = (days_since(people["first_paid_at"], as_of) - since).clip(lower=_YEAR).fillna(_YEAR)
    a_year = (people["lifetime_minor"].fillna(0).clip(lower=0) * _YEAR / tenure).to_numpy(float)
    fading = 0.5 ** (since.fillna(_YEAR).clip(lower=0).to_numpy(float) / _FADE_DAYS)
    marks = people[["interest", "advocacy"]].astype(float)
    readiness = (0.5 + marks.mean(axis=1) / 100).fillna(1.0).to_numpy(float)
    brought = float(paying["income_year_minor"].median()) if len(paying) else 0.0
    # What a declined card puts at stake is what the person paid before: nothing may have come in for a year.
    stake = np.where(declined, np.maximum(income, a_year), income)
    return Gains(
        np.maximum(goal - income, 0) * up,
        stake * leaving,
        a_year * known.back.value * fading,
        brought,
        readiness,
    )
