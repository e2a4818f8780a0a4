"""A table as the bytes a workspace keeps, Parquet, and back."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from truefans_core.problems import CATALOGUE, Problem, Refused
from truefans_core.reading.limits import UNPACKED
from truefans_core.reading.tables import RawTable

if TYPE_CHECKING:
    from truefans_core.reading.limits import Limits

_LINE = "line"


def to_parquet(table: RawTable) -> bytes:
    """A table as Parquet; what is beside its cells stands in the metadata. `head` and `others` are not kept."""
    from pyarrow import parquet

    about = {
        "file": table.file,
        "file_id": table.file_id,
        "sheet": table.sheet,
        "headers": list(table.headers),
        "records_in": table.records_in,
        "set_aside": [list(each) for each in table.set_aside],
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "header_line": table.header_line,
        "formulas_without_value": [list(each) for each in table.formulas_without_value],
        "notes": [[note.code, note.rows, dict(note.params)] for note in table.notes],
    }
    # Columns are named by their place: a header may be called "line" too.
    names = [_LINE, *map(str, range(len(table.headers)))]
    columns = [table.lines, *(table.cells[header] for header in table.headers)]
    stored = pa.table(columns, names=names).replace_schema_metadata(
        {"about": json.dumps(about, ensure_ascii=False)}
    )
    sink = BytesIO()
    parquet.write_table(stored, sink, compression="zstd")
    return sink.getvalue()


def from_parquet(data: bytes) -> RawTable:
    """What `to_parquet` was given. The bytes must be one's own, or have passed `reader.check_stored`."""
    from pyarrow import parquet

    stored: Any = parquet.read_table(BytesIO(data))
    about = json.loads(stored.schema.metadata[b"about"])
    headers = tuple(about["headers"])
    cells = stored.drop_columns(_LINE).rename_columns(list(headers)).replace_schema_metadata()
    return RawTable(
        file=about["file"],
        file_id=about["file_id"],
        sheet=about["sheet"],
        headers=headers,
        cells=cells,
        lines=stored[_LINE].combine_chunks(),
        records_in=about["records_in"],
        set_aside=tuple((line, reason) for line, reason in about["set_aside"]),
        encoding=about["encoding"],
        delimiter=about["delimiter"],
        header_line=about["header_line"],
        formulas_without_value=tuple((line, header) for line, header in about["formulas_without_value"]),
        notes=tuple(Problem(code, rows, params) for code, rows, params in about.get("notes", ())),
    )


def check(data: bytes, file: str, limits: Limits) -> None:
    """Make sure that bytes from elsewhere are a table as `read` could have given it. For the worker only.

    Raises:
        Refused: R_TOO_LARGE, R_TOO_WIDE, R_TOO_LONG, R_DAMAGED.
    """
    from pyarrow import parquet

    about = parquet.read_metadata(BytesIO(data))
    if about.num_columns > limits.columns + 1:
        width = about.num_columns - 1
        raise Refused(Problem("R_TOO_WIDE", params={"file": file, "columns": width, "limit": limits.columns}))
    if about.num_rows > limits.rows:
        raise Refused(Problem("R_TOO_LONG", params={"file": file, "limit": limits.rows}))
    table = from_parquet(data)
    if table.cells.nbytes > UNPACKED * limits.size:
        most = UNPACKED * limits.size // 1_000_000
        raise Refused(Problem("R_TOO_LARGE", params={"file": file, "limit_mb": most}))
    if not _is_one_of_ours(table):
        raise Refused(Problem("R_DAMAGED", params={"file": file}))


def _is_one_of_ours(table: RawTable) -> bool:
    """Whether everything about a table has the type and the bounds that a table just read has."""
    texts = (table.file, table.file_id, *table.headers)
    maybe = (table.sheet, table.encoding, table.delimiter)
    return (
        all(isinstance(text, str) for text in texts)
        and all(text is None or isinstance(text, str) for text in maybe)
        and len(set(table.headers)) == len(table.headers)
        and all(kind == pa.string() for kind in table.cells.schema.types)
        and table.lines.type == pa.int64()
        and not table.lines.null_count
        and type(table.header_line) is int
        and type(table.records_in) is int
        and table.records_in >= table.cells.num_rows
        and all(type(line) is int and reason in CATALOGUE for line, reason in table.set_aside)
        and all(type(line) is int and isinstance(text, str) for line, text in table.formulas_without_value)
        and all(note.code in CATALOGUE and type(note.rows) is int for note in table.notes)
    )
