"""Rates of the user's own: they hold for the fixed part of a fee as they do for the money it is taken from."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from truefans_core.analysis.valued import after_fees


@pytest.mark.parametrize(("euros", "left"), [(0.5, 1000 - 136 - 15), (2.0, 1000 - 136 - 60)])
def test_the_fixed_part_of_a_fee_is_exchanged_at_the_users_rate(euros: float, left: int) -> None:
    """Substack keeps 13.6 % and 30 cents of a dollar; one dollar is so many euros."""
    paid, once = np.array([1000]), np.array([1])
    assert after_fees(paid, once, "substack", "EUR", dt.date(2026, 1, 5), {"USD": euros}).tolist() == [left]
