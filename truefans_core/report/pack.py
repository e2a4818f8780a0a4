"""What a report is made of, before it takes a form: one outline of sections, figures and tables.

Every form (workbook, page, and those to come) is drawn from the same `Pack`, so they cannot disagree.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import altair as alt

from truefans_core.charts.theme import Theme
from truefans_core.report.brand import Brand
from truefans_core.words import Words

Kind = Literal["text", "count", "money", "share", "date", "month", "number"]
Native = Literal["bars", "lines", "tiles"]
Cell = Any

#: The parts of a report, in the order of a first one.
SECTIONS = (
    "answer", "groups", "movement", "income", "moves", "week", "supporters", "account", "method", "glossary",
    "dictionary",
)  # fmt: skip
#: Fewer people than this are never shown as a group of their own while names are hidden.
FEWEST = 5
#: People with a line of their own in a workbook; the sums of the groups count those beyond it too.
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name in code, its words, and what its cells hold.

    Money is integer minor units of the pack's currency, a share 0.05, a date or month a `date`, a number an int,
    a float, an Amount or a Share; None is unknown, or hidden because it speaks of too few. `state` is the group a
    column is about, for its colour.
    """

    name: str
    label: str
    kind: Kind = "text"
    state: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns.

    Attributes:
        columns: what each cell of a row is.
        rows: plain values.
        summed: columns whose sum is a number of its own, told in a last row.
        states: the group each row is about, for its colour; none where rows are no groups.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    summed: frozenset[str] = frozenset()
    states: tuple[str, ...] = ()

    def at(self, name: str) -> int:
        """The place of a column."""
        return next(i for i, column in enumerate(self.columns) if column.name == name)


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing shown: a sentence that says it, the table it rests on, and a chart where a picture helps.

    Attributes:
        id: its name, by which a sentence may be rewritten.
        number: its place, "2.1"; the method of the same number says how it was made.
        title: what it is about.
        sentence: what it says; also the chart's alternative text.
        table: the numbers.
        draw: the chart in a theme, or None.
        native: how a form draws it itself: bars, lines, its numbers large; or None.
        told: the columns such a chart draws, by name.
        method: how it was made: the formula.
        inputs: what it was made of: rows used, files.
        ours: the sentence as we say it, where the owner may say another.
    """

    id: str
    number: str
    title: str
    sentence: str
    table: Table | None = None
    draw: Callable[[Theme], alt.TopLevelMixin] | None = None
    native: Native | None = None
    method: str = ""
    told: tuple[str, ...] = ()
    ours: str = ""
    inputs: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. `only_workbook` parts are too long for a page that is read."""

    id: str
    title: str
    paragraphs: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    only_workbook: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What the owner of the workspace decides about a report.

    Attributes:
        names_hidden: aliases instead of names, and no group under five.
        client: whom it is for.
        notes: own words, shown at the start.
        sections: which parts, in which order; the answer and the account are always possible to leave out.
        sentences: figure id to a sentence that replaces ours.
        sample: what the invented data is called, or "" for real data.
        brand: logo, colours, author and the like.
        year_starts: month the financial year starts in, 1…12.
    """

    names_hidden: bool = True
    client: str = ""
    notes: str = ""
    sections: tuple[str, ...] = SECTIONS
    sentences: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sample: str = ""
    brand: Brand = field(default_factory=Brand)
    year_starts: int = 1


@dataclass(frozen=True, slots=True)
class Pack:
    """A report before it takes a form.

    Attributes:
        title: of the whole.
        about: lines under the title: as of, whose data, whether names are hidden.
        as_of: the day everything is true for; also the date of the file.
        currency: of all money, ISO 4217.
        options: what was decided.
        sections: the parts, in order.
        say: the speaker, for the words of the form itself.
        version: of the program.
        remarks: what the owner should know about the form: a colour that was moved to be read.
    """

    title: str
    about: tuple[str, ...]
    as_of: dt.date
    currency: str
    options: Options
    sections: tuple[Section, ...]
    say: Words
    version: str
    remarks: tuple[str, ...] = ()

    def section(self, name: str) -> Section | None:
        """A part by its id, or None where it was left out."""
        return next((section for section in self.sections if section.id == name), None)

    @property
    def digest(self) -> str:
        """Changes with whatever a file made of it would say: a file of another digest is out of date."""
        told: list[object] = [self.title, self.about, self.options, self.say, self.version]
        for section in self.sections:
            figures = [(f.number, f.title, f.sentence, f.method, f.inputs, f.table) for f in section.figures]
            told.append((section.id, section.title, section.paragraphs, figures))
        return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def trail(self) -> Figure | None:
        """The list that tells how each figure was made, or None where it was left out."""
        method = self.section("method")
        return next((f for f in method.figures if f.id == "trail"), None) if method else None
