"""FILE arguments to records: paths or samples, read with limits, questions answered by options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from truefans_core.cli.clock import today
from truefans_core.cli.describe import describe, describe_file
from truefans_core.cli.group import refuse
from truefans_core.cli.mappings import unused
from truefans_core.cli.speak import CHOICE, REFUSED, Stop, ask, give_json, warn, warn_of
from truefans_core.problems import NeedsChoice, Problem, Question, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from truefans_core.analysis import Analysis
    from truefans_core.cli.options import Common
    from truefans_core.intake import Imported
    from truefans_core.reading import RawTable
    from truefans_core.records import Records
    from truefans_core.words import Words

#: `sample:creator` stands for the files of a sample; so does `creator` where there is no such file.
SAMPLE = "sample:"
_MB = 1_000_000
#: What the money of a plain log is taken for where no file names a currency: groups are the same in any.
_ASSUMED = "USD"


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


def read_files(
    names: Sequence[str], common: Common, *, strict: bool = True, assume: bool = False
) -> list[Given]:
    """Read and import every FILE; money without a currency is answered by what the others state.

    Args:
        names: as written on the command line.
        common: limits, answers and saved mappings.
        strict: end the command where there is no such file; else that file is refused like any other.
        assume: take the money of logs that no recipe knows for dollars, and say so, where no file names a currency.
    """
    from truefans_core.reading import for_command_line
    from truefans_core.recognise import read_telling

    limits = for_command_line(common.max_mb)
    files = [file for name in names for file in _expand(name, strict=strict)]
    if not files:
        refuse("cli.no_files")
    found: list[Given | None] = []
    tables: list[tuple[int, RawTable]] = []
    for position, (name, path) in enumerate(files):
        try:
            if isinstance(path, Problem):
                raise Refused(path)  # noqa: TRY301 refused like a file that cannot be read
            content = path if isinstance(path, bytes) else _bytes(path, name, common.max_mb)
            tables.extend((position, table) for table in read_telling(name, content, limits=limits))
            found.append(None)
        except Refused as refused:
            found.append(Given(name, problem=refused.problem))
        except NeedsChoice as choice:
            found.append(Given(name, question=choice.question))
    for saved in unused(common.mapping, [table for _, table in tables]):
        warn(common.words()("cli.mapping_unused", file=saved))
    imported = _import([table for _, table in tables], common, assume=assume)
    return [
        given
        or Given(
            name,
            tuple(each for (at, _), each in zip(tables, imported, strict=True) if at == position),
        )
        for position, ((name, _), given) in enumerate(zip(files, found, strict=True))
    ]


def analysis_of(names: Sequence[str], common: Common, *, assume: bool = False) -> tuple[Analysis, Words]:
    """The analysis of all FILEs that can be used; the others are listed on stderr.

    Args:
        names: as written on the command line.
        common: limits, answers and saved mappings.
        assume: as for `read_files`.

    Raises:
        Stop: if a question has to be answered first (its JSON is written), no file is left, or the files that
            are name nobody and count nobody.
    """
    from truefans_core.analysis import Settings, analyse
    from truefans_core.analysis.late import with_changes

    sample = _describe(sample_of(names))
    say = common.words(sample.preset if sample else None)
    found = read_files(names, common, assume=assume)
    if any(given.code == CHOICE for given in found):
        give_json(tables_json(found, say), common.json)
        _ask_all(found, say)
        raise Stop("cli.needs_choice", CHOICE)
    refused = _refused(found, say)
    records = [each.records for given in found for each in given.tables if each.records is not None]
    if not records:
        give_json(tables_json(found, say), common.json)
        raise Stop("cli.nothing_left")
    settings = Settings(
        preset=say.preset, currency=common.currency, rule=common.rule, zone=common.time_zone or "UTC"
    )
    analysis = analyse(records, settings, as_of=common.as_of, today=today(common.time_zone))
    if not len(analysis.supporters) and not len(analysis.reach):
        give_json(tables_json(found, say), common.json)
        first = _first_day(records)
        if common.as_of and first and first > common.as_of:
            refuse("cli.before_first", day=common.as_of, first=first)
        raise Stop("cli.nobody")
    return with_changes(analysis, problems=(*refused, *analysis.problems)), say


def tables_json(found: Sequence[Given], say: Words) -> dict[str, Any]:
    """The `inspect` JSON: every table with its account, its columns, its problems and its question."""
    tables: list[dict[str, Any]] = []
    for given in found:
        if given.problem is not None or given.question is not None:
            tables.append(describe_file(given.name, given.problem, given.question, say))
        tables.extend(describe(each, say) for each in given.tables)
    return {"schema": 1, "tables": tables}


def _import(tables: Sequence[RawTable], common: Common, *, assume: bool = False) -> tuple[Imported, ...]:
    """What came of each table, every question answered that an option answers for its file.

    An answer counts only where it is asked for: what a file proves by itself is never overruled.
    """
    from truefans_core.extract import extract
    from truefans_core.intake import import_tables
    from truefans_core.mapping import Mapping

    made: dict[tuple[int, str, str | None], Records] = {}

    def once(table: RawTable, mapping: Mapping, *, default_currency: str | None = None) -> Records:
        key = (id(table), mapping.to_json(), default_currency)
        if key not in made:
            made[key] = extract(
                table, mapping, default_currency=default_currency, zone=common.time_zone or "UTC"
            )
        return made[key]

    remembered = [mapping for _, mapping in common.mapping]
    given: list[tuple[RawTable, Mapping | None]] = [(table, None) for table in tables]
    while True:
        found = import_tables(given, currency=common.currency, extract=once, remembered=remembered)
        asked = False
        for place, each in enumerate(found):
            question = each.question
            answer = common.answer(question.choice, each.table.file) if question else None
            mapping = each.mapping or Mapping(None, ())
            if question is None or answer is None or mapping.choices.get(question.choice) == answer:
                continue
            asked = True
            said = {**mapping.choices, question.choice: answer}
            answered = replace(mapping, choices=MappingProxyType(said))
            # What was read by a saved mapping still is: only the answers are added to it.
            given[place] = (each.table, replace(answered, uses=()) if each.recalled else answered)
        if asked:
            continue
        if not assume or not _no_currency(found):
            return found
        taken = import_tables(given, currency=_ASSUMED, extract=once, remembered=remembered)
        return tuple(_told(now) if each.question else now for each, now in zip(found, taken, strict=True))


def _no_currency(found: Sequence[Imported]) -> bool:
    """Whether all that is asked is which currency plain logs are in, of which nothing shows a sign or a code."""
    from truefans_core.sources import SOURCES

    asked = [each for each in found if each.question is not None]
    return bool(asked) and all(
        each.question is not None
        and each.question.choice == "currency"
        and not each.question.problem.params.get("symbol")
        and each.mapping is not None
        and (each.mapping.source is None or not SOURCES[each.mapping.source].signature)
        for each in asked
    )


def _told(each: Imported) -> Imported:
    """The table with the warning that its currency was assumed."""
    if each.records is None:
        return each
    assumed = Problem("N_CURRENCY_ASSUMED", params={"currency": _ASSUMED, "file": each.table.file})
    return replace(each, records=replace(each.records, problems=(*each.records.problems, assumed)))


def _expand(name: str, *, strict: bool) -> list[tuple[str, Path | bytes | Problem]]:
    from truefans_core import samples

    path = Path(name)
    if (sample := sample_of([name])) is not None:
        return list(samples.files(sample))
    if name.startswith(SAMPLE):
        refuse("cli.no_sample", names=", ".join(samples.names()))
    if not path.is_file():
        problem = Problem("R_FOLDER" if path.is_dir() else "R_NO_FILE", params={"file": name})
        if strict:
            raise Refused(problem)
        return [(name, problem)]
    return [(path.name, path)]


def _bytes(path: Path, name: str, max_mb: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_mb * _MB:
            raise Refused(Problem("R_TOO_LARGE", params={"file": name, "limit_mb": max_mb}))
        return path.read_bytes()
    except OSError as error:
        raise Stop("cli.cannot_read", file=name) from error


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


def _first_day(records: Sequence[Records]) -> date | None:
    """The first day of anything that is dated; None where nothing is."""
    import pyarrow.compute as pc

    days = [pc.min(each.events["at"]).as_py() for each in records if each.events.num_rows]
    return min((day.date() for day in days if day is not None), default=None)


def _refused(found: Sequence[Given], say: Words) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    for given in found:
        for problem in (given.problem, *(each.problem for each in given.tables)):
            if problem is not None:
                warn_of(say, [problem], given.name)
                problems.append(problem)
    return tuple(problems)
