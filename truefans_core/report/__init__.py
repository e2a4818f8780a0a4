"""What a client keeps: one outline, drawn as a workbook or as a page, names hidden unless wanted.

`build` makes a `Pack` from an analysis; `workbook` and `page` give it a form. The same pack gives equal bytes.
"""

from truefans_core.report.content import build
from truefans_core.report.document import document
from truefans_core.report.pack import SECTIONS, Figure, Options, Pack, Section, Table
from truefans_core.report.page import page
from truefans_core.report.slides import slides
from truefans_core.report.workbook import workbook

__all__ = [
    "SECTIONS",
    "Figure",
    "Options",
    "Pack",
    "Section",
    "Table",
    "build",
    "document",
    "page",
    "slides",
    "workbook",
]
