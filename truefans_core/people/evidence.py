"""Why two people may be one: what their rows share, as pairs with reasons and a score.

Every reason is found by blocks of equal keys, so the work grows with the people, not with their pairs. A key that many
share (a common name in a big city) says nothing about any two of them and is left out.

`certain` finds what needs no human: the same address but for a slip in a known domain under the same full name; the
same full name with the same telephone; one payment that two exports of a platform give under two addresses, or one
order, whole and line by line. The rest is for a human to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people import alike, pairs
from truefans_core.people.orders import one_buyer, whole_of
from truefans_core.people.pairs import Numbers, Pairs

#: Every reason with how much it says alone, from 0 to 1; several make up `1 - product of (1 - each)`. The order is
#: that of a bit mask and of telling: the strongest first. Its words are `people.match.<reason>`.
REASONS: Mapping[str, float] = MappingProxyType(
    {
        "payment": 0.99,  # one payment under both
        "phone": 0.95,  # name and telephone
        "alias": 0.90,  # the same mailbox by plus-tag or Gmail's rules
        "typo": 0.85,  # the same address but for a slip in the domain
        "postal": 0.80,  # name and postal code
        "local": 0.80,  # name and what stands before the @
        "order": 0.80,  # address or id of one in the order of the other, or one order under both
        "handle": 0.75,  # user name of one is what stands before the @ of the other, and the name
        "city": 0.70,  # name and city
        "bare": 0.60,  # a name without any address, and somebody of this name
        "country": 0.50,  # name and country
        "name": 0.40,  # a full name only two have
    },
)
#: More people than this in a block of this reason and none of them is proposed.
_MOST = {"city": 5, "postal": 5, "phone": 4, "country": 3, "name": 2, "bare": 3, "local": 5, "alias": 8, "typo": 4, "handle": 3, "order": 3}  # fmt: skip
_DIGITS = 7
_LONG_REF, _ID_LENGTH = 8, 6
_ADDRESS = r"(?P<address>[a-z0-9._+-]+@[a-z0-9.-]+\.[a-z]{2,})"
_THREE_DAYS = 3 * 86_400_000_000


def certain(rows: pa.Table, person: Numbers, events: pa.Table, event_person: Numbers) -> dict[str, Pairs]:
    """Pairs that are one person beyond doubt, by reason.

    Args:
        rows: stated.STATED.
        person: the person of each row.
        events: columns.EVENTS of all files, repeats included.
        event_person: the person of each event.
    """
    return {
        "payment": _one_payment(events, event_person),
        "order": one_buyer(whole_of(events), event_person),
        "phone": _phone(rows, person),
        "typo": _slip(rows, person),
    }


def possible(rows: pa.Table, person: Numbers, events: pa.Table, event_person: Numbers) -> dict[str, Pairs]:
    """Pairs that may be one person, by reason; what `certain` finds is among them."""
    name = _names(rows)
    city = alike.each(rows["city"], alike.folded)
    country = rows["country"].combine_chunks()
    email = rows["email"].combine_chunks()
    local = _personal_local(email)
    keyless = _keyless(rows)
    count = int(person.max(initial=-1)) + 1
    lone_city, lone_country = _only(person, city, count), _only(person, country, count)
    source_of = _only(person, rows["source"].combine_chunks(), count)

    def block(reason: str, *parts: pa.Array) -> Pairs:
        return pairs.sharing(person, pc.binary_join_element_wise(*parts, "\n"), _MOST[reason])

    def no_conflict(found: Pairs) -> Pairs:
        return found.where(_agree(lone_country, found) & _agree(lone_city, found))

    by_name = block("name", name)
    different_source = (source_of[by_name.a] != source_of[by_name.b]) | (source_of[by_name.a] < 0)
    bare = np.ones(count, np.bool_)
    bare[person[~keyless & (person >= 0)]] = False
    by_city = block("city", name, city)
    by_bare = no_conflict(block("bare", name))
    postal = alike.each(rows["postal_code"], lambda text: text.casefold().replace(" ", ""))
    return {
        "payment": _one_payment(events, event_person),
        "phone": _phone(rows, person),
        "alias": _alias(email, person),
        "typo": _typo(rows, person),
        "postal": block("postal", name, postal),
        "local": block("local", name, local),
        "order": _orders(rows, person, events, event_person),
        "handle": _handle(rows, person, name, local),
        "city": by_city.where(_agree(lone_country, by_city)),
        "bare": by_bare.where(bare[by_bare.a] | bare[by_bare.b]),
        "country": no_conflict(block("country", name, country)),
        "name": no_conflict(by_name.where(different_source)),
    }


def _names(rows: pa.Table) -> pa.Array:
    """Full names for comparing; of a bare address what it spells (ana.lima@…)."""
    written = alike.each(rows["name"], _full)
    nameless = pc.is_null(rows["name"])
    if not pc.any(nameless).as_py():
        return written
    unsaid = pc.if_else(nameless, rows["email"], None)
    return pc.coalesce(written, alike.each(unsaid, lambda address: _full(_spelt(address))))


def _full(name: str) -> str:
    """The folded name if it has a first and a last name."""
    found = alike.folded(name)
    return found if " " in found else ""


def _spelt(address: str) -> str:
    local = address.split("@", 1)[0].split("+", 1)[0].rstrip("0123456789")
    return local.replace(".", " ").replace("_", " ").replace("-", " ") if local not in alike.ROLES else ""


def _personal_local(email: pa.Array) -> pa.Array:
    """What stands before the @, null for mailboxes of a house."""

    def local(address: str) -> str:
        found = address.split("@", 1)[0].split("+", 1)[0]
        return "" if found in alike.ROLES else found

    return alike.each(email, local)


def _keyless(rows: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Rows with nothing but a name."""
    keyed = pc.or_(
        pc.or_(pc.is_valid(rows["email"]), pc.is_valid(rows["external_id"])), pc.is_valid(rows["handle"])
    )
    return np.asarray(~keyed.to_numpy())


