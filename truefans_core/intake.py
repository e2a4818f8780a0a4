"""From raw tables to records: what came of each, with the currency that one file states helping another.

A table whose money names no currency takes the only fitting currency stated in the other tables; where there is
none or more than one, the question stands and the user answers it once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import pyarrow.compute as pc

from truefans_core.extract import extract
from truefans_core.mapping import Mapping, recall
from truefans_core.problems import NeedsChoice, Problem, Question, Refused, where
from truefans_core.reading.tables import RawTable
from truefans_core.recognise import suggest
from truefans_core.records import Records


class Extract(Protocol):
    """How records are made of a table; a page passes one that remembers."""

    def __call__(self, table: RawTable, mapping: Mapping, *, default_currency: str | None = None) -> Records:
        """Make the records, or raise `NeedsChoice` or `Refused`."""


_log = logging.getLogger(__name__)

_CURRENCY_TAKEN = ("N_CURRENCY_TAKEN", "N_CURRENCY_UNSAID")
#: Finds what the columns mean; the second argument is the source the user named, if any.
Suggest = Callable[[RawTable, str | None], Mapping]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one table: records, or a question, or why it was refused; exactly one of the three.

    `recalled` says that its mapping is one that was saved.
    """

    table: RawTable
    mapping: Mapping | None
    records: Records | None = None
    question: Question | None = None
    problem: Problem | None = None
    recalled: bool = False

    @property
    def outcome(self) -> Literal["imported", "choice", "refused"]:
        """The outcome in the words of the JSON contract."""
        if self.records is not None:
            return "imported"
        return "choice" if self.question is not None else "refused"


def import_tables(
    given: Iterable[tuple[RawTable, Mapping | None]],
    *,
    currency: str | None = None,
    extract: Extract = extract,
    suggest: Suggest = suggest,
    remembered: Sequence[Mapping] = (),
) -> tuple[Imported, ...]:
    """What came of each table, in order.

    Args:
        given: tables, each with the mapping the user chose, or None to suggest one. One without columns only holds
            answers, for whatever mapping is found.
        currency: ISO 4217 code the user named for money without a currency, where no file states it.
        extract: makes the records of one table.
        suggest: finds what the columns mean where the user has not said.
        remembered: what the user saved for files of a kind; it beats what is suggested.
    """
    tables = [
        (table, mapping, None if mapping and mapping.uses else _recalled(remembered, table, mapping))
        for table, mapping in given
    ]
    first = [
        _import(table, kept or mapping, None, currency, extract, suggest) for table, mapping, kept in tables
    ]
    stated = _currencies(first)
    found = (
        _import(each.table, each.mapping, chosen, currency, extract, suggest)
        if (chosen := _fitting(each.question, stated, currency)) is not None
        else each
        for each in first
    )
    return tuple(noted(each, kept) for each, (_, _, kept) in zip(found, tables, strict=True))


def _recalled(remembered: Sequence[Mapping], table: RawTable, answers: Mapping | None) -> Mapping | None:
    """The saved mapping for a table, with the answers given for this one."""
    kept = recall(remembered, table.headers)
    if kept is None or answers is None:
        return kept
    return replace(kept, choices={**kept.choices, **answers.choices})


def noted(found: Imported, kept: Mapping | None) -> Imported:
    """What came of a table, with a note that it was read by a saved mapping and which columns that did not know."""
    if kept is None:
        return found
    found = replace(found, recalled=True)
    if found.records is None:
        return found
    new = [use.header for use in kept.uses if use.role is None and use.confidence == 0]
    told = [Problem("N_REMEMBERED")]
    told += [Problem("N_REMEMBERED_MORE", len(new), {"headers": ", ".join(new)})] if new else []
    return replace(found, records=replace(found.records, problems=(*told, *found.records.problems)))


def _import(
    table: RawTable,
    mapping: Mapping | None,
    currency: str | None,
    named: str | None,
    extract: Extract,
    suggest: Suggest,
) -> Imported:
    try:
        if mapping is None or not mapping.uses:
            said = mapping.choices if mapping else {}
            mapping = suggest(table, said.get("source"))
            mapping = replace(mapping, choices={**mapping.choices, **said})
        records = extract(table, mapping, default_currency=currency)
        return Imported(table, mapping, records=_as_said(records, named))
    except NeedsChoice as choice:
        return Imported(table, mapping, question=choice.question)
    except Refused as refused:
        return Imported(table, mapping, problem=refused.problem)
    except Exception as fault:  # noqa: BLE001 one file that trips us must not take the others with it
        _log.error("a table was refused for a fault: %s", where(fault))
        return Imported(table, mapping, problem=Problem("R_FAULT", params={"file": table.file}))


def _as_said(records: Records, named: str | None) -> Records:
    """The records without the notice that the currency was taken which the user named."""
    told = tuple(
        p for p in records.problems if p.code not in _CURRENCY_TAKEN or p.params["currency"] != named
    )
    return replace(records, problems=told)


def _currencies(found: Sequence[Imported]) -> frozenset[str]:
    """Every currency that some table states."""
    return frozenset(
        currency
        for each in found
        if each.records is not None
        for part in (each.records.events, each.records.snapshots)
        for currency in pc.unique(part["currency"]).to_pylist()
        if currency is not None
    )


def _fitting(question: Question | None, stated: frozenset[str], named: str | None) -> str | None:
    """The currency that answers the question: the only one stated elsewhere that fits, else the named one."""
    if question is None or question.choice != "currency":
        return None
    fitting = {c for c in stated if not question.answers or c in question.answers}
    return next(iter(fitting)) if len(fitting) == 1 else named
