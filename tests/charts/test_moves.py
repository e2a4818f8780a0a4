"""Pictures of moves: the numbers of the data, all finite, with a sentence for those who cannot see them."""

from __future__ import annotations

import json
import math

import pandas as pd
import pytest

from truefans_core.charts import moves
from truefans_core.charts.theme import alt_of
from truefans_core.movement import kaplan_meier
from truefans_core.words import Words

SAY = Words()
FLOWS = pd.DataFrame(
    {
        "was": ["Not there yet", "Casual fan", "Casual fan"],
        "now": ["Casual fan", "Casual fan", "True fan"],
        "people": [12, 900, 3],
        "stayed": [False, True, False],
        "place": [1, 1, 3],
    }
)
CELLS = pd.DataFrame(
    {
        "cohort": pd.to_datetime(["2025-01-01"] * 7),
        "age": range(7),
        "size": [10] * 7,
        "there": [10, 9, 9, 9, 8, 8, 8],
        "share": [1.0, 0.9, 0.9, 0.9, 0.8, 0.8, 0.8],
        "mature": [True] * 7,
    }
)


def numbers(spec):
    if isinstance(spec, dict):
        spec = list(spec.values())
    if isinstance(spec, list):
        return [number for each in spec for number in numbers(each)]
    return [spec] if isinstance(spec, int | float) else []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "drawing",
    [
        lambda theme: moves.flow_cells(FLOWS, SAY, theme),
        lambda theme: moves.join_cells(CELLS, SAY, theme),
        lambda theme: moves.curve_line(kaplan_meier([1, 2, 2, 30], [1, 1, 0, 1]), SAY, theme),
        lambda theme: moves.curve_line(kaplan_meier([5, 7], [0, 0]), SAY, theme),
        lambda theme: moves.curve_line(kaplan_meier([30, 90, 200], [1, 0, 0]), SAY, theme, up=True),
    ],
)
def test_every_number_is_finite_and_every_picture_has_its_sentence(drawing, theme):
    drawn = drawing(theme)
    assert all(math.isfinite(number) for number in numbers(json.loads(drawn.to_json())))
    assert alt_of(drawn).endswith(".")


def test_who_stayed_is_no_flow_and_the_largest_is_named():
    spec = moves.flow_cells(FLOWS, SAY, "light").to_dict()
    shown = [row for rows in spec["datasets"].values() for row in rows]
    assert {row["words"] for row in shown} == {"12", "3"}
    assert "12 people from Not there yet to Casual fan" in moves.flow_sentence(FLOWS, SAY)
    assert "80" in moves.join_cells_sentence(CELLS, SAY)
