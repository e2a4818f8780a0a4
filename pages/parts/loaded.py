"""What is there of each file of a workspace: its tables with what came of them, or why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truefans_core.intake import Imported
    from truefans_core.problems import Problem
    from truefans_core.reading.tables import RawTable


@dataclass(frozen=True, slots=True)
class Loaded:
    """One table of the workspace with what came of it."""

    upload_id: str
    number: int
    confirmed: bool
    raw: RawTable
    imported: Imported

    @property
    def key(self) -> str:
        """A short key for widgets."""
        return f"{self.upload_id}_{self.number}"


@dataclass(frozen=True, slots=True)
class Broken:
    """A file of the workspace that cannot be read any more, with the reason."""

    upload_id: str
    name: str
    problem: Problem
