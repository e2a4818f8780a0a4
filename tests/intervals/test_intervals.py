"""Golden values worked outside the project, and the laws any interval of a share obeys."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.intervals import jeffreys, rate, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (0, 10, 0, 0.2775),
        (0, 50, 0, 0.0713),
        (1, 10, 0.0179, 0.4042),
        (2, 40, 0.0138, 0.1650),
        (3, 100, 0.0103, 0.0845),
        (7, 50, 0.0695, 0.2619),
        (12, 400, 0.0172, 0.0517),
        (50, 1000, 0.0381, 0.0653),
    ],
)
def test_wilson_golden(count, total, low, high):
    assert [round(end, 4) for end in wilson(count, total)] == [low, high]


def test_jeffreys_golden():
    mean, low, high = jeffreys(7, 140)
    assert (round(mean, 3), round(low, 3), round(high, 3)) == (0.053, 0.031, 0.078)


counted = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counted)
def test_share_lies_within_wilson(pair):
    found = rate(*pair)
    assert 0 <= found.low <= found.share <= found.high <= 1


@given(counted)
def test_wilson_is_symmetric(pair):
    count, total = pair
    low, high = wilson(count, total)
    other_low, other_high = wilson(total - count, total)
    assert low == pytest.approx(1 - other_high, abs=1e-12)
    assert high == pytest.approx(1 - other_low, abs=1e-12)


@given(counted)
def test_more_people_narrow_both(pair):
    count, total = pair
    low, high = wilson(count, total)
    low10, high10 = wilson(count * 10, total * 10)
    assert high10 - low10 < high - low
    _, low, high = jeffreys(count, total)
    _, low10, high10 = jeffreys(count * 10, total * 10)
    assert high10 - low10 < high - low


def test_nobody_counted_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)
    assert math.isnan(rate(0, 0).share)
    assert jeffreys(0, 0)[0] == 0.5


@pytest.mark.parametrize("function", [wilson, jeffreys, rate])
@pytest.mark.parametrize("pair", [(-1, 5), (6, 5), (0, -1)])
def test_impossible_counts_are_refused(function, pair):
    with pytest.raises(ValueError, match="no share"):
        function(*pair)
