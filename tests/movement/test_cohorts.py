"""Retention and income by join month."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pyarrow as pa

from truefans_core.columns import EVENTS
from truefans_core.history import Path
from truefans_core.movement import cohorts
from truefans_core.movement.cohorts import payments


def events_of(rows):
    made = [
        {"person_id": who, "kind": kind, "at": datetime(on.year, on.month, on.day, 12, tzinfo=UTC)}
        for who, on, kind, _ in rows
    ]
    table = pa.Table.from_pylist(made, schema=EVENTS)
    return table.append_column("value_minor", pa.array([minor for *_, minor in rows], pa.int64()))


def test_a_month_that_is_not_over_is_marked_and_money_is_that_of_the_month():
    days = (date(2025, 4, 30), date(2025, 5, 31), date(2025, 6, 10))
    states = np.array([[1, 1, 4], [1, 1, 1], [-1, 2, 2]], np.int8)
    path = Path(pd.Index(["a", "b", "c"]), days, states, np.zeros((3, 3), np.int64))
    events = events_of(
        [
            ("a", date(2025, 4, 3), "payment", 500),
            ("b", date(2025, 5, 9), "payment", 700),
            ("b", date(2025, 5, 20), "refund", 200),
            ("c", date(2025, 6, 1), "payment", 900),
            (None, date(2025, 6, 1), "payment", 10_000),
        ]
    )
    found = cohorts(path, payments(events), date(2025, 6, 10))
    cells = found.cells.set_index(["cohort", "age"])
    april, may = pd.Timestamp(2025, 4, 1), pd.Timestamp(2025, 5, 1)
    assert cells.loc[april, "there"].tolist() == [2, 2, 1]
    assert cells.loc[april, "income_minor"].tolist() == [500, 500, 0]
    assert cells.loc[april, "mature"].tolist() == [True, True, False]
    assert cells.loc[may, "share"].tolist() == [1.0, 1.0]
    assert cells["income_minor"].sum() == 1900


def test_first_time_and_repeat_donors_are_counted_apart():
    days = (date(2025, 6, 30),)
    path = Path(pd.Index(list("abcd")), days, np.ones((4, 1), np.int8), np.zeros((4, 1), np.int64))
    rows = [(who, date(2024, 1, 5), "payment", 100) for who in "abcd"]
    rows += [(who, date(2023, 1, 5), "payment", 100) for who in "ab"]
    rows += [(who, date(2025, 1, 5), "payment", 100) for who in "ac"]
    found = cohorts(path, payments(events_of(rows)), date(2025, 6, 30))
    assert (found.first_time.count, found.first_time.total) == (1, 2)
    assert (found.repeat.count, found.repeat.total) == (1, 2)
