"""The rules: what each measures of a person, and where it cuts.

A rule is a monotone measure and two cuts; a tier is the measure against the cuts, lifted to engaged by showing up or
telling others. Each step is monotone, so whoever is ahead in everything is never in a lower tier.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from truefans_core.columns import MARKS
from truefans_core.tiers import asked
from truefans_core.tiers.line import Line
from truefans_core.tiers.natural import DIGITS, natural_cuts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: The rule `money` calls engaged who brings this share of the line.
ENGAGED_SHARE_OF_LINE = 0.25
#: The rule `pareto`: the fewest people who hold this share of the value; engaged are the next up to the second.
HALF, MOST = 0.5, 0.8
#: The rule `rfm`: sums of three fifths (3–15) from which people are engaged and true.
RFM_FROM = (9.0, 13.0)
_MIDDLE = 3.0
#: Showing up or telling others lifts the top quarter of those it is known of.
LIFTING_SHARE = 0.25

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choices:
    """The numbers a user may set: the money line in minor units, shares of payers, what is asked of each mark."""

    money_line_minor: int
    shares: tuple[float, float, float]
    marks_from: Mapping[str, tuple[float, float]] = field(default_factory=lambda: asked.ASKED)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line and whether the groups it parts are there in the data (natural groups only; else True)."""

    line: Line
    distinct: bool


def measure(
    rule: str,
    rows: pd.DataFrame,
    marks_from: Mapping[str, tuple[float, float]] = asked.ASKED,
    *,
    all_time: bool | None = None,
) -> pd.Series:
    """What the rule measures of each person: more is better; NaN where a person cannot be true by it.

    Args:
        rule: one of `RULES`.
        rows: needs score, income_year_minor, last_paid_at, payments, investment, interest, advocacy.
        marks_from: what the rule `marks` asks of each mark, see `asked`.
        all_time: as the line says it; None: as `rows` tell.

    Raises:
        ValueError: for an unknown rule.
    """
    score = rows["score"].where(rows["score"] > 0)
    match rule:
        case "natural" | "shares" | "pareto":
            return score
        case "money":
            whole = _undated(rows) if all_time is None else all_time
            money = rows["lifetime_minor" if whole else "income_year_minor"].astype(float)
            return money.where(money > 0)
        case "rfm":
            paid = rows[["last_paid_at", "payments"]].where(score.notna()).assign(score=score)
            # What is the same for all, or unknown, tells nobody apart: the points are those of what is left.
            telling = [paid[name] for name in paid if paid[name].min() < paid[name].max()]
            fifths = pd.DataFrame({values.name: _fifth(values) for values in telling}, index=rows.index)
            return (3 * fifths.mean(axis=1).fillna(_MIDDLE)).where(score.notna())
        case "marks":
            # True needs money wherever amounts exist.
            return asked.least(rows, marks_from).where(score.notna())
    raise ValueError(f"unknown rule: {rule!r}")


def _undated(rows: pd.DataFrame) -> bool:
    """Whether no money has a day: totals tell nothing of the last year then, and all time has to stand in for it."""
    return "lifetime_minor" in rows and bool(rows["last_paid_at"].isna().all())


def draw(
    rule: str,
    rows: pd.DataFrame,
    choices: Choices,
    *,
    half_life: float,
    currency: str | None,
    as_of: date | None,
) -> Drawn:
    """Draw the line of a rule through these people.

    Args:
        rule: one of `RULES`.
        rows: what `measure` needs.
        choices: the user's numbers.
        half_life: of the score, kept with the line.
        currency: of the money the measure counts, kept with the line.
        as_of: the day, kept with the line.
    """
    values = measure(rule, rows, choices.marks_from).to_numpy(dtype=float)
    values = values[~np.isnan(values)]
    engaged, true, distinct = _cuts(rule, values, choices)
    line = Line(
        rule,
        true,
        engaged,
        half_life,
        currency,
        lifting_mark(rows["interest"]),
        lifting_mark(rows["advocacy"]),
        as_of,
        dict(choices.marks_from) if rule == "marks" else {},
        all_time=_undated(rows) if rule == "money" else None,
    )
    return Drawn(line, distinct)


def tiers(rows: pd.DataFrame, line: Line) -> pd.Series:
    """known, casual, engaged or true for each person, by the line. Nobody is left out.

    Args:
        rows: what `measure` needs.
        line: where the line lies.
    """
    return pd.Series(np.array(LEVELS, dtype=object)[levels(rows, line)], index=rows.index, name="tier")


def levels(rows: pd.DataFrame, line: Line) -> npt.NDArray[np.int64]:
    """The tier of each person as its place in `LEVELS`.

    Args:
        rows: what `measure` needs.
        line: where the line lies.
    """
    values = measure(line.rule, rows, line.marks, all_time=line.all_time).to_numpy(dtype=float)
    shown = [rows[name].to_numpy(dtype=float) > 0 for name in (*MARKS, "score")]
    level: npt.NDArray[np.int64] = np.logical_or.reduce(shown).astype(np.int64)
    if line.engaged is None or line.true is None:
        # Nobody stands out: those who can be measured are all engaged, and nobody is true.
        level = np.maximum(level, np.where(np.isnan(values), 0, 2))
    else:
        level = np.maximum(level, np.where(values >= line.engaged, 2, 0))
        level = np.maximum(level, np.where(values >= line.true, 3, 0))
    for name, start in (("interest", line.interest), ("advocacy", line.advocacy)):
        if start is not None:
            level = np.maximum(level, np.where(rows[name].to_numpy(dtype=float) >= start, 2, 0))
    return level


