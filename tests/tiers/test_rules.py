"""The rules: monotone, blind to the order of rows and the unit of money, and calm at the edges."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from truefans_core.columns import MARKS
from truefans_core.marks import log_scale
from truefans_core.tiers.line import RULES, Line
from truefans_core.tiers.rules import (
    LEVELS,
    Choices,
    cut_at_share,
    draw,
    lifting_mark,
    measure,
    redraw,
    tiers,
)

CHOICES = Choices(10_000, (0.10, 0.30, 0.60))
SIGNALS = ("score", "income_year_minor", "payments", "last_paid_at", "investment", "interest", "advocacy")
quick = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def line_of(rule, rows, choices=CHOICES):
    return draw(rule, rows, choices, half_life=60, currency="USD", as_of=date(2025, 6, 30)).line


def levels(rule, rows):
    return tiers(rows, line_of(rule, rows)).map(LEVELS.index).to_numpy()


mark = st.integers(0, 20).map(lambda n: n * 5.0)
person = st.fixed_dictionaries(
    {
        "score": st.one_of(st.just(0.0), st.floats(0.01, 1e9)),
        "income_year_minor": st.integers(-100, 10**6),
        "payments": st.integers(0, 50),
        "age": st.integers(0, 900),
        "investment": mark,
        "interest": mark,
        "advocacy": mark,
    }
)


def frame(people):
    rows = pd.DataFrame(people)
    rows["last_paid_at"] = pd.Timestamp("2025-06-30") - pd.to_timedelta(rows.pop("age"), unit="D")
    rows["person_id"] = [f"p{number:03}" for number in range(len(rows))]
    return rows


@pytest.mark.parametrize("rule", RULES)
@quick
@given(people=st.lists(person, min_size=1, max_size=40))
def test_whoever_is_ahead_in_everything_is_never_lower(rule, people):
    rows = frame(people)
    level = levels(rule, rows)
    values = (
        rows[list(SIGNALS)].assign(last_paid_at=rows["last_paid_at"].astype("int64")).to_numpy(dtype=float)
    )
    for mine, my_level in zip(values, level, strict=True):
        ahead_of = (mine >= values).all(axis=1)
        assert my_level >= level[ahead_of].max()


@pytest.mark.parametrize("rule", RULES)
@settings(quick, max_examples=20)
@given(people=st.lists(person, min_size=1, max_size=20), name=st.sampled_from(MARKS), more=mark)
def test_a_higher_mark_never_lowers_its_person(rule, people, name, more):
    rows = frame(people)
    line = line_of(rule, rows)
    higher = rows.copy()
    higher.loc[0, name] = max(rows.loc[0, name], more)
    before, after = (tiers(each, line).map(LEVELS.index)[0] for each in (rows, higher))
    assert after >= before


@pytest.mark.parametrize("rule", RULES)
@settings(quick, max_examples=15)
@given(people=st.lists(person, min_size=2, max_size=40), chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rule, people, chance):
    rows = frame(people)
    order = chance.sample(range(len(rows)), len(rows))
    shuffled = rows.iloc[order]
    assert line_of(rule, rows) == line_of(rule, shuffled)
    assert (
        tiers(rows, line_of(rule, rows)).iloc[order].tolist()
        == tiers(shuffled, line_of(rule, shuffled)).tolist()
    )


@pytest.mark.parametrize("rule", ["natural", "shares", "pareto", "rfm"])
@settings(quick, max_examples=15)
@given(scores=st.lists(st.integers(1, 10**7), min_size=10, max_size=60))
def test_the_unit_of_money_does_not_matter(rows_of, rule, scores):
    one = levels(rule, rows_of([score / 3 for score in scores]))
    other = levels(rule, rows_of([score / 3 * 100 for score in scores]))
    assert one.tolist() == other.tolist()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "pareto"])
@settings(quick, max_examples=15)
@given(people=st.lists(person, min_size=3, max_size=40))
def test_how_much_the_richest_gives_moves_nobody_else(rule, people):
    """Half of all value depends on it, so the rule `pareto` is left out."""
    assume(len({each["score"] for each in people} - {0.0}) > 1)
    rows = frame([*people, {**people[0], "payments": 50, "age": 0}])
    most, found = rows[["score", "income_year_minor"]].max(), []
    for times in (2, 1000):
        rows.loc[len(people), most.index] = most * times
        found.append(levels(rule, rows.assign(investment=log_scale(rows["score"])))[:-1].tolist())
    assert found[0] == found[1]


def test_one_whale_leaves_the_rule_of_half_to_itself(rows_of):
    """What is half of everything is the question that rule asks: a whale is the answer."""
    found = tiers(rows := rows_of([*np.geomspace(1, 100, 60), 1e6]), line_of("pareto", rows))
    assert (found == "true").tolist() == [False] * 60 + [True]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("count", range(11))
def test_a_handful_of_people(rows_of, rule, count):
    rows = rows_of([float(n + 1) for n in range(count)])
    found = tiers(rows, line_of(rule, rows))
    assert len(found) == count
    assert set(found) <= set(LEVELS)
    if count > 1 and rule in ("natural", "shares", "pareto", "rfm"):  # the others are said, not found
        assert found.iloc[-1] == "true"
        assert found.iloc[0] != "true"


@pytest.mark.parametrize("rule", ["natural", "shares", "pareto", "rfm"])
def test_all_alike_are_one_group_and_not_all_true(rows_of, rule):
    rows = rows_of([500.0] * 50)
    drawn = draw(rule, rows, CHOICES, half_life=60, currency="USD", as_of=None)
    assert not drawn.distinct
    assert set(tiers(rows, drawn.line)) == {"engaged"}


@pytest.mark.parametrize("rule", RULES)
def test_many_who_never_paid_do_not_draw_the_line(rows_of, rule):
    payers = np.geomspace(100, 1e6, 30)
    alone = rows_of(payers)
    crowd = rows_of([*payers, *[0.0] * 270])
    assert levels(rule, crowd)[:30].tolist() == levels(rule, alone).tolist()
    assert (levels(rule, crowd)[30:] == 0).all()


@pytest.mark.parametrize("rule", ["natural", "shares", "pareto", "rfm"])
def test_equal_scores_stay_together_and_the_top_is_true(rows_of, rule):
    rows = rows_of([100.0] * 80 + [200.0] * 19 + [300.0])
    found = tiers(rows, line_of(rule, rows))
    assert found.groupby(rows["score"]).nunique().max() == 1
    assert found.iloc[-1] == "true"
    assert found.iloc[0] != "true"


def test_shares_take_the_cut_closest_to_what_was_asked(rows_of):
    rows = rows_of(np.arange(1.0, 101.0))
    counts = tiers(rows, line_of("shares", rows)).value_counts().to_dict()
    assert counts == {"casual": 60, "engaged": 30, "true": 10}
    assert cut_at_share(np.array([1.0] * 5 + [2.0] * 5), 0.1) == 1.5
    assert cut_at_share(np.array([1.0]), 0.1) is None


def test_fifths_of_what_is_the_same_for_all_or_unknown_tell_nobody_apart(rows_of):
    """Else everybody were recent and frequent where all paid once on one day, and nobody where no day is known."""
    scores = np.arange(1.0, 101.0)
    for more in ({}, {"last_paid_at": pd.NaT}, {"last_paid_at": pd.NaT, "payments": 7}):
        rows = rows_of(scores, **more)
        assert tiers(rows, line_of("rfm", rows)).value_counts().to_dict() == {
            "casual": 40, "engaged": 40, "true": 20
        }  # fmt: skip


def test_who_paid_once_as_most_did_is_not_frequent(rows_of):
    rows = rows_of(np.arange(1.0, 101.0), payments=[1] * 90 + [9] * 10)
    assert measure("rfm", rows).iloc[[0, 89, 99]].tolist() == [6.0, 12.0, 15.0]


@pytest.mark.parametrize("rule", ["natural", "shares", "pareto"])
def test_rounding_moves_nobody_over_a_cut_that_was_found(rows_of, rule):
    """Days are scored by more than one way of adding up, and these differ in the last digits."""
    chance = np.random.default_rng(3)
    scores = np.repeat([5.0, 10.0, 15.0, 20.0], 50)
    line = line_of(rule, rows_of(scores * (1 + chance.uniform(-1e-10, 1e-10, 200))))
    found = tiers(rows_of(scores * (1 + chance.uniform(-1e-7, 1e-7, 200))), line)
    assert found.groupby(scores).nunique().max() == 1
    assert set(found[:50]) == {"casual"}
    assert set(found[150:]) == {"true"}


@pytest.mark.parametrize("rule", ["natural", "shares", "pareto"])
def test_what_differs_by_rounding_alone_is_alike(rows_of, rule):
    rows = rows_of(500 * (1 + np.linspace(0, 1e-12, 50)))
    assert set(tiers(rows, line_of(rule, rows))) == {"engaged"}


def test_pareto_is_the_fewest_who_hold_half(rows_of):
    rows = rows_of([50.0, 30.0, 10.0, 5.0, 5.0])
    assert (tiers(rows, line_of("pareto", rows)) == "true").tolist() == [True, False, False, False, False]


def test_the_money_line_counts_the_line_itself(rows_of):
    rows = rows_of([9999.0, 10_000.0, 2500.0, 2499.0, 0.0])
    assert tiers(rows, line_of("money", rows)).tolist() == ["engaged", "true", "engaged", "casual", "known"]


def test_money_decides_by_all_time_where_no_money_has_a_day(rows_of):
    rows = rows_of([5.0, 5.0], income_year_minor=0, last_paid_at=pd.NaT, lifetime_minor=[20_000, 500])
    assert measure("money", rows).tolist() == [20_000.0, 500.0]


def test_showing_up_lifts_to_engaged_and_no_further(rows_of):
    rows = rows_of([0.0] * 8, interest=[0, 0, 0, 10, 20, 30, 90, 100])
    found = tiers(rows, line_of("natural", rows))
    assert found.tolist() == ["known"] * 3 + ["casual"] * 3 + ["engaged"] * 2


def test_a_mark_that_is_the_same_for_all_lifts_nobody():
    assert lifting_mark(pd.Series([40.0] * 10)) is None
    assert lifting_mark(pd.Series([np.nan] * 10)) is None
    assert lifting_mark(pd.Series([0.0] * 9 + [100.0])) == 50.0


def test_redrawing_says_who_changes(rows_of):
    rows = rows_of(np.arange(1.0, 101.0))
    wider = line_of("shares", rows, Choices(10_000, (0.20, 0.30, 0.50)))
    moved = redraw(rows, line_of("shares", rows), wider)
    assert len(moved) == 20
    assert set(zip(moved["before"], moved["after"], strict=True)) == {
        ("engaged", "true"),
        ("casual", "engaged"),
    }


def test_a_kept_line_survives_the_workspace(rows_of):
    line = line_of("natural", rows_of(np.geomspace(1, 1e6, 50)))
    assert Line.from_json(line.as_json()) == line
    with pytest.raises(ValueError, match="unknown rule"):
        Line.from_json({**line.as_json(), "rule": "stars"})


def test_an_unknown_rule_is_refused(rows_of):
    with pytest.raises(ValueError, match="unknown rule"):
        measure("stars", rows_of([1.0]))
