"""Columns of dates: text to UTC times, with the order of day and month proved by the column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.values.cells import EMPTY, Cells, Column, as_text, distinct_cells
from truefans_core.values.days import ZONES, Order, orders_possible, read_clock, read_day
from truefans_core.values.fixed import Fixed, read_fixed
from truefans_core.values.six import SIX, read_six, six_orders

if TYPE_CHECKING:
    from collections.abc import Sequence

UTC = pa.timestamp("us", tz="UTC")
#: What databases write for "no date".
_EMPTY = (*EMPTY, "0000-00-00", "0000-00-00 00:00:00", "never")
_ISO = (
    r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"
    r"([ T]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?( ?(Z|UTC|GMT|[+-]([01][0-9]|2[0-3]):?[0-5][0-9]))?)?$"
)
#: Times of 2001 to 2033 counted from the start of 1970.
_COUNTED = r"^1[0-9]{9}([0-9]{3})?$"
_THOUSANDTHS = 13  # digits
_APART = r"^(?P<day>[^ T,:]+)(?:[ T,]+(?P<clock>[0-9]{1,2}:[0-9]{2}.*))?$"
_APART_WORDS = (
    r"^(?P<day>.*?)(?:[\sT,–-]+(?:(?:at|um|à|às|om|alle|@)\s+)?(?P<clock>[0-9]{1,2}[:h][0-9]{2}.*))?$"
)
#: As programs print a moment: "Tue May 11 10:00:00 CET 1993"; the year stands behind the time of day.
_PRINTED = (
    r"(?i)^(?:\p{L}+[.,]* +)?(\p{L}+\.? +[0-9]{1,2}|[0-9]{1,2}\.? +\p{L}+\.?),? +"
    r"([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]m)?)%s +((?:19|20)[0-9]{2})$"
)
_PRINTED_ZONED = _PRINTED % rf"( +(?:(?:GMT|UTC)?[+-][0-9]{{2}}:?[0-9]{{2}}|{'|'.join(ZONES)}))?"
#: The same with a name of a zone that several places share, as IST, or that nobody knows.
PRINTED_ELSEWHERE = _PRINTED % " +([A-Z]{2,5})"


@dataclass(frozen=True, slots=True)
class DateColumn:
    """A column of dates, one entry per row.

    Attributes:
        at: timestamp[us, UTC]; null where empty or bad. Times without a zone are taken as UTC, days as midnight.
        bad: bool: the cell is not empty and no date can be read from it.
    """

    at: pa.Array
    bad: pa.Array


def decide_order(column: Column, alike: Fixed | None = None) -> Order | None:
    """The order of day, month and year in a column, by proof.

    A part above twelve is the proof; one cell is enough. "ymd" also stands for columns in which no cell leaves
    the order open (year first, names of months, numbers). None means that every cell could be read both ways, or
    that the proofs contradict each other. Six figures throughout are days where all of them allow it.

    Example:
        >>> decide_order(pa.array(["03/04/2024", "25/12/2024"])), decide_order(pa.array(["03/04/2024"]))
        ('dmy', None)
    """
    if alike := alike or read_alike(column):
        return alike.order()
    cells = distinct_cells(column, empty=_EMPTY)
    written = _written(cells)
    if six := _six(cells):
        return next(iter(six)) if len(six) == 1 else None
    days = _apart(written.filter(pc.invert(pc.match_substring_regex(written, _ISO))))[0]
    possible = {orders_possible(day) for day in days.unique().drop_null().to_pylist()}
    possible -= {frozenset[Order](), frozenset[Order]({"dmy", "mdy", "ymd"})}  # impossible days prove nothing
    if not possible:
        return "ymd"
    left = frozenset.intersection(*possible - {frozenset[Order]({"ymd"})} or possible)
    return next(iter(left)) if len(left) == 1 else None


def parse_dates(
    column: Column, *, formats: Sequence[str] = (), order: Order | None = None, alike: Fixed | None = None
) -> DateColumn:
    """Read a column of dates.

    `order` says how all-numeric days are written; without it the column's own proof decides, then the first of
    `formats` (strptime) that names an order. Where nothing decides, such days are bad: ask before
    (`decide_order`). Of a time printed with a zone that is not known the wall clock counts. `formats` also read what
    the general reader cannot. `alike` is what `read_alike` made of it.

    Example:
        >>> found = parse_dates(pa.array(["Sep 26, 2026 7:05 PM", "2024-02-30", ""]))
        >>> found.at.to_pylist()[0].isoformat(), found.bad.to_pylist()
        ('2026-09-26T19:05:00+00:00', [False, True, False])
    """
    if alike := alike or read_alike(column):
        micros = alike.micros(order or alike.order() or _order_of(formats))
        if micros is not None:
            return DateColumn(pa.array(micros).cast(UTC), pa.repeat(pa.scalar(value=False), len(micros)))
    cells = distinct_cells(column, empty=_EMPTY)
    if six := _six(cells):
        only = next(iter(six)) if len(six) == 1 else order or _order_of(formats)
        if only in six:
            at = read_six(written := _written(cells), only)
            return _spread(cells, at.take(pc.index_in(cells.distinct, value_set=written)))
    known = order or decide_order(column) or _order_of(formats)
    return _spread(cells, _read(cells.distinct, known, formats))


def possible_orders(column: Column) -> tuple[Order, ...]:
    """The orders between which a column leaves open: of six figures those that all allow, else day or month first."""
    six = _six(distinct_cells(column, empty=_EMPTY))
    return tuple(order for order in ("ymd", "dmy", "mdy") if order in (six or ("dmy", "mdy")))


def _six(cells: Cells) -> frozenset[Order]:
    """The orders that a column of days of six figures allows; none where it is no such column."""
    first = pc.match_substring_regex(cells.distinct.slice(0, len(_EMPTY) + 1), SIX)
    return six_orders(_written(cells)) if pc.any(first).as_py() else frozenset()


def _written(cells: Cells) -> pa.Array:
    """The texts that stand in a row and are not empty."""
    return cells.distinct.take(cells.places.unique().drop_null())


def _spread(cells: Cells, read: pa.Array) -> DateColumn:
    at = cells.spread(read)
    return DateColumn(at, pc.and_(pc.is_valid(cells.places), pc.is_null(at)))


def read_alike(column: Column) -> Fixed | None:
    """The column as columns of digits, where no text repeats and all are written alike."""
    return None if isinstance(column, pa.DictionaryArray) else read_fixed(as_text(column))


def _order_of(formats: Sequence[str]) -> Order | None:
    for form in formats:
        places = {part: form.find(f"%{part}") for part in "dm"}
        if min(places.values()) >= 0:
            year_first = form.lstrip().startswith(("%Y", "%y"))
            return "ymd" if year_first else "dmy" if places["d"] < places["m"] else "mdy"
    return None


def _read(distinct: pa.Array, order: Order | None, formats: Sequence[str]) -> pa.Array:
    iso = pc.match_substring_regex(distinct, _ISO)
    at = _read_iso(pc.if_else(iso, distinct, pa.scalar(None, distinct.type)))
    rest = pc.is_null(at)
    if not pc.any(rest).as_py():
        return at
    at = pc.replace_with_mask(at, rest, _read_apart(distinct.filter(rest), order))
    rest = pc.is_null(at)
    counted = pc.and_(rest, pc.match_substring_regex(distinct, _COUNTED))
    if pc.any(counted).as_py():
        at = pc.replace_with_mask(at, counted, _read_counted(distinct.filter(counted)))
        rest = pc.is_null(at)
    if formats and pc.any(rest).as_py():
        stated = [_as_stated(text, formats) for text in distinct.filter(rest).to_pylist()]
        at = pc.replace_with_mask(at, rest, pa.array(stated, UTC))
    return at


def _read_iso(texts: pa.Array) -> pa.Array:
    """Cells of the ISO shape, by Arrow's strict cast; days that do not exist give null."""
    days = pc.utf8_slice_codeunits(texts, 0, 10).dictionary_encode()
    real = pa.array([read_day(day, None) is not None for day in days.dictionary.to_pylist()], pa.bool_())
    texts = pc.if_else(real.take(days.indices), texts, pa.scalar(None, texts.type))
    if pc.any(pc.match_substring_regex(texts, r"[.][0-9]{7,}")).as_py():
        texts = pc.replace_substring_regex(texts, r"([.][0-9]{6})[0-9]+", r"\1")
    zoned = pc.match_substring_regex(texts, r".{10}.*(Z|UTC|GMT|[+-][0-9:]{4,5})$")
    plain = pc.cast(pc.if_else(zoned, pa.scalar(None, texts.type), texts), pa.timestamp("us"))
    plain = pc.cast(plain, UTC)
    if not pc.any(zoned).as_py():
        return plain
    with_zone = pc.if_else(zoned, texts, pa.scalar(None, texts.type))
    if pc.any(pc.match_substring_regex(with_zone, r" ?(UTC|GMT)$| [+-]")).as_py():
        with_zone = pc.replace_substring_regex(with_zone, r" ?(UTC|GMT)$", "Z")
        with_zone = pc.replace_substring_regex(with_zone, r" ([+-])", r"\1")
    return pc.coalesce(plain, pc.cast(pc.replace_substring(with_zone, " Z", "Z"), UTC))


