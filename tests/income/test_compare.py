"""Scenarios side by side: what changed is said, what is alike differs by nothing, examples change one thing."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.income import (
    EXAMPLES,
    Lever,
    Scenario,
    comparable,
    difference,
    example,
    project,
    what_changed,
)
from truefans_core.words import PRESETS, Words

EXACTLY = Lever.exactly
TODAY = Scenario(
    10_000_000,
    platform="patreon",
    fans_now=EXACTLY(120),
    new_per_month=Lever.between(20, 40),
    churn=Lever.rate(7, 140),
    draws=200,
)


def _said(one, two):
    return [each.by(Words()) for each in what_changed(one, two)]


def test_what_changed_is_a_sentence_for_each_change():
    other = replace(
        TODAY, price_minor=EXACTLY(12_000), billing="yearly", churn=EXACTLY(0.03), new_per_month=EXACTLY(9)
    )
    assert _said(TODAY, other) == [
        "What each pays a year: $120 instead of $100.",
        "They pay: once a year instead of monthly.",
        "New a month: 9 instead of 20 to 40.",
        "Leaving a month: 3% instead of 3.1% to 7.8%.",
    ]
    assert _said(TODAY, TODAY) == []
    assert _said(TODAY, replace(TODAY, seed=9, draws=10)) == []


@pytest.mark.parametrize("preset", PRESETS)
def test_every_field_has_its_words(preset):
    for field in fields(Scenario):
        if field.name not in ("seed", "draws"):
            assert Words(preset=preset)(f"income.field.{field.name}")


@given(st.integers(0, 2**32 - 1), st.sampled_from(["monthly", "yearly"]), st.integers(1, 24))
def test_alike_scenarios_differ_by_exactly_nothing_in_every_draw(seed, billing, months):
    today = replace(TODAY, seed=seed, billing=billing, months=months, draws=40)
    one, two = project(today), project(comparable(today, replace(today, seed=1, months=60)))
    assert np.array_equal(one.income, two.income)
    apart = difference(one, two)
    assert (apart.low_minor, apart.middle_minor, apart.high_minor) == (0, 0, 0)


def test_money_of_two_currencies_is_not_compared():
    assert comparable(TODAY, replace(TODAY, currency="EUR")) is None


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_changes_one_thing_for_the_better(name):
    changed = example(name, TODAY)
    assert len(what_changed(TODAY, changed)) == 1
    assert difference(project(TODAY), project(changed)).middle_minor > 0


def test_an_example_that_is_there_already_is_none():
    assert example("yearly", replace(TODAY, billing="yearly")) is None
    assert example("win_back", replace(TODAY, fans_now=EXACTLY(0))) is None
    assert example("platform", replace(TODAY, platform="direct")) is None
