"""A day that is told in several columns, or only as far as its month: year, month and perhaps day."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.extract.cells import Cells
from truefans_core.values.months import month_numbers, month_of_year

_SAYS_MONTH = re.compile(r"month|monat|mois|m[eê]s|maand", re.IGNORECASE)
_YEAR, _MONTH, _DAY = r"^(19|20)\d{2}$", r"^(0?[1-9]|1[0-2])$", r"^(0?[1-9]|[12]\d|3[01])$"


def pieces(cells: Cells, role: str) -> tuple[str, ...]:
    """The columns of years, of months and, where there is one, of days of a role; none where it is told otherwise.

    A month may be a number or a name. Which column is which shows in the cells: only one holds years. One column alone
    may tell months of years, as "Jan 2026" and "2026-01" do.
    """
    headers = () if cells.source.signature else cells.headers(role)
    if len(headers) == 1 and _tells_months(cells.raw(headers[0])):
        return headers
    if not 2 <= len(headers) <= 3:  # noqa: PLR2004 with and without the day
        return ()
    years = [h for h in headers if _all(cells.raw(h), _YEAR)]
    months = [h for h in headers if h not in years and _all(_in_figures(cells.raw(h)), _MONTH)]
    months.sort(key=lambda header: not _SAYS_MONTH.search(header))
    days = [h for h in headers if h not in (*years, *months[:1]) and _all(cells.raw(h), _DAY)]
    if len(years) != 1 or not months or len(headers) != 2 + len(days):
        return ()
    return years[0], months[0], *days


def joined(cells: Cells, columns: tuple[str, ...]) -> pa.Array:
    """Days as text, year first; without a day the first of the month; null where a piece is missing."""
    if len(columns) == 1:
        coded = cells.raw(columns[0]).dictionary_encode()
        return pa.array(map(month_of_year, coded.dictionary.to_pylist()), pa.string()).take(coded.indices)
    year, month = cells.raw(columns[0]), _in_figures(cells.raw(columns[1]))
    day = cells.raw(columns[2]) if len(columns) > 2 else pa.repeat("1", cells.rows)  # noqa: PLR2004 a day too
    return pc.binary_join_element_wise(year, month, day, "-")


def _tells_months(column: pa.Array) -> bool:
    first = column.slice(0, 50).drop_null().to_pylist()
    return bool(first) and all(month_of_year(text) for text in first)


def _in_figures(months: pa.Array) -> pa.Array:
    """Months as numbers where they are names."""
    coded = months.dictionary_encode()
    figures = [
        str(month_numbers().get(text.strip().casefold().rstrip("."), text))
        for text in coded.dictionary.to_pylist()
    ]
    return pa.array(figures, pa.string()).take(coded.indices)


def _all(column: pa.Array, pattern: str) -> bool:
    told = column.drop_null()
    return len(told) > 0 and bool(pc.all(pc.match_substring_regex(told, pattern)).as_py())
