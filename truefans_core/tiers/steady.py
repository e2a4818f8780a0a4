"""How steady the line is: drawn through other people like these, how many of the true fans would be the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from truefans_core.tiers.natural import top_cut
from truefans_core.tiers.rules import cut_at_share, cut_of_half

#: Samples drawn, and the most people they are drawn from, every so-manieth by value.
SAMPLES, DRAWN_FROM = 20, 2000
#: With fewer payers there is no line that could be steady.
FEWEST = 10

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Steadiness:
    """The Jaccard index of the true tier over bootstrap samples: in both, of those in either; 1 is the same."""

    mean: float
    low: float


def steadiness(rule: str, values: Floats, share: float) -> Steadiness | None:
    """How alike the true tier comes out when its line is drawn through people drawn anew.

    Both tiers are cuts of the same values, so the smaller lies within the larger and the index is their ratio.

    Args:
        rule: only natural, shares and pareto are drawn through the data; the lines of other rules are said.
        values: what the rule measures of those it measures, in any order.
        share: of payers that are true, for the rule `shares`.

    Returns:
        Mean and lowest tenth; None where there is no line or it does not depend on the data.
    """
    known = np.sort(np.asarray(values, dtype=float))
    known = known[:: max(1, -(-len(known) // DRAWN_FROM))]
    if rule not in ("natural", "shares", "pareto") or len(known) < FEWEST or known[0] == known[-1]:
        return None
    chance = np.random.default_rng(0)
    mine = _above(known, _cut(rule, known, share))
    alike = []
    for _ in range(SAMPLES):
        other = _above(known, _cut(rule, np.sort(known[chance.integers(0, len(known), len(known))]), share))
        alike.append(min(mine, other) / max(mine, other, 1))
    return Steadiness(float(np.mean(alike)), float(np.quantile(alike, 0.1)))


def _cut(rule: str, values: Floats, share: float) -> float | None:
    if values[0] == values[-1]:
        return None
    if rule == "natural":
        return top_cut(values)
    return cut_at_share(values, share) if rule == "shares" else cut_of_half(values)


def _above(values: Floats, cut: float | None) -> int:
    return 0 if cut is None else len(values) - int(np.searchsorted(values, cut, side="left"))
