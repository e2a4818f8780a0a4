"""The smallest step that lifts a person by one tier, or brings them back: so much paid today, or so many payments."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from truefans_core.words import Amount

if TYPE_CHECKING:
    from truefans_core.tiers.line import Line
    from truefans_core.tiers.reasons import Row, Standing
    from truefans_core.words import Words

#: Rules whose measure is the score itself, and scores that are made of money.
SCORE_RULES = ("natural", "shares", "pareto")
MONEY_SCORES = ("decayed_spend", "totals_and_dates")
#: What each score is made of before interest and advocacy move it.
_HELD = {
    **dict.fromkeys(MONEY_SCORES, "decayed_minor"),
    "lifetime_spend": "lifetime_minor",
    "decayed_count": "score",
}


@dataclass(frozen=True, slots=True)
class StepUp:
    """What would lift a person to the next tier today, and nothing less would.

    Attributes:
        target: the tier it leads to.
        amount_minor: what has to be paid; None where payments are counted, not weighed.
        payments: how many payments; None where money is weighed.
        back: whether it brings back somebody who is gone, to the tier their payments still amount to.
        marks: marks that have to rise as well, each to what; nothing has to be paid where neither sum nor number is there.
    """

    target: str
    amount_minor: int | None = None
    payments: int | None = None
    back: bool = False
    marks: Mapping[str, float] = field(default_factory=dict)


def step_up(row: Row, now: Standing) -> StepUp | None:
    """The smallest step for a person; None at the top, and where no sum can be named.

    A payment of today counts in full and is moved by interest and advocacy as the whole score is. Rules that compare
    people with each other are tried, not solved: see `analysis.step_of`.

    Args:
        row: one row of `columns.SUPPORTERS`.
        now: what the person is compared with.
    """
    line, state, counted = now.line, row["state"], now.score.name == "decayed_count"
    if state == "true":
        return None
    # Money given back lately weighs against a payment of today: what is held may lie below nothing.
    has = row[_HELD.get(now.score.name, "score")]
    least = {"payments": 1} if counted else {"amount_minor": max(1, math.floor(-has) + 1)}
    if state == "gone":
        return StepUp("casual" if row["tier"] == "known" else row["tier"], **least, back=True)
    if state == "known" and not _lifts_at_once(row, line, least):
        return StepUp("casual", **least)
    if line is None or line.true is None or line.engaged is None:
        return None
    target = "true" if state == "engaged" or line.engaged == line.true else "engaged"
    cut = line.true if target == "true" else line.engaged
    missing = _missing(row, now, line, cut, has)
    if missing is None:
        return None
    return StepUp(target, payments=missing) if counted else StepUp(target, amount_minor=missing)


def _missing(row: Row, now: Standing, line: Line, cut: float, has: float) -> int | None:
    """What is missing to a cut, in minor units or payments; None where the rule does not say."""
    if line.rule == "money":
        # Totals without any day tell nothing of the last year: all time stands in for it.
        undated = now.score.name == "lifetime_spend" and row["last_paid_at"] != row["last_paid_at"]
        missing = math.ceil(cut - int(row["lifetime_minor" if undated else "income_year_minor"]))
        return missing if missing > 0 and now.score.name != "decayed_count" else None
    if line.rule not in SCORE_RULES or now.score.name not in _HELD:
        return None
    lift = lift_of(row, now.score.weights)
    has = has / lift if now.score.name == "decayed_count" else has
    missing = max(1, math.ceil(cut / lift - has))
    # What is too little by rounding is tried, not trusted.
    return missing + ((has + missing) * lift < cut)


def _lifts_at_once(row: Row, line: Line | None, least: Mapping[str, int]) -> bool:
    """Whether less than what makes somebody casual makes them engaged: the money of a year is enough while the score is not."""
    if line is None or line.rule != "money" or line.engaged is None:
        return False
    return line.engaged - int(row["income_year_minor"]) <= least.get("amount_minor", 0)


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


def in_words(step: StepUp, say: Words, currency: str) -> str:
    """The step as a sentence."""
    params: dict[str, Any] = {"n": step.payments} if step.payments else {}
    if step.amount_minor is not None:
        params = {"amount": Amount(step.amount_minor, currency)}
    if step.back:
        return say(f"tiers.step.back_{step.target}")
    if step.target == "casual":
        return say("tiers.step.casual")
    if step.marks:
        paid = [say("tiers.step.part.pay", **params)] if step.amount_minor is not None else []
        rise = [say(f"tiers.step.part.{mark}", asked=asked) for mark, asked in step.marks.items()]
        return say(f"tiers.step.marks_{step.target}", parts=", ".join([*paid, *rise]))
    return say(f"tiers.step.{'times' if step.payments else 'pay'}_{step.target}", **params)
