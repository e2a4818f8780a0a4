"""Kinds of people inside a tier."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from truefans_core.tiers.personas import personas

PLANTED = {"fans who show up": (85, 50, 20), "fans who pay": (25, 90, 25), "fans who tell": (50, 45, 90)}


def people(centres, each=60, seed=1, noise=6.0):
    chance = np.random.default_rng(seed)
    points = np.concatenate([chance.normal(centre, noise, (each, 3)) for centre in centres]).clip(0, 100)
    rows = pd.DataFrame(points, columns=["interest", "investment", "advocacy"])
    rows["person_id"] = [f"p{n:04}" for n in chance.permutation(len(rows))]
    rows["income_year_minor"] = 100
    rows["planted"] = np.repeat(np.arange(len(centres)), each)
    return rows


def test_planted_kinds_are_found_and_named_by_what_sets_them_apart():
    rows = people(PLANTED.values())
    found = personas(rows)
    assert found.reason is None
    assert len(found.groups) == 3
    assert found.stability > 0.95
    assert {group.traits[0] for group in found.groups} == {
        ("interest", "high"),
        ("investment", "high"),
        ("advocacy", "high"),
    }
    of = rows["person_id"].map(found.of)
    assert len(set(zip(of, rows["planted"], strict=True))) == 3
    assert sum(group.count for group in found.groups) == len(rows)
    assert sum(group.income_year_minor for group in found.groups) == 100 * len(rows)


@pytest.mark.parametrize("count", [2, 4])
def test_as_many_as_there_are(count):
    corners = [(20, 20, 20), (80, 80, 20), (80, 20, 80), (20, 80, 80)]
    assert len(personas(people(corners[:count])).groups) == count


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("shape", ["bell", "even", "slanted"])
def test_one_cloud_has_no_kinds(shape, seed):
    chance = np.random.default_rng(seed)
    cloud = {
        "bell": chance.normal(50, 12, (200, 3)),
        "even": chance.uniform(0, 100, (200, 3)),
        "slanted": chance.normal(50, 12, (200, 1)) + chance.normal(0, 4, (200, 3)),
    }[shape]
    rows = people([(50, 50, 50)], each=200)
    rows[["interest", "investment", "advocacy"]] = cloud.clip(0, 100)
    found = personas(rows)
    assert found.groups == ()
    assert found.reason == "personas.none"
    assert (found.of == -1).all()


def test_the_order_of_rows_does_not_matter():
    rows = people(PLANTED.values())
    again = personas(rows.sample(frac=1, random_state=3))
    pd.testing.assert_series_equal(personas(rows).of, again.of)


def test_a_yes_or_no_never_becomes_the_kinds():
    rows = people([(50, 50, 50)], each=200)
    rows["advocacy"] = np.where(np.arange(200) % 2, 100.0, 0.0)
    assert personas(rows).reason == "personas.none"
    rows["interest"] = np.nan
    assert personas(rows).reason == "personas.one_mark"


def test_who_has_an_unknown_mark_is_placed_by_the_others():
    rows = people(PLANTED.values())
    rows.loc[[0, 70, 130], "advocacy"] = np.nan
    rows.loc[5, ["interest", "investment", "advocacy"]] = np.nan
    found = personas(rows)
    of = rows["person_id"].map(found.of)
    assert of[0] == of[1]
    assert of[70] == of[71]
    assert of[5] == -1


@pytest.mark.parametrize("count", [0, 1, 5, 29])
def test_few_people_are_people_not_kinds(count):
    rows = people(PLANTED.values()).head(count)
    assert personas(rows).reason == "personas.few"


def test_all_alike_and_few_values_are_no_fault():
    rows = people([(50, 50, 50)], each=60)
    rows[["interest", "investment", "advocacy"]] = 40.0
    assert personas(rows).reason == "personas.one_mark"
    rows["interest"] = np.arange(60) % 3 * 10.0
    rows["investment"] = np.arange(60) % 3 * 10.0
    personas(rows)
