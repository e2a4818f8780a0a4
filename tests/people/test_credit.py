"""A referral is given to who referred, never to who was brought."""

import pytest

from tests.sources.conftest import table  # noqa: F401 a fixture
from truefans_core.extract import extract
from truefans_core.mapping import Mapping, Use
from truefans_core.people import join


def joined(table, *lines):  # noqa: F811
    roles = {
        "Email": "email",
        "Name": "name",
        "ID": "external_id",
        "Brought by": "referred_by",
        "Date": "occurred_at",
    }
    given = table("Email|Name|ID|Brought by|Date", *lines)
    uses = tuple(Use(header, roles[header]) for header in given.headers)
    return join([extract(given, Mapping(None, uses, platform="Club"))])


def brought(found) -> list[str | None]:
    name = dict(zip(found.people["person_id"].to_pylist(), found.people["name"].to_pylist(), strict=True))
    told = [e for e in found.events.to_pylist() if e["kind"] == "referral"]
    assert all(event["channel"] is None for event in told)
    return sorted((name.get(event["person_id"]) for event in told), key=str)


@pytest.mark.parametrize("by", ["ANN@example.com", "K1", "ann  lee"])
def test_by_address_id_or_name_the_other_person_gets_the_credit(by, table) -> None:  # noqa: F811
    found = joined(
        table, "ann@example.com|Ann Lee|K1||2026-05-13", f"bo@example.com|Bo Ek|K2|{by}|2026-05-14"
    )
    assert brought(found) == ["Ann Lee"]


@pytest.mark.parametrize("by", ["Bo Ek", "nobody I know", "Sam Oh", "K9"])
def test_nobody_gets_the_credit_where_it_is_not_one_other_person(by, table) -> None:  # noqa: F811
    found = joined(
        table,
        "sam1@example.com|Sam Oh|K1||2026-05-13",
        "sam2@example.com|Sam Oh|K3||2026-05-13",
        f"bo@example.com|Bo Ek|K2|{by}|2026-05-14",
    )
    assert brought(found) == [None]
