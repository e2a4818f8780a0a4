"""The smallest step that lifts a person by one tier: so much paid today, or so many payments."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from truefans_core.words import Amount

if TYPE_CHECKING:
    from truefans_core.tiers.reasons import Row, Standing, Told

#: Rules whose measure is the score itself, and scores that are made of money.
SCORE_RULES = ("natural", "shares", "pareto")
MONEY_SCORES = ("decayed_spend", "totals_and_dates")


@dataclass(frozen=True, slots=True)
class StepUp:
    """What would lift a person to the next tier today, and nothing less would.

    Attributes:
        target: the tier it leads to.
        amount_minor: what has to be paid; None where payments are counted, not weighed.
        payments: how many payments; None where money is weighed.
    """

    target: str
    amount_minor: int | None = None
    payments: int | None = None


def step_up(row: Row, now: Standing) -> StepUp | None:
    """The smallest step for a person; None at the top, for who is gone, and where no sum can be named.

    A payment of today counts in full and is moved by interest and advocacy as the whole score is.

    Args:
        row: one row of `columns.SUPPORTERS`.
        now: what the person is compared with.
    """
    line, state = now.line, row["state"]
    if state not in {"known", "casual", "engaged"} or row["lifetime_minor"] < 0:
        return None
    counted = now.score.name == "decayed_count"
    if state == "known":
        return StepUp("casual", payments=1) if counted else StepUp("casual", amount_minor=1)
    if line is None or line.true is None or line.engaged is None:
        return None
    target = "true" if state == "engaged" or line.engaged == line.true else "engaged"
    cut = line.true if target == "true" else line.engaged
    if line.rule == "money":
        dated = row["payments"] == 0 or row["last_paid_at"] == row["last_paid_at"]
        missing = math.ceil(cut - int(row["income_year_minor"]))
        return StepUp(target, amount_minor=missing) if dated and missing > 0 else None
    if line.rule not in SCORE_RULES or now.score.name not in (*MONEY_SCORES, "decayed_count"):
        return None
    lift = lift_of(row, now.score.weights)
    has = row["score"] / lift
    missing = max(1, math.ceil(cut / lift - has))
    # What is too little by rounding is tried, not trusted.
    missing += (has + missing) * lift < cut
    return StepUp(target, payments=missing) if counted else StepUp(target, amount_minor=missing)


def lift_of(row: Row, weights: Mapping[str, float]) -> float:
    """What interest and advocacy make of a score, as `marks.mark` does: an unknown mark moves nothing.

    Example:
        >>> lift_of({"interest": 100.0, "advocacy": float("nan")}, {"interest": 0.05, "advocacy": 0.05})
        1.05
    """
    lift = 1.0
    for name in ("interest", "advocacy"):
        if row[name] == row[name]:  # NaN is not equal to itself
            lift *= 1.0 + weights.get(name, 0.0) * (row[name] / 50.0 - 1.0)
    return lift


def in_words(step: StepUp, currency: str) -> Told:
    """The step as message id and parameters."""
    params: dict[str, Any] = {"n": step.payments} if step.payments else {}
    if step.amount_minor is not None:
        params = {"amount": Amount(step.amount_minor, currency)}
    if step.target == "casual":
        return "tiers.step.casual", {}
    return f"tiers.step.{'times' if step.payments else 'pay'}_{step.target}", params
