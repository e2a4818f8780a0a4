"""How sure a group is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from truefans_core.tiers.chance import probability


def test_the_line_itself_is_even_and_distance_makes_sure():
    chance = np.random.default_rng(1)
    before = pd.Series(chance.lognormal(5, 1, 300))
    now = before * chance.lognormal(0, 0.2, 300)
    for number, score in enumerate((150.0, 1e6, 1e-3)):
        now.iloc[number] = before.iloc[number] = score
    found = probability(now, before, 150.0)
    assert found.iloc[0] == 0.5
    assert found.iloc[1] > 0.999
    assert found.iloc[2] < 0.001
    order = np.argsort(now.to_numpy())
    assert (np.diff(found.to_numpy()[order]) >= 0).all()


def test_without_noise_to_measure_nothing_is_said():
    scores = pd.Series(np.arange(1.0, 51.0))
    assert probability(scores, pd.Series(np.nan, index=scores.index), 10.0).isna().all()
    assert probability(scores, scores, 10.0).isna().all()
    assert probability(scores, scores * 0.9, None).isna().all()
