"""From an analysis to the outline of a report: which parts, which figures, in which words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from truefans_core import __version__
from truefans_core.report import ahead, answer, glossary, groups, moves, moving, roster, trail
from truefans_core.report.aliases import aliases
from truefans_core.report.brand import one_line
from truefans_core.report.hiding import group_frame, true_fans_told
from truefans_core.report.pack import Options, Pack, Section
from truefans_core.report.tables import numbered
from truefans_core.report.tracing import traced
from truefans_core.words import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from truefans_core.analysis import Analysis, Moving
    from truefans_core.income import Projection
    from truefans_core.problems import Problem
    from truefans_core.words import Words

#: Text of a problem that names nobody: nothing, a currency, a day.
_CODE_OR_DAY = re.compile(r"|[A-Z]{3}|\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Material:
    """All a report is made of; the parts are functions of it.

    Attributes:
        analysis: what is known.
        say: the speaker.
        options: what was decided.
        groups: the groups as they may be shown, from `hiding.group_frame`.
        who: what each person is called in the report, by person_id.
        projection: the scenario's outcome, or None.
        plan: this week's list (`cultivate.COLUMNS`), or None.
        files: names of the files by file_id; empty: they are numbered.
        beside: the outcome of a second scenario, to be compared with the first; or None.
        moving: how people moved between two dates, or None.
        lists: the kept lists, each with the person_id of who is on it.
        goal: whether somebody chose the goal of the scenario; if not, the report does not speak of one.
    """

    analysis: Analysis
    say: Words
    options: Options
    groups: pd.DataFrame
    who: Mapping[str, str]
    projection: Projection | None
    plan: pd.DataFrame | None
    files: Mapping[str, str]
    beside: Projection | None = None
    moving: Moving | None = None
    lists: Mapping[str, pd.Index] = field(default_factory=dict)
    goal: bool = True

    @property
    def hidden(self) -> bool:
        """Whether names are hidden."""
        return self.options.names_hidden

    @property
    def true_told(self) -> bool:
        """Whether the number of true fans, and so what each of them pays, may be told."""
        return true_fans_told(self.groups, hidden=self.hidden)

    def file(self, file_id: str, number: int) -> str:
        """What a file is called: by its number while names are hidden, for its name may hold one."""
        name = "" if self.hidden else self.files.get(file_id, "")
        return name or self.say("report.file", number=number)

    def problem(self, found: Problem) -> str:
        """The sentence of a problem; text of the input (file names, headers) stays out while names are hidden."""
        params = {
            name: value
            if not (self.hidden and isinstance(value, str)) or name == "mark" or _CODE_OR_DAY.fullmatch(value)
            else self.say("report.left_out")
            for name, value in found.params.items()
        }
        return explain(self.say, replace(found, params=params))


def build(
    analysis: Analysis,
    say: Words,
    *,
    key: bytes,
    options: Options | None = None,
    projection: Projection | None = None,
    plan: pd.DataFrame | None = None,
    files: Mapping[str, str] | None = None,
    beside: Projection | None = None,
    moving: Moving | None = None,
    lists: Mapping[str, pd.Index] | None = None,
    goal: bool = True,
) -> Pack:
    """The outline of a report, ready to take any form.

    Args:
        analysis: what is known.
        say: the speaker: language, preset and locale of the report.
        key: secret of the workspace that aliases are made with, at least 16 bytes.
        options: names hidden or not, client, notes, sections.
        projection: the outcome of a scenario, or None for no outlook.
        plan: this week's list from `cultivate.plan`, or None.
        files: names of the files by file_id; None: as the analysis knows them.
        beside: the outcome of a second scenario, told beside the first; or None.
        moving: how people moved between two dates, or None.
        lists: the kept lists, each with the person_id of who is on it; or None.
        goal: whether somebody chose the goal of the scenario; an example's goal is not told.

    Raises:
        ValueError: if an unknown section is asked for or the key is too short.
    """
    options = options or Options()
    options = replace(options, client=one_line(options.client))
    makers = _makers()
    if unknown := set(options.sections) - set(makers):
        raise ValueError(f"unknown sections: {sorted(unknown)}")
    supporters = analysis.supporters
    who = (
        aliases(supporters["person_id"], key, say("report.alias"))
        if options.names_hidden
        else roster.names(supporters, say)
    )
    material = Material(
        analysis,
        say,
        options,
        group_frame(supporters, say, hidden=options.names_hidden),
        who,
        projection,
        plan,
        files or analysis.files,
        beside,
        moving,
        lists or {},
        goal,
    )
    made = [section for name in options.sections if (section := makers[name](material)) is not None]
    return Pack(
        title=say("report.title_for", client=options.client) if options.client else say("report.title"),
        about=_about(material),
        as_of=analysis.as_of,
        currency=analysis.currency,
        options=options,
        sections=traced(
            material,
            [numbered(section, place, options) for place, section in enumerate(made, 1)],
            __version__,
        ),
        say=say,
        version=__version__,
        remarks=options.brand.remarks(say),
    )


def _makers() -> Mapping[str, Callable[[Material], Section | None]]:
    return {
        "answer": answer.answer,
        "groups": groups.groups,
        "movement": moving.movement,
        "income": ahead.income,
        "moves": moves.moves,
        "week": ahead.week,
        "supporters": roster.supporters,
        "account": trail.account,
        "method": trail.method,
        "glossary": glossary.glossary,
        "dictionary": trail.dictionary,
    }


def _about(material: Material) -> tuple[str, ...]:
    say, options = material.say, material.options
    lines = [say("report.as_of", day=material.analysis.as_of)]
    if options.brand.dated is not None and options.brand.dated != material.analysis.as_of:
        lines.append(say("report.made_on", day=options.brand.dated))
    if options.brand.author:
        lines.append(say("report.made_by", author=options.brand.author))
    if options.sample:
        lines.append(say("report.invented", sample=options.sample))
    lines.append(say("report.names_hidden" if options.names_hidden else "report.names_shown"))
    return tuple(lines)
