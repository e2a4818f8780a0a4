"""How far a share measured on a few people can be trusted: Wilson and Jeffreys intervals, differences, many at once.

A share is shown with Wilson's interval (95 of 100 such intervals hold the true share, also for 0 of n); a rate that
feeds a forecast is taken from Jeffreys' posterior Beta(k + ½, n − k + ½), with the range that holds 80 of 100.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

WILSON_CONFIDENCE = 0.95
JEFFREYS_CONFIDENCE = 0.80


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its range, all between 0 and 1.

    Attributes:
        count: how many of them.
        total: of how many.
        share: the share; NaN where `total` is 0.
        low: lower end of the range.
        high: upper end of the range.
    """

    count: int
    total: int
    share: float
    low: float
    high: float


def wilson(count: int, total: int, confidence: float = WILSON_CONFIDENCE) -> tuple[float, float]:
    """The ends of Wilson's score interval of a share; (0, 1) where nobody was counted.

    Formula (Wilson 1927, doi 10.1080/01621459.1927.10502953), with z the normal quantile:
    `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`.

    Raises:
        ValueError: if `count` is not within 0…`total`.

    Example:
        >>> [round(end, 4) for end in wilson(1, 10)]
        [0.0179, 0.4042]
    """
    _check(count, total)
    if total == 0:
        return 0.0, 1.0
    z = _quantile(confidence)
    share = count / total
    shrink = 1 + z * z / total
    centre = (share + z * z / (2 * total)) / shrink
    reach = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / shrink
    # At the edges the formula gives 0 and 1 exactly; rounding must not push an end past the share itself.
    low = 0.0 if count == 0 else min(share, max(0.0, centre - reach))
    high = 1.0 if count == total else max(share, min(1.0, centre + reach))
    return low, high


def jeffreys(count: int, total: int, confidence: float = JEFFREYS_CONFIDENCE) -> tuple[float, float, float]:
    """Mean and ends of the Jeffreys posterior Beta(count + ½, total − count + ½) of a rate.

    Returns:
        `(mean, low, high)`; low and high cut off equal tails. With nobody counted it is the prior: mean ½.

    Raises:
        ValueError: if `count` is not within 0…`total`.

    Example:
        >>> [round(end, 3) for end in jeffreys(7, 140)]
        [0.053, 0.031, 0.078]
    """
    from scipy.special import betaincinv

    _check(count, total)
    a, b = count + 0.5, total - count + 0.5
    tail = (1 - confidence) / 2
    return a / (a + b), float(betaincinv(a, b, tail)), float(betaincinv(a, b, 1 - tail))


def rate(count: int, total: int) -> Rate:
    """The share `count` of `total` with its Wilson range.

    Raises:
        ValueError: if `count` is not within 0…`total`.
    """
    low, high = wilson(count, total)
    return Rate(count, total, count / total if total else math.nan, low, high)


def between(one: tuple[float, float, float], other: tuple[float, float, float]) -> tuple[float, float, float]:
    """The difference of two shares measured apart, each given with the ends of its range.

    The ranges are squared and added (MOVER: Zou & Donner 2008, doi 10.1002/sim.3095), so each may be lopsided. Of two
    Wilson ranges it is Newcombe's method 10 (1998).

    Args:
        one: share, low, high.
        other: the same of what it is compared with.

    Example:
        >>> [round(x, 4) for x in between((0.8, *wilson(56, 70)), (0.6, *wilson(48, 80)))]
        [0.2, 0.0524, 0.3339]
    """
    (p, p_low, p_high), (q, q_low, q_high) = one, other
    return p - q, p - q - math.hypot(p - p_low, q_high - q), p - q + math.hypot(p_high - p, q - q_low)


def holm(chances: Sequence[float]) -> list[float]:
    """The chances of many comparisons made at once, each raised so that all together err in 5 of 100 at most.

    Holm's step-down method (1979, Scandinavian Journal of Statistics 6:65). What is not known (NaN) was not compared.

    Example:
        >>> holm([0.01, 0.04, float("nan"), 0.03])
        [0.03, 0.06, nan, 0.06]
    """
    known = sorted((chance, place) for place, chance in enumerate(chances) if not math.isnan(chance))
    found = [math.nan] * len(chances)
    highest = 0.0
    for rank, (chance, place) in enumerate(known):
        highest = max(highest, min(1.0, chance * (len(known) - rank)))
        found[place] = highest
    return found


def _check(count: int, total: int) -> None:
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share")


@cache
def _quantile(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2)
