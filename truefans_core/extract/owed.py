"""What the amounts of a row owe to its other figures: a part not paid yet, or the sum of the lines of its order."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.extract.cells import Cells, Mask
from truefans_core.extract.money import Money, Sum

Rows = np.ndarray[Any, np.dtype[np.int64]]

_NEARLY_ALL = 0.95


def still_owed(cells: Cells, money: Money, amount: Sum) -> Rows:
    """Minor units of each row that are not paid yet, nought where the table does not say.

    A column is believed only if hardly any of its cells is above the amount of its row: the balance of an account is.
    """
    none = np.zeros(cells.rows, np.int64)
    if not cells.quirk("owed_is_unpaid") or not cells.has("balance"):
        return none
    owed = money.of("balance", amount.currency).minor
    billed = amount.minor > 0
    sane = (owed >= 0) & (owed <= amount.minor)
    if not billed.any() or sane[billed].mean() < _NEARLY_ALL:
        return none
    return np.where(billed & sane, owed, 0)


def sums_repeated(order: Rows, amount: Rows, price: Rows, quantity: pa.Array) -> Mask:
    """For each order whether its rows, two or more, repeat the sum of them all.

    They do if all show the same amount, and that is nearer to the sum of the lines (price times quantity) than to any
    one of them; taxes, postage and discounts may lie between.
    """
    named = order >= 0
    count = int(order.max(initial=-1)) + 1
    lines = np.abs(np.rint(price * np.asarray(pc.fill_null(quantity, 1.0)))).astype(np.int64)
    sums, sizes = np.zeros(count, np.int64), np.bincount(order[named], minlength=count)
    np.add.at(sums, order[named], lines[named])
    low, high = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64)
    np.minimum.at(low, order[named], amount[named])
    np.maximum.at(high, order[named], amount[named])
    nearer = np.ones(count, bool)
    np.logical_and.at(nearer, order[named], (np.abs(amount - sums[order]) < np.abs(amount - lines))[named])
    repeated: Mask = (sizes > 1) & (low == high) & (low > 0) & nearer
    return repeated
