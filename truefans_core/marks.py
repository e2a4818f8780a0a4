"""Interest, investment, advocacy: 0 to 100, or unknown; and the loyalty score that ranks people.

The score is money that fades, which found later money best of all rankings tried (docs/formulas.md); interest and
advocacy move it by a few per cent. Where no money is known, the next best thing ranks, and `ScoreUsed` names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from truefans_core.columns import MARKS
from truefans_core.signals.activity import SURVEY
from truefans_core.signals.signs import EVENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.signals import Signals

ScoreName = Literal[
    "decayed_spend",
    "totals_and_dates",
    "decayed_count",
    "lifetime_spend",
    "decayed_signs",
    "engagement",
    "none",
]
Floats = npt.NDArray[np.float64]
#: What is beyond this percentile of those who pay counts no further.
CAP_PERCENTILE = 99.0


@dataclass(frozen=True, slots=True)
class ScoreUsed:
    """Which score ranked the people.

    Attributes:
        name: `decayed_spend` (dated money), `totals_and_dates`, `decayed_count` (no amounts), `lifetime_spend`
            (no dates), `decayed_signs` (nothing but dated signs of one kind, as visits), `engagement` (several kinds
            of signs and no payments) or `none` (nothing known of anybody).
        half_life_days: days after which a payment counts half.
        weights: how much interest and advocacy may move a score, as shares of it.
    """

    name: ScoreName
    half_life_days: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one file brings to a mark.

    Attributes:
        file_id: of the table.
        file: its name, for words.
        sign: a kind of event or a role of a column.
        headers: the columns of the table it was read from; empty where nothing is known of them.
        rows: how many rows say so.
    """

    file_id: str
    file: str
    sign: str
    headers: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class MarkKnown:
    """For how many people a mark is known, and what it was made of.

    Attributes:
        known: for how many people.
        columns: kinds of events and roles of columns.
        evidence: the same file by file.
    """

    known: int
    columns: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


def mark(
    found: Signals, weights: Mapping[str, float], name: str | None = None
) -> tuple[pd.DataFrame, ScoreUsed]:
    """Add interest, investment, advocacy and score to the people of `found`.

    Args:
        found: what `signals` gave.
        weights: `interest` and `advocacy`: the share by which a full mark raises the score and none lowers it.
        name: the score to rank by; None: the best that these people tell. A day is compared with another by one score only.

    Returns:
        The people with the four columns, and the score that was used. A score is never negative.
    """
    rows = found.people.assign(
        interest=mean_percentile(found.interest), advocacy=mean_percentile(found.advocacy)
    )
    rows["sign"] = _only_sign(found)
    by = cast("ScoreName", name) if name else _score_name(rows)
    money = _BASE[by](rows)
    rows["investment"] = log_scale(money).where(rows["money_known"]) if by in _MONEY else np.nan
    rows["score"] = money * _lift(rows, weights) if by in _MONEY else money
    return rows, ScoreUsed(by, found.fade.half_life_days, dict(weights))


def known(found: Signals, rows: pd.DataFrame) -> dict[str, MarkKnown]:
    """For how many people each mark is known, and what it was made of."""
    priced = rows["amounts"].gt(0)
    made_of = {
        "interest": tuple(dict.fromkeys(measure for measure in found.interest.columns.get_level_values(-1))),
        "investment": tuple(
            name
            for name, there in (
                ("amount", priced.any()),
                ("lifetime_amount", (rows["totals_spread"] | (rows["lifetime_minor"].gt(0) & ~priced)).any()),
                ("payment", not rows["lifetime_minor"].any() and rows["payments"].gt(0).any()),
            )
            if there
        ),
        "advocacy": tuple(dict.fromkeys(measure for measure in found.advocacy.columns.get_level_values(-1))),
    }
    return {name: MarkKnown(int(rows[name].notna().sum()), made_of[name]) for name in MARKS}


def mean_percentile(signs: pd.DataFrame) -> pd.Series:
    """The mean, over the signs known of a person, of the share of people (0–100) who show no more of it.

    Nothing shown is 0; equal signs get equal marks; a sign that is unknown is left out of the mean. A sign that several
    sources state is one sign, their mean: the same column in two files does not weigh twice.

    Args:
        signs: one column a sign, or a source and a sign.

    Example:
        >>> signs = pd.DataFrame({"clicks": [0.0, 1.0, 5.0, 5.0, np.nan]})
        >>> mean_percentile(signs).tolist()
        [0.0, 50.0, 100.0, 100.0, nan]
    """
    names = signs.columns.get_level_values(-1)
    of_signs = [
        _mean_known([_places(signs.iloc[:, n]) for n, each in enumerate(names) if each == name], len(signs))
        for name in dict.fromkeys(names)
    ]
    return pd.Series(_mean_known(of_signs, len(signs)), index=signs.index)


