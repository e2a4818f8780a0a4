"""Orders that one export of a platform tells as a whole and another line by line: the money is counted once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people import pairs
from truefans_core.people.duplicates import of_several_files
from truefans_core.people.pairs import Numbers, Pairs

#: What stands between the key of an order and that of its line in `ref`.
_LINE = "/"


def whole_of(events: pa.Table) -> Numbers:
    """For each event the place of the payment that another export of its platform gives for its whole order; else -1.

    Args:
        events: columns.EVENTS of all files.
    """
    none = np.full(events.num_rows, -1, np.int64)
    if not of_several_files(events):
        return none
    line = pc.and_(
        pc.match_substring(events["ref"], _LINE), pc.greater(pc.utf8_length(events["platform"]), 0)
    )
    is_line = pc.fill_null(line, fill_value=False).to_numpy()
    if not is_line.any():
        return none
    order = pc.replace_substring_regex(events["ref"].filter(pa.array(is_line)), rf"{_LINE}[^{_LINE}]*$", "")
    platform = events["platform"].filter(pa.array(is_line))
    # Of equal orders in two months' files either will do: of repeats only one stays, with the same key.
    paid = np.flatnonzero(~is_line & pc.equal(events["kind"], "payment").to_numpy())
    whole = events.select(["platform", "ref"]).take(pa.array(paid))
    at = pc.index_in(
        _key(platform, order), value_set=pc.unique(_key(whole["platform"], whole["ref"])).drop_null()
    )
    first = np.full(len(paid) + 1, -1, np.int64)
    numbers = pc.fill_null(
        pc.index_in(
            _key(whole["platform"], whole["ref"]),
            value_set=pc.unique(_key(whole["platform"], whole["ref"])).drop_null(),
        ),
        len(paid),
    ).to_numpy()
    first[numbers[::-1]] = paid[::-1]
    first[len(paid)] = -1
    place = first[pc.fill_null(at, len(paid)).to_numpy()]
    lines = np.flatnonzero(is_line)
    sources = pc.dictionary_encode(events["source"]).combine_chunks().indices.to_numpy(zero_copy_only=False)
    none[lines] = np.where((place >= 0) & (sources[place] != sources[lines]), place, -1)
    return none


def one_buyer(whole: Numbers, person: Numbers) -> Pairs:
    """Who ordered and who is named on the lines, as long as all lines of the order name one."""
    lines = np.flatnonzero(whole >= 0)
    if not len(lines):
        return pairs.none()
    orders = np.unique(whole[lines])
    who = np.r_[person[lines], person[orders]]
    return pairs.sharing(who, pa.array(np.r_[whole[lines], orders].astype(str)), 2)


def with_products(events: pa.Table, whole: Numbers) -> pa.Table:
    """The events, where an order that names no thing has the things of its lines, separated by commas."""
    lines = np.flatnonzero(whole >= 0)
    if not len(lines):
        return events
    said = pa.table(
        {"order": whole[lines], "product": events["product"].take(pa.array(lines))},
    ).filter(pc.is_valid(events["product"].take(pa.array(lines))))
    things = (
        said.group_by(["order", "product"])
        .aggregate([])
        .sort_by([("order", "ascending"), ("product", "ascending")])
    )
    joined: dict[int, list[str]] = {}
    for order, product in zip(things["order"].to_pylist(), things["product"].to_pylist(), strict=True):
        joined.setdefault(order, []).append(product)
    named = np.full(events.num_rows, None, object)
    for order, products in joined.items():
        named[order] = ", ".join(products)
    at = events.schema.get_field_index("product")
    return events.set_column(at, "product", pc.coalesce(events["product"], pa.array(named, pa.string())))


def _key(platform: Any, ref: Any) -> pa.Array:
    return pc.binary_join_element_wise(platform, ref, "\n").combine_chunks()
