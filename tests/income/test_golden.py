"""Numbers worked outside the project: golden items 2, 3, 4, 5, 7, 12, 13."""

import json
from dataclasses import replace

import numpy as np
import pytest

from truefans_core.income import Lever, Scenario, project, scenario_json
from truefans_core.income.growth import Growth, monthly_leaving, price_rise_to_break_even, still_there, worth

EXACTLY = Lever.exactly


@pytest.mark.parametrize(("billing", "needed", "net"), [("yearly", 1153, 8680), ("monthly", 1198, 8350)])
def test_patreon_fans_for_100_000(billing, needed, net):
    said = scenario_json(project(Scenario(10_000_000, EXACTLY(10_000), billing=billing, platform="patreon")))
    assert said["fans_needed"] == needed
    assert said["net_per_fan_year"] == net
    assert list(said) == [
        "schema",
        "fans_needed",
        "ceiling",
        "months_to_goal",
        "reachable",
        "p10",
        "p50",
        "p90",
        "chance_by_month",
        "net_per_fan_year",
        "fees",
    ]
    assert said["fees"]["slug"] == "patreon"
    assert said["fees"]["read_on"] == "2025-10-10"
    assert len(said["p10"]) == len(said["chance_by_month"]) == 60
    json.dumps(said, allow_nan=False)


def test_leaving_from_a_count():
    leaving = Lever.rate(7, 140)
    assert round(leaving.middle, 3) == 0.053
    assert (round(leaving.low, 3), round(leaving.high, 3)) == (0.031, 0.078)


def test_ever_lost_is_no_rate():
    assert round(1 - still_there(0.02, 24), 3) == 0.384


@pytest.mark.parametrize(("renewal", "leaving"), [(0.60, 0.0417), (0.66, 0.0340)])
def test_a_renewal_as_a_monthly_rate(renewal, leaving):
    assert round(monthly_leaving(renewal), 4) == leaving
    assert Growth(0, 0, monthly_leaving(renewal)).renewal == pytest.approx(renewal)


@pytest.mark.parametrize(
    ("churn", "ever", "year", "discounted"),
    [(0.03, 166.67, 51.03, 126.25), (0.05, 100, 45.96, 84.17), (0.08, 62.50, 39.52, 56.11)],
)
def test_what_five_dollars_a_month_are_worth(churn, ever, year, discounted):
    assert round(worth(5, churn), 2) == ever
    assert round(worth(5, churn, months=12), 2) == year
    assert round(worth(5, churn, discount=0.01), 2) == discounted


@pytest.mark.parametrize(
    ("now", "new", "churn", "goal", "months"),
    [
        (120, 60, 0.05, 1000, 32.9),
        (120, 30, 0.05, 500, 30.6),
        (120, 30, 0.05, 1000, None),
        (0, 20, 0.02, 999, 341.9),
    ],
)
def test_months_to_a_goal(now, new, churn, goal, months):
    found = Growth(now, new, churn).months_to(goal)
    assert (found if found is None else round(found, 1)) == months
    projected = project(
        Scenario(
            goal * 10_000,
            fans_now=EXACTLY(now),
            new_per_month=EXACTLY(new),
            churn=EXACTLY(churn),
            draws=10,
        )
    )
    assert projected.fans_needed == goal
    assert projected.months_to_goal == found
    assert projected.reachable == (months is not None)


def test_the_ceiling_is_in_words_and_numbers():
    assert Growth(120, 30, 0.05).ceiling == pytest.approx(600)


@pytest.mark.parametrize(("churn", "new"), [(0.02, 20), (0.03, 30), (0.05, 50), (0.08, 80)])
def test_holding_a_thousand(churn, new):
    assert Growth(0, 0, churn).new_to_hold(1000) == pytest.approx(new)


@pytest.mark.parametrize(("lost", "rise"), [(0.1, 0.1111), (0.2, 0.25), (0.5, 1.0)])
def test_the_price_rise_that_breaks_even(lost, rise):
    assert round(price_rise_to_break_even(lost), 4) == rise


WORLD = Scenario(
    10_000_000,
    platform="patreon",
    fans_now=EXACTLY(120),
    new_per_month=Lever.between(40, 80),
    churn=Lever.rate(7, 140),
    draws=2000,
)


def test_identical_scenarios_differ_by_exactly_nothing():
    for billing in ("monthly", "yearly"):
        one, two = (project(replace(WORLD, billing=billing)) for _ in range(2))
        assert np.array_equal(one.income, two.income)
        assert np.array_equal(one.fans, two.fans)


def test_another_seed_is_another_luck():
    assert not np.array_equal(project(WORLD).fans, project(replace(WORLD, seed=2)).fans)


def test_a_shorter_look_sees_the_same_months():
    assert np.array_equal(project(replace(WORLD, months=12)).fans, project(WORLD).fans[:13])


@pytest.mark.parametrize("billing", ["monthly", "yearly"])
def test_the_simulation_agrees_with_the_closed_form(billing):
    known = replace(WORLD, new_per_month=EXACTLY(60), churn=EXACTLY(0.05), billing=billing, draws=4000)
    fans = project(known).fans
    for month in (1, 7, 12, 31, 60):
        # Standard error of the mean is below 0.6 people: five of them.
        assert fans[month].mean() == pytest.approx(known.growth.at(month), abs=3)


def test_process_noise_is_apart_from_what_is_not_known():
    known = replace(WORLD, new_per_month=EXACTLY(60), churn=EXACTLY(7.5 / 141))
    assert project(known).fans[24].std() < 0.5 * project(WORLD).fans[24].std()
    assert project(known).fans[24].std() > 5


def test_yearly_members_leave_at_their_renewal_only():
    first_year = replace(
        WORLD, billing="yearly", fans_now=EXACTLY(0), new_per_month=EXACTLY(50), churn=EXACTLY(0.3), draws=200
    )
    steps = np.diff(project(first_year).fans[:13], axis=0)
    assert (steps >= 0).all()
    assert (np.diff(project(replace(first_year, billing="monthly")).fans[:13], axis=0) < 0).any()


@pytest.mark.parametrize("churn", [0.001, 0.05, 0.4])
@pytest.mark.parametrize("goal", [130, 400, 900])
def test_months_to_a_goal_of_yearly_members_is_when_the_path_gets_there(churn, goal):
    growth = Growth(120, 60, churn, yearly=True)
    months = growth.months_to(goal)
    if months is None:
        assert growth.ceiling <= goal
    else:
        assert growth.at(months) == pytest.approx(goal)
