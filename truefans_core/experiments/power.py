"""What so many people can show: the size a comparison needs, and the smallest effect it can see.

For two shares p and q of arms of m and n people, with p̄ their mean weighted by m and n (Fleiss, Levin & Paik 2003,
"Statistical Methods for Rates and Proportions", ch. 4, without continuity correction):

    |p − q| = z(1 − ½·0.05)·√(p̄(1 − p̄)(1/m + 1/n)) + z(0.80)·√(p(1 − p)/m + q(1 − q)/n)
"""

from __future__ import annotations

import math
from statistics import NormalDist

ALPHA, POWER = 0.05, 0.80
#: Where no smaller effect than this can be seen, leaving people out teaches nothing and is not offered.
OFFERED_MOST = 0.25
_STEPS = 60
_Z_ALPHA, _Z_POWER = NormalDist().inv_cdf(1 - ALPHA / 2), NormalDist().inv_cdf(POWER)


def people_needed(base: float, reached: float) -> int:
    """People in each of two equal arms so that 80 of 100 such comparisons see the difference.

    Raises:
        ValueError: if the shares are the same or no shares.

    Example:
        >>> people_needed(0.05, 0.10), people_needed(0.10, 0.20)
        (435, 199)
    """
    if not (0 <= base <= 1 and 0 <= reached <= 1) or base == reached:
        raise ValueError("two different shares between 0 and 1 are needed")
    return math.ceil((_spread(base, reached, 1, 1) / (reached - base)) ** 2)


def smallest_effect(base: float, written: int, held: int) -> float | None:
    """The smallest rise of the share that 80 of 100 such comparisons see; None where not even a rise to all would be.

    Args:
        base: share among those left out.
        written: people written to.
        held: people left out.

    Example:
        >>> round(smallest_effect(0.10, 500, 500), 3), smallest_effect(0.10, 3, 3)
        (0.059, None)
    """
    if not 0 <= base < 1 or written < 1 or held < 1:
        return None

    def seen(effect: float) -> bool:
        return effect >= _spread(base, min(1.0, base + effect), held, written)

    low, high = 0.0, 1 - base
    if not seen(high):
        return None
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if seen(middle) else (middle, high)
    return high


def _spread(base: float, reached: float, held: int, written: int) -> float:
    """The difference that is just seen if the shares are these."""
    both = (base * held + reached * written) / (held + written)
    alike = both * (1 - both) * (1 / held + 1 / written)
    apart = base * (1 - base) / held + reached * (1 - reached) / written
    return _Z_ALPHA * math.sqrt(alike) + _Z_POWER * math.sqrt(apart)
