"""People left out to compare: chosen by chance and alike, what can be seen said before, measured once and honestly."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.columns import EVENTS
from truefans_core.experiments import (
    Experiment,
    assign,
    came_back,
    measure,
    of_money,
    of_shares,
    people_needed,
    share_who_paid,
    smallest_effect,
)
from truefans_core.problems import Refused

START = dt.date(2026, 6, 30)
AGREED = Experiment("Notes", "personal_note", START, 30, 7, ("a", "b", "c"), ("d", "e"), 0.1, 0.2)


@pytest.mark.parametrize(
    ("base", "reached", "people"),
    [(2, 4, 1141), (5, 10, 435), (10, 15, 686), (10, 20, 199), (20, 30, 294)],
)
def test_golden_sizes_of_each_arm(base, reached, people):
    assert people_needed(base / 100, reached / 100) == people


@pytest.mark.parametrize(("size", "reached"), [(40, 49), (100, 33), (200, 25), (500, 19), (1000, 16)])
def test_golden_shares_that_must_be_reached_from_a_tenth_with_half_the_list_left_out(size, reached):
    effect = smallest_effect(0.10, size // 2, size // 2)
    assert round(100 * (0.10 + effect)) == reached


@given(st.floats(0.01, 0.6), st.integers(30, 2000), st.integers(30, 2000))
def test_more_people_see_smaller_effects(base, written, held):
    small, large = smallest_effect(base, written, held), smallest_effect(base, written * 2, held * 2)
    assert small is None or large < small


def test_six_people_can_show_nothing():
    assert smallest_effect(0.3, 3, 3) is None


def people(count: int, seed: int = 1) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "person_id": [f"{i:016x}" for i in range(count)],
            "state": random.choice(["casual", "engaged", "true"], count, p=[0.6, 0.3, 0.1]),
            "income_year_minor": random.choice([0, 500, 3000, 90_000], count),
        }
    )


@given(st.integers(0, 300), st.floats(0.05, 0.95), st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_everybody_is_in_one_part_and_the_order_of_rows_does_not_matter(count, share, seed, shuffle):
    found = people(count)
    arms = assign(found, share=share, seed=seed)
    assert sorted((*arms.written, *arms.held)) == found["person_id"].tolist()
    assert abs(len(arms.held) - share * count) < 1 + 1e-9
    order = list(range(count))
    shuffle.shuffle(order)
    assert assign(found.iloc[order], share=share, seed=seed) == arms


def test_both_parts_are_alike_in_group_and_in_what_they_bring():
    found = people(1000)
    arms = assign(found, share=0.3, seed=5)
    held = found["person_id"].isin(arms.held)
    for column in ("state", "income_year_minor"):
        for value, all_of_them in found[column].value_counts().items():
            left_out = int((held & (found[column] == value)).sum())
            assert abs(left_out - 0.3 * all_of_them) <= 12, (column, value)
    by_stratum = held.groupby([found["state"], found["income_year_minor"] > 0]).agg(["sum", "size"])
    assert (abs(by_stratum["sum"] - 0.3 * by_stratum["size"]) <= 2).all()


def test_everybody_has_the_same_chance_to_be_left_out():
    found = people(40)
    times = sum(
        found["person_id"].isin(assign(found, share=0.25, seed=seed).held).to_numpy(int)
        for seed in range(2000)
    )
    assert times.min() > 410
    assert times.max() < 590


@given(st.lists(st.tuples(st.integers(0, 99), st.floats(0.1, 0.6)), min_size=2, max_size=4))
def test_comparisons_at_once_never_share_a_left_out_person(drawn):
    found = people(120)
    taken: list[str] = []
    for seed, share in drawn:
        arms = assign(found, share=share, seed=seed, taken=taken)
        assert not set(taken) & {*arms.held, *arms.written}
        taken += arms.held


def test_an_experiment_comes_back_from_json_as_it_was():
    assert Experiment.from_json(json.loads(json.dumps(AGREED.to_json()))) == AGREED


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"days": 0},
        {"days": 10**9},
        {"seed": -1},
        {"held": ["a"]},
        {"started": "yesterday"},
        {"effect": float("nan")},
        {"written": None},
        {"name": 4},
        {"held": [["a"]]},
    ],
)
def test_what_is_no_experiment_is_refused_in_a_sentence(change):
    with pytest.raises(Refused) as refused:
        Experiment.from_json({**AGREED.to_json(), **change})
    assert refused.value.problem.code == "X_FILE"
    for nothing in (None, [], "x", 3):
        with pytest.raises(Refused):
            Experiment.from_json(nothing)


def paid(*rows: tuple[str, int, int]) -> pa.Table:
    """Payments: who, days after the start, minor units; negative is a refund."""
    found = [
        {
            "person_id": who,
            "kind": "payment" if minor > 0 else "refund",
            "at": dt.datetime(2026, 6, 30, 12, tzinfo=dt.UTC) + dt.timedelta(days=day),
        }
        for who, day, minor in rows
    ]
    events = pa.Table.from_pylist(found, schema=EVENTS)
    return events.append_column("value_minor", pa.array([abs(minor) for _, _, minor in rows], pa.int64()))


def known(*who: str) -> pd.DataFrame:
    return pd.DataFrame({"person_id": who})


EVERYBODY = known("a", "b", "c", "d", "e")


def test_only_payments_of_its_days_count():
    events = paid(
        ("a", 0, 500), ("a", 1, 500), ("b", 30, 300), ("b", 30, -100), ("c", 31, 900), ("d", 5, 700)
    )
    found = measure(AGREED, events, EVERYBODY, AGREED.due)
    assert (found.paid_written, found.written, found.paid_held, found.held) == (2, 3, 1, 2)
    assert found.money_plain.value == pytest.approx((500 + 200) / 3 - 350)
    later = measure(AGREED, events, EVERYBODY, AGREED.due + dt.timedelta(days=300))
    assert later == found


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [
        (START - dt.timedelta(days=9), "predates"),
        (START, "predates"),
        (START + dt.timedelta(days=29), "running"),
    ],
)
def test_nothing_is_told_before_its_days_are_over(as_of, verdict):
    found = measure(AGREED, paid(("a", 1, 500)), EVERYBODY, as_of)
    assert found.verdict == verdict
    assert found.shares is None


def test_what_cannot_be_told_is_said_so():
    assert measure(AGREED, paid(("a", -3, 500)), EVERYBODY, AGREED.due).verdict == "unpaid"
    assert measure(AGREED, paid(("a", 3, 500)), known("a", "b"), AGREED.due).verdict == "empty"
    found = measure(AGREED, paid(("a", 3, 500)), known("a", "b", "d"), AGREED.due, contacted=["d", "x"])
    assert (found.verdict, found.missing, found.contacted) == ("unclear", 2, 1)


def test_a_plain_effect_is_seen_and_no_effect_is_not():
    written, held = tuple(f"w{i}" for i in range(200)), tuple(f"h{i}" for i in range(200))
    agreed = replace(AGREED, written=written, held=held)
    rows = [(who, 3, 500) for who in (*written[:80], *held[:20])]
    found = measure(agreed, paid(*rows), known(*written, *held), agreed.due)
    assert found.verdict == "more"
    assert found.shares.low < 0.3 < found.shares.high
    assert found.money.low > 0
    fewer = measure(
        replace(agreed, written=held, held=written), paid(*rows), known(*written, *held), agreed.due
    )
    assert fewer.verdict == "less"
    same = [(who, 3, 500) for who in (*written[:40], *held[:40])]
    assert measure(agreed, paid(*same), known(*written, *held), agreed.due).verdict == "unclear"


def test_newcombe_as_published():
    found = of_shares(56, 70, 48, 80)
    assert [round(each, 4) for each in (found.value, found.low, found.high)] == [0.2, 0.0524, 0.3339]


def test_earlier_spend_narrows_the_range_and_leaves_no_bias():
    random = np.random.default_rng(3)
    before = random.lognormal(8, 1, 600)
    now = before * 0.8 + random.normal(0, 500, 600)
    arms, earlier = (now[:300] + 400, now[300:]), (before[:300], before[300:])
    plain, adjusted = of_money(*arms, seed=1), of_money(*arms, earlier, seed=1)
    assert adjusted.high - adjusted.low < (plain.high - plain.low) / 3
    assert adjusted.low < 400 < adjusted.high


def test_alike_money_and_few_people_give_a_range_without_a_fault():
    for written, held in (([5.0], [5.0]), ([0.0, 0.0], [0.0]), ([1.0, 2.0], [0.0] * 9)):
        found = of_money(np.array(written), np.array(held), seed=1)
        assert found.low <= found.value <= found.high
        assert np.isfinite([found.low, found.high]).all()


def test_the_share_to_start_from_is_who_paid_in_as_many_days_before():
    events = paid(("a", 0, 5), ("b", -29, 5), ("c", -30, 5), ("d", 1, 5), ("z", -1, 5))
    assert share_who_paid(events, ["a", "b", "c", "d"], START, 30) == 0.5
    assert share_who_paid(events, [], START, 30) == 0


def test_who_came_back_is_counted_from_the_day_after():
    found = pd.DataFrame(
        {
            "person_id": ["a", "b", "c"],
            "last_at": pd.to_datetime(["2026-06-30", "2026-07-02", None]),
            "last_paid_at": pd.to_datetime([None, "2026-07-02", None]),
        }
    )
    counted = came_back(found, {"a": START, "b": START, "x": START})
    assert (counted.turned_to, counted.seen, counted.paid) == (2, 1, 1)