#: Tiers from low to high.
LEVELS = ("known", "casual", "engaged", "true")


def redraw(rows: pd.DataFrame, now: Line, new: Line) -> pd.DataFrame:
    """Who changes tier if the line is redrawn: person_id, before, after; sorted by person_id.

    Args:
        rows: what `measure` needs, and person_id.
        now: the line that is in use.
        new: the line that would be.
    """
    before, after = tiers(rows, now), tiers(rows, new)
    moved = (before != after).to_numpy()
    ids = rows["person_id"].to_numpy()[moved]
    found = pd.DataFrame(
        {"person_id": ids, "before": before[moved].to_numpy(), "after": after[moved].to_numpy()}
    )
    return found.sort_values("person_id", ignore_index=True)


def lifting_mark(marks: pd.Series) -> float | None:
    """The mark above which its top quarter lies; None where unknown or nobody stands out."""
    known = marks.dropna().to_numpy(dtype=float)
    if not len(known) or known.min() == known.max():
        return None
    return cut_at_share(known, LIFTING_SHARE)


def cut_at_share(values: Floats, share: float) -> float | None:
    """The cut above which the share of people is closest to the one asked for; None where all are alike.

    It lies half-way between the lowest above and the highest below: on somebody's own value, rounding would tell where
    they and everyone equal to them fall. Equal values stay together, and somebody is above and somebody below. Of two
    as close, the one with fewer people above.

    Example:
        >>> cut_at_share(np.array([1.0, 2, 2, 2, 3, 3, 9, 9, 9, 9]), 0.25)
        6.0
    """
    ordered, parts = _parted(values)
    if not len(parts):
        return None
    distance = np.abs(len(ordered) - parts - share * len(ordered))
    return _before(ordered, int(parts[distance == distance.min()][-1]))


def cut_of_half(values: Floats) -> float | None:
    """The cut above which the fewest people hold half of it all; None where all are alike.

    It lies as in `cut_at_share`, and somebody stays below: where values differ not everybody is true.

    Example:
        >>> cut_of_half(np.array([50.0, 30, 10, 5, 5]))
        40.0
    """
    ordered, parts = _parted(values)
    return _before(ordered, max(_holding(ordered, parts, HALF), int(parts[0]))) if len(parts) else None


def _cuts(rule: str, values: Floats, choices: Choices) -> tuple[float | None, float | None, bool]:
    """engaged, true, and whether there are groups at all."""
    line = float(choices.money_line_minor)
    if rule == "money":
        return line * ENGAGED_SHARE_OF_LINE, line, True
    if rule == "marks":
        return asked.ENGAGED_FROM, asked.TRUE_FROM, True
    if not len(values) or values.min() == values.max():
        return None, None, False
    if rule == "rfm":
        return (*RFM_FROM, True)
    if rule == "natural":
        found = natural_cuts(values)
        return found.engaged, found.true, found.distinct
    if rule == "shares":
        true, engaged = (cut_at_share(values, share) for share in accumulate(choices.shares[:2]))
    else:
        true, engaged = cut_of_half(values), _cut_of_most(values)
    return (None, None, False) if true is None or engaged is None else (min(engaged, true), true, True)


def _cut_of_most(values: Floats) -> float:
    """The cut above which people hold most of it all; half-way to nothing where that takes everybody."""
    ordered, parts = _parted(values)
    return _before(ordered, _holding(ordered, parts, MOST))


def _parted(values: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """The values in order, and the places where another one begins: what arithmetic cannot tell apart is the same."""
    ordered = np.sort(values)
    return ordered, np.flatnonzero(np.diff(ordered) > 10.0**-DIGITS * ordered[1:]) + 1


def _before(ordered: Floats, place: int) -> float:
    """Half-way between the value at a place and the one below it; below the lowest is nothing."""
    return float((ordered[place] + (ordered[place - 1] if place else 0.0)) / 2)


def _holding(ordered: Floats, parts: npt.NDArray[np.int64], share: float) -> int:
    """The highest of the places from which on people hold at least this share of it all."""
    held = np.cumsum(ordered[::-1])[::-1]
    places = np.append(0, parts)
    return int(places[held[places] >= share * held[0] * (1 - 1e-12)][-1])


def _fifth(values: pd.Series) -> pd.Series:
    """1 to 5 by fifths of those who paid; equal values stay together, in the middle of their places."""
    share = values.rank(method="average", pct=True)
    fifths: pd.Series = -((share * 5).round(9) // -1)
    return fifths.clip(1, 5)
