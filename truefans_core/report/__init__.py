"""What a client keeps: one outline, drawn as a workbook, a page, slides or a PDF, names hidden unless wanted.

`build` makes a `Pack` from an analysis; each of `FORMS` gives it a form. The same pack gives equal bytes.
"""

from truefans_core.report.brand import LONGEST, Brand, brand_of, one_line
from truefans_core.report.content import build
from truefans_core.report.document import document
from truefans_core.report.forms import FORMS, Form
from truefans_core.report.key import key_file
from truefans_core.report.logo import Logo, logo
from truefans_core.report.pack import SECTIONS, Figure, Options, Pack, Section, Table
from truefans_core.report.page import page
from truefans_core.report.presenting import presented
from truefans_core.report.slides import slides
from truefans_core.report.tasks import tasks
from truefans_core.report.workbook import workbook

__all__ = [
    "FORMS",
    "LONGEST",
    "SECTIONS",
    "Brand",
    "Figure",
    "Form",
    "Logo",
    "Options",
    "Pack",
    "Section",
    "Table",
    "brand_of",
    "build",
    "document",
    "key_file",
    "logo",
    "one_line",
    "page",
    "presented",
    "slides",
    "tasks",
    "workbook",
]
