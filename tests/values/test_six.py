"""Days of six figures: read where the whole column allows one order only, asked for where it allows several."""

import datetime as dt

import pyarrow as pa
import pytest

from truefans_core.values import decide_order, parse_dates
from truefans_core.values.dates import possible_orders


def days(cells, order=None):
    return [at and at.date() for at in parse_dates(pa.array(cells), order=order).at.to_pylist()]


@pytest.mark.parametrize(
    ("cells", "order", "first"),
    [
        (["930115", "970401", None], "ymd", dt.date(1993, 1, 15)),
        (["311293", "010293", ""], "dmy", dt.date(1993, 12, 31)),
        (["123193", "020193"], "mdy", dt.date(1993, 12, 31)),
        (["240115.0", "970401.0"], "ymd", dt.date(2024, 1, 15)),
    ],
)
def test_the_column_proves_what_stands_where(cells, order, first):
    assert decide_order(pa.array(cells)) == order
    # What another column says does not move a day that the figures prove.
    assert days(cells)[0] == days(cells, "dmy")[0] == first


def test_figures_that_allow_several_orders_are_no_days_until_one_is_named():
    cells = ["010203", "040506"]
    assert decide_order(pa.array(cells)) is None
    assert possible_orders(pa.array(cells)) == ("ymd", "dmy", "mdy")
    assert possible_orders(pa.array(["150203", "160203"])) == ("ymd", "dmy")
    assert days(cells) == [None, None]
    assert days(cells, "ymd")[0] == dt.date(2001, 2, 3)
    assert days(cells, "dmy")[0] == dt.date(2003, 2, 1)


@pytest.mark.parametrize(
    "cells", [["930115", "123456"], ["930115", "2024-01-15"], ["930015"], ["10115", "930115"]]
)
def test_one_cell_that_is_no_such_day_and_the_figures_are_numbers(cells):
    assert None in days(cells, "ymd")
    assert days(cells)[0] is None or len(cells[0]) == 5


def test_a_day_that_does_not_exist_is_not_moved():
    read = parse_dates(pa.array(["930231", "930301"]))
    assert (read.at.null_count, read.bad.to_pylist()) == (1, [True, False])
