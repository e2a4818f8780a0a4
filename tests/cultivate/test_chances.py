"""How likely people move: counted on one's own people of a year ago, assumed where too few can tell."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from truefans_core import cultivate
from truefans_core.columns import STATES
from truefans_core.history import Path
from truefans_core.history.past import ABSENT

DAYS = (dt.date(2025, 6, 30), dt.date(2026, 6, 30))


def path(*moves: tuple[str | None, str | None, int, int]) -> Path:
    """Moves as (state a year ago, state now, income a year ago, how many people)."""
    codes = {None: ABSENT, **{state: code for code, state in enumerate(STATES)}}
    rows = [(codes[was], codes[now], income) for was, now, income, count in moves for _ in range(count)]
    states = np.array([row[:2] for row in rows], np.int8).reshape(-1, 2)
    income = np.array([[row[2], 0] for row in rows], np.int64).reshape(-1, 2)
    return Path(pd.Index([f"{i:016x}" for i in range(len(rows))]), DAYS, states, income)


def test_chances_are_the_share_of_those_who_could_that_did():
    found = cultivate.chances(
        path(
            ("casual", "engaged", 500, 8),
            ("casual", "true", 500, 1),
            ("casual", "casual", 0, 61),
            ("casual", "gone", 500, 20),
            (None, "engaged", 0, 50),
            ("casual", None, 0, 50),
            ("gone", "gone", 0, 27),
            ("gone", "casual", 0, 3),
        )
    )
    assert found.up["casual"] == cultivate.Chance(pytest.approx(9.5 / 91), 9, 90, True)
    # Only who paid can leave: 8 + 1 + 20 are too few to tell.
    assert found.leave["casual"] == cultivate.Chance(0.30, 20, 29, False)
    assert found.back == cultivate.Chance(pytest.approx(3.5 / 31), 3, 30, True)


def test_without_people_everything_is_assumed():
    found = cultivate.chances(path())
    assert not any(chance.measured for chance in (*found.up.values(), *found.leave.values(), found.back))
    assert found == cultivate.Chances()
