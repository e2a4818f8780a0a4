"""Which of several statements about a person is believed.

Who has no id of a platform goes by the handle there. Texts: the one of the file that speaks of the latest day; there the longest; of equals the first in the alphabet.
Channel: the one of the earliest row. First day: the earliest. Tags: all. Consent: the most restrictive, unless a
later dated opt-in exists.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import PEOPLE
from truefans_core.people.duplicates import different
from truefans_core.people.keys import Found

_LAST_DAY = 2**31 - 1
_TEXTS = ("external_id", "name", "email", "company", "country", "city")


def describe(rows: pa.Table, found: Found) -> pa.Table:
    """One row per person.

    Args:
        rows: the identities of all tables, with `until` (last day of the file), `platform` and `source`.
        found: who the rows are.

    Returns:
        A columns.PEOPLE table in the order of `found.ids`.
    """
    known = pa.array(found.person >= 0)
    stated = rows.append_column("person", pa.array(found.person)).filter(known)
    columns: dict[str, Any] = {"person_id": found.ids, "keys": found.keys}
    count = len(found.ids)
    columns |= {name: _latest(stated, name, count) for name in _TEXTS}
    columns["external_id"] = pc.coalesce(columns["external_id"], _handle(stated, count))
    columns["channel"] = _earliest(stated, "channel", count)
    columns["tags"] = _tags(stated, count)
    columns["joined_at"] = _one(stated, "joined_at", "min", count)
    columns["consent"] = _consent(stated, count)
    columns["anonymous"] = _one(stated, "anonymous", "max", count)
    columns["platforms"] = _all_of(stated["person"], stated["platform"], count)
    columns["sources"] = _all_of(stated["person"], stated["source"], count)
    return pa.table({name: columns[name] for name in PEOPLE.names}, schema=PEOPLE)


def _handle(stated: pa.Table, count: int) -> pa.Array:
    """The handle without its network."""
    return pc.replace_substring_regex(_latest(stated, "handle", count), r"^[^:]*:", "")


def _latest(stated: pa.Table, name: str, count: int) -> pa.Array:
    if stated[name].null_count == stated.num_rows:
        return pa.nulls(count, pa.string())
    values = _values(stated, name).group_by(["person", "value"]).aggregate([("until", "max")])
    values = values.append_column("length", pc.utf8_length(values["value"]))
    order = [
        ("person", "ascending"),
        ("until_max", "descending"),
        ("length", "descending"),
        ("value", "ascending"),
    ]
    return _spread(values.sort_by(order), count)


def _earliest(stated: pa.Table, name: str, count: int) -> pa.Array:
    if stated[name].null_count == stated.num_rows:
        return pa.nulls(count, pa.string())
    values = (
        _values(stated, name)
        .group_by(["person", "value"])
        .aggregate([("joined_at", "min"), ("until", "min")])
    )
    order = [(column, "ascending") for column in ("person", "joined_at_min", "until_min", "value")]
    return _spread(values.sort_by(order), count)


def _values(stated: pa.Table, name: str) -> pa.Table:
    value = pc.utf8_trim_whitespace(stated[name])
    table = pa.table(
        {
            "person": stated["person"],
            "value": value,
            "until": stated["until"],
            "joined_at": stated["joined_at"],
        },
    )
    return table.filter(pc.greater(pc.utf8_length(value), 0))


def _one(stated: pa.Table, name: str, how: str, count: int) -> pa.Array:
    values = pa.table({"person": stated["person"], "value": stated[name]}).filter(pc.is_valid(stated[name]))
    grouped = values.group_by("person").aggregate([("value", how)])
    return _spread(grouped.rename_columns(["person", "value"]), count)


def _spread(values: pa.Table, count: int) -> pa.Array:
    """The first value of each person at the person's place; null for who has none."""
    person = values["person"].to_numpy()
    place = np.full(count, -1, np.int64)
    place[person[::-1]] = np.arange(len(person))[::-1]
    return values["value"].combine_chunks().take(pa.array(place, mask=place < 0))


def _tags(stated: pa.Table, count: int) -> pa.Array:
    tagged = stated.filter(pc.is_valid(stated["tags"]))
    if not tagged.num_rows:
        return pa.nulls(count, pa.string())
    parts = pc.split_pattern_regex(tagged["tags"].combine_chunks(), r"[,;|\n]")
    person = tagged["person"].combine_chunks().take(pc.list_parent_indices(parts))
    return _all_of(person, pc.utf8_trim(pc.list_flatten(parts), " \t\"'"), count)


def _all_of(person: pa.Array, values: pa.Array, count: int) -> pa.Array:
    """Every different value of a person in alphabetical order, separated by commas; null for none."""
    said = pc.fill_null(pc.greater(pc.utf8_length(values), 0), fill_value=False).to_numpy(
        zero_copy_only=False
    )
    encoded = pc.dictionary_encode(values.filter(pa.array(said)))
    encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    # Numbers in the order of the alphabet, so that one sort of numbers does it all.
    by_text = pc.sort_indices(encoded.dictionary)
    rank = np.empty(len(by_text), np.int64)
    rank[by_text.to_numpy()] = np.arange(len(by_text))
    span = max(len(rank), 1)
    code = different(person.to_numpy()[said] * span + rank[encoded.indices.to_numpy(zero_copy_only=False)])
    sizes = np.bincount(code // span, minlength=count)
    lists = pa.ListArray.from_arrays(
        pa.array(np.r_[0, np.cumsum(sizes)], pa.int32()),
        encoded.dictionary.take(by_text).take(pa.array(code % span)),
    )
    return pc.if_else(pa.array(sizes > 0), pc.binary_join(lists, ", "), None)


def _consent(stated: pa.Table, count: int) -> pa.Array:
    """False where withdrawn and not given again on a later, stated day; true where given; else null.

    A withdrawal without a day counts from the day of its file, and for good where that is unknown too.
    """
    person = stated["person"].to_numpy()
    said = stated["consent"]
    given = pc.fill_null(said, fill_value=False).to_numpy()
    withdrawn = pc.fill_null(pc.invert(said), fill_value=False).to_numpy()
    own_day = pc.cast(stated["consent_at"], pa.int32())
    day = pc.fill_null(pc.coalesce(own_day, pc.cast(stated["until"], pa.int32())), _LAST_DAY).to_numpy()
    dated = given & pc.is_valid(own_day).to_numpy()
    last_no = np.full(count, -_LAST_DAY, np.int64)
    last_yes = np.full(count, -_LAST_DAY, np.int64)
    np.maximum.at(last_no, person[withdrawn], day[withdrawn])
    np.maximum.at(last_yes, person[dated], day[dated])
    any_yes = np.bincount(person[given], minlength=count) > 0
    any_no = np.bincount(person[withdrawn], minlength=count) > 0
    return pa.array(any_yes & ~(any_no & (last_yes <= last_no)), mask=~(any_yes | any_no))
