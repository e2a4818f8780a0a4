"""How people move: between two dates, month by month, by the month they came, and how long they stay."""

from truefans_core.movement.cohorts import Cohorts, cohorts
from truefans_core.movement.conversion import Conversion, conversion
from truefans_core.movement.flows import flows, moves
from truefans_core.movement.rates import Ahead, ahead, transitions
from truefans_core.movement.survival import Curve, kaplan_meier, staying

__all__ = [
    "Ahead",
    "Cohorts",
    "Conversion",
    "Curve",
    "ahead",
    "cohorts",
    "conversion",
    "flows",
    "kaplan_meier",
    "moves",
    "staying",
    "transitions",
]
