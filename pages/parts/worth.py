"""What people are worth as far as the files tell: the money of the last 12 months, of all time, or nothing known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from truefans_core.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Worth:
    """What counts as worth.

    Attributes:
        column: of the supporters.
        all_time: whether it is all that was ever paid, because no file says when.
    """

    column: str
    all_time: bool

    @property
    def end(self) -> str:
        """How the ids of the messages that speak of it end."""
        return "_all_time" if self.all_time else ""

    def of(self, people: pd.DataFrame) -> int:
        """What some people are worth together, in minor units."""
        return int(people[self.column].sum())


def worth(found: Analysis) -> Worth | None:
    """What counts as worth here; None where nobody brought anything."""
    all_time = found.score.name == "lifetime_spend"
    counted = Worth("lifetime_minor" if all_time else "income_year_minor", all_time)
    return counted if counted.of(found.supporters) > 0 else None


def shares(found: Analysis) -> dict[str, tuple[int, float]] | None:
    """State → what its people are worth, and their share of it all; None where nobody brought anything."""
    if (counted := worth(found)) is None:
        return None
    total = counted.of(found.supporters)
    sums = found.supporters.groupby("state")[counted.column].sum()
    return {state: (int(sums.get(state, 0)), float(sums.get(state, 0)) / total) for state in found.groups}
