"""Who may be one person by what was paid: one payment or one order under two people, or one in the order of another."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people import pairs
from truefans_core.people.duplicates import of_several_files
from truefans_core.people.pairs import Numbers, Pairs

#: An order of more people than this tells nothing about any two of them.
_MOST = 3
_LONG_REF, _ID_LENGTH = 8, 6
_ADDRESS = r"(?P<address>[a-z0-9._+-]+@[a-z0-9.-]+\.[a-z]{2,})"
_THREE_DAYS = 3 * 86_400_000_000


def one_payment(events: pa.Table, person: Numbers) -> Pairs:
    """One payment that two exports of a platform give under two people.

    Within each file the payment must have one person: an order of several tickets names several.
    """
    if not of_several_files(events):
        return pairs.none()
    paid = pc.and_(
        pc.equal(events["kind"], "payment"), pc.and_(pc.is_valid(events["ref"]), pc.is_valid(events["at"]))
    )
    mask = pc.fill_null(pc.and_(paid, pc.greater(events["amount_minor"], 0)), fill_value=False).to_numpy()
    mask &= person >= 0
    if not mask.any():
        return pairs.none()
    of, who = events.filter(pa.array(mask)), person[mask]
    money = [pc.cast(of[column], pa.string()) for column in ("amount_minor", "at")]
    payment = pc.binary_join_element_wise(
        of["platform"], of["ref"], of["currency"], *money, "\n"
    ).combine_chunks()
    return _across_files(payment, of["file_id"].combine_chunks(), who)


def _across_files(key: pa.Array, file: pa.Array, who: Numbers) -> Pairs:
    """Pairs who share a key in different files where each file knows one person by it."""
    # Only what stands in the rows more than once can be in two files.
    encoded = pc.fill_null(pc.dictionary_encode(key).indices, -1).to_numpy(zero_copy_only=False)
    again = np.r_[np.bincount(encoded[encoded >= 0], minlength=1), 0][encoded] > 1
    key, file, who = key.filter(pa.array(again)), file.filter(pa.array(again)), who[again]
    table = pa.table({"key": key, "file": file, "who": who})
    per_file = table.group_by(["key", "file"]).aggregate([("who", "min"), ("who", "max")])
    several = per_file.filter(pc.not_equal(per_file["who_min"], per_file["who_max"]))["key"]
    alone = per_file.filter(pc.invert(pc.is_in(per_file["key"], value_set=several.combine_chunks())))
    return pairs.sharing(alone["who_min"].to_numpy(), alone["key"].combine_chunks(), _MOST)


def one_order(rows: pa.Table, person: Numbers, events: pa.Table, event_person: Numbers) -> Pairs:
    """The address or id of one in the order of the other; one order in two files under two people."""
    mask = pc.is_valid(events["ref"]).to_numpy() & (event_person >= 0)
    if not mask.any():
        return pairs.none()
    of, who = events.filter(pa.array(mask)), event_person[mask]
    ref = pc.utf8_lower(pc.utf8_ltrim(pc.utf8_trim_whitespace(of["ref"].combine_chunks()), characters="#"))
    count = int(max(event_person.max(initial=-1), person.max(initial=-1))) + 1
    return pairs.union(
        [
            _named_in(ref, who, rows["email"].combine_chunks(), person),
            _numbered_in(ref, who, rows["external_id"].combine_chunks(), person),
            _one_order(ref, who, of),
        ],
        count,
    )


def _named_in(ref: pa.Array, who: Numbers, email: pa.Array, person: Numbers) -> Pairs:
    """Whose address stands in the order of another."""
    spoken = pc.match_substring(ref, "@")
    if not pc.any(spoken).as_py():
        return pairs.none()
    address = pc.struct_field(pc.extract_regex(ref.filter(spoken), pattern=_ADDRESS), "address")
    theirs = pc.fill_null(pc.is_in(email, value_set=address), fill_value=False)
    who, person = who[spoken.to_numpy(zero_copy_only=False)], person[theirs.to_numpy(zero_copy_only=False)]
    return pairs.sharing(np.r_[who, person], pa.concat_arrays([address, email.filter(theirs)]), _MOST)


def _numbered_in(ref: pa.Array, who: Numbers, external: pa.Array, person: Numbers) -> Pairs:
    """Whose id is the order of another; short ids are the same by chance."""
    if external.null_count == len(external):
        return pairs.none()
    lower = pc.utf8_lower(external)
    long_id = pc.if_else(pc.greater_equal(pc.utf8_length(lower), _ID_LENGTH), lower, None)
    spoken = pc.is_in(ref, value_set=pc.unique(long_id).drop_null())
    if not pc.any(spoken).as_py():
        return pairs.none()
    who = who[spoken.to_numpy(zero_copy_only=False)]
    return pairs.sharing(np.r_[who, person], pa.concat_arrays([ref.filter(spoken), long_id]), 2)


def _one_order(ref: pa.Array, who: Numbers, of: pa.Table) -> Pairs:
    """One order in two files under two people."""
    file = of["file_id"].combine_chunks()
    if pc.count_distinct(file).as_py() < 2:  # noqa: PLR2004 it takes two files
        return pairs.none()
    # Short order numbers are the same in many shops: the money and the days must be about the same too.
    days = pc.divide(pc.fill_null(pc.cast(of["at"], pa.int64()), 0), _THREE_DAYS)
    money = pc.cast(pc.fill_null(of["amount_minor"], -1), pa.string()).combine_chunks()
    at = pc.cast(days, pa.string()).combine_chunks()
    short = pc.binary_join_element_wise(ref, of["currency"].combine_chunks(), money, at, "\n")
    key = pc.if_else(pc.greater_equal(pc.utf8_length(ref), _LONG_REF), ref, short)
    return _across_files(key, file, who)
