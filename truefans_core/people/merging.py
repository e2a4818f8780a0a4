"""People that are one although they share no key: by the user's word, by a rule the user chose, or beyond doubt.

A merge is a link between two people as their keys alone make them. Taking a link away gives exactly what was there
before, in whatever order links come and go, for the keys themselves are never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people import pairs
from truefans_core.people.evidence import aliases
from truefans_core.people.keys import Found, id_of, kind_of
from truefans_core.people.pairs import Numbers, Pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOTHING: Mapping[str, bool] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user said about people who may be one.

    Attributes:
        same: "a|b" to whether the two are one, where a and b are the `person_id` each had alone (`pair_key`). A person
            is found again by any key, so the answer outlives a new export that brings a stronger one.
        plus_tags: whether ana+news@ is ana@.
        gmail_dots: whether Gmail's dots and its other name are ignored.
    """

    same: Mapping[str, bool] = field(default_factory=lambda: _NOTHING)
    plus_tags: bool = False
    gmail_dots: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """Who is one person, before and after merging.

    Attributes:
        alone: the people as their keys make them.
        found: the people after merging.
        of: of each person of `alone` the number in `found`.
        automatic: reason to the pairs that were merged beyond doubt.
        accepted: the pairs the user said are one, as far as both are there.
        rejected: the pairs the user said are two.
    """

    alone: Found
    found: Found
    of: Numbers
    automatic: Mapping[str, Pairs]
    accepted: Pairs
    rejected: Pairs


def pair_key(a: str, b: str) -> str:
    """The name of a pair in `Answers.same`, whichever comes first.

    Example:
        >>> pair_key("b2", "a1")
        'a1|b2'
    """
    return "|".join(sorted((a, b)))


def merge(rows: pa.Table, alone: Found, certain: Mapping[str, Pairs], answers: Answers) -> Merged:
    """Merge people.

    What the user said of a pair stands above what is beyond doubt: a group that would hold two people who are not
    the same keeps only the links of the user.

    Args:
        rows: stated.STATED.
        alone: who the rows are by their keys.
        certain: what `evidence.certain` gave.
        answers: what the user said.
    """
    count = len(alone.ids)
    accepted, rejected = _answered(alone, answers.same)
    automatic = {
        reason: found.where(~pairs.known(found, rejected, count))
        for reason, found in certain.items()
        if len(found)
    }
    by_rule = [*automatic.values(), *_by_options(rows, alone.person, answers)]
    group = pairs.groups(pairs.union([accepted, *by_rule], count), count)
    refused = np.unique(group[rejected.a[group[rejected.a] == group[rejected.b]]])
    if len(refused):
        by_rule = [found.where(~np.isin(group[found.a], refused)) for found in by_rule]
        automatic = {
            reason: found.where(~np.isin(group[found.a], refused)) for reason, found in automatic.items()
        }
        group = pairs.groups(pairs.union([accepted, *by_rule], count), count)
    found, of = _regrouped(alone, group)
    return Merged(alone, found, of, automatic, accepted, rejected)


def _answered(alone: Found, same: Mapping[str, bool]) -> tuple[Pairs, Pairs]:
    """The pairs the user said are one, and those that are two."""
    if not same:
        return pairs.none(), pairs.none()
    place = _places(alone, {name for key in same for name in key.split("|", 1)})
    count = len(alone.ids)
    split: dict[bool, list[int]] = {True: [], False: []}
    for key, answer in same.items():
        one, *_, other = sorted(place.get(name, -1) for name in key.split("|", 1))
        if 0 <= one < other:
            split[bool(answer)].append(one * count + other)
    return pairs.of(split[True], count), pairs.of(split[False], count)


def _places(alone: Found, wanted: set[str]) -> dict[str, int]:
    """The number of the person whose first key, or else any key, has the digest."""
    names = pa.array(sorted(wanted), pa.string())
    at = pc.index_in(names, value_set=alone.ids).to_pylist()
    place = {name: number for name, number in zip(names.to_pylist(), at, strict=True) if number is not None}
    missing = wanted - place.keys()
    if missing:
        lists = pc.split_pattern(alone.keys, "\n")
        texts, persons = pc.list_flatten(lists).to_pylist(), pc.list_parent_indices(lists).to_pylist()
        for text, person in zip(texts, persons, strict=True):
            if (digest := id_of(text)) in missing:
                place[digest] = person
    return place


def _by_options(rows: pa.Table, person: Numbers, answers: Answers) -> Iterable[Pairs]:
    """The links that the options about addresses make."""
    if answers.plus_tags or answers.gmail_dots:
        boxes = aliases(rows["email"].combine_chunks(), tags=answers.plus_tags, dots=answers.gmail_dots)
        yield pairs.chained(person, boxes)


def _regrouped(alone: Found, group: Numbers) -> tuple[Found, Numbers]:
    """The people of the groups. A person of several is called by the strongest key of all of them."""
    count = len(alone.ids)
    size = np.bincount(group, minlength=count)
    if not (size > 1).any():
        return alone, np.arange(count)
    members = np.flatnonzero(size[group] > 1)
    texts = dict(zip(members.tolist(), alone.keys.take(pa.array(members)).to_pylist(), strict=True))
    of_group: dict[int, list[int]] = {}
    for member in members.tolist():
        of_group.setdefault(int(group[member]), []).append(member)
    leader, keys_of = np.arange(count), {}
    for mine in of_group.values():
        keys = sorted(
            (key for member in mine for key in texts[member].split("\n")), key=lambda k: (kind_of(k), k)
        )
        first = next(member for member in mine if texts[member].split("\n", 1)[0] == keys[0])
        leader[mine] = first
        keys_of[first] = "\n".join(keys)
    leads = np.flatnonzero(leader == np.arange(count))
    place = np.empty(count, np.int64)
    place[leads] = np.arange(len(leads))  # ids stay in ascending order: each is that of its leader
    of = place[leader]
    several = np.isin(leads, np.fromiter(keys_of, np.int64))
    keys_now = pc.replace_with_mask(
        alone.keys.take(pa.array(leads)),
        pa.array(several),
        pa.array([keys_of[number] for number in leads[several].tolist()], pa.string()),
    )
    person = np.where(alone.person < 0, -1, of[alone.person]) if count else alone.person
    return Found(alone.ids.take(pa.array(leads)), keys_now, person), of
