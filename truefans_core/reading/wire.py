"""What the reader and its worker say to each other: framed JSON and Arrow, never code."""

from __future__ import annotations

import dataclasses
import json
import struct
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from truefans_core.problems import Problem
from truefans_core.reading.limits import Limits
from truefans_core.reading.tables import RawTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

#: Asks the worker for a process; then a job follows.
BEGIN = b"J"
TABLES, REFUSED = "tables", "refused"
#: Exit codes of a worker whose process was stopped for time, and of one that died otherwise.
SLOW, DIED = 75, 76
_SIZE = struct.Struct("<Q")


def job(file: str, data: bytes, limits: Limits, hints: Mapping[str, str]) -> Iterator[bytes]:
    """The frames of a job."""
    yield BEGIN
    yield from _frame(json.dumps([file, dataclasses.asdict(limits), dict(hints)]).encode())
    yield from _frame(data)


def take_order(take: Callable[[int], bytes]) -> tuple[str, Limits, dict[str, str]]:
    """File name, limits and hints of a job; its bytes follow as one frame."""
    file, limits, hints = json.loads(take_frame(take))
    return file, Limits(**limits), hints


def take_frame(take: Callable[[int], bytes]) -> bytes:
    """The next frame."""
    return take(_SIZE.unpack(take(_SIZE.size))[0])


def answer_tables(tables: Sequence[RawTable]) -> Iterator[bytes]:
    """The frames of an answer with tables."""
    yield from _frame(json.dumps({"kind": TABLES, "count": len(tables)}).encode())
    for table in tables:
        yield from _frame(json.dumps(_facts(table)).encode())
        sink = pa.BufferOutputStream()
        numbered = table.cells.append_column("", pa.chunked_array([table.lines]))
        with pa.ipc.new_stream(sink, numbered.schema) as stream:
            stream.write_table(numbered)
        yield from _frame(sink.getvalue())


def answer_refused(problem: Problem) -> Iterator[bytes]:
    """The frame of an answer that refuses."""
    facts = {"kind": REFUSED, "code": problem.code, "rows": problem.rows, "params": dict(problem.params)}
    yield from _frame(json.dumps(facts).encode())


def take_answer(take: Callable[[int], bytes]) -> tuple[RawTable, ...] | Problem:
    """The answer to a job."""
    facts = json.loads(take_frame(take))
    if facts["kind"] == REFUSED:
        return Problem(facts["code"], facts["rows"], facts["params"])
    return tuple(_table(json.loads(take_frame(take)), take_frame(take)) for _ in range(facts["count"]))


def _frame(data: bytes | pa.Buffer) -> Iterator[Any]:
    yield _SIZE.pack(len(data) if isinstance(data, bytes) else data.size)
    yield data


def _facts(table: RawTable) -> dict[str, Any]:
    plain = ("file", "file_id", "sheet", "headers", "records_in", "set_aside", "encoding", "delimiter", "header_line")
    return {name: getattr(table, name) for name in (*plain, "formulas_without_value")}


def _table(facts: dict[str, Any], data: bytes) -> RawTable:
    numbered = pa.ipc.open_stream(pa.py_buffer(data)).read_all()
    count = numbered.num_columns - 1
    lines = numbered.column(count).combine_chunks()
    return RawTable(
        **{
            **facts,
            "headers": tuple(facts["headers"]),
            "set_aside": tuple((line, code) for line, code in facts["set_aside"]),
            "formulas_without_value": tuple((line, name) for line, name in facts["formulas_without_value"]),
        },
        cells=numbered.select(range(count)),
        lines=lines.chunk(0) if isinstance(lines, pa.ChunkedArray) else lines,
    )
