"""Groups found in the data: one-dimensional k-means on the payers' scores.

The recipe was measured on six dated sets; the cap and the power were chosen there. Cutting one score in one dimension
cannot put a better supporter into a lower group.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from truefans_core.marks import cap

#: Scores are raised to this power: on logs the top group grows too large, on square roots too small.
POWER = 1 / 3
GROUPS = 3
STARTS = 10
#: The capped cube roots are told apart to one part in this many: a million scores become counts of as many steps.
STEPS = 20_000
#: Decimals of a cube root that count.
DIGITS = 9
#: Groups are real if they leave less than this share of what a sample without groups leaves unexplained.
LEFT_OVER = 0.9

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NaturalCuts:
    """Where the groups part.

    Attributes:
        engaged: scores from here on are at least engaged; None where all payers are alike.
        true: scores from here on are true; None where all payers are alike.
        explained: share of the variance the groups explain.
        explained_without_groups: what the same recipe explains of an even or bell-shaped sample as large (up to `STEPS`).
    """

    engaged: float | None
    true: float | None
    explained: float
    explained_without_groups: float

    @property
    def distinct(self) -> bool:
        """Whether the groups are more than what cutting any sample in three would give."""
        return 1.0 - self.explained < LEFT_OVER * (1.0 - self.explained_without_groups)


def natural_cuts(scores: Floats) -> NaturalCuts:
    """Find the cuts between casual, engaged and true in the payers' scores.

    Args:
        scores: scores above 0, in any order and any unit.

    Returns:
        Cuts in the unit of the scores. With two distinct scores there is no middle: both cuts are the same.
    """
    ordered = np.sort(np.asarray(scores, dtype=float))
    if not len(ordered) or ordered[0] == ordered[-1]:
        return NaturalCuts(None, None, 0.0, 1.0)
    top = cap(ordered)
    roots = _roots(ordered, top)
    if roots[0] == roots[-1]:  # all up to the cap are alike: it would hide the few who are not
        top = float(ordered[-1])
        roots = _roots(ordered, top)
    if roots[0] == roots[-1]:
        return NaturalCuts(None, None, 0.0, 1.0)
    cuts, explained = _cuts(roots)
    count = min(len(roots), STEPS)
    bell = np.clip(_bell(count) * roots.std() + roots.mean(), 0.0, None)
    reference = max(_cuts(np.sort(bell))[1], _explained_of_even(count))
    engaged, true = (float(top * cut**3) for cut in (cuts[0], cuts[-1]))
    return NaturalCuts(engaged, true, explained, reference)


def top_cut(scores: Floats) -> float | None:
    """Where the true begin, as `natural_cuts` finds it, without asking whether there are groups; None: all alike."""
    ordered = np.sort(np.asarray(scores, dtype=float))
    for top in (cap(ordered), float(ordered[-1])):
        roots = _roots(ordered, top)
        if roots[0] != roots[-1]:
            return float(top * _cuts(roots)[0][-1] ** 3)
    return None


def _roots(ordered: Floats, top: float) -> Floats:
    """Capped cube roots as shares of the cap's; what differs by less than arithmetic can tell is the same."""
    return np.asarray(np.round(np.minimum(ordered / top, 1.0) ** POWER, DIGITS), dtype=float)


def _cuts(roots: Floats) -> tuple[Floats, float]:
    """Half-way points between neighbouring centres, and the share of the variance explained."""
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    values, counts = np.unique(_stepped(roots), return_counts=True)
    with threadpool_limits(1):
        model = KMeans(min(GROUPS, len(values)), n_init=STARTS, random_state=0)
        model.fit(values.reshape(-1, 1), sample_weight=counts)
    centres = np.sort(model.cluster_centers_.ravel())
    spread = float(np.sum(counts * (values - np.average(values, weights=counts)) ** 2))
    return (centres[1:] + centres[:-1]) / 2, 1.0 - float(model.inertia_) / spread


@lru_cache(1000)
def _explained_of_even(count: int) -> float:
    """What groups explain of an even sample so large, whatever its unit."""
    return _cuts((np.arange(count) + 0.5) / count)[1]


def _stepped(roots: Floats) -> Floats:
    if len(roots) <= STEPS:
        return roots
    width = roots[-1] / STEPS
    return np.asarray(np.round(roots / width) * width, dtype=float)


def _bell(count: int) -> Floats:
    """Evenly drawn values of the standard normal: a sample of one component without chance."""
    from scipy.special import ndtri

    return np.asarray(ndtri((np.arange(count) + 0.5) / count), dtype=float)
