"""The smallest step up by rules that compare people with each other: tried, because it cannot be solved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from truefans_core.columns import MARKS
from truefans_core.marks import log_scale
from truefans_core.tiers import asked, rules
from truefans_core.tiers.step_up import MONEY_SCORES, StepUp, lift_of, step_up

if TYPE_CHECKING:
    from truefans_core.analysis.result import Analysis
    from truefans_core.tiers.line import Line

_TRIED = ("rfm", "marks")


def step_of(found: Analysis, person_id: str) -> StepUp | None:
    """The smallest step up for one person by any rule; None at the top, or where nothing can be named that lifts them.

    By fifths and by marks a payment moves its payer among all others, so the tier is worked out for sums between one
    cent and more than anybody holds, and the smallest that lifts is found by halving: more never does less. What the
    rule asks of showing up and telling others is part of the step: without it no sum would do.

    Args:
        found: the analysis.
        person_id: of the person.
    """
    rows = found.supporters.set_index("person_id", drop=False)
    row: dict[str, Any] = {str(name): value for name, value in rows.loc[person_id].items()}
    step = step_up(row, found.standing())
    line = found.line
    if line is None or found.rule not in _TRIED or row["state"] in {"true", "gone"}:
        return step
    start = rules.LEVELS.index(row["state"])
    rise = {} if row["state"] == "known" else asked.short(row, line.marks, rules.LEVELS[start + 1])
    weighed = found.score.name in MONEY_SCORES
    if weighed:  # the mark of paying rises with what is paid
        rise.pop("investment", None)
    then = {**row, **rise}
    # A mark compares a person with the others already; fifths are drawn among all of them.
    among = rows.loc[[person_id]] if found.rule == "marks" else rows
    if rise and (at_once := _level(line, among, then)) > start:
        return StepUp(rules.LEVELS[at_once], marks=rise)
    if not weighed:
        return step
    lift = lift_of(then, found.score.weights)

    def paying(minor: int) -> int:
        return _level(line, among, _paid(found, rows, then, lift, minor))

    low, high = 0, math.ceil(float(rows["score"].max()) / lift - row["decayed_minor"]) + 1
    if paying(high) <= start:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if paying(middle) > start else (middle, high)
    return StepUp(rules.LEVELS[paying(high)], amount_minor=high, marks=rise)


def _paid(
    found: Analysis, rows: pd.DataFrame, row: dict[str, Any], lift: float, minor: int
) -> dict[str, Any]:
    """A person with so much more paid today."""
    who, held = row["person_id"], row["decayed_minor"] + minor
    money = rows["decayed_minor"].astype(float).clip(lower=0.0)
    money[who] = max(held, 0.0)
    return {
        **row,
        "score": max(held, 0.0) * lift,
        "payments": row["payments"] + 1,
        "last_paid_at": pd.Timestamp(found.as_of).as_unit("us"),
        "investment": log_scale(money)[who],
    }


def _level(line: Line, rows: pd.DataFrame, row: dict[str, Any]) -> int:
    """The tier of a person as they would be, as its place in `LEVELS`, with everybody else of `rows` as they are."""
    then = rows[["score", "payments", "last_paid_at", *MARKS]].copy()
    for name in then.columns:
        then.loc[row["person_id"], name] = row[name]
    return rules.LEVELS.index(rules.tiers(then, line)[row["person_id"]])
