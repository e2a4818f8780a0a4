"""Bytes become tables, tables become people, people become tiers, tiers become money.

The core has no screen, no network, no clock and no global random numbers: "today" and every seed are
arguments. `truefans_core.analysis.analyse` runs the stages in order; `python -m truefans_core` is the same
from a command line.
"""

__version__ = "0.1.0"
