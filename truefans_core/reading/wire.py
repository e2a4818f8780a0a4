"""What the reader and its worker say to each other: framed JSON and Arrow, never code."""

from __future__ import annotations

import dataclasses
import json
import struct
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa

from truefans_core.problems import Problem
from truefans_core.reading.limits import Limits
from truefans_core.reading.tables import RawTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

#: Asks the worker for a process; then a job follows.
BEGIN = b"J"
TABLES, REFUSED = "tables", "refused"
#: Exit codes of a worker whose process was stopped for time, and of one that died otherwise.
SLOW, DIED = 75, 76
#: The hint of a job whose bytes are not a file but a table as a workspace keeps it: it is looked at, not given back.
STORED = "\0stored"
_SIZE = struct.Struct("<Q")


def job(file: str, data: bytes, limits: Limits, hints: Mapping[str, str]) -> Iterator[bytes]:
    """The frames of a job."""
    yield BEGIN
    yield from _frame(json.dumps([file, dataclasses.asdict(limits), dict(hints)]).encode())
    yield from _frame(data)


def take_order(source: IO[bytes]) -> tuple[str, Limits, dict[str, str]]:
    """File name, limits and hints of a job; its bytes follow as one frame."""
    file, limits, hints = json.loads(take_frame(source))
    return file, Limits(**limits), hints


def take_frame(source: IO[bytes]) -> bytes:
    """The next frame; raises EOFError where it breaks off."""
    head = source.read(_SIZE.size)
    size = _SIZE.unpack(head)[0] if len(head) == _SIZE.size else -1
    frame = source.read(max(size, 0))
    if len(frame) != size:
        raise EOFError
    return frame


def send_tables(target: IO[bytes], tables: Sequence[RawTable]) -> None:
    """Write an answer with tables; each column, and the lines last, goes as an Arrow stream of its own in one piece."""
    send(target, _frame(json.dumps({"kind": TABLES, "count": len(tables)}).encode()))
    for table in tables:
        send(target, _frame(json.dumps(_facts(table)).encode()))
        for column in (*table.cells.columns, pa.chunked_array([table.lines])):
            whole = pa.table({"": column.combine_chunks()})
            with pa.ipc.new_stream(target, whole.schema) as stream:
                stream.write_table(whole)
    target.flush()


def send_refused(target: IO[bytes], problem: Problem) -> None:
    """Write an answer that refuses."""
    facts = {"kind": REFUSED, "code": problem.code, "rows": problem.rows, "params": dict(problem.params)}
    send(target, _frame(json.dumps(facts).encode()))
    target.flush()


def send(target: IO[bytes], frames: Iterable[bytes]) -> None:
    """Write frames."""
    for frame in frames:
        target.write(frame)


def take_answer(source: IO[bytes]) -> tuple[RawTable, ...] | Problem:
    """The answer to a job; raises EOFError or an Arrow error where it breaks off."""
    facts = json.loads(take_frame(source))
    if facts["kind"] == REFUSED:
        return Problem(facts["code"], facts["rows"], facts["params"])
    return tuple(
        _table(json.loads(take_frame(source)), lambda: pa.ipc.open_stream(source).read_all().column(0))
        for _ in range(facts["count"])
    )


def _frame(data: bytes) -> Iterator[bytes]:
    yield _SIZE.pack(len(data))
    yield data


def _facts(table: RawTable) -> dict[str, Any]:
    plain = (
        "file",
        "file_id",
        "sheet",
        "headers",
        "records_in",
        "set_aside",
        "encoding",
        "delimiter",
        "header_line",
        "formulas_without_value",
        "head",
        "others",
        "sheets",
    )
    notes = [(note.code, note.rows, dict(note.params)) for note in table.notes]
    return {name: getattr(table, name) for name in plain} | {"notes": notes}


def _table(facts: dict[str, Any], column: Callable[[], pa.ChunkedArray]) -> RawTable:
    """The table of which the columns follow."""
    columns = [column() for _ in facts["headers"]]
    lines = column().combine_chunks()
    return RawTable(
        **{
            **facts,
            "headers": tuple(facts["headers"]),
            "set_aside": tuple((line, code) for line, code in facts["set_aside"]),
            "formulas_without_value": tuple((line, name) for line, name in facts["formulas_without_value"]),
            "head": tuple((line, tuple(cells)) for line, cells in facts["head"]),
            "others": tuple(facts["others"]),
            "sheets": tuple(facts["sheets"]),
            "notes": tuple(Problem(code, rows, params) for code, rows, params in facts["notes"]),
        },
        cells=pa.table(columns, names=facts["headers"]),
        lines=lines.chunk(0) if isinstance(lines, pa.ChunkedArray) else lines,
    )
