"""Which raw column means what: suggest, check, and keep as JSON."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from truefans_core.columns import ROLES

SCHEMA = 1
#: Choices that belong to one file, not to every file of its shape.
_OF_ONE_FILE = frozenset({"first_day"})
#: How many columns with a role a saved mapping needs before a file with more columns may be taken for its kind.
_ENOUGH = 2


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

    @property
    def shape(self) -> str:
        """The shape of the tables it is for."""
        return shape(use.header for use in self.uses)

    def for_keeping(self) -> Mapping:
        """The same without what only holds for the file it was made for."""
        kept = {name: answer for name, answer in self.choices.items() if name not in _OF_ONE_FILE}
        return replace(self, choices=MappingProxyType(kept))

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        """Read what `to_json` wrote.

        Raises:
            ValueError: if it is not a mapping of this schema or names an unknown role.
        """
        found = json.loads(text)
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            raise ValueError("not a mapping of this version")
        try:
            uses = tuple(Use(str(h), r or None, *map(float, sure)) for h, r, *sure in found["uses"])
            choices = {str(k): str(v) for k, v in (found.get("choices") or {}).items()}
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError("not a mapping") from error
        if unknown := {u.role for u in uses if u.role is not None} - set(ROLES):
            raise ValueError(f"unknown roles: {sorted(unknown)}")
        return cls(
            found.get("source"),
            uses,
            MappingProxyType(choices),
            str(found.get("platform", "")),
            bool(found.get("by_hand")),
        )


def plain(header: str) -> str:
    """A header for comparing: composed accents, no case, single spaces, no byte order mark."""
    return " ".join(unicodedata.normalize("NFC", header).lstrip("\ufeff").casefold().split())


def shape(headers: Iterable[str]) -> str:
    """A digest of a table's headers: equal for the same columns in any order, case and spacing.

    Example:
        >>> shape(["E-mail", "Date"]) == shape([" date ", "E-Mail"]), shape(["E-mail"]) == shape(["Date"])
        (True, False)
    """
    named = "\n".join(sorted(plain(header) for header in headers))
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def fits(mapping: Mapping, headers: Iterable[str]) -> bool:
    """Whether a table with these headers is of the kind a saved mapping is for: all its columns, or those and more."""
    known, here = {plain(use.header) for use in mapping.uses}, {plain(header) for header in headers}
    telling = sum(use.role is not None for use in mapping.uses)
    return bool(known) and known <= here and (known == here or telling >= _ENOUGH)


def recall(saved: Sequence[Mapping], headers: Sequence[str]) -> Mapping | None:
    """The saved mapping that a table's headers call for, made to fit them, or None.

    The same columns in any order are the same kind of file; so are all its columns and some more, which get no role.
    Of several the one that fits exactly counts, then the one that knows most columns, then the one saved last.
    """
    fitting = [
        (len(mapping.uses), place, mapping) for place, mapping in enumerate(saved) if fits(mapping, headers)
    ]
    if not fitting:
        return None
    found = max(fitting, key=lambda each: each[:2])[2]
    known_uses = {plain(use.header): use for use in found.uses}
    uses = tuple(
        replace(same, header=header) if (same := known_uses.get(plain(header))) else Use(header, None, 0.0)
        for header in headers
    )
    return replace(found, uses=uses)
