"""Fixings of the European Central Bank, exact and with their days."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core import rates

DAY = dt.date(2024, 1, 2)
#: Units for one euro on 2 January 2024, as published.
FIXED = {"USD": "1.0956", "JPY": "155.68", "GBP": "0.86645", "EUR": "1"}
#: Half a unit of the dearest of the currencies below in units of the cheapest, with room.
_APART = 20


@pytest.mark.parametrize(
    ("minor", "currency", "day", "to", "expected"),
    [
        (10000, "EUR", DAY, "USD", 10956),
        (10956, "USD", DAY, "EUR", 10000),
        (10000, "EUR", DAY, "JPY", 15568),
        (15568, "JPY", DAY, "EUR", 10000),
        (10000, "GBP", DAY, "USD", 12645),  # 1.0956 / 0.86645 = 1.26447…
        (-10000, "GBP", DAY, "USD", -12645),
        (10000, "EUR", dt.date(2020, 3, 19), "USD", 10801),
        (10000, "EUR", dt.date(2024, 4, 1), "USD", 10811),  # Easter Monday: the fixing of Thursday before
    ],
)
def test_known_fixings(minor: int, currency: str, day: dt.date, to: str, expected: int) -> None:
    assert rates.convert([minor], [currency], [day], to).minor.to_pylist() == [expected]


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 10**11),
    st.sampled_from(sorted(FIXED)),
    st.sampled_from(sorted(FIXED)),
)
def test_each_amount_is_rounded_once_half_up(minor: int, source: str, to: str) -> None:
    shift = rates.decimals(to) - rates.decimals(source)
    exact = Decimal(minor) * Decimal(FIXED[to]) * Decimal(10) ** shift / Decimal(FIXED[source])
    expected = minor if source == to else int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert rates.convert([minor], [source], [DAY], to).minor.to_pylist() == [expected]


def test_a_half_goes_up_where_binary_fractions_would_not() -> None:
    halves = [n for n in range(1, 20_000) if (n * 86645) % 100_000 == 50_000]
    assert halves
    found = rates.convert(halves, ["EUR"] * len(halves), [DAY] * len(halves), "GBP").minor.to_pylist()
    assert found == [(n * 86645 + 50_000) // 100_000 for n in halves]


@settings(max_examples=100, deadline=None)
@given(
    st.integers(10**6, 10**10),
    st.sampled_from(["USD", "GBP", "CHF", "SEK"]),
    st.sampled_from(["USD", "GBP", "CHF", "SEK"]),
    st.dates(dt.date(2000, 1, 14), dt.date(2025, 12, 31)),
)
def test_there_and_back_is_the_same_within_rounding(minor: int, one: str, other: str, day: dt.date) -> None:
    there = rates.convert([minor], [one], [day], other)
    back = rates.convert(there.minor, [other], [day], one).minor.to_pylist()[0]
    assert abs(back - minor) <= _APART
    by_euro = rates.convert(rates.convert([minor], [one], [day], "EUR").minor, ["EUR"], [day], other)
    assert abs(by_euro.minor.to_pylist()[0] - there.minor.to_pylist()[0]) <= _APART


def test_a_fixing_stands_for_seven_days_and_no_longer() -> None:
    # Russia's rouble was last fixed on 1 March 2022.
    last = dt.date(2022, 3, 1)
    days = [last, last + dt.timedelta(days=7), last + dt.timedelta(days=8)]
    converted = rates.convert([100_00] * 3, ["RUB"] * 3, days, "EUR").minor.to_pylist()
    assert converted[0] == converted[1] == 85
    assert converted[2] is None


def test_before_the_table_and_unknown_codes_have_no_rate() -> None:
    found = rates.convert(
        [1, 1, 1, 1], ["USD", "XTS", None, "USD"], [dt.date(1998, 1, 1), DAY, DAY, None], "EUR"
    )
    assert found.minor.to_pylist() == [None] * 4
    assert found.old.to_pylist() == [False] * 4


def test_after_the_table_its_last_fixing_counts_and_is_marked() -> None:
    end = rates.table().last_day
    days = [end, end + dt.timedelta(days=7), end + dt.timedelta(days=8), end + dt.timedelta(days=900)]
    found = rates.convert([1_000_000] * 4, ["USD"] * 4, days, "EUR")
    assert len(set(found.minor.to_pylist())) == 1
    assert found.old.to_pylist() == [False, False, True, True]
    assert found.until == end
    # A currency that left the table years before has no last fixing to stand for today.
    assert rates.convert([100], ["HRK"], days[3:], "EUR").minor.to_pylist() == [None]


def test_the_same_currency_never_touches_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def untouched() -> None:
        raise AssertionError("the table was read")

    monkeypatch.setattr(rates, "table", untouched)
    found = rates.convert(pa.array([5, None, 7]), ["XTS"] * 3, [None, DAY, dt.date(1950, 1, 1)], "XTS")
    assert found.minor.to_pylist() == [5, None, 7]
    assert found.until is None
    assert rates.convert([], [], [], "USD").minor.to_pylist() == []


def test_times_count_as_their_day_and_nulls_stay_null() -> None:
    at = pa.array([dt.datetime(2024, 1, 2, 23, 59, tzinfo=dt.UTC)] * 2, pa.timestamp("us", tz="UTC"))
    assert rates.convert(pa.array([10000, None]), ["EUR"] * 2, at, "USD").minor.to_pylist() == [10956, None]


def test_minor_units_follow_the_currency() -> None:
    assert [rates.decimals(code) for code in ("USD", "JPY", "KWD", "KRW")] == [2, 0, 3, 0]


def test_a_rate_of_the_users_own_takes_the_place_of_the_banks_on_every_day_and_for_money_without_one():
    money = rates.convert(
        [1000, 1000, 500, None],
        ["EUR", "ARS", "USD", "EUR"],
        [dt.date(2024, 1, 2), None, None, None],
        "USD",
        {"EUR": 1.1, "ARS": 0.001},
    )
    assert money.minor.to_pylist() == [1100, 1, 500, None]
    assert money.old.to_pylist() == [False] * 4
