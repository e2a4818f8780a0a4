"""The smallest step up by rules that compare people with each other: tried, because it cannot be solved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from truefans_core.marks import log_scale
from truefans_core.tiers import rules
from truefans_core.tiers.step_up import MONEY_SCORES, StepUp, lift_of, step_up

if TYPE_CHECKING:
    from truefans_core.analysis.result import Analysis
    from truefans_core.tiers.line import Line

_TRIED = ("rfm", "marks")


def step_of(found: Analysis, person_id: str) -> StepUp | None:
    """The smallest step up for one person by any rule; None at the top, or where no payment would lift them.

    By fifths and by marks a payment moves its payer among all others, so the tier is worked out for sums between one
    cent and more than anybody holds, and the smallest that lifts is found by halving: more never does less.

    Args:
        found: the analysis.
        person_id: of the person.
    """
    rows = found.supporters.set_index("person_id", drop=False)
    row: dict[str, Any] = {str(name): value for name, value in rows.loc[person_id].items()}
    step = step_up(row, found.standing())
    line = found.line
    if line is None or found.rule not in _TRIED or found.score.name not in MONEY_SCORES:
        return step
    if row["state"] in {"true", "gone"}:
        return step
    start = rules.LEVELS.index(row["state"])
    lift = lift_of(row, found.score.weights)
    low, high = 0, math.ceil(float(rows["score"].max()) / lift - row["decayed_minor"]) + 1
    if _level(found, line, rows, row, high) <= start:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _level(found, line, rows, row, middle) > start else (middle, high)
    return StepUp(rules.LEVELS[_level(found, line, rows, row, high)], amount_minor=high)


def _level(found: Analysis, line: Line, rows: pd.DataFrame, row: dict[str, Any], minor: int) -> int:
    """The tier of a person, as its place in `LEVELS`, with so much more paid today."""
    who, held = row["person_id"], row["decayed_minor"] + minor
    paid = {
        "decayed_minor": held,
        "score": max(held, 0.0) * lift_of(row, found.score.weights),
        "payments": row["payments"] + 1,
        "last_paid_at": pd.Timestamp(found.as_of).as_unit("us"),
    }
    then = rows[
        ["score", "payments", "last_paid_at", "interest", "investment", "advocacy", "decayed_minor"]
    ].copy()
    for name, value in paid.items():
        then.loc[who, name] = value
    then.loc[who, "investment"] = log_scale(then["decayed_minor"].clip(lower=0.0))[who]
    return rules.LEVELS.index(rules.tiers(then, line)[who])
