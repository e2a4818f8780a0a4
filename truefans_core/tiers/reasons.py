"""Why a person is in their group, and the next step up: message ids with what they need."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from truefans_core.tiers import asked
from truefans_core.tiers.keep import leaves_below
from truefans_core.tiers.step_up import MONEY_SCORES, step_up
from truefans_core.words import Amount

if TYPE_CHECKING:
    from truefans_core.marks import ScoreUsed
    from truefans_core.tiers.line import Line

Told = tuple[str, dict[str, Any]]
Row = Mapping[str, Any]
#: Beating fewer than this many of 100 is nothing to mention.
_WORTH_SAYING = 10


@dataclass(frozen=True, slots=True)
class Leaves:
    """When a true fan leaves without another payment.

    Attributes:
        on: the first day on which they are none.
        unheard: because by then nothing was heard of them for too long, not because payments faded.
    """

    on: date
    unheard: bool


#: Nobody is told a day.
_NO_DAYS: Mapping[str, Leaves] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is compared with.

    Attributes:
        currency: of the supporters' money.
        as_of: the day of the analysis.
        line: where the line lies, or None.
        score: which score ranked.
        scores: everyone's score, ascending.
        interests: everyone's interest where known, ascending.
        advocacies: everyone's advocacy where known, ascending.
        leaves: when true fans leave without another payment, by person_id, where a day can be told.
    """

    currency: str
    as_of: date
    line: Line | None
    score: ScoreUsed
    scores: npt.NDArray[np.float64]
    interests: npt.NDArray[np.float64]
    advocacies: npt.NDArray[np.float64]
    leaves: Mapping[str, Leaves] = field(default_factory=lambda: _NO_DAYS)


def standing(
    supporters: pd.DataFrame,
    line: Line | None,
    score: ScoreUsed,
    currency: str,
    as_of: date,
    leaves: Mapping[str, Leaves] = _NO_DAYS,
) -> Standing:
    """What the people of one analysis are compared with.

    Args:
        supporters: needs score, interest, advocacy.
        line: where the line lies, or None.
        score: which score ranked.
        currency: of the supporters' money.
        as_of: the day of the analysis.
        leaves: when true fans leave without another payment.
    """
    scores, interests, advocacies = (
        np.sort(supporters[name].dropna().to_numpy(dtype=float)) for name in ("score", "interest", "advocacy")
    )
    return Standing(currency, as_of, line, score, scores, interests, advocacies, leaves)


