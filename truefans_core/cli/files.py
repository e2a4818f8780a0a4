"""FILE arguments to records: paths or samples, read with limits, questions answered by options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from truefans_core.cli.clock import today
from truefans_core.cli.describe import describe, describe_file
from truefans_core.cli.group import refuse
from truefans_core.cli.speak import CHOICE, REFUSED, Stop, ask, give_json, warn_of
from truefans_core.problems import NeedsChoice, Problem, Question, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truefans_core.analysis import Analysis
    from truefans_core.cli.options import Common
    from truefans_core.intake import Imported
    from truefans_core.mapping import Mapping
    from truefans_core.reading import RawTable
    from truefans_core.words import Words

#: `sample:creator` stands for the files of a sample; so does `creator` where there is no such file.
SAMPLE = "sample:"
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """One FILE of the command line and what came of it.

    Attributes:
        name: the file's name, for words.
        tables: its tables with what came of each; empty where the file could not be read.
        problem: why it could not be read.
        question: what has to be answered before it can be read.
    """

    name: str
    tables: tuple[Imported, ...] = ()
    problem: Problem | None = None
    question: Question | None = None

    @property
    def code(self) -> int:
        """The exit code of the file: the highest of its tables."""
        if self.problem is not None:
            return REFUSED
        outcomes = {"imported": 0, "choice": CHOICE, "refused": REFUSED}
        return max((outcomes[t.outcome] for t in self.tables), default=CHOICE if self.question else 0)


def sample_of(names: Sequence[str]) -> str | None:
    """The sample that the arguments name, if they name one."""
    from truefans_core import samples

    for name in names:
        bare = name.removeprefix(SAMPLE)
        if bare in samples.names() and (name != bare or not Path(name).exists()):
            return bare
    return None


def read_files(names: Sequence[str], common: Common) -> list[Given]:
    """Read and import every FILE; money without a currency is answered by what the others state."""
    from truefans_core.intake import import_tables
    from truefans_core.reading import for_command_line, read

    limits = for_command_line(common.max_mb)
    files = [file for name in names for file in _expand(name)]
    if not files:
        refuse("cli.no_files")
    found: list[Given | None] = []
    tables: list[tuple[int, RawTable, Mapping | None]] = []
    for position, (name, path) in enumerate(files):
        try:
            content = path if isinstance(path, bytes) else _bytes(path, name, common.max_mb)
            tables.extend(
                (position, table, _mapping(table, common)) for table in read(name, content, limits=limits)
            )
            found.append(None)
        except Refused as refused:
            found.append(Given(name, problem=refused.problem))
        except NeedsChoice as choice:
            found.append(Given(name, question=choice.question))
    imported = import_tables([(table, mapping) for _, table, mapping in tables], currency=common.currency)
    return [
        given
        or Given(
            name,
            tuple(each for (at, _, _), each in zip(tables, imported, strict=True) if at == position),
        )
        for position, ((name, _), given) in enumerate(zip(files, found, strict=True))
    ]


def analysis_of(names: Sequence[str], common: Common) -> tuple[Analysis, Words]:
    """The analysis of all FILEs that can be used; the others are listed on stderr.

    Raises:
        Stop: if a question has to be answered first (its JSON is written), no file is left, or the files that
            are name nobody and count nobody.
    """
    from truefans_core.analysis import Settings, analyse

    sample = _describe(sample_of(names))
    say = common.words(sample.preset if sample else None)
    found = read_files(names, common)
    if any(given.code == CHOICE for given in found):
        give_json(tables_json(found, say), common.json)
        _ask_all(found, say)
        raise Stop("cli.needs_choice", CHOICE)
    refused = _refused(found, say)
    records = [each.records for given in found for each in given.tables if each.records is not None]
    if not records:
        give_json(tables_json(found, say), common.json)
        raise Stop("cli.nothing_left")
    settings = Settings(preset=say.preset, currency=common.currency, rule=common.rule)
    analysis = analyse(records, settings, as_of=common.as_of, today=today())
    if not len(analysis.supporters) and not len(analysis.reach):
        give_json(tables_json(found, say), common.json)
        raise Stop("cli.nobody")
    return replace(analysis, problems=(*refused, *analysis.problems)), say


def tables_json(found: Sequence[Given], say: Words) -> dict[str, Any]:
    """The `inspect` JSON: every table with its account, its columns, its problems and its question."""
    tables: list[dict[str, Any]] = []
    for given in found:
        if given.problem is not None or given.question is not None:
            tables.append(describe_file(given.name, given.problem, given.question, say))
        tables.extend(describe(each, say) for each in given.tables)
    return {"schema": 1, "tables": tables}


def _expand(name: str) -> list[tuple[str, Path | bytes]]:
    from truefans_core import samples

    path = Path(name)
    if (sample := sample_of([name])) is not None:
        return list(samples.files(sample))
    if name.startswith(SAMPLE):
        refuse("cli.no_sample", names=", ".join(samples.names()))
    if path.is_dir():
        refuse("cli.folder", file=name)
    if not path.is_file():
        refuse("cli.no_file", file=name)
    return [(path.name, path)]


def _bytes(path: Path, name: str, max_mb: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_mb * _MB:
            raise Refused(Problem("R_TOO_LARGE", params={"file": name, "limit_mb": max_mb}))
        return path.read_bytes()
    except OSError as error:
        raise Stop("cli.cannot_read", file=name) from error


def _mapping(table: RawTable, common: Common) -> Mapping | None:
    """The suggested mapping with the options' answers in it; None where the suggestion itself is the problem."""
    from truefans_core.recognise import suggest

    try:
        mapping = suggest(table)
    except NeedsChoice:
        if common.source is None:
            return None
        mapping = suggest(table, common.source)
    except Refused:
        return None
    return replace(mapping, choices=MappingProxyType({**mapping.choices, **common.answers}))


def _describe(sample: str | None) -> Any:
    from truefans_core import samples

    return samples.describe(sample) if sample else None


def _ask_all(found: Sequence[Given], say: Words) -> None:
    for given in found:
        if given.question is not None:
            ask(say, given.question, given.name)
        for each in given.tables:
            if each.question is not None:
                ask(say, each.question, given.name)


def _refused(found: Sequence[Given], say: Words) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    for given in found:
        for problem in (given.problem, *(each.problem for each in given.tables)):
            if problem is not None:
                warn_of(say, [problem], given.name)
                problems.append(problem)
    return tuple(problems)
