"""Which raw column means what: suggest, check, and keep as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from types import MappingProxyType

from truefans_core.columns import ROLES

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Use:
    """What one column is used for. `role` is None where it is left out; `confidence` is 0…1."""

    header: str
    role: str | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of one table mean.

    Attributes:
        source: slug of the recipe that was recognised, or None where the roles were guessed or chosen.
        uses: one entry per column, in file order.
        choices: answers to questions: date_order ("dmy", "mdy", "ymd"), decimal ("," or "."), currency (ISO).
        platform: the platform's name; for a guessed table the user's word for it, else "".
        by_hand: whether a person has changed it.
    """

    source: str | None
    uses: tuple[Use, ...]
    choices: MappingType[str, str] = field(default_factory=lambda: MappingProxyType({}))
    platform: str = ""
    by_hand: bool = False

    def header_of(self, role: str) -> str | None:
        """The first column with this role, or None."""
        return next((use.header for use in self.uses if use.role == role), None)

    def headers_of(self, role: str) -> tuple[str, ...]:
        """Every column with this role."""
        return tuple(use.header for use in self.uses if use.role == role)

    def to_json(self) -> str:
        """The mapping as JSON with its schema number."""
        return json.dumps(
            {
                "schema": SCHEMA,
                "source": self.source,
                "platform": self.platform,
                "by_hand": self.by_hand,
                "uses": [[u.header, u.role, round(u.confidence, 3)] for u in self.uses],
                "choices": dict(self.choices),
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        """Read what `to_json` wrote.

        Raises:
            ValueError: if it is not a mapping of this schema or names an unknown role.
        """
        found = json.loads(text)
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            raise ValueError("not a mapping of this version")
        uses = tuple(Use(str(h), r, float(c)) for h, r, c in found["uses"])
        if unknown := {u.role for u in uses if u.role is not None} - set(ROLES):
            raise ValueError(f"unknown roles: {sorted(unknown)}")
        return cls(
            found.get("source"),
            uses,
            MappingProxyType({str(k): str(v) for k, v in found.get("choices", {}).items()}),
            str(found.get("platform", "")),
            bool(found.get("by_hand")),
        )
