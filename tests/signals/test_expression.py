"""The expressions run here on DuckDB, and can run in a warehouse: nothing of one engine is in them."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.columns import EVENTS, PEOPLE, SNAPSHOTS
from truefans_core.history import pauses
from truefans_core.signals import fade, gather, nothing_stated, signals
from truefans_core.signals.activity import NARROW, Shape, activity, first_payments, standpoint
from truefans_core.signals.engine import _database, run
from truefans_core.signals.fade import GAPS_NEEDED, fade_of, gaps
from truefans_core.signals.gather import done_of
from truefans_core.signals.statements import statements

AS_OF = date(2025, 6, 30)
MONEY = [pa.field("value_minor", pa.int64()), pa.field("net_minor", pa.int64())]
#: Databricks speaks Spark's SQL; for `pyspark` itself Ibis wants the library.
DIALECTS = ("bigquery", "databricks", "duckdb", "postgres", "snowflake", "trino")


def unbound(schema, name):
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_expression_can_be_written_for_a_warehouse(dialect):
    events = unbound(pa.schema([*EVENTS, *MONEY]), "events")
    moment = unbound(standpoint(AS_OF).schema, "standpoint")
    stated = unbound(pa.schema([*SNAPSHOTS, *MONEY]), "snapshots")
    for expression in (
        activity(events, moment),
        activity(events, moment, Shape((), periods=False, words=1, wide=False, plain=True)),
        gaps(events, moment),
        first_payments(events, moment),
        statements(stated),
    ):
        assert ibis.to_sql(expression, dialect=dialect).startswith(("SELECT", "WITH"))


def test_the_same_rows_come_from_parquet_and_whatever_is_left_out_of_the_expression(events_of, tmp_path):
    run_on = {"period_start": AS_OF - timedelta(days=70), "period_end": AS_OF + timedelta(days=295)}
    events = events_of(
        ("a", AS_OF, 1000),
        ("a", AS_OF - timedelta(days=40), 300, {"kind": "refund"}),
        ("b", AS_OF - timedelta(days=70), 12_000, run_on),
        ("b", AS_OF - timedelta(days=3), None, {"kind": "click", "quantity": 2.0}),
    )
    events = events.set_column(
        events.schema.get_field_index("at"), "at", events["at"].cast(pa.timestamp("us"))
    )
    moment = standpoint(AS_OF, 90.0)
    whole = run(activity, events=events, standpoint=moment).sort_by("person_id")
    lean = run(activity, Shape(("click",)), events=events, standpoint=moment).sort_by("person_id")
    assert whole.select(lean.column_names).to_pylist() == lean.to_pylist()
    pq.write_table(events, tmp_path / "events.parquet")
    lying = ds.dataset(tmp_path / "events.parquet")
    assert (
        run(activity, events=lying, standpoint=moment).sort_by("person_id").to_pylist() == whole.to_pylist()
    )


def _by_place(events):
    return events.set_column(0, "person_id", pc.index_in(events["person_id"], pa.array(["a", "b"])))


@pytest.mark.parametrize("words", [1, 2, 4])
def test_months_with_a_payment_are_counted_however_far_back_they_reach(events_of, words):
    days = [AS_OF - timedelta(days=31 * n) for n in (0, 0, 1, 5, 58, 59, 60, 61, 118)]
    events = events_of(*[("a", day, 100) for day in days], ("b", AS_OF, 50, {"kind": "refund"}))
    found = run(activity, Shape((), False, words), events=_by_place(events), standpoint=standpoint(AS_OF))
    apart = {(day.year, day.month) for day in days}
    if words == 1:  # what is older than the last word counts as one month
        apart = {min(60 * words - 1, (AS_OF.year - y) * 12 + AS_OF.month - m) for y, m in apart}
    assert done_of(found, 2)["active_months"].tolist() == [len(apart), 0]


@given(st.lists(st.integers(1, 900), min_size=GAPS_NEEDED, max_size=200))
def test_gaps_that_are_counted_give_the_half_life_of_gaps_that_are_listed(days):
    values, counts = np.unique(days, return_counts=True)
    shuffled = np.random.default_rng(1).permutation(len(values))
    assert fade_of(values[shuffled], counts=counts[shuffled]) == fade_of(days)


@pytest.mark.parametrize(("regulars", "enough"), [(300, True), (8, False)])
def test_of_very_many_payments_part_of_the_people_tell_the_gaps_unless_they_are_too_few(
    events_of, monkeypatch, regulars, enough
):
    """Eight people pay every 40 days, and a part of them would tell too few gaps: then everybody's count."""
    monkeypatch.setattr(fade, "ENOUGH", 100)
    monkeypatch.setattr(gather, "SURE", 20)
    monkeypatch.setattr(pauses, "SURE", 20)
    ids = [sha256(str(n).encode()).hexdigest()[:16] for n in range(regulars)]
    paid = [(who, AS_OF - timedelta(days=40 * n), 500) for who in ids for n in range(3)]
    opened = [(ids[0], AS_OF - timedelta(days=n % 90), None, {"kind": "open"}) for n in range(200)]
    once = [(f"{n:016x}", AS_OF - timedelta(days=n % 9), 500) for n in range(200)]
    events = events_of(*paid, *opened, *once)
    people = pa.Table.from_pylist(
        [
            {"person_id": who, "platforms": "Log", "sources": "log"}
            for who in sorted({who for who, *_ in (*paid, *once)})
        ],
        schema=PEOPLE,
    )
    found = signals(events, nothing_stated(), people, AS_OF).fade
    assert found.gap_days == 40
    assert found == pauses.Pauses(events, nothing_stated()).fade_by(AS_OF, None)
    assert (found.gaps < 2 * regulars) is enough
    assert fade.telling(people["person_id"].combine_chunks(), 100) is None


