"""A freelancer's list names the client and whom to speak to there."""

from __future__ import annotations

import pytest

from truefans_core.reading import read
from truefans_core.recognise import suggest

ROWS = (
    "Acme Ltd,Ann Lee,ann@example.com,1200.00,2026-01-05\n"
    "Beta GmbH,Bo Kim,bo@example.org,800.00,2026-02-05\n"
    "Gamma Studio,Cy Dee,cy@example.org,500.00,2026-03-05\n"
)


def roles(header: str, rows: str = ROWS) -> list[str | None]:
    (table,) = read("clients.csv", f"{header}\n{rows}".encode())
    return [use.role for use in suggest(table).uses]


@pytest.mark.parametrize(
    "header", ["Client,Contact,Email,Amount,Date", "Kunde,Ansprechpartner,E-Mail,Betrag,Datum"]
)
def test_the_client_is_the_company_and_the_contact_the_person(header: str) -> None:
    assert roles(header)[:3] == ["company", "name", "email"]


def test_a_client_alone_is_who_paid() -> None:
    assert roles("Client,Project,Email,Amount,Date")[0] == "name"


def test_a_way_to_reach_somebody_is_no_name() -> None:
    rows = ROWS.replace("Ann Lee", "+44 20 7946 0001").replace("Bo Kim", "+44 20 7946 0002")
    assert roles("Client,Contact,Email,Amount,Date", rows.replace("Cy Dee", "+44 20 7946 0003"))[0] == "name"
