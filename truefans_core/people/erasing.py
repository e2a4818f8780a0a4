"""Erase one person: which rows hold them, and how a later import is kept from bringing them back.

What stays behind is a digest of each key under a secret of the workspace: it recognises the person in a later
import and tells nobody who it was. Rows of an erased person are set aside with `W_ERASED`, so the account adds up.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.ledger import KEPT, SET_ASIDE, move
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
        ids: the `person_id` the person has or had by any of these keys: what decisions call them.
        lines: file_id to the lines of its records that speak of the person.
    """

    keys: tuple[str, ...] = field(repr=False)
    values: tuple[str, ...] = field(repr=False)
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
    lines: dict[str, set[int]] = {}
    for table in (joined.stated, joined.events, joined.snapshots):
        found = table.filter(pc.equal(table["person_id"], person_id))
        for file_id, line in zip(found["file_id"].to_pylist(), found["line"].to_pylist(), strict=True):
            lines.setdefault(file_id, set()).add(line)
    ids = tuple(id_of(key) for key in keys)
    return Held(
        keys, values_of(keys), ids, {file_id: tuple(sorted(places)) for file_id, places in lines.items()}
    )


def values_of(keys: Iterable[str]) -> tuple[str, ...]:
    """What stands in the cells that made these keys, in lower case.

    Example:
        >>> values_of(["ana@example.com", "id:shop:7", "name:clients:acme"])
        ('ana@example.com', '7', 'acme')
    """
    return tuple(
        key.rsplit(":", 1)[-1] if key.startswith(("id:", "handle:", "name:")) else key for key in keys
    )


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
    rows = stated(tables)
    row, _, text = row_keys(rows)
    encoded = pc.dictionary_encode(text)
    known = np.array(
        [_digest(key, erased.secret) in erased.digests for key in encoded.dictionary.to_pylist()]
    )
    gone = np.zeros(rows.num_rows, np.bool_)
    if len(known):
        gone[row[known[encoded.indices.to_numpy(zero_copy_only=False)]]] = True
    starts = np.r_[0, np.cumsum([table.identities.num_rows for table in tables])]
    return [
        _without_rows(table, gone[start:end]) if gone[start:end].any() else table
        for table, start, end in zip(tables, starts[:-1], starts[1:], strict=True)
    ]


def _without_rows(table: Records, gone: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Records:
    numbers = table.identities["row"].filter(pa.array(gone))
    lines = table.identities["line"].filter(pa.array(gone))
    aside = pc.and_(
        pc.is_in(table.account["line"], value_set=_whole(lines)), pc.equal(table.account["outcome"], KEPT)
    )
    return replace(
        table,
        identities=table.identities.filter(pa.array(~gone)),
        events=_not_of(table.events, numbers),
        snapshots=_not_of(table.snapshots, numbers),
        account=move(table.account, aside, SET_ASIDE, "W_ERASED"),
    )


def _not_of(rows: pa.Table, numbers: pa.ChunkedArray) -> pa.Table:
    return rows.filter(pc.invert(pc.is_in(rows["row"], value_set=_whole(numbers))))


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks()


def _digest(key: str, secret: bytes) -> str:
    return hmac.digest(secret, key.encode(), "sha256").hex()
