"""Dates in text: every form exports write, the order proved by the column, no day moved to another."""

import datetime as dt
from functools import partial

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.values import decide_order, parse_dates
from truefans_core.values.months import month_numbers

moment = partial(dt.datetime, tzinfo=dt.UTC)


def at(cell, order=None, formats=()):
    return parse_dates(pa.array([cell]), order=order, formats=formats).at[0].as_py()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-01-15", moment(2024, 1, 15)),
        ("2024-01-15T10:00:00.000Z", moment(2024, 1, 15, 10)),
        ("2026-05-01T10:00:00.123456789+00:00", moment(2026, 5, 1, 10, 0, 0, 123456)),
        ("2024-05-01 10:00:00 -0400", moment(2024, 5, 1, 14)),
        ("2024-05-01T10:00:00+01:00", moment(2024, 5, 1, 9)),
        ("2023-03-24 10:23:10 UTC", moment(2023, 3, 24, 10, 23, 10)),
        ("2023-04-08 17:45:28.731953", moment(2023, 4, 8, 17, 45, 28, 731953)),
        ("2025-03-12 09:30", moment(2025, 3, 12, 9, 30)),
        ("2012/06/10, 20:31", moment(2012, 6, 10, 20, 31)),
        ("09/21/26", moment(2026, 9, 21)),
        ("12/21/24 12:01am", moment(2024, 12, 21, 0, 1)),
        ("21.12.1999", moment(1999, 12, 21)),
        ("January 16, 2026", moment(2026, 1, 16)),
        ("21 Jun 2026", moment(2026, 6, 21)),
        ("Sep 26, 2026 7:05 PM", moment(2026, 9, 26, 19, 5)),
        ("26. März 2024", moment(2024, 3, 26)),
        ("12 août 2023 à 10:00", moment(2023, 8, 12, 10)),
        ("3 de mayo de 2024", moment(2024, 5, 3)),
        ("lunedì 5 agosto 2024", moment(2024, 8, 5)),
        ("26 de setembro de 2026", moment(2026, 9, 26)),
        ("4 mei 2024", moment(2024, 5, 4)),
        ("Mon Jan 01 2024 10:00:00 GMT+0100 (CET)", moment(2024, 1, 1, 9)),
        ("45292", moment(2024, 1, 1)),
        ("45292.75", moment(2024, 1, 1, 18)),
        ("1700000000", moment(2023, 11, 14, 22, 13, 20)),
        ("1700000000123", moment(2023, 11, 14, 22, 13, 20, 123000)),
        ("20240131", moment(2024, 1, 31)),
    ],
)
def test_written_dates(cell, expected):
    assert at(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "2024-02-30",
        "2024-13-01",
        "31/04/2024",
        "2024-01-01 25:00",
        "1/2",
        "2024",
        "tomorrow",
        "12345",
        "61000",
        "0024-01-01",
        "2024-02-30T10:00:00Z",
        "30 Feb 2024",
        "2024-01-01 10:00 XYZ",
        "13:00 PM",
    ],
)
def test_what_is_no_date_is_bad(cell):
    found = parse_dates(pa.array([cell]))
    assert (found.at[0].as_py(), found.bad[0].as_py()) == (None, True)


@pytest.mark.parametrize("cell", ["", "N/A", "0000-00-00", "0000-00-00 00:00:00", None])
def test_no_date_is_not_bad(cell):
    found = parse_dates(pa.array([cell], pa.string()))
    assert (found.at[0].as_py(), found.bad[0].as_py()) == (None, False)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2024", "25/12/2024"], "dmy"),
        (["03/04/2024", "12/25/2024"], "mdy"),
        (["03/04/2024"], None),
        (["25/12/2024", "12/25/2024"], None),
        (["03/04/2024", "99/99/2024"], None),
        (["2024-01-02", "Jan 2, 2024"], "ymd"),
        (["2024-01-02", "03/04/2024 10:00"], None),
        (["2024/01/02", "25.12.2024"], "dmy"),
        ([None, ""], "ymd"),
    ],
)
def test_the_column_proves_the_order(cells, order):
    assert decide_order(pa.array(cells, pa.string())) == order


def test_without_proof_an_open_date_is_bad_until_someone_says():
    assert parse_dates(pa.array(["03/04/2024"])).bad.to_pylist() == [True]
    assert at("03/04/2024", "dmy") == moment(2024, 4, 3)
    assert at("03/04/2024", "mdy") == moment(2024, 3, 4)


def test_formats_settle_what_the_column_leaves_open_and_no_more():
    assert at("03/04/2024", formats=("%d/%m/%Y",)) == moment(2024, 4, 3)
    proved = parse_dates(pa.array(["25/12/2024", "03/04/2024"]), formats=("%m/%d/%Y",))
    assert proved.at.to_pylist()[1] == moment(2024, 4, 3)
    assert at("week 2024 Jan 03", formats=("week %Y %b %d",)) == moment(2024, 1, 3)


@given(
    st.datetimes(dt.datetime.fromisoformat("1970-01-01"), dt.datetime.fromisoformat("2099-12-31")),
    st.sampled_from(
        [
            "%Y-%m-%d %H:%M:%S.%f",
            "%Y-%m-%dT%H:%M:%S.%fZ",
            "%Y-%m-%d %H:%M:%S.%f +0000",
            "%d %B %Y %H:%M:%S.%f",
        ],
    ),
)
def test_what_is_written_is_read(written, form):
    assert at(written.strftime(form)) == written.replace(tzinfo=dt.UTC)


@given(
    st.dates(dt.date(1970, 1, 1), dt.date(2060, 12, 31)),
    st.sampled_from([("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%y"), ("ymd", "%Y.%m.%d")]),
)
def test_days_in_any_order(day, way):
    order, form = way
    assert at(day.strftime(form), order) == moment(day.year, day.month, day.day)


def test_a_name_of_a_month_means_one_month():
    from babel import Locale

    for language in ("en", "de", "fr", "es", "it", "pt", "nl"):
        for width in ("wide", "abbreviated"):
            for number, name in Locale(language).months["format"][width].items():
                assert month_numbers()[name.casefold().rstrip(".")] == number
