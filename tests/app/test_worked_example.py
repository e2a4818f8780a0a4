"""The example on How it works gives the value that ranks the person, whoever is taken for it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pandas as pd
import pyarrow as pa
import pytest

from pages.parts import books

PAID = [
    ("a", "payment", 1000),
    ("a", "payment", 1000),
    ("a", "refund", 500),
    ("b", "payment", 1000),
    ("b", "payment", 3000),
    ("b", "payment", None),
]
#: All payments are 60 days old at a half-life of 60 days.
HELD = {"a": 750.0, "b": 2000.0}


def found(**held: float) -> SimpleNamespace:
    events = pa.table(
        {
            "person_id": [person for person, _, _ in PAID],
            "kind": [kind for _, kind, _ in PAID],
            "value_minor": [minor for _, _, minor in PAID],
            "at": pa.array([datetime(2026, 8, 1, 12, tzinfo=UTC)] * len(PAID), pa.timestamp("us", "UTC")),
        }
    )
    people = pd.DataFrame(
        {
            "person_id": ["a", "b"],
            "payments": 2,
            "tier": "engaged",
            "decayed_minor": [*{**HELD, **held}.values()],
        }
    )
    score = SimpleNamespace(name="decayed_spend", half_life_days=60.0)
    return SimpleNamespace(supporters=people, events=events, score=score, as_of=date(2026, 9, 30))


def test_who_got_money_back_is_no_example():
    shown = books.worked(found())  # type: ignore[arg-type]
    assert shown["person_id"].unique().tolist() == ["b"]
    assert shown["worth"].sum() == pytest.approx(HELD["b"])
    assert shown["value_minor"].tolist() == [1000, 3000]


def test_a_value_that_payments_alone_do_not_make_is_not_explained_by_them():
    assert books.worked(found(b=2500.0)) is None  # type: ignore[arg-type]
