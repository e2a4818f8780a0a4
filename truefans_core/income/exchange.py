"""Fees stated in another currency than the scenario's: the fixed parts exchanged by the last rate of the table."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from truefans_core import rates
from truefans_core.problems import Problem

if TYPE_CHECKING:
    from truefans_core.fees import FeeRow


def fees_in(row: FeeRow, currency: str) -> tuple[FeeRow, tuple[Problem, ...]]:
    """A fee row in a currency, and what to say about it.

    Percentage parts need no exchange; where a row has no amounts nothing is said. Without a rate the amounts are
    taken at par, which is said as a warning.
    """
    if row.currency == currency:
        return row, ()
    amounts = row.fixed_minor or row.monthly_minor or row.threshold is not None
    table = rates.table()
    day = np.array([table.until])
    of_euro, of_other = (float(table.rate(code, day)[0][0]) for code in (row.currency, currency))
    scale = Fraction(10) ** (rates.decimals(currency) - rates.decimals(row.currency))
    if np.isfinite(of_euro) and np.isfinite(of_other):
        exchanged = row.in_currency(currency, Fraction(str(of_other)) / Fraction(str(of_euro)) * scale)
        said = Problem(
            "S_FEE_CURRENCY",
            params={"stated": row.currency, "currency": currency, "day": table.last_day.isoformat()},
        )
    else:
        exchanged = row.in_currency(currency, scale)
        said = Problem("S_FEE_AT_PAR", params={"stated": row.currency, "currency": currency})
    return exchanged, (said,) if amounts else ()
