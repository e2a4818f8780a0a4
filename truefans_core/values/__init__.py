"""Text cells to typed columns: money, dates, numbers, yes or no, e-mail addresses, countries, clean text.

Every reader takes a string column (`pyarrow.Array` or `ChunkedArray`), parses each distinct cell once, and gives
arrays as long as the column. A cell that says nothing ("", "-", "N/A") is null and not bad; a cell that cannot be
read is null and marked bad, never guessed. What one cell cannot settle (decimal sign, order of day and month) is
decided per column by evidence, or reported as undecided (`None`) so that the user can be asked.
"""

from truefans_core.values.cells import Column, clean_text
from truefans_core.values.countries import country_code
from truefans_core.values.currencies import currencies_of, currency_code, exponent, is_currency
from truefans_core.values.dates import DateColumn, decide_order, parse_dates
from truefans_core.values.emails import normalise_email, several_emails
from truefans_core.values.flags import parse_flag
from truefans_core.values.money import MoneyColumn, decide_decimal, parse_money
from truefans_core.values.numbers import NumberColumn, parse_number
from truefans_core.values.zones import clocks_told, is_zone, to_instant, to_wall, zone_of

__all__ = [
    "Column",
    "DateColumn",
    "MoneyColumn",
    "NumberColumn",
    "clean_text",
    "clocks_told",
    "country_code",
    "currencies_of",
    "currency_code",
    "decide_decimal",
    "decide_order",
    "exponent",
    "is_currency",
    "is_zone",
    "normalise_email",
    "parse_dates",
    "parse_flag",
    "parse_money",
    "parse_number",
    "several_emails",
    "to_instant",
    "to_wall",
    "zone_of",
]
