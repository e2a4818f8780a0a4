"""Figures of exports that know no people: how many were reached."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import REACH, ROLES
from truefans_core.extract.cells import Cells, Mask
from truefans_core.extract.dates import Dates


def read_figures(cells: Cells, dates: Dates, kept: Mask) -> pa.Table:
    """REACH rows of the kept records: one per date and figure; measures are role names, or the header of a metric."""
    rows = pa.array(kept)
    day = dates.day("occurred_at").filter(rows)
    parts = []
    for use in cells.mapping.uses:
        if use.role is None or ROLES[use.role].kind != "number" or _is_rate(use.header):
            continue
        named = use.role != "metric" and cells.headers(use.role)[0] == use.header
        measure = use.role if named else use.header.strip().casefold()
        value = cells.number_of(use.header).filter(rows)
        part = pa.table(
            {
                "date": day,
                "channel": pa.repeat(pa.scalar(cells.platform), len(value)),
                "measure": pa.repeat(pa.scalar(measure), len(value)),
                "value": value,
            },
            schema=REACH,
        )
        parts.append(part.filter(pc.is_valid(value)))
    return pa.concat_tables(parts) if parts else REACH.empty_table()


def _is_rate(header: str) -> bool:
    """Shares and durations cannot be added up over days."""
    lower = header.casefold()
    return "%" in lower or "rate" in lower or "average" in lower
