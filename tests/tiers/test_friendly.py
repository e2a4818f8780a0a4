"""A line one can say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.tiers.friendly import friendly, rounded
from truefans_core.tiers.line import Line

amounts = st.floats(0.01, 1e12)


@given(amounts, amounts)
def test_rounding_keeps_the_order_and_stays_near(one, other):
    assert 0.85 <= friendly(one) / one <= 1.2
    assert friendly(friendly(one)) == friendly(one)
    assert (friendly(one) <= friendly(other)) or one > other


@given(amounts, amounts)
def test_a_rounded_line_has_its_cuts_in_order(one, other):
    line = Line("natural", max(one, other), min(one, other), 60.0, "USD")
    new = rounded(line)
    assert new is None or (new.engaged <= new.true and new.half_life_days == 60.0)
    assert new is None or rounded(new) is None or rounded(new).true == new.true


def test_118_dollars_become_120():
    assert rounded(Line("natural", 11_837.2, 2310.0, 60.0, "USD")).true == 12_000


@pytest.mark.parametrize(
    "line",
    [
        Line("money", 10_000.0, 2500.0, 60.0, "USD"),
        Line("natural", None, None, 60.0, "USD"),
        Line("natural", 4.7, 1.2, 60.0, None),
        Line("natural", 12_000.0, 2500.0, 60.0, "USD"),
    ],
)
def test_what_is_said_already_or_is_no_money_is_left_alone(line):
    assert rounded(line) is None
