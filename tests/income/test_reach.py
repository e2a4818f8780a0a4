"""What it takes: laws of the projection, the smallest change, the curve, the comparison, the answer."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.fees import book
from truefans_core.income import (
    Change,
    Lever,
    Scenario,
    changes_that_reach,
    days_wage_minor,
    difference,
    in_words,
    kelly_count,
    li_jin_count,
    many_small_or_few_large,
    months_until,
    project,
    way,
    what_matters_most,
)
from truefans_core.words import Words

EXACTLY = Lever.exactly
SAY = Words()
STUCK = Scenario(10_000_000, fans_now=EXACTLY(120), new_per_month=EXACTLY(30), draws=100)


def _paths(scenario):
    projection = project(scenario)
    return projection.fans_needed, projection.scenario.growth.at(scenario.months), projection


@given(
    st.integers(1000, 100_000),
    st.integers(1, 100_000),
    st.sampled_from(["direct", "stripe", "gumroad", "ghost"]),
)
def test_a_higher_price_never_takes_more_people(price, more, platform):
    scenario = replace(STUCK, platform=platform, billing="yearly", draws=1, months=1)
    lower = project(replace(scenario, price_minor=EXACTLY(price)))
    higher = project(replace(scenario, price_minor=EXACTLY(price + more)))
    assert higher.fans_needed <= lower.fans_needed
    assert (higher.income >= lower.income).all()


@given(
    st.floats(0, 5000),
    st.floats(0, 500),
    st.floats(0, 0.9),
    st.floats(0, 0.09),
    st.booleans(),
    st.integers(0, 120),
)
def test_more_people_and_less_leaving_bring_more(now, new, churn, less, yearly, month):
    scenario = Scenario(
        1,
        fans_now=EXACTLY(now),
        new_per_month=EXACTLY(new),
        churn=EXACTLY(churn + less),
        billing="yearly" if yearly else "monthly",
    )
    here = scenario.growth.at(month)
    assert here >= -1e-9
    tolerance = 1e-9 * (1 + here)
    assert scenario.having("churn", churn).growth.at(month) >= here - tolerance
    assert scenario.having("fans_now", now + 1).growth.at(month) >= here - tolerance
    assert scenario.having("new_per_month", new + 1).growth.at(month) >= here - tolerance


def test_the_simulation_keeps_the_order_too():
    scenario = replace(STUCK, draws=1000)
    middle = project(scenario).range_over_time[1][1:]
    for lever, better in (("churn", 0.03), ("fans_now", 300), ("new_per_month", 60), ("price_minor", 15_000)):
        assert (project(scenario.having(lever, better)).range_over_time[1][1:] > middle).all()


@pytest.mark.parametrize("row", [row for row in book() if row.currency == "USD"], ids=lambda row: row.slug)
@pytest.mark.parametrize("billing", ["monthly", "yearly"])
def test_people_needed_bring_the_goal_and_one_fewer_does_not(row, billing):
    needed = project(replace(STUCK, platform=row.slug, billing=billing, draws=1)).fans_needed
    for fans, chance in ((needed, 1), (needed - 1, 0)):
        held = replace(
            STUCK,
            platform=row.slug,
            billing=billing,
            fans_now=EXACTLY(fans),
            new_per_month=EXACTLY(0),
            churn=EXACTLY(0),
            draws=3,
            months=2,
        )
        assert (project(held).chance_by_month == chance).all()


@pytest.mark.parametrize("row", list(book()), ids=lambda row: row.slug)
def test_from_gross_to_yours_adds_up(row):
    projection = project(replace(STUCK, platform=row.slug, fixed_costs_minor=120_000, draws=1))
    parts = projection.breakdown
    assert parts.fans == projection.fans_needed
    assert parts.gross_minor == parts.fans * 10_000
    assert parts.yours_minor >= projection.scenario.goal_minor
    # Each part is rounded once, so that two half units at most stand between the sum and the exact year.
    exact = projection.year.of(parts.fans) - 120_000
    assert abs(parts.yours_minor - exact) <= 1.5


@given(
    st.integers(0, 900),
    st.integers(0, 60),
    st.floats(0.005, 0.3),
    st.sampled_from(["monthly", "yearly"]),
    st.sampled_from(["patreon", "direct"]),
    st.integers(6, 60),
)
def test_the_smallest_change_does_it_when_put_back(now, new, churn, billing, platform, month):
    scenario = replace(
        STUCK,
        fans_now=EXACTLY(now),
        new_per_month=EXACTLY(new),
        churn=EXACTLY(churn),
        billing=billing,
        platform=platform,
        draws=1,
    )
    projection = project(scenario)
    for change in changes_that_reach(projection, month):
        if change.after is None:
            continue
        changed = project(scenario.having(change.lever, change.after))
        assert changed.months_to_goal is not None
        assert changed.months_to_goal <= month
        assert changed.months_to_goal == change.months
        # A tenth of the way back towards today no longer reaches, so the change is no larger than it must be.
        back = change.after + (change.before - change.after) * 0.1
        grain = {"churn": 0.001, "price_minor": 100, "new_per_month": 1, "fans_now": 1}[change.lever]
        if abs(back - change.after) > grain and change.lever != "price_minor":
            short = project(scenario.having(change.lever, back)).months_to_goal
            assert short is None or short > month


def test_a_goal_that_is_met_needs_no_change():
    assert changes_that_reach(project(replace(STUCK, fans_now=EXACTLY(2000)))) == ()


def test_what_matters_most_comes_first_and_points_the_right_way():
    swings = what_matters_most(project(replace(STUCK, churn=Lever.between(0.01, 0.2)))).set_index("lever")
    assert swings.index[0] == "churn"
    assert swings.loc["churn", "income_low"] > swings.loc["churn", "income_high"]
    assert swings.loc["price_minor", "income_low"] < swings.loc["price_minor", "income_high"]
    assert (swings["swing"].diff().dropna() <= 0).all()
    assert np.isfinite(swings[["income_low", "income_high", "swing"]].to_numpy()).all()


@pytest.mark.parametrize("new", [30, 60])
def test_at_break_even_the_last_month_brings_just_the_goal(new):
    scenario = replace(STUCK, new_per_month=EXACTLY(new), draws=1)
    swings = what_matters_most(project(scenario)).set_index("lever")
    for lever, value in swings["break_even"].dropna().items():
        held = replace(scenario.having(lever, value), goal_minor=1)
        reached = held.growth.at(scenario.months) * held.price_minor.middle
        assert reached == pytest.approx(scenario.goal_minor, rel=1e-5)
    assert set(swings["break_even"].dropna().index) >= {"churn", "price_minor", "new_per_month"}


def test_many_small_or_few_large_goes_from_100_to_10_000():
    curve = many_small_or_few_large(project(replace(STUCK, price_minor=EXACTLY(5000))))
    by_price = curve.set_index("price_minor")["fans_needed"]
    assert by_price[100_000] == 100
    assert by_price[10_000] == 1000
    assert by_price[1_000] == 10_000
    assert (curve["fans_needed"].diff().dropna() <= 0).all()
    marks = curve[curve["mark"] != ""].set_index("mark")
    assert marks.loc["you", "price_minor"] == 5000
    assert marks.loc["you", "fans_needed"] == 2000
    assert marks.loc["kelly", "price_minor"] == 10_000
    assert marks.loc["li_jin", "price_minor"] == 100_000


def test_prices_that_fees_eat_are_left_out_of_the_curve():
    curve = many_small_or_few_large(project(replace(STUCK, platform="stripe")))
    assert (curve["price_minor"] > 12 * 30).all()


def test_kelly_and_li_jin():
    assert kelly_count(10_000_000, "USD") == 1000
    assert li_jin_count(10_000_000, "USD") == 100
    assert kelly_count(10_000_000, "JPY") == 100_000
    # A day's wage from each of those who earn the goal in 260 working days.
    assert days_wage_minor(10_000_000) * 260 == pytest.approx(10_000_000, abs=130)


def test_alike_scenarios_differ_by_nothing_and_a_better_one_by_more():
    scenario = replace(STUCK, churn=Lever.rate(7, 140), draws=500)
    same = difference(project(scenario), project(scenario))
    assert (same.low_minor, same.middle_minor, same.high_minor, same.fans_needed) == (0, 0, 0, 0)
    assert same.changed == ()
    other = difference(project(scenario), project(scenario.having("price_minor", 12_000)))
    assert 0 < other.low_minor <= other.middle_minor <= other.high_minor
    assert other.changed == ("price_minor",)
    with pytest.raises(ValueError, match="seed"):
        difference(project(scenario), project(replace(scenario, seed=5)))


def test_kept_futures_can_be_repriced():
    first = project(STUCK)
    dearer = STUCK.having("price_minor", 20_000)
    assert np.array_equal(project(dearer, fans=first.kinds).income, project(dearer).income)


def test_the_answer_leads_with_the_way():
    said = in_words(project(STUCK), SAY)
    assert said == (
        "1,000 true fans at $100 a year leave you $100,000 after fees. "
        "If you won 53 a month instead of 30, you would reach 1,000 in 54 months. "
        "At today's pace you level off near 600."
    )


def test_the_other_ways_can_be_said_too():
    ways = {
        change.lever: way(project(STUCK), change).by(SAY) for change in changes_that_reach(project(STUCK))
    }
    assert list(ways) == ["new_per_month", "churn", "price_minor", "fans_now"]
    assert ways["churn"] == "If 2.3% left a month instead of 5%, you would reach 1,000 in 59 months."
    assert ways["price_minor"].startswith("If each paid $174 a year instead of $100")
    assert ways["fans_now"] == "If you had 1,000 true fans instead of 120, you would be there today."
    assert "no change of this alone" in way(project(STUCK), Change("churn", 0.05, None, None)).by(SAY)


def test_the_answer_of_every_kind():
    reached = replace(STUCK, new_per_month=EXACTLY(60))
    assert "you get there in about 33 months, probably between month" in in_words(project(reached), SAY)
    assert "You are there. To stay, win 50 a month instead of 30" in in_words(
        project(STUCK.having("fans_now", 1200)), SAY
    )
    assert "Winning 50 a month keeps you there; today it is 70" in in_words(
        project(replace(STUCK, fans_now=EXACTLY(1200), new_per_month=EXACTLY(70))), SAY
    )
    assert "as nobody leaves you stay there" in in_words(
        project(replace(STUCK, fans_now=EXACTLY(1200), churn=EXACTLY(0))), SAY
    )
    assert "nobody new comes" in in_words(project(STUCK.having("new_per_month", 0)), SAY)
    assert "At today's pace it takes 342 months." in in_words(
        project(
            Scenario(9_990_000, new_per_month=EXACTLY(20), churn=EXACTLY(0.02), draws=10),
        ),
        SAY,
    )
    assert "bring $100,000 before fees" in in_words(project(replace(STUCK, basis="gross")), SAY)


@pytest.mark.parametrize("preset", ["creator", "business", "freelancer", "nonprofit"])
def test_the_answer_in_every_vocabulary(preset):
    said = in_words(project(STUCK), Words(preset=preset))
    assert "{" not in said
    assert Words(preset=preset)("income.answer.pace.level", n=600) in said


@pytest.mark.parametrize(("months", "first"), [(0, 0), (32.9, 33), (59.4, 60), (12 + 1e-9, 12)])
def test_the_month_that_is_said_is_the_first_whole_one_at_which_the_goal_is_reached(months, first):
    assert months_until(months) == first


def test_ranges_are_answered_with_a_range_and_a_chance():
    ranged = replace(STUCK, new_per_month=Lever.between(20, 40))
    found = project(ranged)
    low, _, high = (SAY.money(round(path[-1]), "USD", whole=True) for path in found.range_over_time)
    chance = SAY.share(float(found.chance_by_month[-1]))
    said = in_words(found, SAY)
    assert f"{low} to {high} a month are likely in 60 months" in said
    assert f"the goal by then: {chance}." in said
    assert "likely" not in in_words(project(STUCK), SAY)
