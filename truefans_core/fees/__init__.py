"""The dated fee book: what platforms and card processors keep of a payment, and what is left."""

from truefans_core.fees.row import FeeRow, Threshold, YearOfFans
from truefans_core.fees.table import COLUMNS, FeeBook, book, fee_records, own_fees, read_fees, read_own_fees

__all__ = [
    "COLUMNS",
    "FeeBook",
    "FeeRow",
    "Threshold",
    "YearOfFans",
    "book",
    "fee_records",
    "own_fees",
    "read_fees",
    "read_own_fees",
]
