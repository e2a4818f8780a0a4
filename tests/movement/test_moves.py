"""Flows add up, rates rest on counts, and where they lead is worked out."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from truefans_core.columns import STATES
from truefans_core.history import Path, month_ends
from truefans_core.movement import ahead, flows, moves, transitions
from truefans_core.movement.flows import counts
from truefans_core.movement.rates import forecast

DAYS = month_ends(date(2025, 1, 1), date(2025, 6, 30))


def path_of(states, income=None):
    states = np.asarray(states, np.int8)
    income = np.zeros(states.shape, np.int64) if income is None else np.asarray(income, np.int64)
    ids = pd.Index([f"{n:016x}" for n in range(len(states))], name="person_id")
    return Path(ids, DAYS[: states.shape[1]], states, income)


@st.composite
def paths(draw):
    """Anybody anywhere, but who has come stays somewhere."""
    states = draw(
        arrays.arrays(np.int8, st.tuples(st.integers(1, 30), st.just(6)), elements=st.integers(0, 4))
    )
    absent = draw(arrays.arrays(np.int64, len(states), elements=st.integers(0, 6)))
    states[np.arange(6) < absent[:, None]] = -1
    income = draw(arrays.arrays(np.int64, states.shape, elements=st.integers(-(10**9), 10**12)))
    income[states == -1] = 0
    return path_of(states, income)


@settings(max_examples=60, deadline=None)
@given(paths(), st.integers(0, 5), st.integers(0, 5))
def test_flows_add_up_to_the_groups_of_both_dates_and_to_the_change_in_income(path, one, other):
    first, last = sorted((one, other))
    start, end = DAYS[first], DAYS[last]
    found = flows(moves(path, start, end))
    total = counts(path).set_index("date")
    for state in STATES:
        assert found.loc[found["from"] == state, "people"].sum() == total.loc[start, state]
        assert found.loc[found["to"] == state, "people"].sum() == total.loc[end, state]
    assert found["money_minor"].sum() == path.income[:, last].sum() - path.income[:, first].sum()
    assert (found["people"] > 0).all()


def test_a_move_has_its_name():
    path = path_of([[-1, 1], [1, 3], [3, 2], [2, 4], [4, 1], [1, 1], [4, 4], [-1, 4]])
    kinds = moves(path, DAYS[0], DAYS[1])["kind"].tolist()
    assert kinds == ["new", "up", "down", "gone", "returned", "same", "same", "new"]


def test_a_rate_rests_on_people_times_months():
    path = path_of([[1, 1, 1, 3, 3, 4], [1, 1, 1, 1, 1, 1], [-1, -1, 1, 1, 4, 4]])
    found = transitions(path).set_index(["from", "to"])
    assert found.loc[("casual", "true"), ["count", "at_risk"]].tolist() == [1, 10]
    up = found.loc[("casual", "true")]
    assert up["rate"] == pytest.approx(1.5 / 11)
    assert up["low"] < up["rate"] < up["high"]
    assert ("engaged", "true") not in found.index


def test_the_way_up_is_found_again_on_simulated_people():
    chance = np.random.default_rng(5)
    monthly = np.array([[1, 0, 0, 0, 0], [0, 0.86, 0.06, 0.02, 0.06], [0, 0.1, 0.78, 0.1, 0.02],
                        [0, 0.02, 0.05, 0.9, 0.03], [0, 0, 0, 0, 1]])  # fmt: skip
    states = np.full((4000, 6), 1)
    for month in range(1, 6):
        draw = chance.random(4000)
        states[:, month] = (draw[:, None] > monthly[states[:, month - 1]].cumsum(axis=1)).sum(axis=1)
    found = ahead(path_of(states), seed=1, draws=500)
    below = monthly[1:3, 1:3]
    reach = np.linalg.solve(np.eye(2) - below, monthly[1:3, 3])
    taken = np.linalg.solve(np.eye(2) - below, reach)[0] / reach[0]
    assert found.chance[1] < reach[0] < found.chance[2]
    assert found.months[1] < taken < found.months[2]
    assert found.chance[0] == pytest.approx(reach[0], abs=0.05)


def test_a_level_is_arrivals_over_leaving():
    # Ten come a month as casual and one in ten leaves: golden N* = a / c, with few moves to go by the range is wide.
    rows = []
    for came in range(6):
        rows += [[-1] * came + [1] * (6 - came)] * 10
    rows += [[1, 4, 4, 4, 4, 4]] * 1
    found = ahead(path_of(rows), seed=2, draws=400)
    low, high = found.level["casual"][1:]
    assert low < high
    assert found.months is None
    assert ahead(path_of([[1]])) is None


def test_a_forecast_holds_what_comes_in_eight_of_ten_ranges():
    chance = np.random.default_rng(9)
    monthly = np.array([[1, 0, 0, 0, 0], [0, 0.86, 0.06, 0.02, 0.06], [0, 0.1, 0.78, 0.1, 0.02],
                        [0, 0.02, 0.05, 0.9, 0.03], [0, 0.01, 0, 0, 0.99]])  # fmt: skip
    hits = []
    for _ in range(20):
        states = np.full((400, 6), 1)
        for month in range(1, 6):
            draw = chance.random(400)
            states[:, month] = (draw[:, None] > monthly[states[:, month - 1]].cumsum(axis=1)).sum(axis=1)
        found = forecast(path_of(states[:, :5]), 1, seed=3, draws=400)[0]
        for code in (1, 2, 3):
            _, low, high = found[STATES[code]]
            hits.append(low <= (states[:, 5] == code).sum() <= high)
    assert np.mean(hits) > 0.7


def test_where_nobody_ever_moved_nobody_is_taken_to_move():
    found = forecast(path_of([[3, 3, 3]] * 50), 12, draws=50)[-1]
    assert found["true"] == (50, 50, 50)
    assert found["gone"] == (0, 0, 0)
