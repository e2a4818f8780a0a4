"""The columns of one table by what they mean, typed on demand, with what was learned about each record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import ROLES, repeated
from truefans_core.mapping import Mapping
from truefans_core.reading.tables import RawTable
from truefans_core.sources import SOURCES, platform_as_written
from truefans_core.sources.source import Grain, Source
from truefans_core.values import clean_text, parse_flag, parse_number
from truefans_core.values.cells import all_differ, by_text, encode, lower

Mask = np.ndarray[Any, np.dtype[np.bool_]]

#: What a table is where no export is recognised: its columns say what a row is.
UNKNOWN = Source(slug="table", platform="", export="", grain="members", signature=(), roles={})
#: A spreadsheet's way to keep text from being a formula or a number: '=…, '+44…, '00123.
_ESCAPED = r"^'([=+\-@0-9])"
_HEAD = 20_000  # rows that show whether a column repeats its texts
_REPEATING = 0.6  # share of different texts among them, up to which it does
_TEXT_IDS = ("external_id", "postal_code", "phone")
_IDENTITY = ("email", "external_id", "person_id", "handle", "name", "first_name", "last_name", "company")
_FIGURES = ("metric", "views", "shares", "comments_count", "emails_received", "opens", "clicks")


class Cells:
    """A table and its mapping, asked by role.

    Attributes:
        table: the table as read.
        mapping: what its columns mean.
        source: the export it is, or `UNKNOWN`.
        rows: number of records in `table.cells`.
    """

    def __init__(self, table: RawTable, mapping: Mapping) -> None:
        self.table = table
        self.mapping = mapping
        self.source = SOURCES.get(mapping.source or "") or _unknown(mapping)
        self.rows: int = table.cells.num_rows
        self._raw: dict[str, pa.Array] = {}
        self._coded: dict[str, pa.Array] = {}
        self._clean: dict[str, pa.Array] = {}

    @cached_property
    def grain(self) -> Grain:
        """What one row is: stated by a recognised export, else what its roles make of it."""
        dated = (self.has("amount") or self.quirk("price_is_paid")) and self.has("occurred_at")
        if self.source.signature and (dated or self.source.grain != "payments"):
            return self.source.grain
        if dated:
            return "payments"
        if not self.has(*_IDENTITY) and self.has("occurred_at") and self.has(*_FIGURES):
            return "aggregate"
        return "members"

    @property
    def platform(self) -> str:
        """The namespace of ids and handles."""
        return platform_as_written(self.mapping.platform) or self.source.platform

    @property
    def identified(self) -> bool:
        """Whether some column can say who a record speaks of."""
        return self.has(*_IDENTITY)

    def has(self, *roles: str) -> bool:
        """Whether any column has one of these roles."""
        return any(use.role in roles for use in self.mapping.uses)

    def headers(self, role: str) -> tuple[str, ...]:
        """The columns of a role, the surest first."""
        uses = [use for use in self.mapping.uses if use.role == role]
        return tuple(use.header for use in sorted(uses, key=lambda use: -use.confidence))

    def quirk(self, name: str) -> bool:
        """Whether the export has this peculiarity."""
        return name in self.source.quirks or (name == "price_is_paid" and self._priced)

    @cached_property
    def _priced(self) -> bool:
        """Whether a list of sales that no recipe knows states no amount, but the price of a unit and how many."""
        return (
            self.source.slug == "payment-log"
            and self.has("unit_price")
            and self.has("quantity")
            and not self.has("amount")
        )

    def raw(self, header: str) -> pa.Array:
        """A column as one string array, a leading apostrophe of the platform taken off; empty is null."""
        if header not in self._raw:
            chunks = self.table.cells[header].chunks
            column = (
                chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks or [pa.array([], pa.string())])
            )
            if self.quirk("apostrophe"):
                column = pc.replace_substring_regex(column, _ESCAPED, r"\1")
            self._raw[header] = _without_blanks(column)
        return self._raw[header]

    def coded(self, header: str) -> pa.Array:
        """The same with each different text once (a dictionary array), where many rows share their texts."""
        if header not in self._coded:
            column = self.raw(header)
            head = column.slice(0, _HEAD)
            repeats = pc.count_distinct(head, mode="all").as_py() <= _REPEATING * len(head)
            self._coded[header] = encode(column) if repeats else column
        return self._coded[header]

    def text(self, *roles: str) -> pa.Array:
        """Cleaned text: the first column of the roles, in their order, that says something in the row."""
        columns = [self._cleaned(header) for role in roles for header in self.headers(role)]
        if len(columns) == 1:
            return columns[0]
        return pc.coalesce(*columns) if columns else pa.nulls(self.rows, pa.string())

    def told(self, *roles: str) -> pa.Array:
        """The same with each different text once (a dictionary array), where one column tells and repeats its texts."""
        headers = [header for role in roles for header in self.headers(role)]
        column = self.coded(headers[0]) if len(headers) == 1 else None
        if isinstance(column, pa.DictionaryArray):
            texts = clean_text(column.dictionary)
            if "" not in texts.to_pylist():
                return pa.DictionaryArray.from_arrays(column.indices, texts)
        return self.text(*roles)

    def lower(self, role: str) -> pa.Array:
        """Cleaned text in lower case."""
        return lower(self.text(role))

    def number(self, role: str) -> pa.Array:
        """float64: the largest of the role's columns, because counts of shorter windows are part of longer ones."""
        columns = [self.number_of(header) for header in self.headers(role)]
        return pc.max_element_wise(*columns) if columns else pa.nulls(self.rows, pa.float64())

    def number_of(self, header: str) -> pa.Array:
        """float64 of one column."""
        return parse_number(self.coded(header)).value

    def flag(self, role: str) -> pa.Array:
        """Yes or no; null where the cell says neither."""
        columns = [parse_flag(self.coded(header)) for header in self.headers(role)]
        return pc.coalesce(*columns) if columns else pa.nulls(self.rows, pa.bool_())

    @cached_property
    def orders(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The number of each row's order, -1 where it names none."""
        order = self.text("order_id")
        if order.null_count == len(order):
            return np.full(self.rows, -1)
        if all_differ(order):
            return np.arange(self.rows)
        return np.asarray(pc.fill_null(order.dictionary_encode().indices, -1)).astype(np.int64)

    def one_of(self, column: pa.Array, words: frozenset[str]) -> Mask:
        """Which rows hold, in lower case, one of the words; a blank counts if "" is among them."""
        known = pa.array(sorted(words), pa.string())

        def among(text: pa.Array) -> pa.Array:
            return pc.is_in(lower(text), value_set=known)

        if isinstance(column, pa.DictionaryArray):
            return truth(pc.fill_null(by_text(column, among), "" in words))
        return truth(among(pc.fill_null(column, "")))

    def without_value(self, headers: Sequence[str]) -> Mask:
        """Which rows hold, in one of the columns, a formula whose value was never stored."""
        if not self.table.formulas_without_value:
            return np.zeros(self.rows, bool)
        lines = sorted({line for line, header in self.table.formulas_without_value if header in headers})
        return truth(pc.is_in(self.table.lines, value_set=pa.array(lines, pa.int64())))

    def sensitive(self) -> tuple[str, ...]:
        """Headers of the columns that are dropped because nobody should hold them."""
        return tuple(u.header for u in self.mapping.uses if u.role and ROLES[u.role].kind == "sensitive")

    def _cleaned(self, header: str) -> pa.Array:
        if header not in self._clean:
            column = self.coded(header)
            if isinstance(column, pa.DictionaryArray):
                texts = _without_blanks(clean_text(column.dictionary))
                same = texts.equals(column.dictionary)
                self._clean[header] = self.raw(header) if same else texts.take(column.indices)
            else:
                self._clean[header] = _without_blanks(clean_text(column))
        return self._clean[header]


def _without_blanks(text: pa.Array) -> pa.Array:
    """The text, null where it has no letter."""
    return but(text, pc.equal(text, ""))


def but(text: pa.Array, rows: pa.Array) -> pa.Array:
    """The text, null in the rows of a mask; the same array where there are none."""
    return pc.if_else(pc.fill_null(rows, fill_value=False), None, text) if pc.any(rows).as_py() else text


def pick(column: pa.Array, rows: Mask, places: pa.Array) -> pa.Array | pa.ChunkedArray:
    """The rows of a mask, whose places are given too: a column without anything, or all of one, is not copied."""
    if len(places) == len(rows):
        return column
    if column.null_count == len(column):
        return repeated(None, len(places), column.type)
    return column.take(places)


def _unknown(mapping: Mapping) -> Source:
    """Payments somebody told by hand: the words of a payment that failed or was given back hold for them too."""
    told = {use.role for use in mapping.uses}
    paying = {"amount", "occurred_at"} <= told or {"unit_price", "quantity", "occurred_at"} <= told
    return SOURCES["payment-log"] if paying and mapping.by_hand else UNKNOWN


def truth(mask: pa.Array | pa.ChunkedArray) -> Mask:
    """An Arrow mask as numpy booleans; null is False."""
    if not isinstance(mask, pa.BooleanArray) or not len(mask):
        return np.asarray(pc.fill_null(mask, fill_value=False), dtype=bool)
    valid, bits = mask.buffers()
    told = _unpacked(bits, mask)
    return told & _unpacked(valid, mask) if mask.null_count else told


def _unpacked(bits: pa.Buffer, mask: pa.BooleanArray) -> Mask:
    """The bits of one buffer of a mask; Arrow's own way takes ten times as long."""
    end = mask.offset + len(mask)
    told = np.unpackbits(np.frombuffer(bits, np.uint8), count=end, bitorder="little")[mask.offset :]
    return told.view(bool)
