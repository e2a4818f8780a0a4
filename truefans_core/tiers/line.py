"""Where the line lies: the cuts of a rule, kept so that later uploads are measured with the same line."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from truefans_core.tiers import asked

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Rules a user may pick; the first is the default.
RULES = ("natural", "money", "shares", "pareto", "rfm", "marks")
#: … and those whose numbers are the user's own: what they say now holds, and their line is drawn each time.
SAID = ("money", "shares", "marks")


@dataclass(frozen=True, slots=True)
class Line:
    """The cuts of one rule.

    Attributes:
        rule: one of `RULES`.
        true: a person whose measure reaches this is a true fan; None where nobody can be told apart.
        engaged: a person whose measure reaches this is at least engaged; None as above.
        half_life_days: how fast payments fade in the score these cuts belong to.
        currency: ISO 4217 of the measure where it is money, else None.
        interest: from this mark on, showing up lifts to engaged; None where the mark is unknown or the same for all.
        advocacy: from this mark on, telling others lifts to engaged; None as above.
        drawn_on: the `as_of` it was fitted at.
        marks: for the rule `marks`, from where each mark makes people engaged and true; see `tiers.asked`.
        score: by which score people were ranked then, as `marks.ScoreUsed` names it: earlier days are ranked by the same
            one; None: not told.
        all_time: for the rule `money`, whether all money counts and not that of a year; None: as the people at hand tell.
    """

    rule: str
    true: float | None
    engaged: float | None
    half_life_days: float
    currency: str | None = None
    interest: float | None = None
    advocacy: float | None = None
    drawn_on: date | None = None
    marks: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    score: str | None = None
    all_time: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """The line as plain values for the workspace file."""
        return {**asdict(self), "drawn_on": self.drawn_on.isoformat() if self.drawn_on else None}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Line:
        """Read what `as_json` gave.

        Raises:
            ValueError: if the rule is unknown or a cut is no number.
        """
        if found.get("rule") not in RULES:
            raise ValueError(f"unknown rule: {found.get('rule')!r}")
        cuts = {name: _number(found.get(name)) for name in ("true", "engaged", "interest", "advocacy")}
        drawn_on = found.get("drawn_on")
        return cls(
            rule=str(found["rule"]),
            half_life_days=float(found["half_life_days"]),
            currency=found.get("currency"),
            drawn_on=date.fromisoformat(drawn_on) if drawn_on else None,
            score=None if found.get("score") is None else str(found["score"]),
            all_time=found["all_time"] if isinstance(found.get("all_time"), bool) else None,
            marks=asked.read(found.get("marks")) if found["rule"] == "marks" else {},
            **cuts,
        )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
