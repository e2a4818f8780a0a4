"""Invented events, statements and people, as the rooms below hand them over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from truefans_core.columns import EVENTS, PEOPLE, SNAPSHOTS

_MONEY = [pa.field("value_minor", pa.int64()), pa.field("net_minor", pa.int64())]


def _events(*rows):
    """EVENTS with money: (person, day, minor) or (person, day, minor, {more columns})."""
    table = []
    for person, day, minor, *more in rows:
        extra = more[0] if more else {}
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        table.append(
            {
                "person_id": person,
                "source": "log",
                "platform": "Log",
                "kind": "payment",
                "at": at,
                "amount_minor": minor,
                "currency": "USD",
                "value_minor": minor,
                "net_minor": minor,
                **extra,
            }
        )
    return pa.Table.from_pylist(table, schema=pa.schema([*EVENTS, *_MONEY]))


def _snapshots(*rows):
    """SNAPSHOTS with money: (person, measure, value) or with {more columns}; money where the measure is money."""
    table = []
    for person, measure, value, *more in rows:
        money = measure in ("lifetime_amount", "opening_amount", "unit_price", "sales_generated")
        number = (value - date(1970, 1, 1)).days if isinstance(value, date) else value
        table.append(
            {
                "person_id": person,
                "source": "members",
                "platform": "Members",
                "as_of": date(2025, 6, 30),
                "measure": measure,
                "value": float(number),
                "currency": "USD" if money else None,
                "value_minor": value if money else None,
                "net_minor": value if money else None,
                **(more[0] if more else {}),
            }
        )
    return pa.Table.from_pylist(table, schema=pa.schema([*SNAPSHOTS, *_MONEY]))


def _people(*ids, sources="log", platforms="Log"):
    return pa.Table.from_pylist(
        [
            {"person_id": person, "keys": person, "sources": sources, "platforms": platforms}
            for person in sorted(ids)
        ],
        schema=PEOPLE,
    )


@pytest.fixture
def events_of():
    return _events


@pytest.fixture
def snapshots_of():
    return _snapshots


@pytest.fixture
def people_of():
    return _people
