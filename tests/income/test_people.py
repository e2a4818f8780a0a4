"""Who comes, stays and pays besides: steps on the way, leaving that slows down, other groups, money from elsewhere."""

import datetime as dt
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.income import Fading, Group, Lever, Scenario, in_words, parse_steps, project
from truefans_core.income.simulation import expected_by_month
from truefans_core.problems import Refused
from truefans_core.words import Words

EXACTLY = Lever.exactly
PLAIN = Scenario(
    10_000_000, fans_now=EXACTLY(1000), new_per_month=EXACTLY(0), platform="direct", draws=1500, months=60
)


@pytest.mark.parametrize(("a", "b"), [(0.704, 1.182), (2, 38), (0.5, 0.5)])
def test_members_leave_along_the_curve_of_staying(a, b):
    curve = Fading(a, b)
    scenario = replace(PLAIN, churn=EXACTLY(curve.leaving_now), fading=curve)
    fans = expected_by_month(scenario, 60)[:, :, 0].sum(axis=0)
    # Exact for as many months as the types are enough for, and near it afterwards.
    for month in range(16):
        assert fans[month] == pytest.approx(1000 * curve.still_there(month), rel=1e-9)
    assert fans[60] == pytest.approx(1000 * curve.still_there(60), abs=4)


def test_the_published_curve_holds_in_the_simulation_too():
    curve = Fading(0.704, 1.182)
    fans = project(replace(PLAIN, churn=EXACTLY(curve.leaving_now), fading=curve)).fans.mean(axis=1)
    assert [round(fans[t] / 1000, 2) for t in (1, 2, 3, 12)] == [0.63, 0.47, 0.39, 0.17]


def test_who_has_stayed_long_leaves_less_than_who_is_new():
    curve = Fading(2, 38, months=24)
    old = replace(PLAIN, churn=EXACTLY(curve.leaving_now), fading=curve)
    new = replace(old, fans_now=EXACTLY(0), new_per_month=EXACTLY(100), draws=1)
    stayed = expected_by_month(old, 12)[:, 12, 0].sum()
    assert stayed == pytest.approx(1000 * curve.still_there(36) / curve.still_there(24), rel=1e-6)
    joined = expected_by_month(new, 12)[:, :, 0].sum(axis=0)
    # The hundred of the first month, seen a month later: those of the second have just come.
    assert joined[2] - 100 == pytest.approx(100 * curve.still_there(1), rel=1e-9)


def test_the_lever_of_leaving_goes_on_to_work_where_it_slows_down():
    curve = Fading(2, 38, months=6)
    ends = [
        project(replace(PLAIN, churn=EXACTLY(churn), fading=curve, draws=1)).fans_needed
        and expected_by_month(replace(PLAIN, churn=EXACTLY(churn), fading=curve), 12)[:, 12].sum()
        for churn in (0.02, curve.leaving_now, 0.1)
    ]
    assert ends == sorted(ends, reverse=True)
    first = expected_by_month(replace(PLAIN, churn=EXACTLY(0.02), fading=curve), 1)[:, 1].sum()
    assert first == pytest.approx(980)


def test_yearly_members_who_slow_down_still_leave_at_their_renewal_only():
    joining = replace(
        PLAIN, fans_now=EXACTLY(0), new_per_month=EXACTLY(40), billing="yearly", fading=Fading(1, 9), draws=50
    )
    assert (np.diff(project(joining).fans[:13], axis=0) >= 0).all()


def test_renewals_come_on_their_own_days():
    all_in_march = replace(
        PLAIN, billing="yearly", churn=EXACTLY(0.05), renewals=(0, 0, 1, *([0] * 9)), draws=400, months=26
    )
    fans = project(all_in_march).fans
    assert (fans[:3] == 1000).all()
    assert (np.diff(fans, axis=0)[[0, 1, *range(3, 14)]] == 0).all()
    assert fans[3].mean() == pytest.approx(1000 * 0.95**12, abs=3)
    assert fans[15].mean() == pytest.approx(1000 * 0.95**24, abs=4)
    path = expected_by_month(all_in_march, 26)[0, :, 0]
    assert path[3:15] == pytest.approx([1000 * 0.95**12] * 12)
    spread = project(replace(all_in_march, renewals=(7,) * 12, months=12)).fans
    assert np.array_equal(spread, project(replace(all_in_march, renewals=(), months=12)).fans)