def _apart(texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Day and time of day of each text; the time is "" where there is none."""
    if pc.any(pc.match_substring_regex(texts, r":[0-9]{2}.* [0-9]{4}$")).as_py():
        texts = pc.replace_substring_regex(texts, _PRINTED_ZONED, r"\1 \4 \2\3")
        texts = pc.replace_substring_regex(texts, PRINTED_ELSEWHERE, r"\1 \4 \2")
    parts = pc.extract_regex(texts, _APART)
    if parts.null_count:
        parts = pc.if_else(pc.is_valid(parts), parts, pc.extract_regex(texts, _APART_WORDS))
    return pc.struct_field(parts, "day"), pc.struct_field(parts, "clock")


def _read_apart(texts: pa.Array, order: Order | None) -> pa.Array:
    """Day and time read apart, so that each different day and each different time is read once."""
    days, clocks = (part.dictionary_encode() for part in _apart(texts))
    midnights = [read_day(day.strip(), order) for day in days.dictionary.to_pylist()]
    times = [0 if not clock else read_clock(clock.strip()) for clock in clocks.dictionary.to_pylist()]
    day_us = pa.array(midnights, pa.int64()).take(days.indices)
    clock_us = pc.if_else(pc.is_null(clocks.indices), None, pa.array(times, pa.int64()).take(clocks.indices))
    return pc.cast(pc.add(day_us, clock_us), UTC)


def _read_counted(texts: pa.Array) -> pa.Array:
    """Seconds or thousandths since the start of 1970, as programs count."""
    number = pc.cast(texts, pa.int64())
    thousandths = pc.greater_equal(pc.utf8_length(texts), _THOUSANDTHS)
    return pc.cast(pc.multiply(number, pc.if_else(thousandths, 1_000, 1_000_000)), UTC)


def _as_stated(text: str, formats: Sequence[str]) -> dt.datetime | None:
    for form in formats:
        try:
            read = dt.datetime.strptime(text, form)  # noqa: DTZ007 a time without a zone is UTC, on the next line
        except ValueError:
            continue
        return read.replace(tzinfo=dt.UTC) if read.tzinfo is None else read
    return None
