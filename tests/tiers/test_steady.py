"""How steady the line is when the people are drawn anew."""

from __future__ import annotations

import numpy as np
import pytest

from truefans_core.tiers.natural import natural_cuts, top_cut
from truefans_core.tiers.steady import steadiness


def test_planted_groups_are_steady_and_a_handful_is_less_so():
    chance = np.random.default_rng(3)
    planted = np.concatenate(
        [chance.normal(m, 0.03 * m, n) for m, n in ((100, 300), (1500, 120), (12_000, 30))]
    )
    firm = steadiness("natural", planted, 0.1)
    loose = steadiness("natural", chance.lognormal(3, 1, 25), 0.1)
    assert firm.low == 1.0
    assert 0 < loose.low <= loose.mean < firm.mean


@pytest.mark.parametrize("rule", ["natural", "shares", "pareto"])
def test_it_does_not_depend_on_order_or_unit(rule):
    values = np.random.default_rng(5).lognormal(4, 1, 200)
    found = steadiness(rule, values, 0.1)
    assert found == steadiness(rule, values[::-1] * 1024, 0.1)
    assert 0 < found.low <= found.mean <= 1


@pytest.mark.parametrize("rule", ["money", "rfm", "marks"])
def test_a_line_that_is_said_has_no_steadiness(rule):
    assert steadiness(rule, np.arange(100.0), 0.1) is None


def test_few_or_equal_people_have_none():
    assert steadiness("natural", np.arange(9.0), 0.1) is None
    assert steadiness("natural", np.full(50, 3.0), 0.1) is None


def test_the_cut_alone_is_the_cut_of_the_groups():
    values = np.random.default_rng(2).lognormal(4, 1, 300)
    assert top_cut(values) == natural_cuts(values).true
