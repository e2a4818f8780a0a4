"""Who said no on a record that brings nothing else must not be written to."""

from dataclasses import replace

import pyarrow as pa
import pytest

from tests.sources.conftest import sample, table
from truefans_core.extract import extract
from truefans_core.ledger import summarise
from truefans_core.people import join
from truefans_core.recognise import suggest

__all__ = ["sample", "table"]
HEADER = "Name|Email|Financial Status|Accepts Marketing|Currency|Total|Created at|Lineitem name|Id"
PAID = "#1|{}|paid|yes|USD|45.00|2026-01-05 10:00:00 +0000|Mug|1"
FAILED = "#2|ann@example.com|voided|no|USD|15.00|2026-02-06 10:00:00 +0000|Mug|2"


def consent(*tables) -> dict[str, bool | None]:
    people = join([extract(t, suggest(t)) for t in tables]).people.to_pylist()
    return {person["email"]: person["consent"] for person in people}


def test_a_no_on_an_order_that_was_never_paid_holds(table) -> None:
    assert consent(table(HEADER, PAID.format("ann@example.com"))) == {"ann@example.com": True}
    assert consent(table(HEADER, PAID.format("ann@example.com"), FAILED)) == {"ann@example.com": False}


def test_it_holds_across_files(table) -> None:
    stripe = "id|Created date (UTC)|Amount|Amount Refunded|Currency|Status|Customer ID|Customer Email"
    paid = table(stripe, "ch_1|2026-01-05 10:00:00|25.00|0.00|usd|Paid|cus_1|ann@example.com")
    assert consent(paid, replace(table(HEADER, FAILED), file_id="e" * 64)) == {"ann@example.com": False}


def test_it_holds_by_the_id_of_the_platform(table) -> None:
    header = "Customer ID|Email|Date|Amount|Currency|Status|Newsletter opt-in"
    t = table(
        header, "K17|ann@example.com|2026-01-05|9.00|EUR|paid|yes", "K17||2026-01-06|9.00|EUR|failed|no"
    )
    assert consent(t) == {"ann@example.com": False}


def test_it_makes_nobody_and_moves_no_money(table) -> None:
    t = table(HEADER, PAID.format("bo@example.com"), FAILED)
    joined = join([extract(t, suggest(t))])
    assert joined.people["email"].to_pylist() == ["bo@example.com"]
    assert joined.people["consent"].to_pylist() == [True]
    account = summarise(joined.account)[0]
    assert (account.kept, account.money["USD"].kept, account.money["USD"].set_aside) == (1, 4500, 1500)


@pytest.mark.parametrize("which", [0, 1])
def test_a_later_dated_yes_is_believed(which, table) -> None:
    day = ("2026-01-05", "2026-03-05")[which]
    t = table(HEADER, PAID.format("ann@example.com").replace("2026-01-05", day), FAILED)
    records = extract(t, suggest(t))
    assert records.aside["email"].to_pylist() == ["ann@example.com"]
    assert isinstance(records.aside, pa.Table)
    assert join([records]).people["consent"].to_pylist() == [bool(which)]
