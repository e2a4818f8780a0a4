"""A report as PDF: tagged for screen readers, its fonts inside, the same bytes for the same report.

The words go to the typesetter as data, never as its own language. It is an extra: where it is not installed, a
sentence says how to get it.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from truefans_core.problems import Problem, Refused
from truefans_core.report import letters
from truefans_core.report.glyphs import FONT, shown
from truefans_core.report.pictures import picture
from truefans_core.report.spoken import NUMBERS, heading, large, said, total
from truefans_core.report.turns import in_turn
from truefans_core.words.safe import plain_text

if TYPE_CHECKING:
    from truefans_core.report.pack import Figure, Pack, Section, Table
    from truefans_core.report.turns import Progress

_ROWS = 60
_LONGEST_CELL = 600
#: Width of a page between its margins, on the narrower of the two papers, and room between two tables, in points.
_ROOM, _BETWEEN, _INSET = 490, 24, 10
#: Letters of tables in points, smaller with more columns than that; rows from which two halves stand side by side.
_SIZE, _SMALL_SIZE, _MANY, _LONG = 9.0, 7.5, 6, 12
#: Territories that print on Letter paper.
_LETTER = ("US", "CA", "MX", "PH", "CL", "CO", "VE")


def installed() -> bool:
    """Whether the typesetter is there."""
    return find_spec("typst") is not None


def document(pack: Pack, progress: Progress | None = None) -> bytes:
    """The PDF file of a report (PDF/UA-1).

    Args:
        pack: what to show.
        progress: told each part before it is begun.

    Raises:
        Refused: if the typesetter is not installed.
    """
    stamp = dt.datetime.combine(pack.as_of, dt.time(), tzinfo=dt.UTC)
    made = _compiler(pack, progress).compile(format="pdf", timestamp=stamp, pdf_standards=["ua-1"])
    return bytes(made)


def drawn(pack: Pack) -> list[bytes]:
    """The pages of the PDF as pictures (PNG).

    Raises:
        Refused: if the typesetter is not installed.
    """
    made = _compiler(pack).compile(format="png", ppi=110.0)
    return list(made) if isinstance(made, list) else [made]


def _compiler(pack: Pack, progress: Progress | None = None) -> Any:
    """The typesetter with the report as its data."""
    if not installed():
        raise Refused(Problem("R_NO_PDF"))
    import typst

    writer = _Writer(pack)
    sections = [section for section in pack.sections if not section.only_workbook]
    parts = [writer.part(section) for section in in_turn(pack, sections, progress)]
    brand = pack.options.brand
    report: dict[str, Any] = {
        "title": writer.text(pack.title),
        "author": writer.text(brand.author or "True fans"),
        "language": pack.say.language,
        "paper": "us-letter" if pack.say.locale[-2:] in _LETTER else "a4",
        "heading": brand.heading(),
        "mark": brand.mark(),
        "foot": writer.text(brand.footer or pack.title),
        "about": writer.text(" · ".join(pack.about)),
        "logo": brand.logo is not None,
        "logo_alt": writer.text(pack.options.client or pack.say("report.logo")),
        "parts": parts,
        "closing": writer.text(pack.say("report.footer", version=pack.version)),
    }
    report["remarks"] = [pack.say("report.glyphs", n=writer.missing)] if writer.missing else []
    inputs = {"report": json.dumps(report, ensure_ascii=False)}
    if brand.logo is not None:
        inputs["logo"] = ",".join(map(str, brand.logo.png))
    return typst.Compiler(
        files("truefans_core.report").joinpath("document.typ").read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )


@cache
def _fonts() -> Any:
    import typst

    folder = str(files("truefans_core.report").joinpath("fonts"))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


@dataclass(slots=True)
class _Writer:
    """Turns a pack into plain data; counts the letters that no font has."""

    pack: Pack
    missing: int = 0

    def text(self, value: str) -> str:
        """Words as the fonts can show them."""
        kept, missing = shown(plain_text(value))
        self.missing += missing
        return kept

    def part(self, section: Section) -> dict[str, Any]:
        led = section.id == "answer" and len(section.paragraphs) > 0
        return {
            "title": self.text(section.title),
            "lead": self.text(section.paragraphs[0]) if led else "",
            "paragraphs": [self.text(text) for text in section.paragraphs[1 if led else 0 :]],
            "figures": [self.figure(figure, led=led) for figure in section.figures],
        }

    def figure(self, figure: Figure, *, led: bool) -> dict[str, Any]:
        trail, table = self.pack.trail, figure.table
        drawn, failed = self._picture(figure)
        more = len(table.rows) - _ROWS if table is not None else 0
        return {
            "number": figure.number,
            "title": self.text(figure.title),
            "sentence": "" if led else self.text(figure.sentence),
            "alt": self.text(figure.sentence),
            "method": self.text(figure.method),
            "picture": drawn,
            "failed": failed,
            "tiles": self.tiles(table) if table is not None and figure.native == "tiles" else [],
            "tables": self.tables(table) if table is not None and figure.native != "tiles" else [],
            "more": self.text(self.pack.say("report.more_rows", n=more)) if more > 0 else "",
            "link": trail is not None and figure is not trail,
            "trail": figure is trail,
        }

    def _picture(self, figure: Figure) -> tuple[str | None, str]:
        """The chart, or a sentence in its place where it fails."""
        if figure.draw is None:
            return None, ""
        try:
            drawn, missing = shown(picture(figure, "light", font=FONT))
        except Exception:  # noqa: BLE001 whatever a renderer throws, the rest of the report stands
            return None, self.text(self.pack.say("charts.failed"))
        self.missing += missing
        return drawn, ""

    def tiles(self, table: Table) -> list[list[str]]:
        """Key figures: number and name."""
        kind = table.columns[1].kind
        return [
            [self.text(large(value, kind, self.pack)), self.text(str(name))] for name, value in table.rows
        ]

    def tables(self, table: Table) -> list[dict[str, Any]]:
        """The table; a long and narrow one in two halves, to stand side by side."""
        if not table.rows:
            return []
        names = [self.text(heading(column, self.pack)) for column in table.columns]
        rows = [
            [
                self.text(plain_text(said(value, column.kind, self.pack), _LONGEST_CELL))
                for value, column in zip(row, table.columns, strict=True)
            ]
            for row in table.rows[:_ROWS]
        ]
        size = _SIZE if len(names) <= _MANY else _SMALL_SIZE
        last = [self.text(text) for text in total(table, self.pack)]
        grid = [names, *rows, *([last] if last else [])]
        half = (_ROOM - _BETWEEN) / 2
        narrow = letters.columns(grid, size, _ROOM, _INSET)
        twice = len(rows) >= _LONG and sum(letters.natural(grid, size, _INSET)) <= half
        widths = letters.columns(grid, size, half, _INSET) if twice else narrow
        columns = [
            {"label": name, "right": i > 0 and column.kind in NUMBERS, "width": wide}
            for i, (name, column, wide) in enumerate(zip(names, table.columns, widths, strict=True))
        ]
        cut = -(-len(rows) // 2) if twice else len(rows)
        parts = [rows[:cut], rows[cut:]] if twice else [rows]
        return [
            {"columns": columns, "size": size, "rows": part, "total": last if part is parts[-1] else []}
            for part in parts
        ]
