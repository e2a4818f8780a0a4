"""Who is the same person: the keys of each row, and the people they join up to.

Keys, strongest first: the e-mail address; the platform's id of the person; the handle on the platform; and, only
on a row that has none of these, the name within the file (and later exports of it). Rows that share a key are one person, and so are rows
linked through others (an address and an id on one row tie every row of either together).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

#: Kinds of key in the order in which they name a person: the first key of a person is the smallest text of the
#: first kind the person has.
KINDS = ("email", "id", "handle", "name")
#: An id or handle beside more addresses than this is a shared placeholder ("0", "guest"), not a person.
SHARED_BESIDE = 2
#: Hex digits of a person_id.
ID_LENGTH = 16
#: What another export of the same thing changes in a file's name: its day or year, and the mark of a copy.
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-_. ]?[01]\d(?:[-_. ]?[0-3]\d)?)?(?!\d)")
_COPY = re.compile(r"(\(\d+\)|\bcopy( \d+)?)$")
_LEGAL_FORMS = (
    "ltd limited gmbh mbh inc incorporated llc llp lp plc co company corp corporation ag kg ug ohg gbr ek ev sa "
    "sas sarl srl spa sl bv nv oy ab as aps pty"
)
_LEGAL = rf"( (?:{'|'.join(_LEGAL_FORMS.split())}))+$"


@dataclass(frozen=True, slots=True)
class Found:
    """The people found in a column of rows.

    Attributes:
        ids: person_id of each person, ascending.
        keys: every key of each person, strongest first, separated by line feeds.
        person: int64, the index into `ids` of each row; -1 where the row has no key.
    """

    ids: pa.Array
    keys: pa.Array
    person: np.ndarray[Any, np.dtype[np.int64]]


def series(file: str) -> str:
    """What the names of several exports of the same thing have in common: no ending, no date, no "(1)".

    Example:
        >>> [series(name) for name in ("Invoices (2).XLSX", "invoices-2024.csv", "invoices_2024-05-01.csv")]
        ['invoices', 'invoices', 'invoices']
    """
    stem = PurePath(file.replace("\\", "/")).stem.casefold()
    bare = re.sub(r"[\s,_.-]+", " ", _DAY.sub(" ", _COPY.sub("", stem.strip()))).strip()
    return bare or stem


def name_key(names: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Names made comparable: compatibility form, lower case, single spaces, no legal form; null where empty.

    Example:
        >>> name_key(pa.array(["ACME  Ltd.", "acme", "Straße GmbH & Co. KG", " "])).to_pylist()
        ['acme', 'acme', 'strasse', None]
    """
    encoded = pc.dictionary_encode(_flat(names))
    words = pc.utf8_normalize(encoded.dictionary, form="NFKC")
    folded = pa.array([word.casefold() for word in words.to_pylist()], pa.string())
    spaced = pc.utf8_trim_whitespace(pc.replace_substring_regex(folded, r"[\s.,;&+]+", " "))
    bare = pc.utf8_trim_whitespace(pc.replace_substring_regex(spaced, _LEGAL, ""))
    kept = pc.if_else(pc.equal(bare, ""), spaced, bare)
    return pc.if_else(pc.equal(kept, ""), None, kept).take(encoded.indices)


def kind_of(key: str) -> int:
    """The place of a key's kind in KINDS. No address has a colon."""
    return next((number for number, kind in enumerate(KINDS) if key.startswith(f"{kind}:")), 0)


def id_of(key: str) -> str:
    """The `person_id` of a person whose first key this is."""
    return sha256(key.encode()).hexdigest()[:ID_LENGTH]