def beaten(values: npt.NDArray[np.float64], value: float) -> int:
    """Of 100 people, how many stand below this value (rounded down, so that it never says too much).

    Example:
        >>> beaten(np.array([0.0, 1.0, 2.0, 3.0]), 2.0)
        50
    """
    return int(100 * np.searchsorted(values, value, side="left") // len(values)) if len(values) else 0


def why(row: Row, now: Standing) -> Told:
    """Why a person is in their group: message id and parameters.

    Args:
        row: one row of `columns.SUPPORTERS`.
        now: what the person is compared with.
    """
    total, year = int(row["lifetime_minor"]), int(row["income_year_minor"])
    if row["state"] == "gone":
        return _why_gone(row, now)
    if now.line is not None and now.line.rule == "marks" and row["score"] > 0:
        return _why_by_marks(row, now.line.marks)
    if total > 0:
        return _why_paying(row, now, total, year)
    if row["payments"] > 0 and not row["score"] > 0:
        return "tiers.why.given_back", {}
    if row["score"] > 0 and row["payments"] > 0:
        return "tiers.why.times", {"n": int(row["payments"]), "beaten": beaten(now.scores, row["score"])}
    return _why_not_paying(row, now)


def kept(row: Row, now: Standing) -> Told | None:
    """That a person is still in a tier whose cut they do not reach any more, and where they leave it; else None.

    Args:
        row: one row of `columns.SUPPORTERS`.
        now: what the person is compared with.
    """
    line, state = now.line, row["state"]
    cut = None if line is None else {"true": line.true, "engaged": line.engaged}.get(state)
    if line is None or cut is None or (below := leaves_below(line, state)) is None or row["score"] >= cut:
        return None
    lifting = (("interest", line.interest), ("advocacy", line.advocacy))
    if state == "engaged" and any(start is not None and row[name] >= start for name, start in lifting):
        return None
    if now.score.name in MONEY_SCORES and row["score"] >= below:
        return f"tiers.kept.{state}", {"amount": Amount(round(below), now.currency)}
    return f"tiers.kept.{state}_unweighed", {}


def next_step(row: Row, now: Standing) -> Told:
    """The next step up for a person: message id and parameters.

    Args:
        row: one row of `columns.SUPPORTERS`.
        now: what the person is compared with.
    """
    if row["state"] == "gone":
        return ("tiers.next.ended" if row["ended"] else "tiers.next.silent"), {}
    if row["state"] == "true":
        return ("tiers.next.true_quiet" if not row["advocacy"] > 0 else "tiers.next.true"), {}
    target = "true" if row["state"] == "engaged" else "engaged"
    if row["lifetime_minor"] > 0 or row["payments"] > 0:
        return _next_of_payer(row, now, target)
    if row["state"] == "known":
        return "tiers.next.first_sign", {}
    shows_up = row["interest"] > 0
    return ("tiers.next.first_payment" if shows_up or row["advocacy"] > 0 else "tiers.next.first_sign"), {}


def _why_by_marks(row: Row, marks_from: Mapping[str, tuple[float, float]]) -> Told:
    """The mark that decides: the least of those asked for."""
    mark = asked.closest(row, marks_from)
    if mark is None:
        return "tiers.why.unasked", {}
    # Rounded down: a mark just below its threshold is not said to be there.
    engaged, true = marks_from[mark]
    has = math.floor(row[mark])
    if row["state"] == "true":
        return f"tiers.why.there.{mark}", {"has": has, "asked": true}
    if row["state"] == "engaged":
        return f"tiers.why.below_true.{mark}", {"has": has, "asked": true}
    return f"tiers.why.below_engaged.{mark}", {"has": has, "asked": engaged}


def _why_gone(row: Row, now: Standing) -> Told:
    if row["ended"]:
        if _is_day(row["last_paid_at"]):
            return "tiers.why.ended", {
                "total": Amount(int(row["lifetime_minor"]), now.currency),
                "day": row["last_paid_at"].date(),
            }
        return "tiers.why.ended_unpaid", {}
    return "tiers.why.silent", {"day": row["last_at"].date()}


def _why_paying(row: Row, now: Standing, total: int, year: int) -> Told:
    params: dict[str, Any] = {
        "total": Amount(total, now.currency),
        "beaten": beaten(now.scores, row["score"]),
    }
    if not _is_day(row["last_paid_at"]):
        stem, leaves = "tiers.why.paid_undated", None
    else:
        year_part = "" if year <= 0 else "_all_year" if year >= total else "_year"
        stem, leaves = f"tiers.why.paid{year_part}", now.leaves.get(row["person_id"])
        params |= {"year": Amount(year, now.currency)} if year > 0 else {}
    if params["beaten"] < _WORTH_SAYING:
        stem = f"{stem}_little"
    if leaves is not None:
        return f"{stem}_{'unheard' if leaves.unheard else 'until'}", {**params, "day": leaves.on}
    return stem, params


def _why_not_paying(row: Row, now: Standing) -> Told:
    # Of whom no file says what they paid, nobody knows that it was nothing.
    alone = "_alone" if math.isnan(row["investment"]) else ""
    for name, values in (("interest", now.interests), ("advocacy", now.advocacies)):
        above = beaten(values, row[name]) if row[name] > 0 else 0
        if above >= _WORTH_SAYING:
            return f"tiers.why.{name}{alone}", {"beaten": above}
    if row["interest"] > 0 or row["advocacy"] > 0:
        return f"tiers.why.little{alone}", {}
    return "tiers.why.known", {}


def _next_of_payer(row: Row, now: Standing, target: str) -> Told:
    if held := _held_by(row, now, target):
        return f"tiers.next.{held}", {}
    missing = _missing(row, now, target)
    if missing is not None:
        return f"tiers.next.pay_{target}", {"amount": Amount(missing, now.currency)}
    return f"tiers.next.again_{target}", {}


def _held_by(row: Row, now: Standing, target: str) -> str | None:
    """The mark that has to rise before any payment helps; None where paying is what is missing."""
    if now.line is None or now.line.rule != "marks":
        return None
    short = asked.short(row, now.line.marks, target)
    return None if "investment" in short else next(iter(short), None)


def _missing(row: Row, now: Standing, target: str) -> int | None:
    """What the person would have to pay today to reach the line; None where no sum can be named."""
    step = step_up(row, now)
    return step.amount_minor if step is not None and step.target == target else None


def _is_day(value: Any) -> bool:
    return value is not None and not pd.isna(value)
