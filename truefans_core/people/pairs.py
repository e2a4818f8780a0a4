"""Pairs of people who share something, found by blocks and never by comparing everyone with everyone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people.duplicates import different

Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of people by number, `a` below `b`, each once."""

    a: Numbers
    b: Numbers

    def where(self, kept: Any) -> Pairs:
        """The pairs of a mask."""
        return Pairs(self.a[kept], self.b[kept])

    def __len__(self) -> int:
        """How many."""
        return len(self.a)


def sharing(person: Numbers, key: pa.Array, most: int) -> Pairs:
    """The pairs of people who share a key.

    Args:
        person: the person of each row; -1 is nobody.
        key: what the row says; null says nothing.
        most: a key of more people than this tells nothing about any two of them.
    """
    said = pc.is_valid(key).to_numpy(zero_copy_only=False) & (person >= 0)
    if not said.any():
        return none()
    encoded = pc.dictionary_encode(key.filter(pa.array(said)))
    span = int(person.max()) + 1
    code = different(encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64) * span + person[said])
    group, who = code // span, code % span
    size = np.bincount(group)[group]
    group, who = group[(size > 1) & (size <= most)], who[(size > 1) & (size <= most)]
    found = [
        (who[:-step][same], who[step:][same])
        for step in range(1, min(most, len(who)))
        if (same := group[:-step] == group[step:]).any()
    ]
    if not found:
        return none()
    return of(np.concatenate([a * span + b for a, b in found]), span)


def none() -> Pairs:
    """No pair."""
    return Pairs(np.empty(0, np.int64), np.empty(0, np.int64))


def chained(person: Numbers, key: pa.Array) -> Pairs:
    """Enough pairs to tie everyone who shares a key, however many."""
    said = pc.is_valid(key).to_numpy(zero_copy_only=False) & (person >= 0)
    if not said.any():
        return none()
    encoded = pc.dictionary_encode(key.filter(pa.array(said))).indices.to_numpy(zero_copy_only=False)
    span = int(person.max()) + 1
    code = different(encoded.astype(np.int64) * span + person[said])
    group, who = code // span, code % span
    same = group[:-1] == group[1:]
    return of(who[:-1][same] * span + who[1:][same], span)


def of(codes: Any, count: int) -> Pairs:
    """Pairs from `a * count + b`, in any order, some of them more than once."""
    both = different(codes)
    return Pairs(both // max(count, 1), both % max(count, 1))


def union(several: Iterable[Pairs], count: int) -> Pairs:
    """All pairs of several, each once; `count` is the number of people."""
    return of(np.concatenate([np.empty(0, np.int64), *(each.a * count + each.b for each in several)]), count)


def known(pairs: Pairs, among: Pairs, count: int) -> Any:
    """Which of the pairs are among others; `count` is the number of people."""
    return np.isin(pairs.a * count + pairs.b, among.a * count + among.b)


def groups(pairs: Pairs, count: int) -> Numbers:
    """The group of each of `count` people where pairs are one: the lowest number in it."""
    parent = np.arange(count)
    if not len(pairs):
        return parent
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(pairs), np.int8)
    _, label = connected_components(
        coo_array((ones, (pairs.a, pairs.b)), shape=(count, count)), directed=False
    )
    lowest = np.full(label.max() + 1, count, np.int64)
    np.minimum.at(lowest, label, parent)
    return np.asarray(lowest[label])
