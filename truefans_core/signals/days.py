"""Days as numbers since 1970-01-01, NaN where unknown: what Arrow and NumPy compute with."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

_MICROSECONDS = 86_400_000_000


def number_of(day: date) -> float:
    """A day as a number.

    Example:
        >>> number_of(date(1970, 1, 11))
        10.0
    """
    return float((day - date(1970, 1, 1)).days)


def earlier(one: pd.Series, other: pd.Series) -> pd.Series:
    """The earlier of two days each; the known one where only one is."""
    return pd.Series(np.fmin(one.to_numpy(dtype=float), other.to_numpy(dtype=float)), index=one.index)


def later(one: pd.Series, other: pd.Series) -> pd.Series:
    """The later of two days each; the known one where only one is."""
    return pd.Series(np.fmax(one.to_numpy(dtype=float), other.to_numpy(dtype=float)), index=one.index)


def moments(days: pd.Series) -> pd.Series:
    """Numbers as datetime64[us]; NaT where unknown."""
    numbers = days.to_numpy(dtype=float)
    known = ~np.isnan(numbers)
    found = np.full(len(numbers), "NaT", "datetime64[us]")
    found[known] = np.floor(numbers[known] * _MICROSECONDS).astype("int64").view("datetime64[us]")
    return pd.Series(found, index=days.index, name=days.name)
