"""A fee book of one's own: comes back as written, and a row that cannot be used is named."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest

from truefans_core.fees import COLUMNS, FeeBook, book, fee_records, own_fees, read_own_fees
from truefans_core.income import Scenario, project
from truefans_core.problems import Refused
from truefans_core.words import Words, explain

ROW = fee_records(book())[0]


def _csv(records):
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS)
    rows.writeheader()
    rows.writerows(records)
    return text.getvalue()


def test_the_fee_book_comes_back_from_csv_as_it_was():
    assert list(read_own_fees("\ufeff" + _csv(fee_records(book())))) == list(book())
    assert list(own_fees([*fee_records(book()), dict.fromkeys(COLUMNS, None)])) == list(book())


@pytest.mark.parametrize(
    "change",
    [
        {"slug": ""},
        {"slug": "Patreon!"},
        {"platform": ""},
        {"platform_pct": "ten"},
        {"platform_pct": "100"},
        {"platform_pct": "-1"},
        {"platform_pct": "NaN"},
        {"fixed_minor": "0.3"},
        {"fixed_minor": str(10**15)},
        {"currency": "dollar"},
        {"threshold_kind": "weekly"},
        {"read_on": "yesterday"},
        {"valid_until": "2026-02-31"},
        {"valid_from": "2026-13"},
        {"rule": "x" * 2000},
    ],
)
def test_a_row_that_cannot_be_used_is_named(change):
    with pytest.raises(Refused) as caught:
        own_fees([{**ROW, "slug": "first"}, {**ROW, **change}])
    problem = caught.value.problem
    assert (problem.code, problem.params["row"]) == ("S_FEE_ROW", 2)
    assert Words()(problem.message, **problem.params).startswith("Row 2 ")


@pytest.mark.parametrize("text", ["", "slug\n", "a,b\n1,2\n", '"\n', "slug,platform\npatreon,Patreon,x,y\n"])
def test_what_is_no_fee_book_is_refused(text):
    with pytest.raises(Refused):
        read_own_fees(text)


def test_another_fee_book_prices_the_same_people():
    dearer = own_fees([{**ROW, "platform_pct": "50"}])
    scenario = Scenario(10_000_000, platform="patreon", draws=2)
    assert project(scenario, fees=dearer).fans_needed > project(scenario).fans_needed


@pytest.mark.parametrize(
    ("change", "old"),
    [
        ({}, False),
        ({"read_on": "2023-05-01"}, True),
        ({"valid_until": "2026-11"}, False),
        ({"valid_until": "2026-10"}, True),
        ({"valid_until": "2020"}, True),
        ({"valid_until": "2026-11-22"}, True),
    ],
)
def test_fees_that_no_longer_hold_are_said(change, old):
    fees = FeeBook([replace(book()["patreon"], **change)])
    projection = project(
        Scenario(10_000_000, platform="patreon", draws=2), fees=fees, today=dt.date(2026, 11, 23)
    )
    assert [problem.code for problem in projection.problems] == ["S_FEE_OLD"] * old
    assert all(explain(Words(), problem).endswith(".") for problem in projection.problems)
