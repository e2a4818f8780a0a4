"""Records by their file and line."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people.duplicates import Flags, Numbers


class Lines:
    """The place of a record in a table of records by its file and line."""

    def __init__(self, records: pa.Table) -> None:
        self._files = pc.unique(records["file_id"])
        self._count = records.num_rows
        key = self._key(records)
        self._order = np.argsort(key, kind="stable")
        self._keys = key[self._order]

    def of(self, rows: pa.Table) -> Numbers:
        """The place of the record of each row; -1 where the records have none."""
        if not self._count:
            return np.full(rows.num_rows, -1, np.int64)
        key = self._key(rows)
        at = np.minimum(np.searchsorted(self._keys, key), self._count - 1)
        return np.where(self._keys[at] == key, self._order[at], -1)

    def any(self, places: Numbers) -> Flags:
        """Which records are among the places."""
        return np.bincount(places[places >= 0], minlength=self._count).astype(np.bool_)

    def _key(self, rows: pa.Table) -> Numbers:
        file = (
            pc.fill_null(pc.index_in(rows["file_id"], value_set=self._files), -1).to_numpy().astype(np.int64)
        )
        return np.asarray((file << 32) + rows["line"].to_numpy())
