"""What all tables state about people, row by row, with the namespaces of their keys."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from truefans_core.people.keys import series
from truefans_core.records import IDENTITIES, Records

#: IDENTITIES with where each row comes from: `within` is the namespace of ids and handles, `series` that of names,
#: `until` the last day the file speaks of.
STATED = pa.schema(
    [
        *IDENTITIES,
        ("file_id", pa.string()),
        ("source", pa.string()),
        ("platform", pa.string()),
        ("within", pa.string()),
        ("series", pa.string()),
        ("until", pa.date32()),
    ],
)


def stated(tables: Sequence[Records]) -> pa.Table:
    """The identities of all tables, one after the other, as STATED."""
    parts = []
    for table in tables:
        part = table.identities.select(IDENTITIES.names)
        for column, value in (
            ("file_id", table.file_id),
            ("source", source_of(table)),
            ("platform", table.platform),
            # Ids of a table nobody named a platform for mean nothing in another file.
            ("within", table.platform or f"file {series(table.file)}"),
            ("series", series(table.file)),
        ):
            part = part.append_column(column, pa.repeat(pa.scalar(value, pa.string()), part.num_rows))
        until = pa.scalar(table.until, pa.date32())
        parts.append(part.append_column("until", pa.repeat(until, part.num_rows)))
    return pa.concat_tables(parts) if parts else STATED.empty_table()


def source_of(table: Records) -> str:
    """The slug of the export. Guessed tables share one, so the file tells theirs apart."""
    return table.source if table.platform else f"{table.source}:{series(table.file)}"
