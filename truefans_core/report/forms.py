"""The four forms a report takes, each with its file ending; what is missing for one of them is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from truefans_core.problems import Problem
from truefans_core.report.document import document, installed
from truefans_core.report.pack import Pack
from truefans_core.report.page import page
from truefans_core.report.slides import slides
from truefans_core.report.turns import Progress
from truefans_core.report.workbook import workbook

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a report.

    Attributes:
        name: what code calls it; its words are `page.report.<name>`.
        suffix: of its file, with the dot.
        mime: type of its bytes.
        draw: pack to bytes; its second argument is told each part before it is begun.
    """

    name: str
    suffix: str
    mime: str
    draw: Callable[[Pack, Progress | None], bytes]

    def make(self, pack: Pack, progress: Progress | None = None) -> bytes:
        """The file, whole; `progress` is told each part before it is begun."""
        return self.draw(pack, progress)

    def missing(self) -> Problem | None:
        """Why it cannot be made here, or None."""
        return Problem("R_NO_PDF") if self.name == "document" and not installed() else None


FORMS = (
    Form("workbook", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", workbook),
    Form("page", ".html", "text/html", page),
    Form("slides", ".pptx", f"{_OFFICE}.presentationml.presentation", slides),
    Form("document", ".pdf", "application/pdf", document),
)
