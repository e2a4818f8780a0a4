"""A line one can say: cuts rounded to a friendly amount."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truefans_core.tiers.line import Line

#: First digits of an amount that is easily said.
_DIGITS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
#: Rules whose cut is found rather than said, and kept.
ROUNDED = ("natural", "pareto")


def friendly(value: float) -> float:
    """The nearest amount that is easily said; 0 and below stay as they are.

    Example:
        >>> [friendly(each) for each in (11_837, 87.0, 1.04, 0.0)]
        [12000.0, 80.0, 1.0, 0.0]
    """
    if not value > 0:
        return value
    scale = 10.0 ** math.floor(math.log10(value))
    digit = min(_DIGITS, key=lambda digit: (abs(math.log(value / scale / digit)), digit))
    return round(digit * scale, 9)


def rounded(line: Line) -> Line | None:
    """The line with friendly cuts; None where it has none to round or they are friendly already.

    The lower cut is rounded only where it stays below the upper one.
    """
    if line.rule not in ROUNDED or line.currency is None or line.true is None or line.engaged is None:
        return None
    true = friendly(line.true)
    engaged = true if line.engaged == line.true else friendly(line.engaged)
    if engaged > true or (engaged == true and line.engaged < line.true):
        engaged = line.engaged
    new = replace(line, true=true, engaged=engaged)
    return None if new == line or engaged > true else new