BESIDE = Group("engaged", EXACTLY(200), EXACTLY(4_000), EXACTLY(5), Lever.rate(7, 140))


def test_what_other_groups_bring_today_is_taken_off_what_true_fans_have_to_bring():
    alone, both = (project(replace(PLAIN, groups=each)) for each in ((), (BESIDE,)))
    assert alone.fans_needed == 1000
    assert both.fans_needed == 1000 - 200 * 40 / 100
    assert np.array_equal(alone.fans, both.fans)
    assert (both.income > alone.income).all()
    assert "and what else comes in leave you $100,000" in in_words(both, Words())


@pytest.mark.parametrize("platform", ["patreon", "gumroad", "bandcamp", "ghost"])
@pytest.mark.parametrize("basis", ["net", "gross"])
def test_people_needed_bring_the_goal_beside_everything_else_and_one_fewer_does_not(platform, basis):
    scenario = replace(
        PLAIN,
        goal_minor=40_000_000,
        basis=basis,
        platform=platform,
        groups=(replace(BESIDE, new_per_month=EXACTLY(0), churn=EXACTLY(0)),),
        other_minor=1_000_000,
        fixed_costs_minor=300_000,
        churn=EXACTLY(0),
        draws=2,
        months=2,
    )
    needed = project(scenario).fans_needed
    for fans, chance in ((needed, 1), (needed - 1, 0)):
        held = project(replace(scenario, fans_now=EXACTLY(fans)))
        assert (held.chance_by_month == chance).all()
    parts = project(scenario).breakdown
    assert parts.other_minor == 1_000_000
    if basis == "net":
        assert parts.yours_minor >= scenario.goal_minor - 4


@given(st.floats(1_000, 1e6), st.sampled_from(["direct", "patreon", "gumroad", "stripe-card"]), st.booleans())
def test_what_somebody_earns_takes_the_people_who_earn_it(fans, platform, yearly):
    """N7: the goal of an income is that income again, within one minor unit."""
    scenario = replace(PLAIN, platform=platform, billing="yearly" if yearly else "monthly", draws=1, months=1)
    scenario = replace(scenario, fixed_costs_minor=120_000, other_minor=50_000)
    people = round(fans)
    year = project(scenario).year
    earned = int(year.of(people)) - 120_000 + 50_000
    assert project(replace(scenario, goal_minor=earned)).fans_needed == people
    again = year.of(people) - 120_000 + 50_000
    assert abs(again - earned) < 1


def test_a_goal_that_other_money_brings_takes_nobody():
    found = project(replace(PLAIN, other_minor=10_000_000, fans_now=EXACTLY(0), draws=20))
    assert (found.fans_needed, found.months_to_goal) == (0, 0)
    assert (found.chance_by_month == 1).all()
    gross = project(replace(PLAIN, other_minor=20_000_000, basis="gross", draws=20))
    assert gross.fans_needed == 0


def test_seasons_move_money_from_month_to_month_and_bring_none():
    seasons = (0.5, 1.5) * 6
    scenario = replace(PLAIN, churn=EXACTLY(0), fixed_costs_minor=1_200_000, draws=20, months=24)
    even, moved = project(scenario), project(replace(scenario, seasons=seasons))
    for one, other in zip(even.money_over_time, moved.money_over_time, strict=True):
        assert other[1:13].sum() == pytest.approx(one[1:13].sum())
        # Fixed costs of 1,000 a month stay as they are.
        assert other[1] == pytest.approx((one[1] + 100_000) * 0.5 - 100_000)
    assert np.array_equal(even.chance_by_month, moved.chance_by_month)
    assert even.months_to_goal == moved.months_to_goal


