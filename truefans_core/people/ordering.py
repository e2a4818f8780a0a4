"""Rows in the order of their content, so that nothing depends on the order of files or rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

#: What has no value comes last.
_LAST = np.iinfo(np.int64).max


def in_order(table: pa.Table, names: Sequence[str]) -> pa.Table:
    """The rows by some columns, the first of them first; what has no value comes last.

    Exports mostly lie in order already, and half their columns say the same in every row: whatever is in order is not
    sorted, and what is the same throughout is not moved.

    Args:
        table: any rows.
        names: columns of text, whole numbers, days or moments.
    """
    varied = [name for name in table.column_names if not _same_throughout(table[name])]
    keys = [_ranks(table[name]) for name in names if name in varied]
    if not keys or _ascending(keys):
        return table
    order = pa.array(np.lexsort(keys[::-1]))
    for name in varied:
        place = table.schema.get_field_index(name)
        table = table.set_column(place, table.field(name), table[name].take(order))
    return table


def _ranks(column: pa.ChunkedArray) -> npt.NDArray[Any]:
    """Whole numbers in the order of the values."""
    if not pa.types.is_string(column.type):
        wide = pa.int32() if pa.types.is_date32(column.type) else pa.int64()
        return np.asarray(pc.fill_null(column.cast(wide).cast(pa.int64()), _LAST).to_numpy())
    encoded = pc.dictionary_encode(column.combine_chunks())
    place = np.empty(len(encoded.dictionary) + 1, np.int32)
    place[pc.sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(place) - 1)
    place[-1] = len(place) - 1
    ranks = place[pc.fill_null(encoded.indices, len(place) - 1).to_numpy()]
    # Small numbers are sorted by counting.
    return np.asarray(ranks.astype(np.int16) if len(place) < np.iinfo(np.int16).max else ranks)


def _ascending(keys: list[npt.NDArray[Any]]) -> bool:
    """Whether rows lie in order; `keys` from the first to the last."""
    equal = np.ones(len(keys[0]) - 1, np.bool_)
    for key in keys:
        if (equal & (key[1:] < key[:-1])).any():
            return False
        equal &= key[1:] == key[:-1]
    return True


def _same_throughout(column: pa.ChunkedArray) -> bool:
    if column.null_count:
        return bool(column.null_count == len(column))
    return bool(not len(column) or pc.all(pc.equal(column, column[0])).as_py())
