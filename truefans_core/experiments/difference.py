"""How far two groups differ, with the range that holds the truth in 95 of 100 cases."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from truefans_core.intervals import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESAMPLES = 2_000
_HOLDS = 95.0
#: A sample that happened to draw alike people only tells nothing of how far means vary.
_LEAST = 1e-3
_MOST_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class Difference:
    """Written to minus left out.

    Attributes:
        value: the difference as measured.
        low: lower end of its range.
        high: upper end.
    """

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the range leaves no doubt on which side of nothing it lies."""
        return self.low > 0 or self.high < 0


def of_shares(written: int, of_written: int, held: int, of_held: int) -> Difference:
    """The difference of two shares with Newcombe's hybrid score interval (1998, Statistics in Medicine 17:873, method 10).

    Args:
        written: how many of those written to did it.
        of_written: how many were written to, at least 1.
        held: how many of those left out did it.
        of_held: how many were left out, at least 1.

    Example:
        >>> found = of_shares(56, 70, 48, 80)
        >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
        (0.2, 0.0524, 0.3339)
    """
    p, q = written / of_written, held / of_held
    (p_low, p_high), (q_low, q_high) = wilson(written, of_written), wilson(held, of_held)
    down = math.hypot(p - p_low, q_high - q)
    up = math.hypot(p_high - p, q - q_low)
    return Difference(p - q, p - q - down, p - q + up)


def of_money(
    written: NDArray[np.float64],
    held: NDArray[np.float64],
    before: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None,
    *,
    seed: int,
) -> Difference:
    """The difference of mean money a person, its range by the studentised bootstrap.

    Money is lopsided: a few give much. So each resampled difference is measured in its own standard error (Efron &
    Tibshirani 1993, "An Introduction to the Bootstrap", ch. 12), and the range reaches as far down as up (Hall 1988,
    symmetric percentile-t); ends taken one by one hold too little for small groups.

    With what each spent before, the part of the difference that earlier spend explains is taken out first, which
    narrows the range: `y − θ(x − mean x)`, `θ = cov(x, y) / var(x)` within the groups (CUPED: Deng, Xu, Kohavi &
    Walker 2013, doi 10.1145/2433396.2433413).

    Args:
        written: money of each person written to.
        held: money of each person left out.
        before: earlier money of both, in the same order, or None.
        seed: of the resampling.
    """
    if before is not None:
        written, held = _adjusted(written, held, before)
    random = np.random.default_rng(seed)
    value = float(written.mean() - held.mean())
    error = math.sqrt(_error(written) + _error(held))
    (means_w, errors_w), (means_h, errors_h) = _resampled(written, random), _resampled(held, random)
    errors = np.sqrt(errors_w + errors_h)
    told = errors > error * _LEAST
    if not told.any():
        return Difference(value, value, value)
    reach = error * float(np.percentile(np.abs(means_w[told] - means_h[told] - value) / errors[told], _HOLDS))
    return Difference(value, value - reach, value + reach)


def _adjusted(
    written: NDArray[np.float64],
    held: NDArray[np.float64],
    before: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    centred = [each - each.mean() for each in before]
    spread = sum(float(each @ each) for each in centred)
    if spread <= 0:
        return written, held
    shared = sum(float(x @ (y - y.mean())) for x, y in zip(centred, (written, held), strict=True))
    theta = shared / spread
    mean = float(np.concatenate(before).mean())
    return written - theta * (before[0] - mean), held - theta * (before[1] - mean)


def _error(values: NDArray[np.float64]) -> float:
    """The squared standard error of the mean."""
    return float(values.var() / max(1, len(values) - 1))


def _resampled(
    values: NDArray[np.float64], random: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Means and their squared standard errors of samples with replacement, in pieces that need little memory."""
    size = len(values)
    piece = max(1, _MOST_CELLS // size)
    means, errors = [], []
    for start in range(0, RESAMPLES, piece):
        drawn = values[random.integers(0, size, (min(piece, RESAMPLES - start), size))]
        means.append(drawn.mean(axis=1))
        errors.append(drawn.var(axis=1) / max(1, size - 1))
    return np.concatenate(means), np.concatenate(errors)
