"""What pairs and totals both ask of a row: whether it is income, its signed money, and which record it is of."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

#: Kinds of events that count as income, or take it back.
INCOME = ("payment", "tip", "refund")
MICROSECONDS = 86_400_000_000


def is_income(events: pa.Table) -> pa.ChunkedArray:
    """Which events are income or take it back."""
    return pc.is_in(events["kind"], value_set=pa.array(INCOME))


def signed(money: pa.Table) -> pa.ChunkedArray:
    """Minor units of each row, money given back below zero."""
    amount = pc.fill_null(money["amount_minor"], 0)
    return pc.if_else(pc.equal(money["kind"], "refund"), pc.negate(amount), amount)


def record_key(rows: pa.Table) -> pa.ChunkedArray:
    """File and line of each row as one text."""
    return pc.binary_join_element_wise(rows["file_id"], pc.cast(rows["line"], pa.string()), ":")


def joined(rows: pa.Table, columns: list[str]) -> pa.ChunkedArray:
    """The values of some columns as one text; null where a person or currency is missing."""
    texts = [pc.fill_null(rows[name], "") if name == "platform" else rows[name] for name in columns]
    return pc.binary_join_element_wise(*texts, "\n")
