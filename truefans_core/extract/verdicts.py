"""What becomes of each record: kept, merged, or set aside for the first reason found."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from truefans_core.extract.cells import Mask
from truefans_core.ledger import KEPT, MERGED, SET_ASIDE
from truefans_core.problems import CATALOGUE

#: The reason of a record that another record of the table tells already.
_AGAIN = "M_DUPLICATE"


class Verdicts:
    """One verdict per record; the first reason given to a record stays."""

    def __init__(self, rows: int) -> None:
        self._codes: list[str] = ["", _AGAIN]
        self._code = np.zeros(rows, np.int16)

    @property
    def kept(self) -> Mask:
        """Which records are kept so far."""
        return np.asarray(self._code == 0)

    def set_aside(self, rows: Mask, reason: str) -> None:
        """Set the rows of a mask aside that are still kept.

        Raises:
            KeyError: if the reason is not in the catalogue of problems.
        """
        if reason not in CATALOGUE:
            raise KeyError(reason)
        if reason not in self._codes:
            self._codes.append(reason)
        self._code[rows & self.kept] = self._codes.index(reason)

    def merge(self, rows: Mask) -> None:
        """Mark the rows of a mask that are still kept as told by another row of the table."""
        self._code[rows & self.kept] = 1

    def follow(self, rows: Mask, leader: np.ndarray[tuple[int], np.dtype[np.int64]]) -> None:
        """Give each row of a mask the verdict of the row it belongs to (row numbers)."""
        self._code[rows] = self._code[leader[rows]]

    def outcomes(self) -> pa.Array:
        """What became of each record."""
        outcomes = pa.array([KEPT, MERGED, *[SET_ASIDE] * (len(self._codes) - 2)], pa.string())
        return outcomes.take(pa.array(self._code))

    def reasons(self) -> pa.Array:
        """The reason of each record, null where it is kept."""
        codes = pa.array([None, *self._codes[1:]], pa.string())
        return codes.take(pa.array(self._code))
