"""Did it work: some people left out by chance, what can be seen at all said before, what came of it said after.

`assign` splits a group by a seeded hash, `smallest_effect` says before what so many people can show, `measure` says
after the agreed day what the difference was, with its range.
"""

from truefans_core.experiments.assign import MOST_DAYS, Arms, Experiment, assign
from truefans_core.experiments.came_back import CameBack, came_back
from truefans_core.experiments.difference import Difference, of_money, of_shares
from truefans_core.experiments.measure import Result, measure, share_who_paid
from truefans_core.experiments.power import OFFERED_MOST, people_needed, smallest_effect

__all__ = [
    "MOST_DAYS",
    "OFFERED_MOST",
    "Arms",
    "CameBack",
    "Difference",
    "Experiment",
    "Result",
    "assign",
    "came_back",
    "measure",
    "of_money",
    "of_shares",
    "people_needed",
    "share_who_paid",
    "smallest_effect",
]
