"""What makes a true fan here, how unevenly the money is spread, and how far the definitions agree."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.analysis import Settings, analyse
from truefans_core.analysis.profiles import gini, medians, origins, telling, uncounted, without_the_top
from truefans_core.tiers.line import RULES

END = date(2025, 6, 30)


@pytest.fixture
def found(payments):
    """Buyers of prints come back and pay more; mugs are bought by anybody."""
    chance = np.random.default_rng(4)
    rows = []
    for number in range(120):
        loyal = number % 4 == 0
        thing = "print" if loyal else ("mug", "book")[number % 2]
        amount = 5000 if loyal else int(chance.lognormal(6, 0.6)) + 50
        rows += [
            (f"p{number}@example.com", END - timedelta(days=age + 3), amount, {"product": thing})
            for age in range(0, 300 if loyal else 30, 30)
        ]
    return analyse([payments(rows)], Settings(), as_of=END, today=END)


def test_the_middle_of_each_group_lies_within_its_range(found):
    table = medians(found.supporters, END)
    assert ((table["low"] <= table["middle"]) & (table["middle"] <= table["high"])).all()
    money = table[table["measure"] == "money"].set_index("state")
    true = found.supporters[found.supporters["state"] == "true"]
    assert money.loc["true", "middle"] == true["income_year_minor"].median()
    assert money.loc["true", "people"] == len(true)
    often = table[table["measure"] == "often"].set_index("state")["middle"]
    assert often["true"] > often["casual"]


def test_a_gift_each_christmas_is_once_a_year(payments):
    days = (date(2022, 12, 9), date(2023, 12, 18), date(2024, 12, 11))
    rows = [(f"p{n}@example.org", day, 5000 + n) for n in range(4) for day in days]
    table = medians(analyse([payments(rows)], Settings(), as_of=END, today=END).supporters, END)
    often = table[table["measure"] == "often"]["middle"]
    assert often.between(0.75, 1).all()
    assert len(often)


def test_how_often_somebody_pays_is_unknown_where_a_file_tells_the_sum_only(members):
    stated = {"lifetime_amount": 60000, "joined_at": date(2024, 1, 1)}
    several = {f"s{n}@example.org": stated | {"order_count": 12} for n in range(3)}
    alone = {f"m{n}@example.org": stated for n in range(3)}
    found = analyse([members(several | alone, as_of=END)], Settings(), as_of=END, today=END)
    unknown = uncounted(found.snapshots)
    assert len(unknown) == 3
    table = medians(found.supporters, END, uncounted=unknown).set_index("measure")
    assert table.loc["often", "people"].sum() == 3
    assert table.loc["money", "people"].sum() == 6


def test_what_true_fans_come_with_is_told_and_what_is_chance_is_not(found):
    table = origins(found.supporters, found.events)
    assert set(table["kind"]) == {"product"}
    assert (
        table.groupby(["kind", "value"])["count"].sum() == table.groupby(["kind", "value"])["people"].first()
    ).all()
    told = telling(table, found.supporters, found.events)
    assert [each.value for each in told] == ["print"]
    assert told[0].share > 0.9
    assert told[0].others < 0.1


def test_nothing_is_told_of_people_who_do_not_differ(payments):
    chance = np.random.default_rng(9)
    rows = [
        (f"p{n}@example.com", END, int(chance.lognormal(7, 1)) + 50, {"product": str(chance.integers(0, 6))})
        for n in range(300)
    ]
    found = analyse([payments(rows)], Settings(), as_of=END, today=END)
    assert telling(origins(found.supporters, found.events), found.supporters, found.events) == ()


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=50))
def test_gini_lies_between_even_and_one_and_ignores_the_unit(values):
    found = gini(pd.Series(values))
    if not sum(values):
        assert found is None
        return
    assert -1e-9 <= found <= 1 - 1 / len(values) + 1e-9
    assert gini(pd.Series(values) * 100) == pytest.approx(found, abs=1e-9)


@given(st.lists(st.integers(-1000, 10**9), max_size=30), st.integers(0, 40))
def test_what_stays_and_what_goes_is_all(values, people):
    left, total = without_the_top(pd.Series(values, dtype="int64"), people)
    assert total == sum(values)
    assert total - left == sum(sorted(values, reverse=True)[:people])


def test_the_sum_without_the_top_is_that_of_everybody():
    assert without_the_top(pd.Series([10, 20, -5]), 1) == (5, 25)


def test_nobody_has_no_profile():
    nobody = analyse([], Settings(), today=END)
    assert medians(nobody.supporters, END).empty
    assert origins(nobody.supporters, nobody.events).empty
    assert nobody.agreement() == {}


def test_how_far_definitions_agree_is_what_they_share(found):
    agreement = found.agreement()
    assert set(agreement) == set(RULES) - {found.rule}
    assert all(0 <= share <= 1 for share in agreement.values())
    assert agreement["money"] > 0.8
    assert found.to_json()["quality"]["agreement"] == agreement
    assert 0 < found.quality["stability_low"] <= found.quality["stability"] <= 1
