"""Dated events to one row per supporter."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from truefans_core.marks import mark, mean_percentile
from truefans_core.signals import nothing_stated, signals
from truefans_core.signals.fade import fade_of

AS_OF = date(2025, 6, 30)


def test_a_payment_counts_half_after_a_half_life(events_of, people_of):
    events = events_of(
        ("a", AS_OF, 1000), ("b", AS_OF - timedelta(days=60), 1000), ("c", AS_OF - timedelta(days=120), 1000)
    )
    people = signals(events, nothing_stated(), people_of("a", "b", "c"), AS_OF, 60).people
    assert people["decayed_minor"].tolist() == [1000.0, 500.0, 250.0]


def test_refunds_fees_and_the_year(events_of, people_of):
    events = events_of(
        ("a", AS_OF, 1000, {"net_minor": 900}),
        ("a", AS_OF - timedelta(days=364), 500, {"net_minor": 450}),
        ("a", AS_OF - timedelta(days=365), 700),
        ("a", AS_OF, 300, {"kind": "refund"}),
        ("a", AS_OF, 50, {"kind": "fee"}),
        ("a", AS_OF, 20, {"kind": "tip", "net_minor": 20}),
        ("a", AS_OF + timedelta(days=1), 9999),
    )
    row = signals(events, nothing_stated(), people_of("a"), AS_OF, 365).people.loc["a"]
    assert row["income_year_minor"] == 1000 + 500 - 300 + 20
    assert row["income_year_net_minor"] == 900 + 450 - 300 - 50 + 20
    assert row["lifetime_minor"] == 1000 + 500 + 700 - 300 + 20
    assert row["payments"] == 3
    assert row["active_months"] == 3


def test_more_given_back_than_paid_is_no_negative_score(events_of, people_of):
    events = events_of(("a", AS_OF - timedelta(days=90), 1000), ("a", AS_OF, 1000, {"kind": "refund"}))
    found = signals(events, nothing_stated(), people_of("a"), AS_OF, 30)
    assert found.people["decayed_minor"].lt(0).all()
    assert mark(found, {"interest": 0.05, "advocacy": 0.05})[0]["score"].tolist() == [0.0]


def test_a_line_item_without_money_is_no_payment(events_of, people_of):
    events = events_of(("a", AS_OF, 1000), ("a", AS_OF, 0))
    assert signals(events, nothing_stated(), people_of("a"), AS_OF, 30).people["payments"].tolist() == [1]


def test_a_year_paid_at_once_counts_as_twelve_months_paid_one_by_one(events_of, people_of):
    start = date(2024, 8, 15)
    months = [date(2024 + (7 + i) // 12, (7 + i) % 12 + 1, 15) for i in range(11)]
    yearly = {"period_start": start, "period_end": date(2025, 8, 15)}
    events = events_of(("year", start, 12_000, yearly), *[("month", day, 1000) for day in months])
    decayed = signals(events, nothing_stated(), people_of("month", "year"), AS_OF, 60).people["decayed_minor"]
    assert decayed["year"] == pytest.approx(decayed["month"], rel=0.02)


def test_a_period_that_has_not_ended_is_a_subscription(events_of, people_of):
    running = {"period_start": date(2025, 6, 1), "period_end": date(2025, 7, 1)}
    over = {"period_start": date(2025, 3, 1), "period_end": date(2025, 4, 1)}
    events = events_of(("on", date(2025, 6, 1), 500, running), ("off", date(2025, 3, 1), 500, over))
    people = signals(events, nothing_stated(), people_of("on", "off"), AS_OF, 60).people
    assert people["subscribed"].to_dict() == {"off": False, "on": True}
    assert people["ended"].to_dict() == {"off": True, "on": False}
    assert people["monthly_minor"].to_dict() == {"off": 0, "on": 500}


def test_people_without_events_are_there_with_nothing(events_of, people_of):
    row = signals(
        events_of(("a", AS_OF, 1)), nothing_stated(), people_of("a", "b", sources=""), AS_OF
    ).people.loc["b"]
    assert row["lifetime_minor"] == 0
    assert np.isnan(row["engagement"])
    assert not row["money_known"]


def test_who_stands_in_an_export_of_clicks_without_one_clicked_nothing(events_of, people_of):
    click = {"kind": "click", "amount_minor": None, "value_minor": None, "net_minor": None, "currency": None}
    found = signals(events_of(("a", AS_OF, None, click)), nothing_stated(), people_of("a", "b"), AS_OF)
    assert found.interest["events", "click"].to_dict() == {"a": 1.0, "b": 0.0}
    assert found.people["engagement"].to_dict() == {"a": 1.0, "b": 0.0}


def test_opens_without_a_click_count_half_where_others_clicked(snapshots_of, people_of, events_of):
    """Mail programs load letters by themselves; a click shows that somebody reads."""
    day = (AS_OF - date(1970, 1, 1)).days
    stated = snapshots_of(
        ("a", "opens", 12), ("a", "clicks", 2), ("a", "last_open", day),
        ("b", "opens", 40), ("b", "clicks", 0), ("b", "last_open", day),
        ("c", "opens", 5), ("c", "clicks", 0),
    )  # fmt: skip
    found = signals(events_of(), stated, people_of("a", "b", "c"), AS_OF)
    assert found.interest["members", "opens"].to_dict() == {"a": 12, "b": 20, "c": 2.5}
    assert found.interest["members", "last_open"].notna().to_dict() == {"a": True, "b": False, "c": False}
    marks = mean_percentile(found.interest)
    assert marks["a"] > marks["b"] > marks["c"] > 0


def test_opens_are_all_there_is_where_nobody_clicked(snapshots_of, people_of, events_of):
    stated = snapshots_of(("a", "opens", 12), ("a", "clicks", 0), ("b", "opens", 40))
    found = signals(events_of(), stated, people_of("a", "b"), AS_OF)
    assert found.interest["members", "opens"].to_dict() == {"a": 12, "b": 40}


def test_opened_letters_count_half_of_who_never_clicked_on_the_same_list(events_of, people_of):
    bare = {"amount_minor": None, "value_minor": None, "net_minor": None, "currency": None}
    opened = {**bare, "kind": "open", "source": "views", "platform": "letters"}
    clicked = {**bare, "kind": "click", "source": "clicks", "platform": "letters"}
    events = events_of(("a", AS_OF, None, opened), ("b", AS_OF, None, opened), ("a", AS_OF, None, clicked))
    people = people_of("a", "b", sources="views", platforms="letters")
    found = signals(events, nothing_stated(), people, AS_OF)
    assert found.interest["events", "open"].to_dict() == {"a": 1.0, "b": 0.5}
    elsewhere = people_of("a", "b", sources="views", platforms="other")
    assert signals(events, nothing_stated(), elsewhere, AS_OF).interest["events", "open"].tolist() == [
        1.0,
        1.0,
    ]


def test_the_latest_answer_of_a_survey_is_advocacy_and_never_a_sum(events_of, people_of):
    bare = {"kind": "survey", "amount_minor": None, "value_minor": None, "net_minor": None, "currency": None}
    events = events_of(
        ("a", AS_OF - timedelta(days=400), None, {**bare, "quantity": 10.0}),
        ("a", AS_OF - timedelta(days=1), None, {**bare, "quantity": 3.0}),
        ("b", AS_OF, None, {**bare, "quantity": 0.0}),
    )
    found = signals(events, nothing_stated(), people_of("a", "b", "c", sources=""), AS_OF)
    assert found.advocacy["events", "survey"].fillna(-1).to_dict() == {"a": 3.0, "b": 0.0, "c": -1}
    assert found.interest.empty or "survey" not in found.interest.columns.get_level_values(-1)
    assert found.people["referrals"].isna().all()


@pytest.mark.parametrize(
    ("gaps", "days"),
    [
        ([], 365),
        ([5] * 9, 365),
        ([5] * 10, 30),
        ([30] * 10, 60),
        ([7, 7, 7, 90] * 4, 55.5),
        ([900] * 10, 730),
    ],
)
def test_the_half_life_follows_the_gaps_within_bounds(gaps, days):
    assert fade_of(gaps).half_life_days == days


def test_gaps_are_between_different_days_of_one_person(events_of, people_of):
    days = [AS_OF - timedelta(days=30 * i) for i in range(12)]
    events = events_of(*[(person, day, 100) for person in "ab" for day in days for _ in range(2)])
    fade = signals(events, nothing_stated(), people_of("a", "b"), AS_OF).fade
    assert (fade.gaps, fade.gap_days, fade.half_life_days) == (22, 30.0, 60.0)


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    paid=st.lists(
        st.tuples(st.sampled_from("abcd"), st.integers(0, 900), st.integers(1, 10**9)),
        min_size=1,
        max_size=25,
    ),
    seed=st.randoms(use_true_random=False),
)
def test_row_order_and_the_unit_of_money_do_not_matter(events_of, people_of, paid, seed):
    rows = [(person, AS_OF - timedelta(days=age), minor) for person, age, minor in paid]
    shuffled = seed.sample(rows, len(rows))
    eightfold = [(person, day, minor * 8) for person, day, minor in shuffled]
    first, second, third = (
        signals(events_of(*each), nothing_stated(), people_of(*"abcd"), AS_OF).people["decayed_minor"]
        for each in (rows, shuffled, eightfold)
    )
    assert first.equals(second)
    assert (first * 8).equals(third)
