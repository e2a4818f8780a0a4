"""The income charts, by the numbers in their data."""

import json
import math
from dataclasses import replace

import pytest

from truefans_core.charts import income as charts
from truefans_core.charts.theme import alt_of
from truefans_core.income import (
    Fading,
    Group,
    Lever,
    Scenario,
    many_small_or_few_large,
    project,
    span_of,
    what_matters_most,
)
from truefans_core.words import Words

SAY = Words()
SCENARIO = Scenario(
    10_000_000,
    platform="patreon",
    fans_now=Lever.exactly(120),
    new_per_month=Lever.between(20, 40),
    churn=Lever.between(0.03, 0.08),
    fixed_costs_minor=120_000,
    draws=200,
)
PROJECTION = project(SCENARIO)
OTHER = project(SCENARIO.having("churn", 0.02))


def _drawn(projection, other, theme):
    say, scenario = SAY, projection.scenario
    currency = scenario.currency
    yield charts.range_over_time(charts.range_by_month(projection, other), say, theme, scenario=scenario)
    yield charts.gross_to_yours_bars(charts.gross_to_yours(projection, say), say, theme, currency=currency)
    yield charts.what_matters_bars(what_matters_most(projection), say, theme, scenario=scenario)
    yield charts.chance_line(charts.chance_by_month(projection), say, theme)
    if not (curve := many_small_or_few_large(projection)).empty:
        yield charts.curve_line(curve, say, theme, currency=currency)


def _values(spec):
    return [row for rows in spec["datasets"].values() for row in rows]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "scenario",
    [
        SCENARIO,
        Scenario(100, draws=5),
        replace(SCENARIO, months=1),
        replace(SCENARIO, months=600, draws=5),
        replace(SCENARIO, currency="JPY", platform="direct", churn=Lever.exactly(0)),
        replace(SCENARIO, fans_now=Lever.exactly(1e9), goal_minor=1),
        replace(SCENARIO, goal_minor=10**13),
        replace(
            SCENARIO,
            groups=(
                Group("casual", Lever.exactly(0), Lever.exactly(100), Lever.exactly(0), Lever.exactly(0.5)),
            ),
            fading=Fading(0.7, 1.2),
            seasons=(0.0, 2.0) * 6,
            other_minor=10**9,
        ),
        replace(SCENARIO, other_minor=10**12, basis="gross"),
    ],
    ids=[
        "usual",
        "nobody",
        "one month",
        "fifty years",
        "yen",
        "many",
        "a large goal",
        "everything",
        "met already",
    ],
)
def test_every_chart_says_its_takeaway_and_holds_finite_numbers(scenario, theme):
    projection = project(scenario)
    for chart in _drawn(projection, projection, theme):
        text = chart.to_json(validate=True)
        assert alt_of(chart)
        numbers = [v for row in _values(json.loads(text)) for v in row.values() if isinstance(v, int | float)]
        assert all(math.isfinite(value) for value in numbers)
        assert "NaN" not in text
        assert "Infinity" not in text


def test_the_range_holds_the_projection_and_the_goal():
    ranges = charts.range_by_month(PROJECTION, OTHER)
    assert list(ranges["month"]) == list(range(61))
    assert list(ranges["middle"]) == list(PROJECTION.range_over_time[1])
    assert list(ranges["what_if"]) == list(OTHER.range_over_time[1])
    spec = charts.range_over_time(ranges, SAY, "light", scenario=SCENARIO).to_dict()
    goals = [row for row in _values(spec) if "goal" in row]
    assert goals == [{"month": 0, "goal": 10_000_000 / 12, "words": "Goal $8,333 a month"}]
    labels = {row["words"] for row in _values(spec) if row.get("colour")}
    assert {"middle", "changed"} <= labels
    assert "With the change it is" in charts.range_sentence(ranges, SAY, scenario=SCENARIO)


def test_labels_that_would_lie_on_each_other_are_left_out():
    certain = project(replace(SCENARIO, new_per_month=Lever.exactly(0), churn=Lever.exactly(0), draws=5))
    spec = charts.range_over_time(charts.range_by_month(certain), SAY, "dark", scenario=SCENARIO).to_dict()
    assert [row["words"] for row in _values(spec) if row.get("colour")] == ["middle"]


def test_from_gross_to_yours_hangs_together():
    parts = charts.gross_to_yours(PROJECTION, SAY)
    assert list(parts["step"]) == ["gross", "platform", "cards", "costs", "yours"]
    assert parts["amount"].iloc[:-1].sum() == parts["amount"].iloc[-1]
    assert (parts["start"].iloc[1:-1].to_numpy()[:-1] == parts["end"].iloc[2:-1].to_numpy()).all()
    assert "-$12,120" in {
        row["words"]
        for row in _values(charts.gross_to_yours_bars(parts, SAY, "light", currency="USD").to_dict())
    }
    direct = charts.gross_to_yours(project(Scenario(10_000_000, draws=5)), SAY)
    assert list(direct["step"]) == ["gross", "yours"]
    assert charts.gross_to_yours_sentence(direct, SAY).endswith("100% is yours.")


