"""Charts of people and movement: the numbers in the picture are the numbers of the data, and all are finite."""

import datetime as dt
import itertools
import json
import math

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.charts import funnel, movement, people, spread
from truefans_core.charts.theme import alt_of, palette
from truefans_core.words import Words

SAY = Words()
GROUPS = pd.DataFrame(
    {
        "state": ["casual", "engaged", "true"],
        "label": ["Casual fans", "Engaged fans", "True fans"],
        "people": [800, 180, 20],
        "share_people": [0.8, 0.18, 0.02],
        "income_minor": [100_00, 200_00, 700_00],
        "share_income": [0.1, 0.2, 0.7],
    },
)
AS_OF = dt.date(2025, 6, 30)


def finite(spec):
    """Every number of a spec, data included."""
    if isinstance(spec, dict):
        return all(finite(v) for v in spec.values())
    if isinstance(spec, list):
        return all(finite(v) for v in spec)
    return not isinstance(spec, float) or math.isfinite(spec)


def rows_of(chart):
    """All rows of all data sets of a chart."""
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def supporters(paid, score=None, tier=None, joined=None):
    n = len(paid)
    return pd.DataFrame(
        {
            "person_id": [f"{i:016x}" for i in range(n)],
            "income_year_minor": pd.array(paid, dtype="int64"),
            "payments": [int(p > 0) for p in paid],
            "score": score or [float(p) for p in paid],
            "tier": tier or ["casual"] * n,
            "state": tier or ["casual"] * n,
            "interest": [float(i % 100) for i in range(n)],
            "investment": [50.0] * n,
            "advocacy": [np.nan] * n,
            "joined_at": pd.to_datetime(joined or ["2025-01-15"] * n),
        },
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_groups_show_both_shares_in_their_own_colour(theme):
    chart = people.group_bars(GROUPS, SAY, theme, currency="USD")
    rows = rows_of(chart)
    assert {(r["state"], r["measure"]): r["share"] for r in rows}[("true", "income")] == 0.7
    assert any("20 people" in r["words"] and "2%" in r["words"] for r in rows)
    assert palette(theme).true in json.dumps(chart.to_dict())
    assert "70%" in alt_of(chart)


def test_groups_without_income_show_people_only():
    chart = people.group_bars(GROUPS.assign(share_income=np.nan), SAY, "light", currency="USD")
    assert {r["measure"] for r in rows_of(chart)} == {"people"}
    assert finite(chart.to_dict())
    assert "%" not in alt_of(chart)


def test_the_curve_ends_at_everything_and_is_concave():
    curve = spread.concentration(supporters([0, 100, 300, 600]))
    assert curve["share_income"].tolist() == [0, 0.6, 0.9, 1.0]
    assert curve["people"].tolist() == [0, 1, 2, 3]


@given(st.lists(st.integers(0, 10**9), max_size=300), st.integers(1, 9))
def test_the_curve_hides_single_people_when_asked(paid, at_least):
    curve = spread.concentration(supporters(paid), at_least)
    steps = np.diff(curve["people"].to_numpy(dtype="int64"))
    assert (steps >= min(at_least, sum(p > 0 for p in paid))).all()
    assert (np.diff(curve["share_income"]) >= 0).all()
    if len(curve):
        assert (curve["share_income"] >= curve["share_people"] - 1e-9).all()
        assert finite(spread.share_curve(curve, SAY, "dark").to_dict())


def test_the_curve_says_what_the_top_tenth_brought():
    curve = spread.concentration(supporters([100] * 90 + [900] * 10))
    assert "50%" in spread.concentration_sentence(curve, SAY)
    assert "50%" in json.dumps(spread.share_curve(curve, SAY, "light").to_dict())


def test_the_curve_of_few_names_the_share_they_are_in_whole_people():
    curve = spread.concentration(supporters([1200, 500, 140, 100, 80, 60, 60, 45]))
    assert "the top 12% brought 55% of the income" in spread.concentration_sentence(curve, SAY)
    drawn = rows_of(spread.share_curve(curve, SAY, "light"))
    assert [row["share_people"] for row in drawn if row.get("words") == "Top 12% bring 55%"] == [0.125]


def test_every_payer_stands_in_one_step_of_the_score():
    paid = [0, 100, 200, 5000, 100_000]
    bins = spread.score_bins(
        supporters(paid, tier=["known", "casual", "casual", "engaged", "true"]),
        {"casual": "Casual fans", "engaged": "Engaged fans", "true": "True fans"},
    )
    assert bins["people"].sum() == 4
    assert bins.loc[bins["state"] == "true", "low"].min() > bins.loc[bins["state"] == "casual", "low"].max()
    chart = spread.line_chart(bins, SAY, "light", lines=[(50_000.0, "True fans")])
    at = [r["at"] for r in rows_of(chart) if "at" in r]
    assert at == [pytest.approx(50_000 ** (1 / 3))]
    assert finite(chart.to_dict())
    assert spread.line_sentence(bins, SAY).startswith("1 of 4")


@pytest.mark.parametrize("paid", [[], [0], [0, 0], [100], [100, 100]])
def test_few_people_break_nothing(paid):
    frame = supporters(paid)
    bins = spread.score_bins(frame, {"casual": "Casual fans"})
    assert finite(spread.line_chart(bins, SAY, "light").to_dict())
    curve = spread.concentration(frame)
    assert finite(spread.share_curve(curve, SAY, "light").to_dict())
    joins = movement.joins_by_month(frame, AS_OF)
    assert finite(movement.join_bars(joins, SAY, "light").to_dict())
    means = people.mark_means(frame, GROUPS)
    assert finite(people.mark_bars(means, SAY, "light").to_dict())


def test_an_unknown_mark_is_left_out():
    frame = supporters([1] * 10, tier=["true"] * 5 + ["casual"] * 5)
    means = people.mark_means(frame, GROUPS)
    assert set(means["mark"]) == {"interest", "investment"}
    assert means.loc[(means["mark"] == "interest") & (means["state"] == "true"), "mean"].item() == 2
    assert finite(people.mark_bars(means, SAY, "dark").to_dict())


def steps(counts):
    labels = ["Reached", "On a list", "Active", "Engaged", "True"]
    rate = [np.nan, *(b / a if a else np.nan for a, b in itertools.pairwise(counts))]
    return pd.DataFrame(
        {
            "step": ["reached", "listed", "active", "engaged", "true"],
            "label": labels,
            "people": counts,
            "rate": rate,
        },
    )


def test_the_funnel_names_counts_rates_and_its_narrowest_step():
    chart = funnel.funnel_bars(steps([10_000, 5_000, 2_500, 250, 50]), SAY, "light")
    words = [r["words"] for r in rows_of(chart)]
    assert words == [
        "10,000",
        "5,000 · 50% of above",
        "2,500 · 50% of above",
        "250 · 10% of above",
        "50 · 20% of above",
    ]
    assert "from Active to Engaged: 10%" in alt_of(chart)
    lengths = [r["length"] for r in rows_of(chart)]
    assert lengths == sorted(lengths, reverse=True)


def test_the_narrowest_step_is_not_told_where_there_is_none_or_one_is_hidden():
    assert funnel.funnel_sentence(steps([9, 9, 9, 9, 9]), SAY) == "At every step everyone goes on."
    hidden = steps([40, 40, 20, 10, 1])
    hidden.loc[4, ["people", "rate"]] = np.nan
    said = funnel.funnel_sentence(hidden, SAY)
    assert "narrowest is not told" in said


def test_an_empty_funnel_breaks_nothing():
    assert finite(funnel.funnel_bars(steps([0, 0, 0, 0, 0]), SAY, "light").to_dict())
    assert finite(funnel.funnel_bars(steps([0] * 5).head(0), SAY, "light").to_dict())


def test_joins_are_counted_by_month_with_empty_months_between():
    joins = movement.joins_by_month(
        supporters([1] * 4, joined=["2025-03-01", "2025-03-31", "2025-06-30", "1999-01-01"]), AS_OF
    )
    assert joins["people"].tolist() == [2, 0, 0, 1]
    assert "3 people joined" in movement.join_sentence(joins, SAY)
    assert "March 2025" in movement.join_sentence(joins, SAY)


def events(rows):
    return pa.table(
        {
            "person_id": pa.array([r[0] for r in rows], pa.string()),
            "kind": pa.array([r[1] for r in rows], pa.string()),
            "at": pa.array([dt.datetime.fromisoformat(r[2]) for r in rows], pa.timestamp("us", tz="UTC")),
            "value_minor": pa.array([r[3] for r in rows], pa.int64()),
        },
    )


MONEY = events(
    [
        ("a", "payment", "2025-06-01", 1000),
        ("a", "refund", "2025-06-20", 400),
        ("b", "payment", "2025-05-01", 500),
        ("b", "open", "2025-05-01", None),
        (None, "payment", "2025-05-01", 70),
        ("a", "payment", "2020-05-01", 999_999),
    ],
)
STATE = pd.Series({"a": "true", "b": "casual"})


def test_income_of_a_month_is_payments_minus_refunds():
    monthly = movement.income_by_month(MONEY, GROUPS, STATE, AS_OF)
    found = monthly[monthly["income_minor"] != 0].set_index(["label", "month"])["income_minor"]
    assert found.to_dict() == {
        ("Casual fans", pd.Timestamp("2025-05-01")): 500,
        ("True fans", pd.Timestamp("2025-06-01")): 600,
    }
    assert len(monthly) == 36
    chart = movement.income_lines(monthly, SAY, "light", currency="USD")
    assert finite(chart.to_dict())
    assert max(r["value"] for r in rows_of(chart) if "value" in r) == 6
    assert "June 2025" in alt_of(chart)


def test_months_of_few_payers_can_be_hidden():
    monthly = movement.income_by_month(MONEY, GROUPS, STATE, AS_OF, at_least=5)
    assert not monthly["income_minor"].fillna(0).any()
    assert finite(movement.income_lines(monthly, SAY, "dark", currency="USD").to_dict())


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6), st.floats(0.1, 1e5))
def test_labels_at_line_ends_keep_apart(values, gap):
    placed = np.sort(movement._apart(np.array(values), gap))
    assert (np.diff(placed) >= gap * (1 - 1e-6)).all()


def test_a_bar_of_a_group_can_be_picked():
    spec = people.group_bars(GROUPS, SAY, "light", currency="USD").to_dict()
    picked = [each for each in spec["params"] if each["name"] == people.PICKED]
    assert [each["select"]["fields"] for each in picked] == [["state"]]
