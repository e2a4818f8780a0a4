"""Which records say the same thing twice, because two exports overlap.

An event is the same when platform, key, kind, amount, currency and time agree; without a key of its own also the
person, the product and the period must. A statement is the same when everything about it but its file agrees.
Within one file nothing is the same: two tips of $5 on one day are two. Where a file holds such a thing twice and
another three times, there are three.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Numbers = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
_EVENT_KEY = ("ref", "kind", "amount_minor", "currency", "at")
_KEYLESS = ("person_id", "product", "channel", "quantity", "period_start", "period_end")
_STATEMENT_KEY = ("person_id", "source", "as_of", "measure", "value", "text", "currency")
_SPAN = 2**62


def repeated_events(events: pa.Table, fullness: Numbers) -> Flags:
    """Which EVENTS rows repeat one of another file. Of equals the one on the fullest record stays."""
    if not of_several_files(events):
        return np.zeros(events.num_rows, np.bool_)
    keyless = pc.is_null(events["ref"])
    columns = [events["platform"], *(events[name] for name in _EVENT_KEY)]
    columns += [pc.if_else(keyless, pc.cast(events[name], pa.string()), "") for name in _KEYLESS]
    return _repeated(columns, events, fullness)


def repeated_statements(snapshots: pa.Table, fullness: Numbers) -> Flags:
    """Which SNAPSHOTS rows repeat one of another file."""
    return _repeated([snapshots[name] for name in _STATEMENT_KEY], snapshots, fullness)


def repeated_rows(rows: pa.Table, columns: tuple[str, ...]) -> Flags:
    """Which rows of a table with file_id and line agree in `columns` with one of another file."""
    return _repeated([rows[name] for name in columns], rows, np.zeros(rows.num_rows, np.int64))


def superseded_totals(snapshots: pa.Table) -> tuple[Flags, Flags]:
    """Which SNAPSHOTS rows are totals of money that a later statement of the platform about the person includes.

    Returns:
        All of them, and those whose source has no later statement itself: two layouts of one platform's export. Who
        takes the latest of each source would count these twice.
    """
    total = pc.equal(snapshots["measure"], "lifetime_amount").to_numpy()
    is_total = total & pc.is_valid(snapshots["person_id"]).to_numpy()
    day = pc.fill_null(pc.cast(snapshots["as_of"], pa.int32()), -(2**31)).to_numpy().astype(np.int64)
    latest, latest_of_source = (
        _latest(_codes([snapshots[name] for name in ("person_id", place, "currency")]), day, is_total)
        for place in ("platform", "source")
    )
    return is_total & (day < latest), is_total & (latest_of_source < latest)


def _latest(key: Numbers, day: Numbers, counted: Flags) -> Numbers:
    """The latest day of the counted rows of each row's key."""
    latest = np.full(key.max(initial=-1) + 1, np.iinfo(np.int64).min)
    np.maximum.at(latest, key[counted], day[counted])
    return np.asarray(latest[key])


def of_several_files(rows: pa.Table) -> bool:
    """Whether the rows come from more than one file: it takes two to say a thing twice."""
    files = rows["file_id"]
    return bool(len(files) and pc.any(pc.not_equal(files, files[0])).as_py())


def _repeated(columns: list[Any], rows: pa.Table, fullness: Numbers) -> Flags:
    if not of_several_files(rows):
        return np.zeros(rows.num_rows, np.bool_)
    key = _codes(columns)
    file = _ranks(rows["file_id"])
    line = rows["line"].to_numpy()
    # The how many-th of its kind in its file is this row?
    order = np.lexsort((line, file, key))
    new_run = np.r_[True, (np.diff(key[order]) != 0) | (np.diff(file[order]) != 0)]
    position = np.arange(len(order))
    occurrence = np.empty(len(order), np.int64)
    occurrence[order] = position - np.maximum.accumulate(np.where(new_run, position, 0))
    # Of the rows of one kind and number, the first in this order stays.
    order = np.lexsort((file, -fullness, occurrence, key))
    first = np.r_[True, (np.diff(key[order]) != 0) | (np.diff(occurrence[order]) != 0)]
    repeated = np.empty(len(order), np.bool_)
    repeated[order] = ~first
    return repeated


def different(numbers: Any) -> Numbers:
    """Each number once, ascending: what np.unique gives, by sorting, which is several times as fast here."""
    ordered = np.sort(np.asarray(numbers, np.int64))
    return ordered[np.r_[True, np.diff(ordered) != 0]] if len(ordered) else ordered


def _codes(columns: list[Any]) -> Numbers:
    """One number per different combination of values, from 0 on; null equals null."""
    return np.unique(combinations(columns), return_inverse=True)[1]


def combinations(columns: list[Any]) -> Numbers:
    """One number per different combination of values; null equals null."""
    code, span = np.zeros(len(columns[0]), np.int64), 1
    for column in columns:
        if column.null_count == len(column):
            continue
        encoded = pc.dictionary_encode(_whole(column), null_encoding="encode")
        different = max(len(encoded.dictionary), 1)
        if span * different >= _SPAN:
            values, code = np.unique(code, return_inverse=True)
            span = len(values)
        code = code * different + encoded.indices.to_numpy(zero_copy_only=False)
        span *= different
    return code


def _ranks(column: Any) -> Numbers:
    """Each text as its place in the alphabet, so that the order of files does not matter."""
    encoded = pc.dictionary_encode(_whole(column))
    place = np.empty(len(encoded.dictionary), np.int64)
    place[pc.sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(place))
    return np.asarray(place[encoded.indices.to_numpy(zero_copy_only=False)])


def _whole(column: Any) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
