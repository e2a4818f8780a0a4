"""What happened in each month, and around a day that was marked."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from truefans_core.history import Path, month_ends
from truefans_core.movement import around, by_month

DAYS = month_ends(date(2024, 1, 1), date(2025, 12, 31))
NOBODY_PAID = pd.DataFrame(
    {"person_id": [], "on": pd.to_datetime([]), "signed": pd.Series([], dtype="int64")}
)


def joined_in(months):
    states = np.full((len(months), len(DAYS)), -1, np.int8)
    for row, month in enumerate(months):
        states[row, month:] = 1
    return Path(
        pd.Index([f"p{n}" for n in range(len(months))]), DAYS, states, np.zeros(states.shape, np.int64)
    )


def test_months_count_who_came_left_and_rose_and_their_own_money():
    states = np.array([[1, 3, 4], [-1, 1, 3], [4, 4, 1]], np.int8)
    path = Path(pd.Index(["a", "b", "c"]), (*DAYS[:2], date(2024, 3, 10)), states, np.zeros((3, 3), np.int64))
    paid = pd.DataFrame(
        {
            "person_id": ["a", "b", "b", "stranger"],
            "on": pd.to_datetime(["2024-01-03", "2024-02-09", "2024-02-10", "2024-02-10"]),
            "signed": [500, 700, -200, 99],
        }
    )
    found = by_month(path, paid)
    assert found["came"].tolist() == [2, 1, 0]
    assert found["left"].tolist() == [0, 0, 1]
    assert found["became_true"].tolist() == [0, 1, 1]
    assert found["income_minor"].tolist() == [500, 500, 0]
    assert found["over"].tolist() == [True, True, False]


def test_each_side_of_a_day_is_its_own_months_and_the_year_before_is_the_same_season():
    # One comes each month; ten more in each summer month of both years.
    months = [m for m in range(24) for _ in range(11 if m % 12 in (5, 6, 7) else 1)]
    found = around(by_month(joined_in(months), NOBODY_PAID), date(2025, 5, 20))
    assert found.months == 3
    assert (found.before["came"], found.after["came"]) == (1, 11)
    assert (found.year_before["came"], found.year_after["came"]) == (1, 11)


@pytest.mark.parametrize("day", [date(2023, 6, 1), date(2024, 1, 15), date(2025, 12, 3), date(2026, 2, 1)])
def test_a_day_without_a_whole_month_on_both_sides_has_no_sides(day):
    assert around(by_month(joined_in(range(24)), NOBODY_PAID), day) is None


def test_a_year_earlier_that_is_not_known_is_left_out():
    found = around(by_month(joined_in(range(24)), NOBODY_PAID), date(2024, 6, 1))
    assert found.year_before == {}
    assert found.before["came"] == 1
