"""Members files: totals in the same unit as dated payments."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from truefans_core.marks import mark
from truefans_core.signals import signals
from truefans_core.signals.statements import states_money

AS_OF = date(2025, 6, 30)
NO_WEIGHTS = {"interest": 0.0, "advocacy": 0.0}


def test_totals_and_their_own_log_rank_alike(events_of, snapshots_of, people_of):
    chance = np.random.default_rng(7)
    log, stated, ids = [], [], []
    for number in range(300):
        person = f"p{number:03}"
        ids.append(person)
        amount = int(100 * chance.lognormal(2, 1)) + 1
        first = int(chance.integers(60, 1000))
        ages = np.arange(first, int(chance.integers(0, first)) - 1, -30)
        days = [AS_OF - timedelta(days=int(age)) for age in ages]
        log += [(person, day, amount) for day in days]
        stated += [
            (person, "lifetime_amount", amount * len(days)),
            (person, "first_paid_at", days[0]),
            (person, "last_activity", days[-1]),
        ]
    by_log = signals(events_of(*log), snapshots_of(), people_of(*ids), AS_OF).people
    half_life = signals(events_of(*log), snapshots_of(), people_of(*ids), AS_OF).fade.half_life_days
    by_totals = signals(events_of(), snapshots_of(*stated), people_of(*ids), AS_OF, half_life).people
    assert by_totals["decayed_minor"].corr(by_log["decayed_minor"], method="spearman") > 0.97
    # One unit: the middle of the ratios is close to one, so that people of both kinds can be compared.
    several = by_log["payments"] >= 6
    ratio = (by_totals["decayed_minor"] / by_log["decayed_minor"])[several].median()
    assert 0.7 < ratio < 1.3
    top = set(by_log["decayed_minor"].nlargest(30).index)
    assert len(top & set(by_totals["decayed_minor"].nlargest(30).index)) >= 24
    year = by_totals["income_year_minor"].sum() / by_log["income_year_minor"].sum()
    assert 0.9 < year < 1.1


def test_an_active_pledge_does_not_fade(events_of, snapshots_of, people_of):
    stated = []
    for person, status in (("active", 1), ("left", 0)):
        stated += [
            (person, "lifetime_amount", 6000),
            (person, "unit_price", 500),
            (person, "status", status),
            (person, "joined_at", AS_OF - timedelta(days=365)),
            (person, "last_activity", AS_OF - timedelta(days=200)),
        ]
    people = signals(events_of(), snapshots_of(*stated), people_of("active", "left"), AS_OF, 60).people
    assert people.loc["active", "decayed_minor"] > 2 * people.loc["left", "decayed_minor"]
    assert people["subscribed"].to_dict() == {"active": True, "left": False}
    assert people["ended"].to_dict() == {"active": False, "left": True}
    assert people["monthly_minor"].to_dict() == {"active": 500, "left": 0}


def test_a_yearly_pledge_counts_by_the_month(events_of, snapshots_of, people_of):
    stated = snapshots_of(
        ("a", "lifetime_amount", 12_000),
        ("a", "unit_price", 12_000),
        ("a", "interval", 12),
        ("a", "status", 1),
    )
    assert signals(events_of(), stated, people_of("a"), AS_OF).people.loc["a", "monthly_minor"] == 1000


def test_a_total_is_spread_over_first_to_last(events_of, snapshots_of, people_of):
    stated = snapshots_of(
        ("old", "lifetime_amount", 73_100),
        ("old", "joined_at", AS_OF - timedelta(days=730)),
        ("old", "last_activity", AS_OF),
        ("once", "lifetime_amount", 5000),
        ("once", "joined_at", AS_OF - timedelta(days=10)),
        ("once", "last_activity", AS_OF - timedelta(days=10)),
        ("undated", "lifetime_amount", 900),
    )
    people = signals(events_of(), stated, people_of("old", "once", "undated"), AS_OF).people
    assert people["income_year_minor"].to_dict() == {"old": 36_500, "once": 5000, "undated": 0}
    assert people["totals_spread"].to_dict() == {"old": True, "once": True, "undated": False}


def test_a_paid_period_that_has_not_ended_is_no_end(events_of, snapshots_of, people_of):
    stated = snapshots_of(
        ("a", "lifetime_amount", 8000),
        ("a", "cancelled_at", AS_OF - timedelta(days=5)),
        ("a", "expires_at", AS_OF + timedelta(days=100)),
    )
    row = signals(events_of(), stated, people_of("a"), AS_OF).people.loc["a"]
    assert row["paid_through"] == pd.Timestamp(AS_OF + timedelta(days=100))


def test_who_pays_again_after_leaving_has_not_ended(events_of, snapshots_of, people_of):
    stated = snapshots_of(
        ("a", "lifetime_amount", 8000), ("a", "status", 0), ("a", "cancelled_at", AS_OF - timedelta(days=50))
    )
    events = events_of(("a", AS_OF - timedelta(days=5), 500))
    assert not signals(events, stated, people_of("a"), AS_OF).people.loc["a", "ended"]


def test_money_from_before_the_log_counts_as_from_before_the_log(events_of, snapshots_of, people_of):
    first = AS_OF - timedelta(days=100)
    events = events_of(("a", first, 500, {"platform": "Members"}))
    stated = snapshots_of(
        ("a", "opening_amount", 10_000),
        ("a", "joined_at", AS_OF - timedelta(days=900)),
        ("a", "last_activity", AS_OF),
    )
    row = signals(events, stated, people_of("a"), AS_OF, 60).people.loc["a"]
    without = signals(events, snapshots_of(), people_of("a"), AS_OF, 60).people.loc["a"]
    assert row["lifetime_minor"] == 10_500
    assert (
        without["decayed_minor"]
        < row["decayed_minor"]
        < without["decayed_minor"] + 10_000 / 890 * 60 / np.log(2)
    )


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ([("a", "lifetime_amount", 500), ("a", "joined_at", date(2025, 1, 1))], "totals_and_dates"),
        ([("a", "lifetime_amount", 500)], "lifetime_spend"),
        ([("a", "clicks", 5)], "engagement"),
        ([("a", "emails_received", 5)], "none"),
    ],
)
def test_the_score_that_was_used_is_named(events_of, snapshots_of, people_of, stated, name):
    found = signals(events_of(), snapshots_of(*stated), people_of("a", sources="members"), AS_OF)
    assert mark(found, NO_WEIGHTS)[1].name == name


def test_payments_without_amounts_rank_by_how_often_and_how_lately(events_of, snapshots_of, people_of):
    none = {"value_minor": None, "net_minor": None}
    events = events_of(("a", AS_OF, None, none), ("a", AS_OF, None, none), ("b", AS_OF, None, none))
    rows, used = mark(signals(events, snapshots_of(), people_of("a", "b"), AS_OF), NO_WEIGHTS)
    assert used.name == "decayed_count"
    assert rows["score"].to_dict() == {"a": 2.0, "b": 1.0}


@pytest.mark.parametrize(
    ("measure", "is_paid"), [("lifetime_amount", True), ("unit_price", True), ("sales_generated", False)]
)
def test_what_somebody_sold_for_you_is_not_what_they_paid(snapshots_of, measure, is_paid):
    assert states_money(snapshots_of(("a", measure, 5000))) is is_paid
