"""Yes and no beside a payment of an unknown file: it was cancelled, it failed, it was a test, it was given back, it was paid."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from truefans_core.extract.cells import Cells, Mask, truth
from truefans_core.guess.names import says
from truefans_core.values import parse_flag

_UNDONE = ("cancel", "undone")


def undone_by_flag(cells: Cells) -> Mask:
    """Rows that a yes says were cancelled, failed or only a test, or a no says were not paid."""
    undone = np.zeros(cells.rows, bool)
    if cells.source.signature:
        return undone
    for header in cells.headers("flag"):
        if any(says(header, idea) for idea in _UNDONE):
            undone |= truth(parse_flag(cells.coded(header)))
    for header in cells.headers("status"):
        if says(header, "paid"):
            undone |= truth(pc.invert(parse_flag(cells.coded(header))))
    return undone


def refund_flags(cells: Cells) -> list[str]:
    """Columns that say yes where a payment was given back in full."""
    if cells.source.signature:
        return [h for h in cells.headers("refund") if cells.quirk("refund_flags") and h.endswith("?")]
    return [header for header in cells.headers("flag") if says(header, "refund")]
