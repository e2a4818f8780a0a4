"""Groups beside the true fans who pay too: how many, what each pays, who comes and who leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from truefans_core.income.lever import Lever
from truefans_core.problems import Problem, Refused

#: Groups that may stand beside the true fans.
BESIDE = ("engaged", "casual")


@dataclass(frozen=True, slots=True)
class Group:
    """One group beside the true fans. Nobody moves between groups: whoever rises is won there, as `new_per_month`.

    Attributes:
        name: one of `BESIDE`.
        people: who pay today.
        price_minor: what each pays a year.
        new_per_month: won a month.
        churn: share that leaves a month.
    """

    name: str
    people: Lever
    price_minor: Lever
    new_per_month: Lever
    churn: Lever

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values under the field names."""
        levers = {lever: getattr(self, lever).to_json() for lever in _LEVERS}
        return {"name": self.name, **levers}

    @classmethod
    def from_json(cls, plain: Any) -> Group:
        """The reverse of `to_json`.

        Raises:
            Refused: if it is no group.
        """
        if not isinstance(plain, Mapping) or set(plain) != {"name", *_LEVERS}:
            raise Refused(Problem("S_GROUPS"))
        return cls(str(plain["name"]), *(Lever.from_json(plain[lever]) for lever in _LEVERS))


_LEVERS = ("people", "price_minor", "new_per_month", "churn")
