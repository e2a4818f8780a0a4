"""What can I earn, as pictures. Every frame holds what is drawn and nothing else, money in minor units."""

from truefans_core.charts.income.over_time import (
    chance_by_month,
    chance_line,
    chance_sentence,
    range_by_month,
    range_over_time,
    range_sentence,
)
from truefans_core.charts.income.to_the_goal import (
    curve_line,
    curve_sentence,
    gross_to_yours,
    gross_to_yours_bars,
    gross_to_yours_sentence,
    what_matters_bars,
    what_matters_sentence,
)

__all__ = [
    "chance_by_month",
    "chance_line",
    "chance_sentence",
    "curve_line",
    "curve_sentence",
    "gross_to_yours",
    "gross_to_yours_bars",
    "gross_to_yours_sentence",
    "range_by_month",
    "range_over_time",
    "range_sentence",
    "what_matters_bars",
    "what_matters_sentence",
]
