"""Levers as people type them, scenarios as files keep them, and what stands against a projection."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.income import Lever, Scenario, parse_lever, project, scenario_json, what_matters_most
from truefans_core.problems import Refused
from truefans_core.words import Words

EXACTLY = Lever.exactly
PLAIN = Scenario(10_000_000, fans_now=EXACTLY(100), new_per_month=EXACTLY(20), draws=50)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("30", 30, 30),
        ("20 to 40", 20, 40),
        ("40 to 20", 20, 40),
        ("20-40", 20, 40),
        ("20 – 40", 20, 40),
        ("5 %", 0.05, 0.05),
        ("3 to 8 %", 0.03, 0.08),
        ("3% to 8%", 0.03, 0.08),
        ("$1,000", 1000, 1000),
        ("10k", 10_000, 10_000),
        ("1 000 to 2 000", 1000, 2000),
        ("-5", -5, -5),
        (".5", 0.5, 0.5),
    ],
)
def test_what_people_type(typed, low, high):
    lever = parse_lever(typed)
    assert (lever.low, lever.high) == (low, high)


def test_a_measured_middle_is_kept():
    lever = Lever(10, 14, 20, "between")
    assert Lever.from_json(lever.to_json()) == lever
    assert Lever.between(10, 20).to_json() == [10, 20]
    for wrong in ([10, 30, 20], [10, float("nan"), 20], [5, 5, 5], [1, 2, 3, 4]):
        with pytest.raises(Refused):
            Lever.from_json(wrong)


def test_a_rate_field_takes_bare_per_cent_and_a_decimal_comma():
    assert parse_lever("5", percent=True).middle == 0.05
    assert parse_lever("1.000,5", decimal=",").middle == 1000.5


@pytest.mark.parametrize(
    ("typed", "decimal", "low", "high"),
    [
        ("2,5 - 4", ",", 2.5, 4),
        ("0,02", ",", 0.02, 0.02),
        ("60.000,00", ",", 60_000, 60_000),
        ("60.000", ",", 60_000, 60_000),
        ("2.5 - 4", ",", 2.5, 4),
        ("60,000.00", ",", 60_000, 60_000),
        ("2,5 - 4", ".", 2.5, 4),
        ("60.000,00", ".", 60_000, 60_000),
        ("0,025", ".", 0.025, 0.025),
        ("0.025", ",", 0.025, 0.025),
        ("1,500", ".", 1500, 1500),
    ],
)
def test_the_other_decimal_sign_is_read_where_the_own_one_makes_no_sense(typed, decimal, low, high):
    lever = parse_lever(typed, decimal=decimal)
    assert (lever.low, lever.high) == (low, high)


@pytest.mark.parametrize(
    "typed", ["", "abc", "5 to", "1,5,5", "1.2,3.4,5", "1e12", "--5", "1 2 3", "nan", "∞", "9" * 400]
)
def test_what_is_no_number_is_a_sentence(typed):
    with pytest.raises(Refused) as caught:
        parse_lever(typed)
    assert caught.value.problem.code == "S_LEVER"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"goal_minor": 0}, "S_GOAL"),
        ({"goal_minor": -1}, "S_GOAL"),
        ({"goal_minor": 10**14}, "S_GOAL"),
        ({"price_minor": EXACTLY(0)}, "S_PRICE"),
        ({"price_minor": Lever.between(-10, 100)}, "S_PRICE"),
        ({"price_minor": EXACTLY(1e15)}, "S_PRICE"),
        ({"fans_now": EXACTLY(-1)}, "S_FANS"),
        ({"fans_now": EXACTLY(1e12)}, "S_FANS"),
        ({"new_per_month": EXACTLY(-1)}, "S_NEW"),
        ({"new_per_month": EXACTLY(1e12)}, "S_NEW"),
        ({"churn": EXACTLY(1)}, "S_LEAVING"),
        ({"churn": EXACTLY(-0.01)}, "S_LEAVING"),
        ({"churn": Lever.between(0.05, 5)}, "S_LEAVING"),
        ({"fixed_costs_minor": -1}, "S_COSTS"),
        ({"billing": "weekly"}, "S_BILLING"),
        ({"months": 0}, "S_MONTHS"),
        ({"months": 10**6}, "S_MONTHS"),
        ({"draws": 0}, "S_DRAWS"),
        ({"draws": 10**9}, "S_DRAWS"),
        ({"seed": -1}, "S_SEED"),
        ({"currency": "dollars"}, "S_CURRENCY"),
        ({"platform": "myspace"}, "S_PLATFORM"),
        ({"price_minor": EXACTLY(300), "platform": "stripe"}, "S_FEES"),
    ],
)
def test_what_stands_against_a_projection_is_a_sentence(changes, code):
    with pytest.raises(Refused) as caught:
        project(replace(PLAIN, **changes))
    problem = caught.value.problem
    assert problem.code == code
    assert Words()(problem.message, **problem.params).endswith(".")


LEVERS = st.one_of(
    st.floats(0, 1e6).map(EXACTLY),
    st.tuples(st.floats(0, 1e5), st.floats(0, 1e5)).map(lambda ends: Lever.between(*ends)),
    st.tuples(st.integers(0, 500), st.integers(1, 48)).map(lambda pair: Lever.pace(*pair)),
)
RATES = st.one_of(
    st.floats(0, 0.99).map(EXACTLY),
    st.tuples(st.floats(0, 0.9), st.floats(0, 0.9)).map(lambda ends: Lever.between(*ends)),
    st.tuples(st.integers(0, 20), st.integers(20, 5000)).map(lambda pair: Lever.rate(*pair)),
)
SCENARIOS = st.builds(
    Scenario,
    goal_minor=st.integers(1, 10**12),
    price_minor=st.floats(2000, 1e8).map(EXACTLY),
    currency=st.sampled_from(["USD", "EUR", "JPY", "KWD"]),
    basis=st.sampled_from(["net", "gross"]),
    billing=st.sampled_from(["monthly", "yearly"]),
    platform=st.sampled_from(["patreon", "direct", "gumroad", "bandcamp", "ghost", "stripe-uk"]),
    fans_now=LEVERS,
    new_per_month=LEVERS,
    churn=RATES,
    fixed_costs_minor=st.integers(0, 10**8),
    months=st.integers(1, 40),
    seed=st.integers(0, 2**32 - 1),
    draws=st.just(20),
)


@given(SCENARIOS)
def test_a_file_brings_back_the_same_scenario(scenario):
    text = json.dumps(scenario.to_json(), allow_nan=False)
    assert Scenario.from_json(json.loads(text)) == scenario


@given(SCENARIOS)
def test_no_number_that_is_none_reaches_anyone(scenario):
    try:
        projection = project(scenario)
    except Refused:
        return
    json.dumps(scenario_json(projection), allow_nan=False)
    assert np.isfinite(projection.income).all()
    chance = projection.chance_by_month
    assert ((chance >= 0) & (chance <= 1)).all()
    assert (np.diff(chance) >= 0).all()
    low, middle, high = projection.range_over_time
    assert (low <= middle).all()
    assert (middle <= high).all()


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ([], "S_FILE"),
        ({"goal_minor": 1}, "S_FILE"),
        ({"schema": 2, "goal_minor": 1}, "S_SCHEMA"),
        ({"schema": 1, "goal_minor": 1, "colour": "red"}, "S_FIELD"),
        ({"schema": 1, "goal_minor": "1"}, "S_FIELD"),
        ({"schema": 1, "goal_minor": True}, "S_FIELD"),
        ({"schema": 1, "goal_minor": 1, "churn": "5 %"}, "S_LEVER"),
        ({"schema": 1, "goal_minor": 1, "churn": float("nan")}, "S_LEVER"),
        ({"schema": 1, "goal_minor": 1, "churn": {"count": 9, "of": 5}}, "S_LEVER"),
        ({"schema": 1, "goal_minor": 1, "price_minor": 0}, "S_PRICE"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_sentence(plain, code):
    with pytest.raises(Refused) as caught:
        Scenario.from_json(plain)
    problem = caught.value.problem
    assert problem.code == code
    assert Words()(problem.message, **problem.params).endswith(".")


def test_everyone_seen_left_is_measured_not_refused():
    projection = project(replace(PLAIN, churn=Lever.rate(20, 20)))
    assert np.isfinite(what_matters_most(projection)[["income_low", "income_high"]].to_numpy()).all()
    assert not projection.reachable


def test_a_goal_in_words_of_another_currency_says_so():
    projection = project(replace(PLAIN, currency="EUR", platform="patreon"))
    assert [problem.code for problem in projection.problems] == ["S_FEE_CURRENCY"]
    assert projection.fees.currency == "EUR"
    assert 20 <= projection.fees.fixed_minor <= 40
    assert project(replace(PLAIN, currency="XAF", platform="patreon")).problems[0].code == "S_FEE_AT_PAR"
    assert project(replace(PLAIN, currency="EUR", platform="direct")).problems == ()


@pytest.mark.parametrize(
    ("typed", "decimal", "few", "plain"),
    [
        ("60.000", ".", "60", "60000"),
        ("$60.000", ".", "60", "60000"),
        ("20 to 1.250", ".", "1.25", "1250"),
        ("1.234", ".", "1.2340", "1234"),
        ("60,000", ",", "60", "60000"),
    ],
)
def test_what_elsewhere_are_thousands_is_asked_for_again(typed, decimal, few, plain):
    with pytest.raises(Refused) as refused:
        parse_lever(typed, decimal=decimal)
    problem = refused.value.problem
    assert problem.code == "S_THOUSANDS"
    said = Words()(f"problem.{problem.code}", **problem.params)
    assert f"write {few} or {plain}." in said
    # What is proposed is read, and differently.
    assert parse_lever(few, decimal=decimal).middle * 1000 == parse_lever(plain, decimal=decimal).middle


@pytest.mark.parametrize(
    ("typed", "decimal", "value"),
    [
        ("60,000", ".", 60_000),
        ("60.000", ",", 60_000),
        ("60.00", ".", 60),
        ("0.125", ".", 0.125),
        ("60,000.500", ".", 60_000.5),
        ("5.125 %", ".", 0.05125),
    ],
)
def test_what_can_be_read_in_one_way_only_is_read(typed, decimal, value):
    assert parse_lever(typed, decimal=decimal).middle == pytest.approx(value)


@pytest.mark.parametrize("code", ["XXX", "XTS", "ABC", "usd"])
def test_a_currency_that_is_none_is_refused(code):
    assert [problem.code for problem in Scenario(1, currency=code).problems()] == ["S_CURRENCY"]
