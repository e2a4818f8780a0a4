"""Rows in the order of their content are what Arrow's own sort gives, and rows in order already are left alone."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.people.ordering import in_order

START = datetime(2025, 1, 1, tzinfo=UTC)
NAMES = ("who", "at", "line")
rows = st.lists(
    st.tuples(
        st.sampled_from(["b", "a", "ä", None]),
        st.one_of(st.none(), st.integers(0, 3)),
        st.integers(0, 4),
        st.just("same"),
    ),
    max_size=30,
)


def table_of(told):
    at = [None if days is None else START + timedelta(days=days) for _, days, _, _ in told]
    return pa.table(
        {
            "who": pa.array([who for who, *_ in told], pa.string()),
            "at": pa.array(at, pa.timestamp("us", tz="UTC")),
            "line": pa.array([line for _, _, line, _ in told], pa.int64()),
            "same": pa.array([same for *_, same in told], pa.string()),
            "number": pa.array(range(len(told)), pa.int64()),
        }
    )


@given(rows)
def test_order_is_that_of_arrow_and_keeps_equals_as_they_were(told):
    table = table_of(told)
    want = table.sort_by([(name, "ascending") for name in (*NAMES, "number")])
    found = in_order(table, NAMES)
    assert found.to_pylist() == want.to_pylist()
    assert in_order(found, NAMES) is found
