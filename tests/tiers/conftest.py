"""Invented people with a score, for rules that look at nothing else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

_DEFAULTS = {"interest": np.nan, "advocacy": np.nan, "investment": np.nan, "payments": 1}


def _rows(scores, **columns):
    """People p0000, p0001, … with these scores; other columns follow from the score where not given."""
    score = pd.Series(scores, dtype=float)
    table = {
        "person_id": [f"p{number:04}" for number in range(len(score))],
        "score": score,
        "income_year_minor": score.fillna(0).round().astype("int64"),
        "last_paid_at": pd.Timestamp("2025-06-01"),
        "state": "casual",
        **_DEFAULTS,
        **columns,
    }
    return pd.DataFrame(table, index=pd.RangeIndex(len(score)))


@pytest.fixture
def rows_of():
    return _rows
