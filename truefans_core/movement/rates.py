"""How often people move in a month, and where that leads if it goes on.

Groups form a Markov chain: what happens next month depends on the group of today only. That is an approximation; the
ranges say how few moves a rate rests on, not how wrong the approximation is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from truefans_core.columns import STATES
from truefans_core.history import Path
from truefans_core.history.past import ABSENT
from truefans_core.intervals import jeffreys

Floats = npt.NDArray[np.float64]
_GONE, _TRUE, _CASUAL = STATES.index("gone"), STATES.index("true"), STATES.index("casual")
#: A range holds this share of the draws.
HELD = 0.80
DRAWS = 2_000
_YEAR = 12
#: Months whose arrivals are taken to go on.
_LATELY = 3
#: What a move that was never seen weighs beside those that were.
_RARE = 1e-3


def counted(path: Path) -> npt.NDArray[np.int64]:
    """Moves between neighbouring days of a path: one row a state before, one column a state after."""
    size = len(STATES)
    found = np.zeros((size, size), np.int64)
    for place in range(1, len(path.days)):
        was, now = path.states[:, place - 1].astype(int), path.states[:, place].astype(int)
        both = (was != ABSENT) & (now != ABSENT)
        found += np.bincount(was[both] * size + now[both], minlength=size * size).reshape(size, size)
    return found


def transitions(path: Path) -> pd.DataFrame:
    """The monthly rate of each move with its range.

    Args:
        path: states at ends of months that follow each other.

    Returns:
        `from`, `to`, `count`, `at_risk` (people times months), `rate` (the Jeffreys mean), `low`, `high` (the range
        holds 80 of 100); moves nobody could make are left out.
    """
    moved = counted(path)
    rows = []
    for was, row in enumerate(moved):
        at_risk = int(row.sum())
        for now, count in enumerate(row if at_risk else ()):
            mean, low, high = jeffreys(int(count), at_risk)
            named = {"from": STATES[was], "to": STATES[now], "count": int(count), "at_risk": at_risk}
            rows.append({**named, "rate": mean, "low": low, "high": high})
    return pd.DataFrame(rows, columns=["from", "to", "count", "at_risk", "rate", "low", "high"])


@dataclass(frozen=True, slots=True)
class Ahead:
    """Where the rates of a path lead.

    Attributes:
        year: state → people in twelve months, with the ends of the 80 % range; without gone.
        level: state → people it levels off at, with the ends of the 80 % range; without gone.
        chance: share of casual people who become true before they leave, with its range.
        months: months it takes those who do, with its range; None where nobody ever moved up to true.
    """

    year: dict[str, tuple[float, float, float]]
    level: dict[str, tuple[float, float, float]]
    chance: tuple[float, float, float]
    months: tuple[float, float, float] | None


def ahead(path: Path, *, seed: int = 1, draws: int = DRAWS) -> Ahead | None:
    """Where people level off at the arrivals and moves of a path, and how long the way up takes.

    The level of a group is `a (I − Q)⁻¹`: `a` the people who come or come back in a month, `Q` the moves among those
    who stay (Kemeny & Snell 1960, fundamental matrix). The ranges come from draws of `a` (Gamma) and of the rows of
    `Q` (Dirichlet, prior 1 in all).

    Args:
        path: states at ends of months that follow each other.
        seed: of the draws.
        draws: how many.

    Returns:
        None where fewer than two months are known.
    """
    months = len(path.days) - 1
    if months < 1:
        return None
    moved = counted(path)
    came = np.array([_arrivals(path, code) for code in range(_GONE)], dtype=float)
    chance = np.random.default_rng(seed)
    prior = 1.0 / len(STATES)
    rows = np.stack([chance.dirichlet(moved[was] + prior, size=draws) for was in range(_GONE)], axis=1)
    arrivals = chance.gamma(came + prior, 1.0 / months, size=(draws, _GONE))
    stay = rows[:, :, :_GONE]
    one = np.eye(_GONE)
    # Nobody leaves for certain in no draw, so the matrix can always be turned round.
    level = np.linalg.solve(np.swapaxes(one - stay, 1, 2), arrivals[:, :, None])[:, :, 0]
    reach, taken = _way_up(rows)
    soon = forecast(path, _YEAR, seed=seed, draws=draws)[-1]
    moves_up = moved[:_TRUE, _TRUE].sum() > 0
    return Ahead(
        {state: soon[state] for state in STATES[:_GONE]},
        {STATES[code]: _range(level[:, code]) for code in range(_GONE)},
        _range(reach),
        _range(taken) if moves_up else None,
    )


def forecast(
    path: Path, months: int, *, seed: int = 1, draws: int = DRAWS
) -> list[dict[str, tuple[float, float, float]]]:
    """People in each state in each of the next months, with the range that holds 80 of 100.

    Months differ by more than chance: for each month to come the moves out of a state are those of one month of the
    path, drawn by how many stood there (a bootstrap of months), within what its counts allow (Dirichlet), and people
    move by chance (multinomial). Who comes is drawn alike from the last `_LATELY` months (Gamma, Poisson): a rush of
    long ago is not taken to come again.

    Args:
        path: states at ends of months that follow each other, two at least.
        months: how many to look ahead.
        seed: of the draws.
        draws: how many.
    """
    size = len(STATES)
    pairs = [path.only(path.days[place : place + 2]) for place in range(len(path.days) - 1)]
    moved = np.stack([counted(pair) for pair in pairs])
    came = np.stack([_new(pair) for pair in pairs])
    start = np.bincount(path.states[:, -1][path.states[:, -1] != ABSENT], minlength=size)
    chance = np.random.default_rng(seed)
    at_risk = moved.sum(axis=2).astype(float)
    at_risk /= np.maximum(at_risk.sum(axis=0), 1.0)
    lately = came[-_LATELY:]
    now = np.broadcast_to(start, (draws, size))
    people = np.zeros((draws, months, size))
    for month in range(months):
        new = lately[chance.integers(len(lately), size=draws)] + _RARE
        after = chance.poisson(chance.standard_gamma(new))
        for was in range(size):
            weights = at_risk[:, was]
            if not weights.any():  # nobody ever stood there before, so nothing says that they move
                after[:, was] += now[:, was]
                continue
            seen = moved[chance.choice(len(pairs), size=draws, p=weights / weights.sum()), was]
            rates = chance.standard_gamma(seen + _RARE)
            after += chance.multinomial(now[:, was], rates / rates.sum(axis=1, keepdims=True))
        now = after
        people[:, month] = now
    return [
        {state: _range(people[:, month, code]) for code, state in enumerate(STATES)}
        for month in range(months)
    ]


def _new(pair: Path) -> npt.NDArray[np.int64]:
    was, now = pair.states[:, 0], pair.states[:, 1]
    fresh = now[(was == ABSENT) & (now != ABSENT)]
    return np.bincount(fresh, minlength=len(STATES))


def _arrivals(path: Path, code: int) -> int:
    was, now = path.states[:, :-1], path.states[:, 1:]
    return int((((was == ABSENT) | (was == _GONE)) & (now == code)).sum())


def _way_up(rows: Any) -> tuple[Floats, Floats]:
    """The share of casual people who get to true before they leave, and the months it takes those."""
    below = rows[:, :_TRUE, :_TRUE]
    one = np.eye(_TRUE)
    reach = np.linalg.solve(one - below, rows[:, :_TRUE, _TRUE][:, :, None])[:, :, 0]
    # Σ of months over the ways that end in true, divided by their share.
    taken = np.linalg.solve(one - below, reach[:, :, None])[:, :, 0]
    return reach[:, _CASUAL], taken[:, _CASUAL] / reach[:, _CASUAL]


def _range(values: Any) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, [0.5 - HELD / 2, 0.5, 0.5 + HELD / 2])
    return float(middle), float(low), float(high)