def test_money_from_elsewhere_stands_before_what_is_yours():
    parts = charts.gross_to_yours(project(replace(SCENARIO, other_minor=2_000_000)), SAY)
    assert list(parts["step"][-2:]) == ["other", "yours"]
    assert parts["amount"].iloc[:-1].sum() == parts["amount"].iloc[-1]
    # What is left of what people pay does not grow with grants.
    amounts = parts.set_index("step")["amount"]
    kept = (amounts["yours"] - amounts["other"]) / amounts["gross"]
    assert SAY.share(kept, 1) in charts.gross_to_yours_sentence(parts, SAY)


def test_seasons_show_in_the_range_and_not_in_its_sentence():
    even, moved = (project(replace(SCENARIO, seasons=each)) for each in ((), (0.5, 1.5) * 6))
    ranges = charts.range_by_month(moved)
    assert list(ranges["middle"]) == list(moved.money_over_time[1]) != list(even.money_over_time[1])
    said = charts.range_sentence(ranges, SAY, scenario=moved.scenario)
    year = moved.money_over_time[1][-12:].mean()
    assert SAY.money(round(year), "USD", whole=True) in said


def test_a_freelancer_s_curve_spans_own_sizes():
    goal = replace(SCENARIO, goal_minor=8_000_000, currency="GBP", platform="direct", fixed_costs_minor=0)
    curve = many_small_or_few_large(project(goal.having("price_minor", 600_000)), span_of("freelancer"))
    assert (curve["price_minor"].min(), curve["price_minor"].max()) == (200_000, 1_600_000)
    assert (curve["fans_needed"].max(), curve["fans_needed"].min()) == (40, 5)
    assert set(curve["mark"]) == {"", "you"}
    sentence = charts.curve_sentence(curve, SAY, currency="GBP")
    assert "5 fans at £16,000" in sentence
    charts.curve_line(curve, SAY, "light", currency="GBP").to_dict()


def test_what_matters_most_is_told_by_its_largest_swing():
    swings = what_matters_most(PROJECTION)
    said = charts.what_matters_sentence(swings, SAY, scenario=SCENARIO)
    assert said.startswith("“Leaving a month” matters most: from 3.5% to 7.5%")
    spec = charts.what_matters_bars(swings, SAY, "light", scenario=SCENARIO).to_dict()
    bars = [row for row in _values(spec) if "better" in row]
    assert len(bars) == 2 * len(swings)
    assert {row["words"] for row in bars if row["label"] == "New a month"} == {"22", "38"}
    assert "nothing to move" in charts.what_matters_sentence(swings.head(0), SAY, scenario=SCENARIO)


def test_the_chance_is_told_with_the_month_it_becomes_likely():
    reached = project(replace(SCENARIO, new_per_month=Lever.exactly(200)))
    chances = charts.chance_by_month(reached)
    assert list(chances["chance"]) == list(reached.chance_by_month)
    assert f"From month {reached.month_of_chance(0.5)} on" in charts.chance_sentence(chances, SAY)
    assert charts.chance_sentence(charts.chance_by_month(PROJECTION), SAY).endswith("is 0%.")


def test_the_curve_says_where_you_are():
    dearer = project(SCENARIO.having("price_minor", 30_000))
    curve = many_small_or_few_large(dearer)
    spec = charts.curve_line(curve, SAY, "light", currency="USD").to_dict()
    words = {row["mark"]: row["words"] for row in _values(spec) if row.get("words")}
    assert words["you"] == f"You are here: {dearer.fans_needed} at $300"
    assert words["kelly"].startswith("Kevin Kelly: 1,2")
    assert words["li_jin"].startswith("Li Jin: 117")
    assert charts.curve_sentence(curve, SAY, currency="USD").startswith(
        "The same goal takes 117 fans at $1,000"
    )
    assert "At no price" in charts.curve_sentence(curve.head(0), SAY, currency="USD")


def test_a_neighbour_of_you_are_here_keeps_its_dot_only():
    near = many_small_or_few_large(project(SCENARIO.having("price_minor", 12_000)))
    spec = charts.curve_line(near, SAY, "light", currency="USD").to_dict()
    marked = {row["mark"]: row["words"] for row in _values(spec) if row.get("mark") and "words" in row}
    assert marked["kelly"] == ""
    assert marked["you"].startswith("You are here")
