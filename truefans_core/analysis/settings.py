"""What the user decided before an analysis runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from truefans_core.rates import NO_RATES
from truefans_core.tiers.asked import ASKED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.people import Decisions
    from truefans_core.reach import Typed
    from truefans_core.tiers.line import Line

_WEIGHTS: Mapping[str, float] = MappingProxyType({"interest": 0.05, "advocacy": 0.05})
#: What a true fan brings a year where the money line decides and the user named no other line: major units.
MONEY_LINE = 100
#: … of which one is a hundred units where a currency has no smaller ones: 10,000 yen, not 100.
FEWEST_MINOR = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can decide about an analysis. All have defaults that need no thought.

    Attributes:
        preset: words and defaults, one of `words.PRESETS`.
        currency: reporting currency, ISO 4217; None: the one with most rows.
        rule: one of `tiers.line.RULES`.
        line: the kept line; None: draw it now. A line of another rule, currency or half-life is not used.
        money_line_minor: yearly money of a true fan for the money line; None: 100 major units, 10,000 of a currency without
            smaller ones.
        shares: shares of payers that are true, engaged, casual, for the rule `shares`.
        marks_from: mark → from where people are engaged and from where true, for the rule `marks`; see `tiers.asked`.
        weights: how much interest and advocacy move the score, as shares of it: 0.05 moves it by 5 % at most.
        half_life_days: how fast payments fade; None: found from the days between payments.
        decisions: what the user decided about people and money that appear twice; None: nothing yet.
        reach: numbers of people reached, typed in.
        zone: IANA name of the time zone whose days and months count.
        rates: units of the reporting currency for one unit of a currency; they take the place of the ECB's.
    """

    preset: str = "creator"
    currency: str | None = None
    rule: str = "natural"
    line: Line | None = None
    money_line_minor: int | None = None
    shares: tuple[float, float, float] = (0.10, 0.30, 0.60)
    marks_from: Mapping[str, tuple[float, float]] = field(default_factory=lambda: ASKED)
    weights: Mapping[str, float] = field(default_factory=lambda: _WEIGHTS)
    half_life_days: float | None = None
    decisions: Decisions | None = None
    reach: tuple[Typed, ...] = ()
    zone: str = "UTC"
    rates: Mapping[str, float] = field(default_factory=lambda: NO_RATES)
