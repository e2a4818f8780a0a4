"""Stable names that are nobody's name: "Donor 0042", the same for a person in every report of a workspace."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST = 4
_LONGEST = 38  # decimal digits of a sha256 used; two people never share all of them


def aliases(person_ids: Iterable[str], key: bytes, noun: str) -> dict[str, str]:
    """An alias for each person: the noun and the first digits of an HMAC of the id, as many as it takes.

    The key never leaves the workspace, so nobody else can tell who an alias is, nor that two workspaces speak of
    the same person. An alias only ever grows by digits, when somebody comes whose first digits are the same.

    Args:
        person_ids: keys of people.
        key: secret of the workspace, at least 16 bytes.
        noun: what a person is called, for example "Donor".

    Raises:
        ValueError: if the key is too short to keep a secret.

    Example:
        >>> found = aliases(["a", "b"], b"0123456789abcdef", "Donor")
        >>> sorted(found), found["a"] != found["b"], found["a"].startswith("Donor ")
        (['a', 'b'], True, True)
    """
    if len(key) < 16:  # noqa: PLR2004 128 bits
        raise ValueError("the key of the workspace is too short")
    digits = {person: _digits(person, key) for person in person_ids}
    lengths = dict.fromkeys(digits, _SHORTEST)
    clash = list(digits)
    while clash:
        seen: dict[str, list[str]] = {}
        for person in clash:
            seen.setdefault(digits[person][: lengths[person]], []).append(person)
        clash = [person for people in seen.values() if len(people) > 1 for person in people]
        for person in clash:
            lengths[person] += 1
    return {person: f"{noun} {digits[person][: lengths[person]]}" for person in digits}


def _digits(person: str, key: bytes) -> str:
    number = int.from_bytes(hmac.digest(key, person.encode(), hashlib.sha256))
    return f"{number % 10**_LONGEST:0{_LONGEST}d}"
