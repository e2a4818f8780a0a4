"""Erase one person: which rows hold them, and how a later import is kept from bringing them back.

What stays behind is a digest of each key under a secret of the workspace: it recognises the person in a later
import and tells nobody who it was. Rows of an erased person are set aside with `W_ERASED`, so the account adds up.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.ledger import SET_ASIDE, move
from truefans_core.people.duplicates import Flags
from truefans_core.people.keys import id_of, row_keys
from truefans_core.people.stated import stated
from truefans_core.records import Records

if TYPE_CHECKING:
    from truefans_core.people.join import Joined


@dataclass(frozen=True, slots=True)
class Erased:
    """Who was erased, as far as may be remembered.

    Attributes:
        secret: of the workspace; without it the digests say nothing.
        digests: what `digests` gave of the keys of everyone erased.
    """

    secret: bytes = field(repr=False)
    digests: frozenset[str]


@dataclass(frozen=True, slots=True)
class Held:
    """Where a person is in the files.

    Attributes:
        keys: every key of the person, as in the column `keys` of columns.PEOPLE.
        values: the addresses, ids, handles and names in these keys, in lower case: what a search for what is
            left of the person looks for.
        names: what the person is called in the files, in lower case.
        ids: the `person_id` the person has or had by any of these keys: what decisions call them.
        lines: file_id to the lines of its records that are about the person, those that were set aside included.
            A record of somebody whom the person brought is not among them.
    """

    keys: tuple[str, ...] = field(repr=False)
    values: tuple[str, ...] = field(repr=False)
    names: tuple[str, ...] = field(repr=False)
    ids: tuple[str, ...]
    lines: Mapping[str, tuple[int, ...]]


def held(joined: Joined, person_id: str) -> Held:
    """All that is known of where a person is; lines of other files that repeat them are there too.

    Raises:
        KeyError: if there is no such person.
    """
    mine = joined.people.filter(pc.equal(joined.people["person_id"], person_id))
    if not mine.num_rows:
        raise KeyError(person_id)
    keys = tuple(mine["keys"][0].as_py().split("\n"))
    own = joined.stated.filter(pc.equal(joined.stated["person_id"], person_id))
    aside = joined.aside.filter(pa.array(_with_key(joined.aside, keys.__contains__)))
    lines: dict[str, set[int]] = {}
    for found in (own, aside):
        for file_id, line in zip(found["file_id"].to_pylist(), found["line"].to_pylist(), strict=True):
            lines.setdefault(file_id, set()).add(line)
    return Held(
        keys,
        values_of(keys),
        tuple(sorted({name.lower() for name in pc.unique(own["name"]).drop_null().to_pylist()})),
        tuple(id_of(key) for key in keys),
        {file_id: tuple(sorted(places)) for file_id, places in lines.items()},
    )


def values_of(keys: Iterable[str]) -> tuple[str, ...]:
    """What stands in the cells that made these keys, in lower case.

    Example:
        >>> values_of(["ana@example.com", "id:shop:X:7", "handle:shop:instagram:ana", "name:clients:acme"])
        ('ana@example.com', 'x:7', 'ana', 'acme')
    """

    def value(key: str) -> str:
        if key.startswith("handle:"):  # its network stands before it, and that may be written in any way
            return key.rsplit(":", 1)[-1]
        return key.split(":", 2)[-1] if key.startswith(("id:", "name:")) else key

    return tuple(value(key).lower() for key in keys)


def digests(keys: Iterable[str], secret: bytes) -> frozenset[str]:
    """A one-way digest of each key (HMAC-SHA256, hex)."""
    return frozenset(_digest(key, secret) for key in keys)


def without(tables: Sequence[Records], erased: Erased) -> list[Records]:
    """The tables without erased people: their rows are set aside with `W_ERASED`, with their money.

    Args:
        tables: in the order the keys of shared placeholders are judged in; any order gives the same.
        erased: whom to leave out.
    """
    if not erased.digests or not tables:
        return list(tables)

    def is_erased(key: str) -> bool:
        return _digest(key, erased.secret) in erased.digests

    kept = _with_key(stated(tables), is_erased)
    aside = _with_key(stated([replace(table, identities=table.aside) for table in tables]), is_erased)
    ends, aside_ends = (
        np.cumsum([each.num_rows for each in parts])[:-1]
        for parts in ([table.identities for table in tables], [table.aside for table in tables])
    )
    return [
        _without_rows(table, gone, left) if gone.any() or left.any() else table
        for table, gone, left in zip(tables, np.split(kept, ends), np.split(aside, aside_ends), strict=True)
    ]


def _with_key(rows: pa.Table, wanted: Callable[[str], bool]) -> Flags:
    """Which rows of stated.STATED have a key that is wanted; each different key is asked about once."""
    found = np.zeros(rows.num_rows, np.bool_)
    row, _, text = row_keys(rows)
    encoded = pc.dictionary_encode(text)
    known = np.array([wanted(key) for key in encoded.dictionary.to_pylist()], np.bool_)
    if len(known):
        found[row[known[encoded.indices.to_numpy(zero_copy_only=False)]]] = True
    return found


def _without_rows(table: Records, gone: Flags, gone_aside: Flags) -> Records:
    numbers = table.identities["row"].filter(pa.array(gone))
    lines = pa.chunked_array(
        [
            *table.identities["line"].filter(pa.array(gone)).chunks,
            *table.aside["line"].filter(pa.array(gone_aside)).chunks,
        ],
        pa.int64(),
    )
    return replace(
        table,
        identities=table.identities.filter(pa.array(~gone)),
        aside=table.aside.filter(pa.array(~gone_aside)),
        events=_not_of(table.events, numbers),
        snapshots=_not_of(table.snapshots, numbers),
        account=move(
            table.account, pc.is_in(table.account["line"], value_set=_whole(lines)), SET_ASIDE, "W_ERASED"
        ),
    )


def _not_of(rows: pa.Table, numbers: pa.ChunkedArray) -> pa.Table:
    return rows.filter(pc.invert(pc.is_in(rows["row"], value_set=_whole(numbers))))


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks()


def _digest(key: str, secret: bytes) -> str:
    return hmac.digest(secret, key.encode(), "sha256").hex()
