"""Fees that the user's own files state stand where no platform of the fee book does."""

import datetime as dt

import pandas as pd
import pyarrow as pa
import pytest

from truefans_core.columns import EVENTS, SNAPSHOTS, SUPPORTERS
from truefans_core.income import (
    AS_STATED,
    Lever,
    Scenario,
    StatedFees,
    elsewhere,
    from_data,
    in_words,
    project,
    scenario_json,
)
from truefans_core.income.compare import what_changed
from truefans_core.income.examples import EXAMPLES, example
from truefans_core.problems import Refused
from truefans_core.words import Words

AS_OF = dt.date(2026, 1, 1)
SAY = Words()


def _events(source: str, *, fee_minor: int = 600, day: str = "2025-11-01") -> list[dict]:
    at = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
    row = {"person_id": "a", "source": source, "at": at}
    paid = [{**row, "kind": "payment", "value_minor": 5_000}] * 2
    refund = {**row, "kind": "refund", "value_minor": 5_000}
    return [*paid, refund, *([{**row, "kind": "fee", "value_minor": fee_minor}] if fee_minor else [])]


def _measured(*events: dict):
    person = {**dict.fromkeys(SUPPORTERS), "person_id": "a", "state": "true", "ended": False}
    person |= {"income_year_minor": 5_000, "lifetime_minor": 5_000}
    people = pd.DataFrame.from_records([person], columns=list(SUPPORTERS))
    for column in ("joined_at", "first_at", "last_at", "first_paid_at", "last_paid_at", "paid_through"):
        people[column] = pd.to_datetime(people[column])
    tables = [
        pa.Table.from_pylist(rows, schema=schema.append(pa.field("value_minor", pa.int64())))
        for schema, rows in ((EVENTS, list(events)), (SNAPSHOTS, []))
    ]
    return from_data(people, *tables, AS_OF, "EUR")


def test_fees_of_a_file_of_no_platform_are_measured_with_their_payments():
    measured = _measured(*_events("payment-log"))
    assert measured.platform == AS_STATED
    assert measured.stated_fees == StatedFees(paid_minor=5_000, fees_minor=600, payments=2)


@pytest.mark.parametrize(
    ("events", "platform"),
    [
        (_events("shopify-orders"), "shopify"),  # the fee book knows the platform
        (_events("payment-log", fee_minor=0), "direct"),  # nothing is said of fees
        (_events("payment-log", fee_minor=5_000), "direct"),  # fees that leave nothing are none
        (
            _events("payment-log") + 3 * _events("shopify-orders", fee_minor=0),
            "shopify",
        ),  # the larger part decides
    ],
)
def test_the_fee_book_counts_where_it_knows_more(events, platform):
    assert _measured(*events).platform == platform


def test_fees_of_long_ago_count_where_nothing_came_in_the_year():
    old = _events("payment-log", day="2023-05-01")
    new = _events("payment-log", fee_minor=300)
    assert _measured(*old).stated_fees.fees_minor == 600
    assert _measured(*old, *new).stated_fees.fees_minor == 300


#: 2,241.00 came in and 1,972.08 was left of it: 12 %.
OWN = Scenario(
    10_000_000,
    Lever.exactly(37_350),
    "EUR",
    platform=AS_STATED,
    stated_fees=StatedFees(224_100, 26_892, 110),
)


def test_a_goal_takes_as_many_as_by_hand():
    # 100,000 / (373.50 × 0.88) = 304.2…, and 12,000 / 328.68 = 36.5….
    found = project(OWN)
    assert (found.fans_needed, found.net_per_fan_year, found.problems) == (305, 32_868, ())
    assert project(Scenario.from_json(OWN.to_json() | {"goal_minor": 1_200_000})).fans_needed == 37
    assert project(Scenario.from_json(OWN.to_json() | {"platform": "direct"})).fans_needed == 268
    assert scenario_json(found)["fees"]["platform_share"] == 0.12
    assert "Fees as in your files: 12% of what they pay, measured on 110 payments." in in_words(found, SAY)
    assert AS_STATED not in set(elsewhere(found)["slug"])
    assert all(example(name, OWN) is None or project(example(name, OWN)) for name in EXAMPLES)


def test_a_file_keeps_them_and_another_platform_can_be_told_from_them():
    assert Scenario.from_json(OWN.to_json()) == OWN
    other = Scenario.from_json(OWN.to_json() | {"platform": "patreon"})
    (said,) = what_changed(OWN, other)
    assert "patreon instead of as in your files: 12% of what they pay" in said.by(SAY)
    with_none = Scenario.from_json(
        {name: value for name, value in other.to_json().items() if name != "stated_fees"}
    )
    (said,) = what_changed(other, with_none)
    assert "none in the files" in said.by(SAY)


@pytest.mark.parametrize(
    "fees",
    [
        None,
        12,
        {"paid_minor": 100, "fees_minor": 12},
        {"paid_minor": 100, "fees_minor": 100, "payments": 1},
        {"paid_minor": 100, "fees_minor": 0, "payments": 1},
        {"paid_minor": 100, "fees_minor": 12, "payments": 0},
        {"paid_minor": 100, "fees_minor": 12.5, "payments": 1},
        {"paid_minor": 100, "fees_minor": 12, "payments": 1, "more": 1},
    ],
)
def test_what_are_no_fees_is_refused(fees):
    with pytest.raises(Refused):
        Scenario.from_json(OWN.to_json() | {"stated_fees": fees})


def test_without_them_there_is_no_such_platform():
    plain = {name: value for name, value in OWN.to_json().items() if name != "stated_fees"}
    with pytest.raises(Refused) as refused:
        Scenario.from_json(plain)
    assert refused.value.problem.code == "S_PLATFORM"
