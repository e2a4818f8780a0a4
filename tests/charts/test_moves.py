"""Pictures of moves: the numbers of the data, all finite, with a sentence for those who cannot see them."""

from __future__ import annotations

import json
import math
from datetime import date

import pandas as pd
import pytest

from truefans_core.charts import apart, bands, line, moves
from truefans_core.charts.theme import alt_of
from truefans_core.movement import kaplan_meier
from truefans_core.words import Words

SAY = Words()
FLOWS = pd.DataFrame(
    {
        "from": ["new", "casual", "casual"],
        "to": ["casual", "casual", "true"],
        "was": ["Not there yet", "Casual fan", "Casual fan"],
        "now": ["Casual fan", "Casual fan", "True fan"],
        "people": [12, 900, 3],
        "change": ["$12", "$0", "-$3"],
        "stayed": [False, True, False],
        "place": [1, 1, 3],
    }
)
PARTS = pd.DataFrame(
    {
        "value": ["a", "b"],
        "label": ["The summer fair in the town hall beside the river, first day", "b"],
        "people": [40, 6],
        "share": [0.2, 0.0],
        "low": [0.1, 0.0],
        "high": [0.3, 0.4],
        "rest": [0.05, 0.2],
        "difference": [0.15, -0.2],
        "clear": [True, False],
    }
)
MONTHS = pd.DataFrame({"true": [3, 5, 4]}, index=pd.period_range("2025-01", periods=3, freq="M"))
CELLS = pd.DataFrame(
    {
        "cohort": pd.to_datetime(["2025-01-01"] * 7),
        "age": range(7),
        "size": [10] * 7,
        "there": [10, 9, 9, 9, 8, 8, 8],
        "share": [1.0, 0.9, 0.9, 0.9, 0.8, 0.8, 0.8],
        "income_minor": [500, 0, 0, -200, 900, 0, 100],
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
        lambda theme: bands.flow_bands(FLOWS, SAY, theme),
        lambda theme: bands.flow_bands(FLOWS.iloc[1:2], SAY, theme),
        lambda theme: apart.apart_dots(PARTS, SAY, theme, title="Got there"),
        lambda theme: apart.apart_dots(PARTS.iloc[:0], SAY, theme, title="Got there"),
        lambda theme: apart.curve_lines(
            {"a": kaplan_meier([1, 2], [1, 0]), "b": kaplan_meier([3], [0])}, SAY, theme, alt_text="Both."
        ),
        lambda theme: line.month_line(MONTHS, {date(2025, 2, 9): "New price"}, SAY, theme),
        lambda theme: line.month_line(MONTHS.iloc[:0], {}, SAY, theme),
        lambda theme: moves.join_cells(CELLS, SAY, theme),
        lambda theme: moves.join_cells(CELLS, SAY, theme, money="JPY"),
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


def rows_of(drawn):
    return [row for rows in drawn.to_dict()["datasets"].values() for row in rows]


def test_a_band_is_as_wide_as_it_has_people_and_can_be_clicked():
    drawn = bands.flow_bands(FLOWS, SAY, "light")
    widths = {
        (row["from"], row["to"]): round(row["high"] - row["low"], 6) for row in rows_of(drawn) if "low" in row
    }
    assert widths == {("new", "casual"): 0.8, ("casual", "true"): 0.2}
    assert {row["words"] for row in rows_of(drawn) if "words" in row} >= {"Not there yet: 12", "True fan: 3"}
    assert any(param.name == "picked" for param in drawn.params)


def test_what_stands_out_is_named_with_the_rest_beside_it():
    sentence = apart.apart_sentence(PARTS, SAY)
    assert "20" in sentence
    assert "5" in sentence
    assert "None of these 1" not in apart.apart_sentence(PARTS.iloc[1:], SAY)


def test_a_day_before_the_picture_begins_is_not_in_it():
    named = [
        row.get("name") for row in rows_of(line.month_line(MONTHS, {date(2024, 2, 9): "Old"}, SAY, "dark"))
    ]
    assert "Old" not in named


def test_money_cells_are_whole_units_of_the_currency():
    words = {row["words"] for row in rows_of(moves.join_cells(CELLS, SAY, "light", money="USD"))}
    assert {"5", "0", "-2", "9", "1"} == words
