"""Groups found in the data."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from truefans_core.tiers import natural
from truefans_core.tiers.natural import natural_cuts


def planted(seed=3):
    chance = np.random.default_rng(seed)
    return np.concatenate(
        [chance.normal(mid, 0.03 * mid, size) for mid, size in ((100, 300), (1500, 120), (12_000, 30))]
    )


def test_planted_groups_are_found():
    found = natural_cuts(planted())
    assert 150 < found.engaged < 1300
    assert 1800 < found.true < 11_000
    assert found.distinct


@pytest.mark.parametrize("sample", ["even", "bell", "gamma", "lognormal"])
def test_one_smooth_sample_has_no_groups(sample):
    chance = np.random.default_rng(5)
    draws = {
        "even": chance.uniform(1, 100, 800) ** 3,
        "bell": np.clip(chance.normal(10, 2, 800), 0.1, None) ** 3,
        "gamma": chance.gamma(2.0, 50.0, 800),
        "lognormal": chance.lognormal(3, 1, 800),
    }
    found = natural_cuts(draws[sample])
    assert not found.distinct
    assert found.engaged < found.true


def test_a_whale_moves_hardly_anybody():
    scores = np.random.default_rng(1).lognormal(4, 1.2, 1000)
    calm = natural_cuts(scores)
    wild = natural_cuts(np.append(scores, scores.max() * 1000))
    for name in ("engaged", "true"):
        before, after = getattr(calm, name), getattr(wild, name)
        assert np.mean((scores >= before) != (scores >= after)) < 0.02


def test_many_scores_are_cut_where_each_of_them_would_be(monkeypatch):
    scores = np.random.default_rng(2).lognormal(4, 1, 30_000)
    stepped = natural_cuts(scores)
    monkeypatch.setattr(natural, "STEPS", 10**9)
    each = natural_cuts(scores)
    assert stepped.true == pytest.approx(each.true, rel=0.01)
    assert np.mean((scores >= stepped.true) != (scores >= each.true)) < 0.005


def test_two_scores_are_two_groups_without_a_word_of_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = natural_cuts(np.array([5.0] * 40 + [50.0] * 4))
    assert found.engaged == found.true
    assert 5 < found.true < 50


def test_the_few_above_a_great_many_equals_are_still_seen():
    found = natural_cuts(np.array([100.0] * 995 + [900.0] * 5))
    assert 100 < found.true < 900


def test_nobody_and_all_alike_have_no_cuts():
    assert natural_cuts(np.array([])).true is None
    assert natural_cuts(np.array([7.0, 7.0])).true is None