def test_a_payment_of_long_ago_still_is_one(events_of):
    events = events_of(("a", AS_OF - timedelta(days=4000), 50_000), ("b", AS_OF, 1000))
    known = pa.Table.from_pylist(
        [{"person_id": who, "platforms": "Log", "sources": "log"} for who in "ab"], schema=PEOPLE
    )
    assert (signals(events, nothing_stated(), known, AS_OF, 30.0).people["decayed_minor"] > 0).all()


def test_amounts_of_any_size_fade_exactly(events_of):
    """Ninety million in one payment is the most that 64 bits hold once it is weighted."""
    for minor in (NARROW, NARROW + 1, 10**15):
        events = events_of(("a", AS_OF, minor), ("a", AS_OF - timedelta(days=60), minor))
        known = pa.Table.from_pylist(
            [{"person_id": "a", "platforms": "Log", "sources": "log"}], schema=PEOPLE
        )
        found = signals(events, nothing_stated(), known, AS_OF, 60.0).people
        assert found["decayed_minor"].item() == pytest.approx(1.5 * minor, rel=1e-9)
        assert found["lifetime_minor"].item() == 2 * minor


def test_neither_the_order_of_rows_nor_the_number_of_threads_changes_a_bit(people_of):
    chance, count = np.random.default_rng(4), 130_000  # a thread takes 122,880 rows at a time
    ids = [f"{number:016x}" for number in range(300)]
    days = np.datetime64("2024-02-01", "us") + chance.integers(0, 500, count).astype("timedelta64[D]")
    told = {
        "person_id": pa.array(ids).take(pa.array(chance.integers(0, len(ids), count))),
        "kind": pa.array(chance.choice(["payment", "payment", "refund", "click"], count)),
        "at": pa.array(days).cast(pa.timestamp("us", tz="UTC")),
        **dict.fromkeys(
            ("amount_minor", *(field.name for field in MONEY)), pa.array(chance.integers(1, 10**7, count))
        ),
    }
    schema = pa.schema([*EVENTS, *MONEY])
    events = pa.table([told.get(each.name, pa.nulls(count, each.type)) for each in schema], schema=schema)
    found = []
    try:
        for threads, order in ((1, np.arange(count)), (8, chance.permutation(count))):
            _database().execute(f"SET threads = {threads}")
            found.append(signals(events.take(pa.array(order)), nothing_stated(), people_of(*ids), AS_OF))
    finally:
        _database().execute("RESET threads")
    one, other = found
    pd.testing.assert_frame_equal(one.people, other.people, check_exact=True)
    pd.testing.assert_frame_equal(one.interest, other.interest, check_exact=True)
    assert one.fade == other.fade
