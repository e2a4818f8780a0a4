"""How people move: between two dates, month by month, by when they came, how far they get, and how long they stay."""

from truefans_core.movement.apart import apart, curves, turned
from truefans_core.movement.cohorts import Cohorts, cohorts
from truefans_core.movement.conversion import Conversion, conversion
from truefans_core.movement.entrants import LEVELS, WINDOW_DAYS, Entrants, entrants
from truefans_core.movement.flows import flows, moves
from truefans_core.movement.monthly import Around, around, by_month
from truefans_core.movement.parts import parts
from truefans_core.movement.rates import Ahead, ahead, transitions
from truefans_core.movement.survival import Curve, began_in, kaplan_meier, staying

__all__ = [
    "LEVELS",
    "WINDOW_DAYS",
    "Ahead",
    "Around",
    "Cohorts",
    "Conversion",
    "Curve",
    "Entrants",
    "ahead",
    "apart",
    "around",
    "began_in",
    "by_month",
    "cohorts",
    "conversion",
    "curves",
    "entrants",
    "flows",
    "kaplan_meier",
    "moves",
    "parts",
    "staying",
    "transitions",
    "turned",
]