def _places(sign: pd.Series) -> Floats:
    """Of 100 of whom the sign is known, how many show no more; 0 of who shows none, NaN of whom it is unknown."""
    values = sign.to_numpy(dtype=float)
    ordered = np.sort(values[~np.isnan(values)])
    share = np.searchsorted(ordered, values, side="right") / max(len(ordered), 1) * 100.0
    return np.asarray(np.where(np.isnan(values), np.nan, np.where(values > 0, share, 0.0)))


def _mean_known(columns: list[Floats], count: int) -> Floats:
    stacked = np.stack(columns) if columns else np.empty((0, count))
    known = ~np.isnan(stacked)
    sums, numbers = np.where(known, stacked, 0.0).sum(axis=0), known.sum(axis=0)
    mean: Floats = np.divide(sums, numbers, out=np.full(count, np.nan), where=numbers > 0)
    return mean


def cap(amounts: Floats) -> float:
    """Where amounts count no further: at their 99th percentile, and never beyond the second largest.

    So it does not matter to anybody else how large the largest is, however few there are.

    Args:
        amounts: at least one, in any order.

    Example:
        >>> cap(np.array([1.0, 2.0, 3000.0]))
        2.0
    """
    second = np.partition(amounts, -2)[-2] if len(amounts) > 1 else amounts[0]
    return float(min(np.percentile(amounts, CAP_PERCENTILE), second))


def log_scale(money: pd.Series) -> pd.Series:
    """Money on a log scale whose unit is the payers' median: 0 for nothing, 100 from the cap on."""
    amounts = money.to_numpy(dtype=float)
    payers = amounts[amounts > 0]
    if not len(payers):
        return pd.Series(0.0, index=money.index)
    unit, top = float(np.median(payers)), cap(payers)
    scaled = np.log1p(amounts / unit) * (100.0 / float(np.log1p(top / unit)))
    return pd.Series(np.clip(scaled, 0.0, 100.0), index=money.index)


def _score_name(rows: pd.DataFrame) -> ScoreName:
    if (rows["amounts"] > 0).any():
        return "decayed_spend"
    if rows["dated"].any():
        return "totals_and_dates"
    if (rows["lifetime_minor"] > 0).any():
        return "lifetime_spend"
    if (rows["payments"] > 0).any():
        return "decayed_count"
    if rows["sign"].notna().any():
        return "decayed_signs"
    return "engagement" if rows[["interest", "advocacy"]].notna().any(axis=None) else "none"


def _only_sign(found: Signals) -> pd.Series | float:
    """The decayed count of the one kind of dated events that tells of people; unknown where there are several signs.

    One sign can be weighed by how much there is of it; several have no unit in common but the place among people.
    """
    signs = pd.concat([found.interest, found.advocacy], axis="columns").dropna(axis="columns", how="all")
    if signs.shape[1] != 1 or signs.columns[0][0] != EVENTS or signs.columns[0][1] == SURVEY:
        return np.nan
    return signs.iloc[:, 0]


def _engagement(rows: pd.DataFrame) -> pd.Series:
    return rows[["interest", "advocacy"]].mean(axis=1).fillna(0.0)


_BASE: dict[str, Any] = {
    "decayed_spend": lambda rows: rows["decayed_minor"].clip(lower=0.0),
    "totals_and_dates": lambda rows: rows["decayed_minor"].clip(lower=0.0),
    "lifetime_spend": lambda rows: rows["lifetime_minor"].clip(lower=0).astype(float),
    "decayed_count": lambda rows: rows["decayed_count"],
    "decayed_signs": lambda rows: rows["sign"].fillna(0.0),
    "engagement": _engagement,
    "none": lambda rows: pd.Series(0.0, index=rows.index),
}
#: Scores of people of whom no money is known.
UNPAID = ("decayed_signs", "engagement")
_MONEY = ("decayed_spend", "totals_and_dates", "lifetime_spend", "decayed_count")


def _lift(rows: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """What interest and advocacy make of a score: 1 for an unknown or middling mark, 1 ± weight at the ends."""
    lift = pd.Series(1.0, index=rows.index)
    for name in ("interest", "advocacy"):
        lift *= 1.0 + weights.get(name, 0.0) * (rows[name] / 50.0 - 1.0).fillna(0.0)
    return lift
