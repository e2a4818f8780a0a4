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
from truefans_core.people.orders import one_buyer
from truefans_core.people.pairs import Numbers, Pairs
from truefans_core.people.shared_orders import one_order, one_payment

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
_MOST = {"city": 5, "postal": 5, "phone": 4, "country": 3, "name": 2, "bare": 3, "local": 5, "alias": 8, "typo": 4, "handle": 3}  # fmt: skip
_DIGITS = 7


def certain(
    rows: pa.Table, person: Numbers, events: pa.Table, event_person: Numbers, whole_order: Numbers
) -> dict[str, Pairs]:
    """Pairs that are one person beyond doubt, by reason.

    Args:
        rows: stated.STATED.
        person: the person of each row.
        events: columns.EVENTS of all files, repeats included.
        event_person: the person of each event.
        whole_order: what `orders.whole_of` gave of the events.
    """
    return {
        "payment": one_payment(events, event_person),
        "order": one_buyer(whole_order, event_person),
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
        "payment": one_payment(events, event_person),
        "phone": _phone(rows, person),
        "alias": _alias(email, person),
        "typo": _typo(rows, person),
        "postal": block("postal", name, postal),
        "local": block("local", name, local),
        "order": one_order(rows, person, events, event_person),
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
    concerned = _slips(rows["email"].combine_chunks())
    if not concerned.any():
        return pairs.none()
    of, who = rows.filter(pa.array(concerned)), person[concerned]
    found = pairs.sharing(who, alike.each(of["email"], alike.corrected), _MOST["typo"])
    names = _only(who, alike.each(of["name"], _full), int(who.max(initial=-1)) + 1)
    return found.where(_agree(names, found))


def _slip(rows: pa.Table, person: Numbers) -> Pairs:
    """Of these the ones with one full name on both sides, only two to the name and address, and no other country."""
    concerned = _slips(rows["email"].combine_chunks())
    if not concerned.any():
        return pairs.none()
    of, who = rows.filter(pa.array(concerned)), person[concerned]
    key = pc.binary_join_element_wise(
        alike.each(of["name"], _full), alike.each(of["email"], alike.corrected), "\n"
    )
    found = pairs.sharing(who, key, 2)
    return found.where(
        _agree(_only(who, of["country"].combine_chunks(), int(who.max(initial=-1)) + 1), found)
    )


def _slips(email: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Rows whose address is at a misspelt domain, and those with the address that was meant."""
    mine = _slipped(email)
    if not mine.any():
        return mine
    meant = alike.each(email.filter(pa.array(mine)), alike.corrected)
    partners = pc.fill_null(pc.is_in(email, value_set=meant), fill_value=False)
    return np.asarray(mine | partners.to_numpy(zero_copy_only=False))


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
