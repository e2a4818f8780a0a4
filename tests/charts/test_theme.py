"""What every chart must hold, whichever room it comes from."""

import math

import altair as alt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.charts.theme import PALETTES, alt_of, few_ticks, group_scale, spoken_axis, themed


def _bars() -> alt.Chart:
    return alt.Chart(pd.DataFrame({"x": ["a", "b"], "y": [1, 2]})).mark_bar().encode(x="x:N", y="y:Q")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_text_or_rule_is_left_black(theme):
    config = themed(_bars(), theme, alt_text="Two bars.").to_dict()["config"]
    assert config["background"] == "transparent"
    ink = {PALETTES[theme].text, PALETTES[theme].quiet}
    assert config["text"]["color"] in ink
    assert config["rule"]["color"] in ink
    assert config["axis"]["labelColor"] in ink
    assert config["title"]["color"] in ink
    assert config["legend"]["labelColor"] in ink


def test_the_sentence_of_a_chart_can_be_read_back():
    assert alt_of(themed(_bars(), "light", alt_text="Two bars.")) == "Two bars."
    assert alt_of(_bars()) == ""


def test_a_concatenated_chart_can_be_dressed():
    both = themed(_bars() | _bars(), "dark", alt_text="Four bars.")
    assert both.to_dict()["description"] == "Four bars."


def test_a_group_keeps_its_colour_under_any_name():
    scale = group_scale("light", ["casual", "true"], ["casual fans", "true fans"]).to_dict()
    assert scale == {"domain": ["casual fans", "true fans"], "range": ["#7d95ba", "#8a2d04"]}


def test_axis_numbers_are_said_not_formatted():
    axis = spoken_axis([0, 2000], lambda value: f"{value:.0f} €").to_dict()
    assert axis["values"] == [0, 2000]
    assert axis["labelExpr"] == '["0 €", "2000 €"][indexof([0.0, 2000.0], datum.value)]'


@given(
    st.floats(-1e12, 1e12, allow_nan=False),
    st.floats(0, 1e12, allow_nan=False),
    st.integers(2, 8),
)
def test_ticks_are_few_finite_and_cover(low, span, count):
    ticks = few_ticks(low, low + span, count)
    assert 2 <= len(ticks) <= count * 2 + 3
    assert all(math.isfinite(tick) for tick in ticks)
    slack = max(abs(low), span, 1) * 1e-6
    assert ticks[0] <= low + slack
    assert ticks[-1] >= low + span - slack


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_out_from_the_page(theme):
    colours = PALETTES[theme]
    for ink in (colours.casual, colours.engaged, colours.true, colours.text, colours.quiet, colours.gone):
        assert _contrast(ink, colours.page) >= 3


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
