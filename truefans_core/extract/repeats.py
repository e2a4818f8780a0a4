"""Payments told twice in one table: the same key of one payment, the same everything."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.extract.cells import Cells, Mask
from truefans_core.extract.payments import Payments

#: Words in a header that name one payment, in the languages exports come in; an order may hold many lines.
_ONE_PAYMENT = (
    r"transa[ck]|txn|payment|charge|receipt|donation|gift id|zahlung|beleg|quittung|paiement|reçu|pago|recibo|"
    r"pagamento|ricevuta|betaling|bon(nummer)?$"
)
_MOST = 0.5
_ALIKE = ("order_id", "line_item_id", "event_type", "status", "email", "external_id", "name", "product")


def again(cells: Cells, payments: Payments, at: pa.Array) -> Mask:
    """Rows that repeat an earlier one: the key, person, thing, day and amount of one payment agree.

    Two lines of an order may look alike, so this is asked only where the key is that of a payment: a platform that
    gives each its own, or a header that says so. Where most of the keys that come again hold rows that differ, they
    are those of orders after all.
    """
    none = np.zeros(cells.rows, bool)
    key = _unique_key(cells) if cells.rows else None
    if key is None:
        return none
    order = cells.orders
    times = np.bincount(order + 1)
    times[0] = 0  # rows that name no order
    suspect = pa.array(np.flatnonzero(times[order + 1] > 1))
    if not len(suspect):
        return none
    columns = [cells.text(role) for role in _ALIKE]
    columns += [pc.cast(at, pa.int64()), pa.array(payments.income), payments.currency]
    table = pa.table({str(number): column.take(suspect) for number, column in enumerate(columns)})
    rows = table.append_column("row", suspect).group_by(table.column_names).aggregate([("row", "min")])
    held = pc.value_counts(rows[str(_ALIKE.index(key))]).field("counts").to_numpy()
    if not cells.source.signature and (held > 1).mean() > _MOST:
        return none
    first = rows["row_min"].to_numpy()
    repeats = none.copy()
    repeats[suspect.to_numpy()] = True
    repeats[first] = False
    return repeats


def _unique_key(cells: Cells) -> str | None:
    """The role whose cells name one payment each, if a header or the platform says so."""
    if cells.source.signature:
        return "order_id" if cells.quirk("one_payment_each") and cells.has("order_id") else None
    said = (
        role
        for role in ("line_item_id", "order_id")
        if any(re.search(_ONE_PAYMENT, header.casefold()) for header in cells.headers(role))
    )
    return next(said, None)
