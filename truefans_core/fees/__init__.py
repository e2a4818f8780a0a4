"""The dated fee book: what platforms and card processors keep of a payment, and what is left."""

from truefans_core.fees.row import FeeRow, Threshold, YearOfFans
from truefans_core.fees.table import FeeBook, book, read_fees

__all__ = ["FeeBook", "FeeRow", "Threshold", "YearOfFans", "book", "read_fees"]
