"""The workspace's time zone: days and months are those of its clocks, money is the same in all of them."""

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core.analysis import Settings, analyse
from truefans_core.extract import extract
from truefans_core.mapping import Mapping, Use
from truefans_core.reading.tables import RawTable
from truefans_core.values import clocks_told, is_zone, to_instant, to_wall, zone_of

ZONES = (
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
)
ROLES = {
    "Date": "occurred_at",
    "Date (UTC)": "occurred_at",
    "Email": "email",
    "Amount": "amount",
    "Zone": "timezone",
}


def log(dates, header="Date", named=None):
    columns = {header: dates, "Email": ["ann@example.com"] * len(dates), "Amount": ["5.00"] * len(dates)}
    columns |= {"Zone": [named] * len(dates)} if named else {}
    cells = pa.table({name: pa.array(texts, pa.string()) for name, texts in columns.items()})
    lines = pa.array(range(2, len(dates) + 2), pa.int64())
    table = RawTable("pay.csv", "f" * 64, None, tuple(cells.column_names), cells, lines, len(dates))
    return table, Mapping(None, tuple(Use(name, ROLES[name]) for name in columns))


def records(dates, zone, **more):
    return extract(*log(dates, **more), default_currency="USD", zone=zone)


def days_of(found, zone):
    return [at.date() for at in to_wall(found.events["at"], zone).to_pylist()]


@pytest.mark.parametrize(
    ("dates", "more"),
    [
        (["2026-03-01T02:00:00Z"], {}),
        (["2026-03-01 02:00:00 UTC"], {}),
        (["2026-03-01 03:00:00+01:00"], {}),
        (["Mar 1, 2026 2:00 AM GMT"], {}),
        (["2026-03-01 02:00"], {"header": "Date (UTC)"}),
        (["1772330400"], {}),
        (["2026-02-28 21:00:00"], {}),
        (["2026-02-28 18:00:00"], {"named": "PST"}),
        (["2026-03-01 03:00:00"], {"named": "Europe/Berlin"}),
    ],
)
def test_two_in_the_morning_utc_is_the_evening_before_in_new_york(dates, more):
    found = records(dates, "America/New_York", **more)
    assert found.events["at"].to_pylist() == [dt.datetime(2026, 3, 1, 2, tzinfo=dt.UTC)]
    assert found.until == dt.date(2026, 2, 28)
    analysis = analyse([found], Settings(zone="America/New_York"), today=dt.date(2026, 6, 1))
    assert analysis.as_of == dt.date(2026, 2, 28)
    assert analysis.events["at"].to_pylist()[0].month == 2


@settings(deadline=None)
@given(
    st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2037, 12, 31)), min_size=1, max_size=5),
    st.sampled_from(ZONES),
)
def test_a_bare_date_is_that_day_in_every_zone(days, zone):
    found = records([day.isoformat() for day in days], zone)
    assert days_of(found, zone) == days
    assert found.until == max(days)
    assert pc.sum(found.events["amount_minor"]).as_py() == 500 * len(days)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("written", ["{0:%d.%m.%Y}", "{0:%B %d, %Y}", "{0:%Y%m%d}"])
def test_days_on_which_clocks_change_and_the_leap_day_stay(zone, written):
    days = [
        dt.date(2024, 2, 29),
        dt.date(2022, 9, 11),
        dt.date(2024, 3, 31),
        dt.date(2024, 11, 3),
        dt.date(2023, 4, 28),
    ]
    found = records([written.format(day) for day in days], zone)
    assert days_of(found, zone) == days


@pytest.mark.parametrize(
    "dates", [["2026-03-01 02:00:00", "2026-10-25 02:30", "2024-02-29"], ["1772330400", "2026-03-01"]]
)
def test_the_money_is_the_same_in_every_zone(dates):
    sums = {pc.sum(records(dates, zone).events["amount_minor"]).as_py() for zone in ZONES}
    assert sums == {500 * len(dates)}


def test_an_hour_that_comes_twice_is_the_first_and_one_that_is_skipped_is_the_moment_after():
    wall = pa.array(["2026-10-25T02:30:00Z", "2026-03-29T02:30:00Z"]).cast(pa.timestamp("us", tz="UTC"))
    assert [at.hour for at in to_instant(wall, "Europe/Berlin").to_pylist()] == [0, 1]


def test_no_time_runs_backwards_when_the_clock_goes_back():
    found = records(["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"], "Europe/Berlin")
    assert days_of(found, "Europe/Berlin") == [dt.date(2026, 10, 25)] * 3
    settings_ = Settings(zone="Europe/Berlin")
    assert analyse([found], settings_, today=dt.date(2026, 10, 25)).as_of == dt.date(2026, 10, 25)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-03-01", (False, False)),
        ("46082", (False, False)),
        ("46082.5", (True, False)),
        ("1772330400", (True, True)),
        ("01.03.2026 10:00", (True, False)),
        ("01.03.2026 10:00 Uhr", (True, False)),
        ("Mar 1, 2026 10:00 AM", (True, False)),
        ("Mar 1, 2026 10:00 AM PST", (True, True)),
        ("2026-03-01T10:00:00.123Z", (True, True)),
        ("2026-03-01 10:00:00 -0500", (True, True)),
        ("2026-03-01-10", (False, False)),
        ("Thu Aug 27 2026 10:00:00 GMT+0000 (UTC)", (True, True)),
    ],
)
def test_cells_tell_their_clock(text, told):
    for column in (pa.array([text]), pa.array([text]).dictionary_encode()):
        assert tuple(mask.to_pylist()[0] for mask in clocks_told(column)) == told


def test_zones_are_known_by_name():
    assert is_zone("Europe/Berlin")
    assert not any(is_zone(name) for name in ("Europe/Atlantis", "", "../etc/passwd", "x" * 500))
    assert (zone_of("EDT"), zone_of("Asia/Tokyo"), zone_of("Mars/Base")) == (-240, "Asia/Tokyo", None)