def find_people(rows: pa.Table) -> Found:
    """Join rows into people.

    Args:
        rows: needs email, external_id, handle, name, company, and the namespaces `within` (of ids and handles)
            and `series` (of names), all text.

    Returns:
        The people, sorted by person_id. `person_id` is the first 16 hex digits of the sha256 of the first key.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    row, kind, text = row_keys(rows)
    encoded = pc.dictionary_encode(text)
    key_of = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    kind_of = np.zeros(len(encoded.dictionary), np.int64)
    kind_of[key_of] = kind
    count = len(kind_of)
    # A link between the first key of a row and each of its other keys is enough: rows need no node of their own.
    first_of_row = np.full(rows.num_rows, -1, np.int64)
    first_of_row[row[::-1]] = key_of[::-1]
    links = coo_array((np.ones(len(row), np.int8), (first_of_row[row], key_of)), shape=(count, count))
    _, group = connected_components(links, directed=False)

    by_text = np.empty(count, np.int64)
    by_text[pc.sort_indices(encoded.dictionary).to_numpy()] = np.arange(count)
    order = np.lexsort((by_text, kind_of, group))
    starts = np.flatnonzero(np.r_[True, np.diff(group[order]) != 0]) if count else np.empty(0, np.int64)
    ordered = encoded.dictionary.take(pa.array(order))
    firsts = ordered.take(pa.array(starts)).to_pylist()
    ids = np.array([id_of(key) for key in firsts], f"U{ID_LENGTH}")
    by_id = np.argsort(ids)
    place = np.empty(len(ids), np.int64)
    place[by_id] = np.arange(len(ids))
    lists = pa.ListArray.from_arrays(pa.array(np.r_[starts, count], pa.int32()), ordered)
    person = np.where(first_of_row < 0, -1, place[group[first_of_row]]) if count else first_of_row
    return Found(
        pa.array(ids[by_id], pa.string()),
        pc.binary_join(lists, "\n").take(pa.array(by_id)),
        person,
    )


def row_keys(rows: pa.Table) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], pa.Array]:
    """Row number, kind and text of every key, the keys of a row from the strongest on."""
    within = pc.utf8_lower(_flat(rows["within"]))
    email = _flat(rows["email"])
    external = pc.utf8_trim_whitespace(_flat(rows["external_id"]))
    handle = pc.utf8_lower(pc.utf8_ltrim(pc.utf8_trim_whitespace(_flat(rows["handle"])), "@"))
    named = {
        "email": email,  # an address is like nothing else: it needs no namespace
        "id": _personal(_spaced("id", within, external), email),
        "handle": _personal(_spaced("handle", within, handle), email),
    }
    keyless = pc.and_(
        pc.and_(pc.is_null(named["email"]), pc.is_null(named["id"])), pc.is_null(named["handle"])
    )
    bare = rows.filter(keyless)
    called = pc.coalesce(name_key(bare["name"]), name_key(bare["company"]))
    by_name = pc.binary_join_element_wise("name", _flat(bare["series"]), called, ":")
    named["name"] = pc.replace_with_mask(pa.nulls(rows.num_rows, pa.string()), keyless, by_name)
    row, kind, texts = [], [], []
    for number, name in enumerate(KINDS):
        present = pc.is_valid(named[name]).to_numpy(zero_copy_only=False)
        row.append(np.flatnonzero(present))
        kind.append(np.full(int(present.sum()), number, np.int64))
        texts.append(named[name].drop_null())
    return np.concatenate(row), np.concatenate(kind), pa.concat_arrays(texts)


def _spaced(kind: str, within: pa.Array, value: pa.Array) -> pa.Array:
    """Keys in their namespace; null where there is no value."""
    if value.null_count == len(value):
        return value
    return pc.binary_join_element_wise(kind, within, value, ":")


def _personal(key: pa.Array, email: pa.Array) -> pa.Array:
    """The keys, null where they stand beside so many addresses that they cannot be one person's."""
    if key.null_count == len(key):
        return key
    addresses = (
        pa.table({"key": key, "email": email}).group_by("key").aggregate([("email", "count_distinct")])
    )
    shared = addresses.filter(pc.greater(addresses["email_count_distinct"], SHARED_BESIDE))["key"].drop_null()
    return key if not len(shared) else pc.if_else(pc.is_in(key, value_set=_flat(shared)), None, key)


def _flat(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """The column as one array, empty text as null."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return pc.if_else(pc.equal(array, ""), None, array)
