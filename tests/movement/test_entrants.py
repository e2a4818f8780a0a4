"""Who came between two days: how far they got, allowing for those still under way, and whether parts differ."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from truefans_core.columns import STATES
from truefans_core.history import Path, month_ends
from truefans_core.intervals import between, holm, wilson
from truefans_core.movement import apart, began_in, entrants
from truefans_core.movement.apart import curves

EPOCH = date(1970, 1, 1)
DAYS = month_ends(date(2025, 1, 1), date(2025, 6, 30))
KNOWN, CASUAL, ENGAGED, TRUE, GONE = range(len(STATES))


def number(day: date) -> int:
    return (day - EPOCH).days


def made(states, on, active=None, **more):
    states = np.asarray(states, np.int8)
    ids = pd.Index([f"p{n}" for n in range(len(states))], name="person_id")
    path = Path(ids, DAYS, states, np.zeros(states.shape, np.int64))
    since = np.array([number(day) if day else -1 for day in on])
    did = np.array([np.nan if day is None else float(number(day)) for day in active or [None] * len(on)])
    period = {"came": (DAYS[0].replace(day=1), DAYS[-1]), "seen": DAYS[-1], "window": 90, **more}
    return entrants(path, since, did, **period)


def test_the_days_to_a_step_run_from_coming_and_each_step_holds_the_next():
    found = made(
        [
            [CASUAL, CASUAL, ENGAGED, TRUE, TRUE, GONE],
            [-1, -1, KNOWN, KNOWN, KNOWN, KNOWN],
            [TRUE, TRUE, TRUE, TRUE, TRUE, TRUE],
        ],
        [date(2025, 1, 11), date(2025, 3, 1), None],
        [date(2025, 1, 20), None, None],
    )
    assert list(found.days.index) == ["p0", "p1"]  # of whom no day is known did not come
    assert found.days.loc["p0", ["active", "engaged", "true"]].tolist() == [9, 79, 109]
    assert found.days.loc["p1", ["active", "engaged", "true"]].isna().all()
    shares = [found.steps[level].naive.count for level in ("active", "engaged", "true")]
    assert shares == [1, 1, 0]  # the true fan took 109 of 90 days
    assert found.steps["true"].mature.total == 2


def test_later_months_are_not_looked_at():
    states = [[CASUAL, CASUAL, CASUAL, TRUE, TRUE, TRUE]]
    found = made(states, [date(2025, 1, 11)], seen=DAYS[2], came=(DAYS[0].replace(day=1), DAYS[2]))
    assert np.isnan(found.days.loc["p0", "true"])
    assert found.followed("true")["time"].tolist() == [(DAYS[2] - date(2025, 1, 11)).days]


def test_who_came_before_or_after_does_not_count():
    found = made(
        [[CASUAL] * 6] * 3,
        [date(2024, 12, 31), date(2025, 2, 1), date(2025, 5, 2)],
        came=(date(2025, 1, 1), date(2025, 4, 30)),
    )
    assert list(found.days.index) == ["p1"]


def test_the_quantiles_are_of_those_who_get_there():
    chance = np.random.default_rng(4)
    came = [EPOCH.replace(year=2025) for _ in range(400)]
    states = np.full((400, 6), CASUAL, np.int8)
    there = chance.random(400) < 0.4
    month = chance.integers(1, 3, 400)
    for person in np.flatnonzero(there):
        states[person, month[person] :] = TRUE
    found = made(states, came).steps["true"]
    assert found.quantile(0.25) == number(DAYS[1]) - number(came[0])
    assert found.quantile(0.9) == number(DAYS[2]) - number(came[0])
    assert made(np.full((3, 6), CASUAL), came[:3]).steps["true"].quantile(0.5) is None


def test_a_part_that_gets_there_more_often_stands_out_and_the_others_do_not():
    chance = np.random.default_rng(8)
    people = 900
    values = np.array(["news", "shop", "fair"])[np.arange(people) % 3]
    rate = np.where(values == "shop", 0.30, 0.10)
    takes = np.where(chance.random(people) < rate, chance.uniform(0, 60, people), np.inf)
    followed = chance.uniform(30, 200, people)
    ids = [f"p{n}" for n in range(people)]
    rows = pd.DataFrame({"time": np.minimum(takes, followed), "happened": takes <= followed}, index=ids)
    pairs = pd.DataFrame({"person_id": [*ids, "stranger", "p0"], "value": [*values, "shop", "tiny"]})
    found = apart(rows, pairs, 90).set_index("value")
    assert set(found.index) == {"news", "shop", "fair"}  # one person is no part
    assert found["people"].sum() == people
    assert found.loc["shop", "clear"]
    assert found.loc["shop", "difference"] == pytest.approx(0.20, abs=0.07)
    assert (found["difference_low"] <= found["difference"]).all()
    assert (found["difference"] <= found["difference_high"]).all()
    assert list(curves(rows, pairs, 2)) == sorted(found.index[found["people"] == 300])[:2]


def test_without_anybody_under_way_a_difference_has_the_range_of_newcombe():
    ids = [f"p{n}" for n in range(150)]
    happened = np.r_[np.arange(70) < 56, np.arange(80) < 48]
    rows = pd.DataFrame({"time": np.where(happened, 1.0, 10.0), "happened": happened}, index=ids)
    pairs = pd.DataFrame({"person_id": ids, "value": ["a"] * 70 + ["b"] * 80})
    found = apart(rows, pairs, 5).set_index("value").loc["a"]
    value, low, high = between((0.8, *wilson(56, 70)), (0.6, *wilson(48, 80)))
    assert found["difference"] == pytest.approx(value)
    # Greenwood's range and Wilson's differ a little.
    assert found["difference_low"] == pytest.approx(low, abs=0.02)
    assert found["difference_high"] == pytest.approx(high, abs=0.02)


def test_chance_alone_seldom_makes_a_part_stand_out():
    tables = 0
    for seed in range(40):
        chance = np.random.default_rng(seed)
        ids = [f"p{n}" for n in range(240)]
        rows = pd.DataFrame(
            {"time": chance.exponential(20, 240), "happened": chance.random(240) < 0.5}, index=ids
        )
        pairs = pd.DataFrame({"person_id": ids, "value": chance.integers(0, 6, 240).astype(str)})
        tables += bool(apart(rows, pairs, 20)["clear"].any())
    assert tables <= 6  # more than 6 of 40 has a chance of 1 in 200 where one in twenty errs


def test_holm_never_lowers_a_chance_and_keeps_their_order():
    assert holm([0.04, 0.01, 0.03]) == [0.06, 0.03, 0.06]
    assert holm([]) == []
    assert holm([0.6, 0.9]) == [1.0, 1.0]


def test_payers_are_told_apart_by_the_group_they_began_in():
    states = np.array([[CASUAL, TRUE, TRUE], [GONE, CASUAL, CASUAL], [-1, ENGAGED, GONE]], np.int8)
    path = Path(pd.Index(["a", "b", "c"], name="person_id"), DAYS[:3], states, np.zeros((3, 3), np.int64))
    first = pd.Series(pd.to_datetime(["2025-01-05", "2025-02-01", "2025-02-28"]), index=["a", "b", "c"])
    found = began_in(path, first).set_index("person_id")["value"]
    assert found.to_dict() == {"a": "casual", "b": "casual", "c": "engaged"}
    late = pd.Series(pd.to_datetime(["2025-04-05", None]), index=["a", "b"])
    assert began_in(path, late).empty
