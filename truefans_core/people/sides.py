"""The two sides of a suggestion: what is known of each, and what speaks for their being one, in words by id."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people.alike import folded, meant


@dataclass(frozen=True, slots=True)
class Side:
    """One person as keys alone make them. Every tuple is in alphabetical order.

    Attributes:
        person_id: whom the side belongs to now.
        names: as written.
        emails: normalised.
        others: ids and user names on platforms, where there is no address.
        cities: as written.
        countries: ISO 3166 alpha-2.
        platforms: where the person is known; the name of the file where nobody named a platform.
    """

    person_id: str
    names: tuple[str, ...] = field(repr=False)
    emails: tuple[str, ...] = field(repr=False)
    others: tuple[str, ...] = field(repr=False)
    cities: tuple[str, ...] = field(repr=False)
    countries: tuple[str, ...] = field(repr=False)
    platforms: tuple[str, ...]


def side(stated: pa.Table, alone_id: str) -> Side | None:
    """What the rows say of a person.

    Args:
        stated: `Joined.stated`.
        alone_id: the id the person has by keys alone.
    """
    rows = stated.filter(pc.equal(stated["alone_id"], alone_id))
    if not rows.num_rows:
        return None
    emails = _different(rows, "email")
    platforms = {
        a or b for a, b in zip(rows["platform"].to_pylist(), rows["series"].to_pylist(), strict=True)
    }
    return Side(
        rows["person_id"][0].as_py(),
        _different(rows, "name") or _different(rows, "company"),
        emails,
        () if emails else (*_different(rows, "external_id"), *_different(rows, "handle")),
        _different(rows, "city"),
        _different(rows, "country"),
        tuple(sorted(platforms)),
    )


def told(reason: str, a: Side, b: Side) -> tuple[str, dict[str, Any]]:
    """A reason of evidence.REASONS as the id of its sentence and what that needs."""
    message = f"people.match.{reason}"
    if reason == "typo":
        domains = [email.rpartition("@")[2] for email in (*a.emails, *b.emails)]
        slip = next((domain for domain in domains if meant(domain) != domain), domains[0])
        return message, {"slip": slip, "meant": meant(slip)}
    if reason == "city":
        theirs = {folded(city) for city in b.cities}
        return message, {"city": next((city for city in a.cities if folded(city) in theirs), "")}
    return message, {}


def _different(rows: pa.Table, name: str) -> tuple[str, ...]:
    return tuple(sorted(pc.unique(rows[name]).drop_null().to_pylist()))
