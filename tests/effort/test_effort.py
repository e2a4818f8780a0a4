from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.cultivate import STRATEGIES
from truefans_core.effort import MINUTES, capacity, fit, fit_exactly

costs = st.lists(st.integers(1, 60), max_size=60).map(lambda found: np.array(found, dtype=np.int64))


@given(costs, st.integers(0, 600))
def test_what_fits_never_exceeds_the_minutes_and_leaves_no_room_for_another(minutes, available):
    taken = fit(minutes, available)
    spent = int(minutes[taken].sum())
    assert spent <= available
    assert all(minutes[i] > available - spent for i in set(range(len(minutes))) - set(taken.tolist()))


@given(costs, st.integers(0, 600))
def test_better_tasks_come_first(minutes, available):
    taken = fit(minutes, available).tolist()
    assert taken == sorted(set(taken))
    if len(minutes) and minutes[0] <= available:
        assert taken[0] == 0


@pytest.mark.parametrize("hours", [-1, 169, float("nan"), float("inf")])
def test_impossible_hours(hours):
    with pytest.raises(ValueError, match="hours"):
        capacity(hours)


def test_every_strategy_has_its_minutes():
    assert {s.slug for s in STRATEGIES} == set(MINUTES)
    assert capacity(0) == 0
    assert capacity(5) == 300


few = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 50)), max_size=8)


@given(few, st.integers(0, 200))
def test_of_few_tasks_those_worth_most_are_taken(tasks, available):
    minutes = np.array([cost for cost, _ in tasks], dtype=np.int64)
    worth = np.array([gain for _, gain in tasks], dtype=float)
    taken = fit_exactly(minutes, worth, available)
    assert minutes[taken].sum() <= available
    every = (set_ for n in range(len(tasks) + 1) for set_ in combinations(range(len(tasks)), n))
    most = max(sum(worth[i] for i in each) for each in every if sum(minutes[i] for i in each) <= available)
    assert worth[taken].sum() == most


@given(few, st.integers(0, 200))
def test_the_exact_choice_is_never_worth_less_than_taking_them_as_they_come(tasks, available):
    minutes = np.array([cost for cost, _ in tasks], dtype=np.int64)
    worth = np.array([gain for _, gain in tasks], dtype=float)
    exact = fit_exactly(minutes, worth, available)
    assert worth[exact].sum() >= worth[fit(minutes, available)].sum()
