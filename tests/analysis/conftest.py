"""Invented records, as the reading of files hands them over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest

from truefans_core.columns import REACH
from truefans_core.ledger import account_table
from truefans_core.records import IDENTITIES, RECORD_EVENTS, RECORD_SNAPSHOTS, Records


def _payments(rows, source="payment-log", platform="Log", fee="", currency="USD", until=None):
    """Records of a payment log: (email, day, minor) or (email, day, minor, {more columns of EVENTS})."""
    place = {"source": source, "platform": platform, "file_id": source}
    who, events = [], []
    for number, (email, day, minor, *more) in enumerate(rows):
        who.append({"row": number, "line": number + 2, "email": email, "name": email.split("@")[0]})
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        event = {
            "row": number,
            "line": number + 2,
            "kind": "payment",
            "at": at,
            "amount_minor": minor,
            "ref": str(number),
        }
        events.append({**place, **event, "currency": currency, **(more[0] if more else {})})
    count = len(rows)
    account = account_table(
        source,
        list(range(2, count + 2)),
        ["kept"] * count,
        [None] * count,
        [e["currency"] for e in events],
        [e["amount_minor"] for e in events],
    )
    return Records(
        source,
        f"{source}.csv",
        source,
        platform,
        fee,
        pa.Table.from_pylist(who, schema=IDENTITIES),
        pa.Table.from_pylist(events, schema=RECORD_EVENTS),
        RECORD_SNAPSHOTS.empty_table(),
        REACH.empty_table(),
        account,
        until,
    )


def _members(people, source="members", platform="Members", as_of=date(2025, 6, 30)):
    """Records of a members file: email → {measure: value}; dates become days."""
    place = {"source": source, "platform": platform, "file_id": source, "as_of": as_of}
    who, states = [], []
    for number, (email, measures) in enumerate(people.items()):
        who.append({"row": number, "line": number + 2, "email": email})
        for measure, value in measures.items():
            plain = (value - date(1970, 1, 1)).days if isinstance(value, date) else value
            money = "USD" if measure in ("lifetime_amount", "unit_price") else None
            states.append(
                {
                    **place,
                    "row": number,
                    "line": number + 2,
                    "measure": measure,
                    "value": float(plain),
                    "currency": money,
                }
            )
    count = len(people)
    return Records(
        source,
        f"{source}.csv",
        source,
        platform,
        "",
        pa.Table.from_pylist(who, schema=IDENTITIES),
        RECORD_EVENTS.empty_table(),
        pa.Table.from_pylist(states, schema=RECORD_SNAPSHOTS),
        REACH.empty_table(),
        account_table(source, list(range(2, count + 2)), ["kept"] * count, [None] * count),
        as_of,
    )


def _monthly(email, minor, last, count):
    """So many monthly payments up to a day, as rows of a payment log."""
    return [(email, last - timedelta(days=30 * number), minor) for number in range(count)]


@pytest.fixture(scope="session")
def payments():
    return _payments


@pytest.fixture
def members():
    return _members


@pytest.fixture
def monthly():
    return _monthly
