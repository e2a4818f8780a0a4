"""What all tables state about people, row by row, with the namespaces of their keys."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people.duplicates import Numbers, combinations
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


_NEVER = 2**31 - 1
#: The file tells the rest of where a row comes from.
_TELLING = [name for name in IDENTITIES.names if name not in {"row", "line", "on"}] + ["file_id"]


def told_once(rows: pa.Table) -> tuple[pa.Table, Numbers, Numbers]:
    """What the rows say of people, each thing once: a log of orders names its buyers again and again.

    Args:
        rows: STATED.

    Returns:
        The first of the rows that say the same in the same file, with the earliest day they are of; the place of each
        of these in `rows`; and of each of `rows` the place of what it says among them.
    """
    of, _ = pd.factorize(combinations([rows[name] for name in _TELLING]))
    first = np.empty(int(of.max(initial=-1)) + 1, np.int64)
    first[of[::-1]] = np.arange(len(of))[::-1]
    day = pc.fill_null(pc.cast(rows["on"], pa.int32()), _NEVER).to_numpy()
    earliest = np.full(len(first), _NEVER, np.int32)
    np.minimum.at(earliest, of, day)
    on = pa.array(earliest, pa.int32(), mask=earliest == _NEVER).cast(pa.date32())
    told = rows.take(pa.array(first))
    return told.set_column(told.schema.get_field_index("on"), "on", on), first, of


def source_of(table: Records) -> str:
    """The slug of the export. Guessed tables share one, so the file tells theirs apart."""
    return table.source if table.platform else f"{table.source}:{series(table.file)}"