def _only(person: Numbers, value: pa.Array, count: int) -> Numbers:
    """The one value of each person as a number; -1 where there is none, -2 where there are several."""
    encoded = (
        pc.fill_null(pc.dictionary_encode(value).indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    )
    said = (encoded >= 0) & (person >= 0)
    least, most = np.full(count, np.iinfo(np.int64).max), np.full(count, -1, np.int64)
    np.minimum.at(least, person[said], encoded[said])
    np.maximum.at(most, person[said], encoded[said])
    return np.where(most < 0, -1, np.where(least == most, most, -2))


def _agree(value: Numbers, found: Pairs) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Pairs that do not say different things; who says several things contradicts nobody."""
    one, other = value[found.a], value[found.b]
    return np.asarray((one == other) | (one < 0) | (other < 0))


def _phone(rows: pa.Table, person: Numbers) -> Pairs:
    """Same full name, same telephone: the last digits, for some write the country before it and some do not."""
    phones = rows["phone"].combine_chunks()
    if phones.null_count == len(phones):
        return pairs.none()

    def digits(text: str) -> str:
        found = "".join(c for c in text if c.isdigit())
        return found[-9:] if len(found) >= _DIGITS and len(set(found)) > 2 else ""  # noqa: PLR2004 not 000-0000

    key = pc.binary_join_element_wise(alike.each(rows["name"], _full), alike.each(phones, digits), "\n")
    return pairs.sharing(person, key, _MOST["phone"])


def _typo(rows: pa.Table, person: Numbers) -> Pairs:
    """Same address but for a slip in the domain, unless two different full names say otherwise."""
    mine = _slipped(rows["email"].combine_chunks())
    if not mine.any():
        return pairs.none()
    concerned = rows["email"].combine_chunks()
    fixed = alike.each(concerned.filter(pa.array(mine)), alike.corrected)
    partners = pc.fill_null(pc.is_in(concerned, value_set=fixed), fill_value=False).to_numpy(
        zero_copy_only=False
    )
    both = pa.array(mine | partners)
    of = rows.filter(both)
    who = person[both.to_numpy(zero_copy_only=False)]
    found = pairs.sharing(who, alike.each(of["email"], alike.corrected), _MOST["typo"])
    names = _only(who, alike.each(of["name"], _full), int(who.max(initial=-1)) + 1)
    return found.where(_agree(names, found))


def _slip(rows: pa.Table, person: Numbers) -> Pairs:
    """Of these the ones with one full name on both sides, only two to the name and address, and no other country."""
    email = rows["email"].combine_chunks()
    mine = _slipped(email)
    if not mine.any():
        return pairs.none()
    fixed = alike.each(email.filter(pa.array(mine)), alike.corrected)
    partners = pc.fill_null(pc.is_in(email, value_set=fixed), fill_value=False).to_numpy(zero_copy_only=False)
    both = mine | partners
    of, who = rows.filter(pa.array(both)), person[both]
    key = pc.binary_join_element_wise(
        alike.each(of["name"], _full), alike.each(of["email"], alike.corrected), "\n"
    )
    found = pairs.sharing(who, key, 2)
    return found.where(
        _agree(_only(who, of["country"].combine_chunks(), int(who.max(initial=-1)) + 1), found)
    )


def _slipped(email: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Rows whose address is at a misspelt domain."""
    domains = pc.dictionary_encode(pc.replace_substring_regex(email, r"^.*@", ""))
    wrong = pa.array([alike.meant(domain) != domain for domain in domains.dictionary.to_pylist()], pa.bool_())
    found = pc.fill_null(wrong.take(domains.indices), fill_value=False).to_numpy(zero_copy_only=False)
    return np.asarray(found)


def _alias(email: pa.Array, person: Numbers) -> Pairs:
    """The same mailbox by a plus-tag or by Gmail's own rules."""
    return pairs.sharing(person, aliases(email, tags=True, dots=True), _MOST["alias"])


def aliases(email: pa.Array, *, tags: bool, dots: bool) -> pa.Array:
    """The mailbox of each address that may have another name; null where none can."""
    doubtful = pc.match_substring_regex(email, r"\+|@gmail\.com$|@googlemail\.com$")
    bare = pc.if_else(doubtful, email, None)
    made = alike.each(bare, lambda address: alike.mailbox(address, tags=tags, dots=dots))
    # A plain address is the mailbox of its tagged ones.
    mailboxes = pc.unique(made).drop_null()
    return pc.coalesce(made, pc.if_else(pc.is_in(email, value_set=mailboxes), email, None))


def _handle(rows: pa.Table, person: Numbers, name: pa.Array, local: pa.Array) -> Pairs:
    """A user name that is what stands before somebody's @, where both have the same name."""
    handles = rows["handle"].combine_chunks()
    if handles.null_count == len(handles):
        return pairs.none()
    handle = alike.each(handles, lambda text: text.casefold().rsplit(":", 1)[-1].strip().lstrip("@"))
    key = pa.concat_arrays([handle, local])
    names = pa.concat_arrays([name, name])
    return pairs.sharing(
        np.r_[person, person], pc.binary_join_element_wise(names, key, "\n"), _MOST["handle"]
    )


def _one_payment(events: pa.Table, person: Numbers) -> Pairs:
    """One payment that two exports of a platform give under two people.

    Within each file the payment must have one person: an order of several tickets names several.
    """
    paid = pc.and_(
        pc.equal(events["kind"], "payment"), pc.and_(pc.is_valid(events["ref"]), pc.is_valid(events["at"]))
    )
    mask = pc.fill_null(pc.and_(paid, pc.greater(events["amount_minor"], 0)), fill_value=False).to_numpy()
    mask &= person >= 0
    if pc.count_distinct(events["file_id"]).as_py() < 2 or not mask.any():  # noqa: PLR2004 it takes two files
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
    return pairs.sharing(alone["who_min"].to_numpy(), alone["key"].combine_chunks(), _MOST["order"])


def _orders(rows: pa.Table, person: Numbers, events: pa.Table, event_person: Numbers) -> Pairs:
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
    return pairs.sharing(
        np.r_[who, person], pa.concat_arrays([address, email.filter(theirs)]), _MOST["order"]
    )


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
