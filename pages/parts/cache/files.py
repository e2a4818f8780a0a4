"""What the files of the workspace are: read, extracted, each table with its records, question or problem."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc
import streamlit as st

from pages.parts import chosen
from pages.parts.loaded import Broken, Loaded
from truefans_core.extract import extract
from truefans_core.intake import import_tables
from truefans_core.problems import Problem, TrueFansError, where
from truefans_core.recognise import read_telling
from truefans_core.store import memory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.mapping import Mapping as Meaning
    from truefans_core.reading.tables import RawTable
    from truefans_core.records import Records
    from truefans_core.store import Workspace

_log = logging.getLogger(__name__)


@st.cache_resource(scope="session", max_entries=60, show_spinner=False)
def _raw(
    _workspace: Workspace,
    upload_id: str,
    name: str,
    confirmed: bool,  # noqa: FBT001 part of the key
    hints: tuple[tuple[str, str], ...],
    edition: str,  # noqa: ARG001 what was erased or belongs to another workspace is never found here again
) -> tuple[RawTable, ...]:
    if confirmed:
        return tuple(stored.raw for stored in _workspace.tables(upload_id))
    return read_telling(name, _workspace.raw(upload_id) or b"", hints=dict(hints))


def read_upload(workspace: Workspace, upload_id: str, name: str) -> tuple[RawTable, ...]:
    """Read a file that was just added; what is read here is not read again.

    Raises:
        Refused: if it cannot be used.
    """
    hints = chosen.hints(workspace, upload_id)
    return _raw(workspace, upload_id, name, False, hints, workspace.edition)  # noqa: FBT003 part of the key


def try_reading(
    workspace: Workspace, upload_id: str, name: str, hints: Mapping[str, str]
) -> tuple[RawTable, ...] | Problem:
    """What a file would be with other hints, without keeping them; or why it cannot be read so."""
    try:
        wanted = tuple(sorted(hints.items()))
        return _raw(workspace, upload_id, name, False, wanted, workspace.edition)  # noqa: FBT003 part of the key
    except Exception as fault:  # noqa: BLE001 any fault means that these hints do not fit
        return problem_of(fault, name)


@st.cache_resource(scope="session", max_entries=60, show_spinner=False)
def _records(
    _table: RawTable,
    _mapping: Meaning,
    table: tuple[Any, ...],  # noqa: ARG001 the table and how it was read, as part of the key
    mapping: str,  # noqa: ARG001 the mapping, as part of the key
    currency: str | None,
    zone: str,
) -> Records:
    return extract(_table, _mapping, default_currency=currency, zone=zone)


def _extract(
    edition: str, zone: str, table: RawTable, mapping: Meaning, *, default_currency: str | None = None
) -> Records:
    read_so = (edition, table.file_id, table.encoding, table.delimiter, table.header_line, table.headers)
    return _records(table, mapping, read_so, mapping.to_json(), default_currency, zone)


@st.cache_resource(scope="session", max_entries=8, show_spinner=False)
def _everything(_workspace: Workspace, key: str) -> tuple[tuple[Loaded, ...], tuple[Broken, ...]]:  # noqa: ARG001 the key is the content
    found, broken, edition = [], [], _workspace.edition
    for upload in _workspace.uploads():
        hints = chosen.hints(_workspace, upload.id)
        try:
            raws = _raw(_workspace, upload.id, upload.name, upload.confirmed, hints, edition)
        except Exception as fault:  # noqa: BLE001 one file that cannot be read must not take the others with it
            broken.append(Broken(upload.id, upload.name, problem_of(fault, upload.name)))
            continue
        found += [(upload, number, raw, upload.mappings.get(number)) for number, raw in enumerate(raws)]
    imported = import_tables(
        # A mapping that says nothing only marks that a file was read anew.
        (
            (raw, mapping if mapping and (mapping.uses or mapping.choices) else None)
            for _, _, raw, mapping in found
        ),
        currency=_workspace.setting("currency", None),
        extract=partial(_extract, edition, chosen.zone_of(_workspace)),
        remembered=memory.remembered(_workspace),
    )
    loaded = tuple(
        Loaded(upload.id, number, upload.confirmed, raw, each)
        for (upload, number, raw, _), each in zip(found, imported, strict=True)
    )
    return loaded, tuple(broken)


def problem_of(fault: Exception, file: str) -> Problem:
    """What to say of a file that cannot be used; a fault of ours goes to the log by its place in the code."""
    if isinstance(fault, TrueFansError):
        return fault.problem
    _log.error("%s", where(fault))
    return Problem("R_FAULT", params={"file": file})


def tables(workspace: Workspace) -> tuple[Loaded, ...]:
    """Every table of the workspace with its records, question or problem, in the order they came."""
    return _everything(workspace, chosen.content_key(workspace, *chosen.EXTRACTED))[0]


def records_of(workspace: Workspace) -> list[Records]:
    """The records of every table that has given any."""
    return [each.imported.records for each in tables(workspace) if each.imported.records is not None]


def currencies(workspace: Workspace) -> frozenset[str]:
    """Every currency that some table states."""
    return frozenset().union(*(currencies_of(table) for table in tables(workspace)))


def currencies_of(table: Loaded) -> frozenset[str]:
    """The currencies of a table's money."""
    records = table.imported.records
    parts = () if records is None else (records.events, records.snapshots)
    return frozenset(code for part in parts for code in pc.unique(part["currency"].drop_null()).to_pylist())


def waiting(workspace: Workspace) -> int:
    """How many tables wait for an answer; their rows are in no number yet."""
    return sum(table.imported.question is not None for table in tables(workspace))


def broken(workspace: Workspace) -> tuple[Broken, ...]:
    """The files that cannot be read any more, damaged on disk for example."""
    return _everything(workspace, chosen.content_key(workspace, *chosen.EXTRACTED))[1]


def forget() -> None:
    """Drop what this session keeps here."""
    _raw.clear()
    _records.clear()
    _everything.clear()
