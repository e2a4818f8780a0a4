"""Who said no on a record that was set aside: it brings no money and nobody new, but the no holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people.keys import Found
from truefans_core.people.stated import STATED
from truefans_core.records import Records

#: Keys by strength with the column of the namespace each is unique in.
_KEYS = (("email", None), ("external_id", "within"), ("handle", "within"))
_SAID = ("consent", "consent_at")


def with_refusals(rows: pa.Table, found: Found, aside: pa.Table) -> tuple[pa.Table, Found]:
    """The rows of the people found, and those of the known ones who said no elsewhere, saying nothing but that.

    Args:
        rows: stated.STATED.
        found: who the rows are.
        aside: stated.STATED of records that are not kept.
    """
    refusing = aside.filter(pc.invert(aside["consent"]))
    if not refusing.num_rows or not rows.num_rows:
        return rows, found
    person = np.full(refusing.num_rows, -1, np.int64)
    for key, within in _KEYS:
        known, asked = (_key(table, key, within) for table in (rows, refusing))
        at = pc.fill_null(pc.index_in(asked, value_set=known, skip_nulls=True), -1).to_numpy()
        person = np.where((person < 0) & (at >= 0), found.person[at], person)
    said = refusing.filter(pa.array(person >= 0))
    only = {
        field.name: said[field.name]
        if field.name in {*_SAID, "until"}
        else pa.nulls(said.num_rows, field.type)
        for field in STATED
    }
    both = pa.concat_tables([rows.select(STATED.names), pa.table(only, schema=STATED)])
    return both, replace(found, person=np.r_[found.person, person[person >= 0]])


def set_aside(tables: Sequence[Records]) -> list[Records]:
    """The tables with the records that are not kept in the place of those that are."""
    return [replace(table, identities=table.aside) for table in tables if table.aside.num_rows]


def _key(rows: pa.Table, key: str, within: str | None) -> pa.Array:
    column = (
        rows[key].combine_chunks()
        if within is None
        else pc.binary_join_element_wise(
            pc.utf8_lower(rows[within]), pc.utf8_lower(rows[key]), "\n"
        ).combine_chunks()
    )
    return column
