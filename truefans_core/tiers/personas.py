"""Kinds of people inside one tier: k-means in the space of the three marks, never for naming the tiers themselves.

How many there are is decided by what stays the same when the people are drawn anew (the adjusted Rand index over
bootstrap samples), and only where the groups explain more than the same recipe does in a sample without groups: one
bell, and one evenly filled box. What cannot be told apart in words is no group either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from truefans_core.columns import MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Numbers of kinds that are tried.
COUNTS = (2, 3, 4, 5)
#: A tier with fewer people whose marks are known has no kinds; a kind holds at least this share of them.
FEWEST, SMALLEST = 30, 0.05
#: A mark that is unknown for more than this share of a tier tells nobody apart.
MOST_UNKNOWN = 0.2
#: The groups are sought in at most this many people, every so-manieth by person_id, which is random.
SOUGHT_IN = 600
#: Bootstrap samples, how alike they have to be, and how much worse than the best a number of kinds may be.
SAMPLES, STABLE, AS_STABLE = 10, 0.75, 0.05
#: Groups are real if they leave less than this share of what a sample without groups leaves unexplained.
LEFT_OVER = 0.85
#: A kind is said to be high or low in a mark from this many standard deviations on.
TELLING = 0.5
STARTS = 10

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Persona:
    """One kind of people in a tier.

    Attributes:
        traits: what sets them apart from the rest of the tier: (mark, "high" or "low"), the most telling first.
        count: how many.
        means: mark → mean, where known of anybody.
        income_year_minor: what they brought in the last 365 days.
    """

    traits: tuple[tuple[str, str], ...]
    count: int
    means: Mapping[str, float]
    income_year_minor: int


@dataclass(frozen=True, slots=True)
class Personas:
    """The kinds of people in one tier.

    Attributes:
        groups: largest first; empty where there are none.
        of: index of the group of each person of the tier, by person_id; -1 where no mark is known.
        stability: adjusted Rand index, mean over bootstrap samples, 1 is the same each time; None where not tried.
        reason: message id of the reason why there are none, else None.
    """

    groups: tuple[Persona, ...]
    of: pd.Series
    stability: float | None
    reason: str | None


def personas(rows: pd.DataFrame) -> Personas:
    """The kinds of people among the people of one tier, or why there are none.

    Args:
        rows: needs person_id, income_year_minor and the marks.
    """
    rows = rows.sort_values("person_id")
    marks = [name for name in MARKS if _tells_apart(rows[name])]
    nobody = pd.Series(-1, index=pd.Index(rows["person_id"]), dtype="int64")
    if len(rows) < FEWEST:
        return Personas((), nobody, None, "personas.few")
    if len(marks) < 2:  # noqa: PLR2004 one mark alone is the ranking once more
        return Personas((), nobody, None, "personas.one_mark")
    values = rows[marks].to_numpy(dtype=float)
    middle, spread = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    points = (values - middle) / spread
    whole = points[np.isfinite(points).all(axis=1)]
    if len(whole) < FEWEST:
        return Personas((), nobody, None, "personas.few")
    centres, stability = _found(whole[:: -(-len(whole) // SOUGHT_IN)], points, marks)
    if centres is None:
        return Personas((), nobody, stability, "personas.none")
    of = _nearest(points, centres)
    order = np.argsort(-np.bincount(of[of >= 0], minlength=len(centres)), kind="stable")
    of = np.where(of >= 0, np.argsort(order)[of], -1)
    named = _traits(points, of, marks)
    groups = tuple(
        Persona(
            named[number],
            int((of == number).sum()),
            {name: float(mean) for name in MARKS if pd.notna(mean := rows.loc[of == number, name].mean())},
            int(rows.loc[of == number, "income_year_minor"].sum()),
        )
        for number in range(len(centres))
    )
    return Personas(groups, pd.Series(of, index=nobody.index, dtype="int64"), stability, None)


def _tells_apart(mark: pd.Series) -> bool:
    """Whether a mark is known of most and has more than two values: a yes or no would become the groups."""
    return bool(mark.isna().mean() <= MOST_UNKNOWN and mark.nunique() > 2)  # noqa: PLR2004 binary


def _found(sample: Floats, points: Floats, marks: Sequence[str]) -> tuple[Floats | None, float | None]:
    """The centres of the kinds, and how stable the most stable number of them is."""
    from sklearn.metrics import adjusted_rand_score
    from threadpoolctl import threadpool_limits

    chance = np.random.default_rng(0)
    draws = [chance.integers(0, len(sample), len(sample)) for _ in range(SAMPLES)]
    without = _without_groups(sample, chance)
    tried: list[tuple[float, float, Floats]] = []
    best = 0.0
    with threadpool_limits(1):
        for count in COUNTS:
            centres, left = _fit(sample, count, STARTS)
            mine = _nearest(sample, centres)
            alike = [
                adjusted_rand_score(mine, _nearest(sample, _fit(sample[draw], count, 2)[0])) for draw in draws
            ]
            stable, of = float(np.mean(alike)), _nearest(points, centres)
            best = max(best, stable)
            relative = left / min(_fit(other, count, 2)[1] for other in without)
            sizes = np.bincount(of[of >= 0], minlength=count)
            named = _traits(points, of, marks)
            told_apart = len(set(named)) == count and all(named)
            if relative < LEFT_OVER and told_apart and sizes.min() >= SMALLEST * sizes.sum():
                tried.append((stable, relative, centres))
    top = max((stable for stable, _, _ in tried), default=0.0)
    if top < STABLE:
        return None, best
    fitting = [each for each in tried if each[0] >= max(STABLE, top - AS_STABLE)]
    stable, _, centres = min(fitting, key=lambda each: each[1])
    return centres, stable


def _fit(points: Floats, count: int, starts: int) -> tuple[Floats, float]:
    """Centres, and the share of the variance they leave unexplained."""
    from sklearn.cluster import KMeans

    distinct, weights = np.unique(points, axis=0, return_counts=True)
    model = KMeans(min(count, len(distinct)), n_init=starts, random_state=0)
    model.fit(distinct, sample_weight=weights)
    spread = float(((points - points.mean(axis=0)) ** 2).sum())
    return np.asarray(model.cluster_centers_, dtype=float), float(model.inertia_) / spread if spread else 0.0


def _without_groups(points: Floats, chance: np.random.Generator) -> tuple[Floats, Floats]:
    """Samples as large and as wide that have no groups: a bell with the same slant, and an even box."""
    spread = np.atleast_2d(np.cov(points, rowvar=False))
    bell = chance.multivariate_normal(
        points.mean(axis=0), spread, len(points), method="cholesky", check_valid="ignore"
    )
    low, high = np.quantile(points, (0.02, 0.98), axis=0)
    return bell, chance.uniform(low, np.maximum(high, low + 1e-9), points.shape)


def _nearest(points: Floats, centres: Floats) -> Whole:
    """The nearest centre by the marks that are known; -1 where none is."""
    apart = np.stack([np.square(points - centre) for centre in centres], axis=1)
    known = np.isfinite(apart)
    mean = np.where(known, apart, 0.0).sum(axis=2) / np.maximum(known.sum(axis=2), 1)
    return np.where(known.any(axis=(1, 2)), mean.argmin(axis=1), -1)


def _traits(points: Floats, of: Whole, marks: Sequence[str]) -> list[tuple[tuple[str, str], ...]]:
    """What sets each kind apart from the rest of the tier: as few marks as tell all of them apart."""
    apart: list[list[tuple[str, str]]] = []
    for number in range(int(of.max(initial=0)) + 1):
        mine, others = points[of == number], points[(of != number) & (of >= 0)]
        if not len(mine) or not len(others):
            apart.append([])
            continue
        gaps = np.nanmean(mine, axis=0) - np.nanmean(others, axis=0)
        order = np.argsort(-np.abs(gaps), kind="stable")
        apart.append(
            [(marks[at], "high" if gaps[at] > 0 else "low") for at in order if abs(gaps[at]) >= TELLING]
        )
    for length in range(1, len(marks) + 1):
        named = [tuple(traits[:length]) for traits in apart]
        if len(set(named)) == len(named):
            return named
    return [tuple(traits) for traits in apart]