def test_who_comes_is_who_hears_of_it_times_who_goes_on():
    way = Lever.product(EXACTLY(1000), Lever.between(0.05, 0.15), Lever.rate(20, 100))
    assert way.middle == pytest.approx(1000 * 0.1 * 20.5 / 101)
    drawn = way.draw(np.random.default_rng(5).random(20_000))
    assert drawn.mean() == pytest.approx(way.middle, rel=0.02)
    low, high = way.cautious_to_hopeful()
    assert (low, high) == pytest.approx((way.low, way.high), rel=0.02)
    assert Lever.from_json(json.loads(json.dumps(way.to_json()))) == way
    assert Lever.product(EXACTLY(1000), EXACTLY(0.02)).certain
    found = project(replace(PLAIN, new_per_month=way)).fans[1].mean() - project(PLAIN).fans[1].mean()
    assert found == pytest.approx(way.middle, rel=0.1)


def test_steps_as_people_type_them():
    assert [(each.low, each.high) for each in parse_steps("10%; 3 to 5")] == [(0.1, 0.1), (0.03, 0.05)]
    for wrong in ("", "120%", "-3", "a few", ";".join(["5%"] * 6)):
        with pytest.raises(Refused):
            parse_steps(wrong)


@pytest.mark.parametrize(
    "value",
    [
        {"times": []},
        {"times": [1] * 7},
        {"times": [{"times": [1]}]},
        {"times": [-3, 0.1]},
        {"count": 5, "of": 10, "months": 6},
        {"count": 50, "of": 10, "months": 12},
        {"count": 5, "months": 12, "of": 10, "more": 1},
    ],
)
def test_what_is_no_lever_is_refused(value):
    with pytest.raises(Refused):
        Lever.from_json(value)


def test_a_year_s_leaving_is_a_monthly_rate():
    lever = Lever.year(40, 100)
    assert round(Lever.year(40_000, 100_000).middle, 4) == 0.0417  # golden item 4: of a renewal of 0.60
    assert Lever.from_json(lever.to_json()) == lever
    low, high = lever.cautious_to_hopeful()
    assert (low, high) == pytest.approx((lever.low, lever.high))


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("groups", [{"name": "engaged"}], "S_GROUPS"),
        ("groups", [{**BESIDE.to_json(), "name": "true"}], "S_GROUPS"),
        ("groups", [BESIDE.to_json()] * 2, "S_GROUPS"),
        ("groups", [{**BESIDE.to_json(), "price_minor": 0}], "S_GROUPS"),
        ("groups", "engaged", "S_GROUPS"),
        ("fading", {"a": 0, "b": 1, "months": 0}, "S_FADING"),
        ("fading", {"a": 1e9, "b": 1, "months": 0}, "S_FADING"),
        ("fading", [1, 2], "S_FADING"),
        ("seasons", [1] * 11, "S_SEASONS"),
        ("seasons", [2] * 12, "S_SEASONS"),
        ("seasons", 1, "S_SEASONS"),
        ("other_minor", -1, "S_COSTS"),
        ("renewals", [1] * 11, "S_RENEWALS"),
        ("renewals", [0] * 12, "S_RENEWALS"),
        ("renewals", [0.5] * 12, "S_RENEWALS"),
    ],
)
def test_a_file_whose_people_cannot_be_is_a_sentence(field, value, code):
    with pytest.raises(Refused) as caught:
        Scenario.from_json({"schema": 1, "goal_minor": 100, field: value})
    assert caught.value.problem.code == code
    assert Words()(caught.value.problem.message, **caught.value.problem.params).endswith(".")


def test_seasons_begin_with_the_next_month():
    from truefans_core.income.seasons import Seasons

    months = Seasons(tuple(float(number) for number in range(1, 13)), 36)
    assert months.after(dt.date(2026, 10, 31))[:4] == (11.0, 12.0, 1.0, 2.0)
    assert months.after(dt.date(2026, 12, 5))[0] == 1.0
