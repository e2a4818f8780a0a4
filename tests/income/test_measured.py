"""Levers measured on people whose comings and goings are known."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pytest

from truefans_core import measures
from truefans_core.columns import EVENTS, SNAPSHOTS, SUPPORTERS
from truefans_core.income import Lever, Scenario, from_data, leaving_elsewhere, project, starting_point
from truefans_core.words import PRESETS

AS_OF = dt.date(2026, 1, 1)


def _supporters(*people: dict) -> pd.DataFrame:
    blank = dict.fromkeys(SUPPORTERS)
    frame = pd.DataFrame.from_records(
        [{**blank, "ended": False, **person} for person in people], columns=list(SUPPORTERS)
    )
    for column in ("joined_at", "first_at", "last_at", "first_paid_at", "last_paid_at", "paid_through"):
        frame[column] = pd.to_datetime(frame[column])
    return frame


def _measure(people: pd.DataFrame, currency: str, *, paid: tuple = (), stated: tuple = ()):
    return from_data(people, _with_value(EVENTS, paid), _with_value(SNAPSHOTS, stated), AS_OF, currency)


def _with_value(schema: pa.Schema, rows: tuple) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema.append(pa.field("value_minor", pa.int64())))


def _payment(
    person: str | None, source: str, minor: int, day: str = "2025-11-01", kind: str = "payment"
) -> dict:
    at = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
    return {"person_id": person, "source": source, "kind": kind, "at": at, "value_minor": minor}


def _total(person: str, source: str, minor: int, measure: str = "lifetime_amount") -> dict:
    return {"person_id": person, "source": source, "measure": measure, "value_minor": minor}


def _member(since: str, state: str = "true", left: str | None = None, paid: int = 10_000) -> dict:
    return {
        "state": state,
        "tier": "true",
        "first_paid_at": since,
        "last_paid_at": left or "2025-12-20",
        "last_at": left or "2025-12-20",
        "paid_through": left,
        "ended": left is not None,
        "income_year_minor": paid,
    }


def test_levers_come_with_their_counts():
    people = _supporters(
        *[_member("2024-01-01", paid=8_000) for _ in range(10)],
        *[_member("2025-06-15", paid=12_000) for _ in range(6)],
        *[_member("2024-01-01", state="gone", left="2025-09-10") for _ in range(2)],
    )
    measured = _measure(people, "EUR")
    assert measured.fans_now == Lever.exactly(16)
    assert measured.new_per_month == Lever.pace(6, 12)
    assert measured.new_per_month.middle == 0.5
    # At risk: ten all twelve months, six from July to December, two until the month that begins on 1 September.
    assert measured.churn == Lever.rate(2, 10 * 12 + 6 * 6 + 2 * 9)
    assert measured.price_minor.middle == round((10 * 8_000 + 6 * 12_000) / 16)
    assert measured.price_minor.low < measured.price_minor.middle < measured.price_minor.high
    assert measured.median_minor == 8_000
    filled = measured.applied_to(Scenario(1))
    assert (filled.currency, filled.fans_now.middle, filled.churn.count) == ("EUR", 16, 2)


def test_who_became_a_true_fan_counts_whenever_they_first_paid():
    people = _supporters(*[_member("2024-01-01") for _ in range(6)])
    tables = _with_value(EVENTS, ()), _with_value(SNAPSHOTS, ())
    assert _measure(people, "EUR").new_per_month == Lever.pace(0, 12)
    assert from_data(people, *tables, AS_OF, "EUR", became=4).new_per_month == Lever.pace(4, 12)


def test_each_group_comes_with_its_people_its_price_and_who_left_within_the_year():
    people = _supporters(
        *[{**_member("2024-01-01"), "person_id": f"t{n}"} for n in range(20)],
        *[{**_member("2025-07-01", state="engaged", paid=3_000), "person_id": f"e{n}"} for n in range(8)],
        *[{**_member("2024-01-01", state="casual", paid=0), "person_id": f"c{n}"} for n in range(5)],
        *[
            {**_member("2024-01-01", state="gone", left="2025-09-10"), "person_id": f"g{n}"}
            for n in range(10)
        ],
        {"person_id": "k", "state": "known"},
    )
    year_ago = pd.Series(
        {**{f"t{n}": "true" for n in range(15)}, **{f"g{n}": "engaged" for n in range(10)}, "t19": "engaged"}
    )
    measured = from_data(
        people, _with_value(EVENTS, ()), _with_value(SNAPSHOTS, ()), AS_OF, "USD", year_ago=year_ago
    )
    assert [(step.count, step.of) for step in measured.steps] == [(28, 34), (20, 28)]
    assert dict(measured.left) == {"true": Lever.year(0, 15), "engaged": Lever.year(10, 11)}
    (engaged,) = measured.groups  # the casual ones pay nothing
    assert (engaged.name, engaged.people.middle, engaged.price_minor.middle) == ("engaged", 8, 3_000)
    assert engaged.new_per_month == Lever.pace(8, 12)
    assert engaged.churn == Lever.year(10, 11)
    assert _measure(people, "USD").groups[0].churn == measured.churn
    assert not _measure(people, "USD").left


def _year_paid(person: str, start: str, end: str) -> dict:
    days = {
        f"period_{name}": dt.datetime.fromisoformat(day) for name, day in (("start", start), ("end", end))
    }
    return {**_payment(person, "stripe-payments", 10_000, start), **days}


def test_renewals_are_read_from_the_periods_that_were_paid_for():
    people = _supporters(*[{**_member("2024-01-01"), "person_id": name} for name in "abcd"])
    paid = (
        _year_paid("a", "2024-03-20", "2025-03-20"),
        _year_paid("a", "2025-03-20", "2026-03-20"),
        _year_paid("b", "2025-12-20", "2026-12-20"),
        _year_paid("c", "2025-12-20", "2026-01-20"),
        _year_paid("d", "2024-01-01", "2025-01-01"),
    )
    measured = _measure(people, "USD", paid=paid)
    assert (measured.renewals.people, measured.renewals.yearly) == (3, 2)
    assert measured.renewals.months == (0, 0, 1, *([0] * 8), 1)
    filled = measured.applied_to(Scenario(1))
    assert (filled.billing, filled.renewals) == ("yearly", measured.renewals.months)
    assert _measure(people, "USD").renewals is None
    assert _measure(people, "USD", paid=paid[3:]).applied_to(Scenario(1)).billing == "monthly"


def test_where_something_was_measured_no_example_brings_money():
    people = _supporters(*[_member("2024-01-01") for _ in range(3)])
    for preset in PRESETS:
        start = starting_point(preset, "USD", _measure(people, "USD"))
        assert (start.other_minor, start.bought_minor, start.fans_now.middle) == (0, 0, 3)
    assert starting_point("nonprofit").other_minor > 0
    assert starting_point("freelancer").paid_minor == 800_000


def test_silence_is_not_looked_for_where_it_cannot_show_yet():
    silent = {**_member("2024-01-01", state="gone"), "last_paid_at": "2025-06-10", "last_at": "2025-06-10"}
    people = _supporters(silent, *[_member("2024-01-01") for _ in range(9)])
    # The youngest silence that counts began on 10 June: what happened after it cannot be judged.
    assert _measure(people, "USD").churn == Lever.rate(1, 10 * 12)


def test_what_cannot_be_measured_stays_unknown():
    measured = _measure(_supporters(), "USD")
    assert (measured.fans_now, measured.price_minor, measured.new_per_month, measured.churn) == (None,) * 4
    young = _measure(_supporters(_member("2025-12-20")), "USD")
    assert young.months == 0
    assert young.churn is None
    assert young.new_per_month is None
    assert young.price_minor == Lever.exactly(10_000)
    assert young.applied_to(Scenario(1)).churn == Scenario(1).churn


@pytest.mark.parametrize("zone", [None, "UTC"])
def test_times_with_and_without_a_zone(zone):
    people = _supporters(*[_member("2024-01-01") for _ in range(3)])
    for column in ("first_paid_at", "last_paid_at", "last_at", "paid_through"):
        people[column] = people[column].dt.tz_localize(zone)
    assert _measure(people, "USD").churn == Lever.rate(0, 36)


def test_leaving_is_the_figure_of_coming_and_going():
    people = _supporters(
        *[_member("2024-01-01") for _ in range(5)],
        _member("2024-01-01", state="gone", left="2025-09-10"),
        {**_member("2024-01-01", state="gone"), "last_paid_at": "2025-06-10", "last_at": "2025-06-10"},
    )
    found, churn = measures.monthly_leaving(people, AS_OF), _measure(people, "USD").churn
    assert (churn.count, churn.of) == (found.count, found.total)
    assert (churn.low, churn.middle, churn.high) == (found.low, found.share, found.high)
    assert found.count == 2


def _earners(**income: int) -> pd.DataFrame:
    people = [
        {"person_id": name, "income_year_minor": minor, "lifetime_minor": minor}
        for name, minor in income.items()
    ]
    return _supporters(*people)


def test_totals_say_the_platform_as_payments_do():
    people = _earners(a=50_000, b=9_000)
    stated = (_total("a", "patreon-members", 80_000), _total("b", "patreon-members", 500, "unit_price"))
    assert _measure(people, "USD", stated=stated).platform == "patreon"
    # What the shop brought in the year is in dated payments; the rest of that person's year was stated.
    shop = (_payment("a", "shopify-orders", 10_000), _payment(None, "shopify-orders", 30_000))
    assert _measure(people, "USD", stated=stated, paid=shop).platform == "patreon"
    more = (*shop, _payment(None, "shopify-orders", 20_000))
    assert _measure(people, "USD", stated=stated, paid=more).platform == "shopify"
    less = (*more, _payment(None, "shopify-orders", 15_000, kind="refund"))
    assert _measure(people, "USD", stated=stated, paid=less).platform == "patreon"


def test_the_last_twelve_months_decide_the_platform_and_else_all_there_was():
    old = _payment("a", "gumroad-sales", 90_000, "2023-05-01")
    people = _earners(a=1_000)
    assert _measure(people, "USD", paid=(old, _payment("a", "stripe-payments", 1_000))).platform == "stripe"
    assert _measure(_earners(a=0), "USD", paid=(old,)).platform == "gumroad"
    assert _measure(_earners(a=0), "USD").platform is None


def test_two_exports_of_one_platform_count_together():
    paid = tuple(
        _payment("a", source, minor)
        for source, minor in (("patreon-members", 60), ("patreon-members-2023", 60), ("shopify-orders", 100))
    )
    assert _measure(_earners(a=220), "USD", paid=paid).platform == "patreon"


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_every_kind_of_user_has_an_example_that_can_be_projected(preset, currency):
    example = starting_point(preset, currency)
    assert example.problems() == ()
    assert 5 <= project(replace(example, draws=10)).fans_needed <= 2000


def test_leaving_elsewhere_is_a_range_with_its_sources():
    lever, sources = leaving_elsewhere()
    assert (lever.low, lever.high) == (0.034, 0.081)
    assert all(each.source for each in sources)
