"""Columns of dates that are all written alike: read at once, and exactly as cell by cell."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core.values import decide_order, parse_dates
from truefans_core.values.fixed import read_fixed

DAYS = (
    "{y:04d}-{m:02d}-{d:02d}",
    "{d:02d}.{m:02d}.{y:04d}",
    "{m:02d}/{d:02d}/{y:04d}",
    "{y:04d}/{m:02d}/{d:02d}",
)
CLOCKS = ("", " {H:02d}:{M:02d}", "T{H:02d}:{M:02d}:{S:02d}", " {H:02d}:{M:02d}:{S:02d}")
ZONES = ("", "Z", " UTC", " +0000", "+02:00", "-0500", " PDT", " PM", ".123", " x", " Uhr", " -05")
NUMBERS = st.fixed_dictionaries(
    {
        "y": st.sampled_from([1899, 1900, 2023, 2024, 2199, 2200]) | st.just(2024),
        "m": st.integers(0, 13) | st.integers(1, 12),
        "d": st.integers(1, 12) | st.integers(1, 32),
        "H": st.integers(0, 24),
        "M": st.integers(0, 59),
        "S": st.integers(0, 60),
    }
)


def careful(texts):
    """The same column as texts that may repeat, which are read one by one."""
    return pa.array(texts).dictionary_encode()


@settings(deadline=None)
@given(
    st.builds("".join, st.tuples(st.sampled_from(DAYS), st.sampled_from(CLOCKS), st.sampled_from(ZONES))),
    st.lists(NUMBERS, min_size=1, max_size=4),
    st.sampled_from([None, "dmy", "mdy", "ymd"]),
)
def test_the_quick_way_and_the_careful_way_agree(form, numbers, order):
    texts = [form.format(**each) for each in numbers]
    assert decide_order(pa.array(texts)) == decide_order(careful(texts))
    quick, slow = parse_dates(pa.array(texts), order=order), parse_dates(careful(texts), order=order)
    assert quick.at.equals(slow.at)
    assert quick.bad.equals(slow.bad)


@pytest.mark.parametrize(
    "text", ["2024-02-29 10:00:00", "29.02.2024", "2024-02-29T10:00Z", "02/29/2024 10:00:00 PST"]
)
def test_plain_shapes_take_the_quick_way(text):
    assert read_fixed(pa.array([text, text])) is not None


def test_the_cells_stay_as_they_are():
    cells = pa.array(["2024-02-29"])
    read_fixed(cells)
    assert cells.to_pylist() == ["2024-02-29"]


def test_a_part_of_a_column_is_read_as_the_column():
    cells = pa.array(["x", "2024-02-29", "2024-03-01", "y"]).slice(1, 2)
    assert [at.day for at in parse_dates(cells).at.to_pylist()] == [29, 1]
