"""What the worker does: bytes of any allowed kind to tables."""

from __future__ import annotations

import dataclasses
import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from truefans_core.problems import Problem, Refused
from truefans_core.reading import content
from truefans_core.reading.assemble import Origin
from truefans_core.reading.delimited import header_line, read_text
from truefans_core.reading.legacy import read_legacy
from truefans_core.reading.limits import UNPACKED
from truefans_core.reading.workbooks import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from truefans_core.reading.limits import Limits
    from truefans_core.reading.tables import RawTable

_MOST_MEMBERS = 200
_DEEPEST = 2  # an archive in an archive is enough
_NO_TABLE = frozenset({"R_TYPE", "R_EMPTY"})


def parse(file: str, data: bytes, limits: Limits, hints: Mapping[str, str]) -> tuple[RawTable, ...]:
    """Every table of a file, in the order of its sheets or members, still without `file_id`.

    Raises:
        Refused: see `reader.read`.
    """
    tables = tuple(_tables(file, data, limits, hints, 0))
    if not tables and hints.get("sheet"):
        raise Refused(Problem("R_OPTION", params={"option": "sheet"}))
    if not tables:
        raise Refused(Problem("R_EMPTY", params={"file": file}))
    return tables


def _tables(
    file: str, data: bytes, limits: Limits, hints: Mapping[str, str], depth: int
) -> Iterator[RawTable]:
    kind = content.kind_of(data, file)
    if kind == content.TEXT:
        table = read_text(data, file, limits, hints)
        if table is not None and not hints.get("sheet"):
            yield table
    elif kind == content.GZIP and depth < _DEEPEST:
        yield from _tables(file, _unpack_gzip(data, file, limits), limits, hints, depth + 1)
    elif kind == content.ZIP and depth < _DEEPEST:
        yield from _members(file, data, limits, hints, depth)
    elif kind in (content.GZIP, content.ZIP):
        raise Refused(Problem("R_TYPE", params={"file": file, "kind": kind.upper()}))
    else:
        if kind != content.XLS:
            _check_unpacked(file, data, limits)
        origin = Origin(file, limits, header_line=header_line(hints.get("header_line")))
        if kind == content.XLSX:
            yield from read_workbook(data, origin, hints.get("sheet"))
        else:
            yield from read_legacy(data, kind, origin, hints.get("sheet"))


def _check_unpacked(file: str, data: bytes, limits: Limits) -> None:
    """Refuse a workbook that would be too large once unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > UNPACKED * limits.size:
        most = UNPACKED * limits.size // 1_000_000
        raise Refused(Problem("R_TOO_LARGE", params={"file": file, "limit_mb": most}))


def _unpack_gzip(data: bytes, file: str, limits: Limits) -> bytes:
    """The members of a gzip file joined, up to the limit of a file."""
    unpacked = bytearray()
    rest = data
    try:
        while rest.startswith(b"\x1f\x8b"):
            unpacker = zlib.decompressobj(wbits=31)
            unpacked += unpacker.decompress(rest, limits.size - len(unpacked) + 1)
            if len(unpacked) > limits.size:
                raise Refused(
                    Problem("R_TOO_LARGE", params={"file": file, "limit_mb": limits.size // 1_000_000})
                )
            if not unpacker.eof:
                raise Refused(Problem("R_DAMAGED", params={"file": file}))
            rest = unpacker.unused_data
    except zlib.error as error:
        raise Refused(Problem("R_DAMAGED", params={"file": file})) from error
    return bytes(unpacked)


def _members(
    file: str, data: bytes, limits: Limits, hints: Mapping[str, str], depth: int
) -> Iterator[RawTable]:
    """The tables of an archive. Members that are no tables (pictures, pages) are passed over."""
    refused: Refused | None = None
    found = False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [entry for entry in archive.infolist() if _wanted(entry)]
        large = sum(entry.file_size for entry in members) > limits.size
        if large or len(members) > _MOST_MEMBERS:
            raise Refused(Problem("R_TOO_LARGE", params={"file": file, "limit_mb": limits.size // 1_000_000}))
        sheets = tuple(entry.filename for entry in members)
        for place, entry in enumerate(members):
            wanted = hints.get("sheet")
            if wanted and wanted != entry.filename and not wanted.startswith(f"{entry.filename}: "):
                continue
            inner = dict(hints)
            inner.pop("sheet", None)
            if wanted and wanted != entry.filename:
                inner["sheet"] = wanted.removeprefix(f"{entry.filename}: ")
            try:
                inside = archive.read(entry)
                for table in _tables(file, inside, limits, inner, depth + 1):
                    found = True
                    name = entry.filename if table.sheet is None else f"{entry.filename}: {table.sheet}"
                    below = tuple(f"{entry.filename}: {sheet}" for sheet in table.sheets)
                    yield dataclasses.replace(
                        table, sheet=name, file_id=f"{place}.{table.file_id}", sheets=below or sheets
                    )
            except Refused as error:
                if error.problem.code not in _NO_TABLE:
                    raise
                refused = refused or error
    if not found and not (hints.get("sheet") and refused is None):
        raise refused or Refused(Problem("R_EMPTY", params={"file": file}))


def _wanted(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.split("/")
    return not entry.is_dir() and "__MACOSX" not in parts and not parts[-1].startswith(".")
