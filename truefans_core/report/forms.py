"""The four forms a report takes, each with its file ending; what is missing for one of them is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from truefans_core.problems import Problem
from truefans_core.report.document import document, installed
from truefans_core.report.pack import Pack
from truefans_core.report.page import page
from truefans_core.report.slides import slides
from truefans_core.report.workbook import workbook

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a report.

    Attributes:
        name: what code calls it; its words are `page.report.<name>`.
        suffix: of its file, with the dot.
        mime: type of its bytes.
        make: pack to bytes; told how much is done by its second argument.
    """

    name: str
    suffix: str
    mime: str
    make: Callable[[Pack], bytes]

    def missing(self) -> Problem | None:
        """Why it cannot be made here, or None."""
        return Problem("R_NO_PDF") if self.name == "document" and not installed() else None


FORMS = (
    Form("workbook", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", workbook),
    Form("page", ".html", "text/html", page),
    Form("slides", ".pptx", f"{_OFFICE}.presentationml.presentation", slides),
    Form("document", ".pdf", "application/pdf", document),
)
