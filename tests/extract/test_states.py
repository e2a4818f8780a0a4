"""What exports state about people: totals, prices, dates, status, consent; figures without people."""

import datetime as dt

import pyarrow as pa
import pytest

from truefans_core.extract import extract
from truefans_core.ledger import summarise
from truefans_core.mapping import Mapping, Use
from truefans_core.recognise import suggest
from truefans_core.values.periods import months_of, period_end

DAY = dt.date(1970, 1, 1).toordinal()


def stated(records, row: int) -> dict:
    found = {}
    for s in records.snapshots.to_pylist():
        if s["row"] == row:
            assert s["measure"] not in found, "each measure once"
            found[s["measure"]] = s["value"] if s["text"] is None else (s["value"], s["text"])
    return found


def read(table, source=None, currency=None):
    return extract(table, suggest(table, source), default_currency=currency)


def test_a_patron_in_full(sample) -> None:
    records = read(sample("patreon-members"))
    first = stated(records, 0)
    assert first["lifetime_amount"] == 85000
    assert first["unit_price"] == 2500
    assert first["interval"] == (1.0, "monthly")
    assert first["status"] == (1.0, "active patron")
    assert first["next_charge_at"] == dt.date(2026, 9, 1).toordinal() - DAY
    assert stated(records, 3)["status"] == (0.0, "former patron")
    assert stated(records, 5)["status"] == (None, "free")  # a class, not missing data
    assert {s["as_of"] for s in records.snapshots.to_pylist()} == {dt.date(2026, 8, 10)}
    by_id = records.identities.to_pylist()[10]
    assert (by_id["email"], by_id["name"], by_id["external_id"]) == (None, None, "90001371")


def test_windows_of_counts_are_not_added_up(sample) -> None:
    first = stated(read(sample("substack-subscriber-dashboard"), currency="USD"), 0)
    assert first["opens"] == 96
    assert first["unit_price"] == 8000
    assert first["interval"] == (12.0, "$80/year")
    assert first["gifts_given"] == 0  # nought is nought, not unknown


def test_who_does_not_pay_is_not_an_active_payer(sample) -> None:
    records = read(sample("substack-email-list"))
    by_plan = {stated(records, row)["tier"][1]: stated(records, row)["status"][0] for row in range(12)}
    assert by_plan["yearly"] == 1
    assert by_plan["comp"] is None
    assert by_plan["other"] is None
    assert by_plan["monthly"] == 0  # the last of them paid once and is not active


@pytest.mark.parametrize(
    ("slug", "consent"),
    [("mailchimp-subscribed", True), ("mailchimp-unsubscribed", False), ("mailchimp-cleaned", False)],
)
def test_each_file_of_an_audience_says_who_may_be_written_to(slug, consent, sample) -> None:
    people = read(sample(slug)).identities.to_pylist()
    assert {p["consent"] for p in people} == {consent}
    assert all(p["consent_at"] is not None for p in people)


def test_disabled_mail_is_no_consent(sample) -> None:
    people = read(sample("substack-email-list")).identities.to_pylist()
    assert [p["row"] for p in people if p["consent"] is False] == [7]
    assert {p["consent"] for p in people if p["row"] != 7} == {None}


def test_a_header_that_says_no_turns_yes_around(table) -> None:
    people = read(
        table("Email|Unsubscribed", "a@example.com|yes", "b@example.com|no", "c@example.com|")
    ).identities
    assert people["consent"].to_pylist() == [False, True, None]


def test_apostrophes_of_the_platform_come_off(sample) -> None:
    first = read(sample("shopify-customers"), currency="EUR").identities.to_pylist()[0]
    assert first["external_id"] == "7000000000001"


def test_apostrophes_of_a_name_stay(table) -> None:
    records = read(table("Customer ID|First Name|Last Name", "'7000|Jan|'t Hooft"), "shopify-customers")
    assert records.identities.to_pylist()[0]["name"] == "Jan 't Hooft"
    assert records.identities.to_pylist()[0]["external_id"] == "7000"


def test_who_names_nobody_is_set_aside(table) -> None:
    records = read(
        table(
            "Name|Email|Opens",
            "Ann|ann@example.com|3",
            "||4",
            "|ann at example|5",
            "Deleted user||6",
            "Bo|bo at example|7",
        ),
    )
    reasons = {r["line"]: r["reason"] for r in records.account.to_pylist() if r["outcome"] == "set_aside"}
    assert reasons == {3: "E_NO_ID", 4: "E_BAD_EMAIL", 5: "W_PLACEHOLDER"}
    assert records.identities["name"].to_pylist() == ["Ann", "Bo"]


def test_amounts_without_days_are_totals_of_each_person(table) -> None:
    gifts = table(
        "Email|Amount|Currency",
        "a@example.com|5|EUR",
        "A@example.com|7|EUR",
        "b@example.com|2|EUR",
        "a@example.com|3|USD",
    )
    records = read(gifts)
    totals = [
        (s["row"], s["value"], s["currency"])
        for s in records.snapshots.to_pylist()
        if s["measure"] == "lifetime_amount"
    ]
    assert sorted(totals) == [(0, 1200, "EUR"), (2, 200, "EUR"), (3, 300, "USD")]
    assert summarise(records.account)[0].money["EUR"].kept == 1400


def test_an_unreadable_total_keeps_the_person(table) -> None:
    records = read(table("Email|Total spent|Currency", "a@example.com|lots|EUR", "b@example.com|2|EUR"))
    assert records.identities.num_rows == 2
    assert summarise(records.account)[0].money["EUR"].unreadable == 1
    assert "lifetime_amount" not in stated(records, 0)


def test_nought_needs_no_currency(table) -> None:
    records = read(table("Email|Total spent", "a@example.com|0.00", "b@example.com|$0"))
    assert records.identities.num_rows == 2
    assert not records.problems


def test_private_columns_are_dropped_and_listed(sample) -> None:
    records = read(sample("stripe-payments-legacy"))
    dropped = next(p for p in records.problems if p.code == "N_DROPPED")
    assert dropped.rows == 4
    assert "Card Last4" in str(dropped.params["headers"])
    for part in (records.identities, records.events, records.snapshots):
        assert "4242" not in {value for column in part.columns for value in column.to_pylist()}


def test_handles_carry_their_network(table) -> None:
    uses = (Use("Twitter", "handle"), Use("Discord", "handle"))
    records = extract(table("Twitter|Discord", "@kim|", "|kim"), Mapping(None, uses))
    assert records.identities["handle"].to_pylist() == ["twitter:kim", "discord:kim"]


def test_figures_of_days_without_people(table) -> None:
    records = read(
        table("Day|Visitors|Bounce rate (%)", "2026-01-05|1,200|40", "2026-01-06|90|50", "Total|1,290|45")
    )
    assert records.identities.num_rows == 0
    assert records.reach.to_pylist() == [
        {"date": dt.date(2026, 1, 5), "channel": "", "measure": "visitors", "value": 1200.0},
        {"date": dt.date(2026, 1, 6), "channel": "", "measure": "visitors", "value": 90.0},
    ]
    assert summarise(records.account)[0].kept == 2


def test_hours_and_answers_are_events_of_their_day(table) -> None:
    uses = (
        Use("Who", "name"),
        Use("Day", "occurred_at"),
        Use("Hours", "hours_given"),
        Use("NPS", "recommend_score"),
    )
    log = table("Who|Day|Hours|NPS", "Ann|2026-01-05|2.5|", "Bo|2026-01-06||9", "Cy|2026-01-07||")
    told = [
        (e["kind"], e["row"], e["quantity"]) for e in extract(log, Mapping(None, uses)).events.to_pylist()
    ]
    assert told == [("hours", 0, 2.5), ("survey", 1, 9.0), ("visit", 2, None)]


@pytest.mark.parametrize(
    "away", ["no-show", "No show", "absent", "cancelled", "late cancelled", "no", "nicht erschienen"]
)
def test_who_did_not_come_is_kept_without_a_visit(table, away) -> None:
    uses = (Use("Who", "email"), Use("Day", "occurred_at"), Use("Attended", "status"))
    log = table(
        "Who|Day|Attended", "a@example.org|2026-01-05|yes", f"b@example.org|2026-01-06|{away}",
        "c@example.org|2026-01-07|", "d@example.org|2026-01-08|Vinyasa",
    )  # fmt: skip
    records = extract(log, Mapping(None, uses))
    assert [(e["kind"], e["row"]) for e in records.events.to_pylist()] == [("visit", n) for n in (0, 2, 3)]
    assert summarise(records.account)[0].kept == 4


def test_a_file_with_a_header_only(table) -> None:
    records = read(table("Email|Opens"))
    assert records.account.num_rows == 0
    assert [p.code for p in records.problems] == ["N_HEADER_ONLY"]


@pytest.mark.parametrize(
    ("text", "months"),
    [("Monthly", 1), ("annual", 12), ("Founding Subscriber", 12), ("vierteljährlich", 3), ("par an", 12), ("12 months", 12),
     ("every 6 months", 6), ("mensual", 1), ("jaarlijks", 12), ("one-time", None), ("Buy an artist lunch", None), ("", None)],
)  # fmt: skip
def test_periods_in_words(text, months) -> None:
    assert months_of(text) == months


def test_months_are_added_from_the_anchor() -> None:
    start = pa.array([dt.date(2026, 1, 31), dt.date(2024, 2, 29), dt.date(2026, 3, 15), None], pa.date32())
    end = period_end(start, pa.array([1.0, 12.0, 0.5, 1.0]))
    assert end.to_pylist() == [dt.date(2026, 2, 28), dt.date(2025, 2, 28), None, None]


def test_an_edited_entry_is_no_sign_of_the_person_but_tells_the_day_of_the_file(sample) -> None:
    contacts = sample("mailchimp-subscribed")
    mapping = suggest(contacts)
    assert "last_activity" in [use.role for use in mapping.uses]
    records = extract(contacts, mapping)
    assert "last_activity" not in records.snapshots["measure"].to_pylist()
    assert records.until == max(
        dt.date.fromisoformat(cell[:10]) for cell in contacts.cells["LAST_CHANGED"].to_pylist() if cell
    )


@pytest.mark.parametrize(
    ("header", "months"),
    [
        ("Jahresbeitrag", 12),
        ("Halbjahresbeitrag", 6),
        ("Monatsbeitrag", 1),
        ("Annual price", 12),
        ("Price", None),
    ],
)
def test_a_price_is_for_the_period_its_header_names(header, months, table) -> None:
    """A yearly fee counted each month is twelve times the money."""
    lines = (
        f"E-Mail|Mitglied seit|Status|{header}",
        "ann@example.com|05.01.2024|aktiv|60,00",
        "bo@example.com|17.02.2024|aktiv|60,00",
    )
    found = stated(read(table(*lines), currency="EUR"), 0)
    assert found["unit_price"] == 6000
    assert found.get("interval", (None,))[0] == months


def test_a_status_beside_a_price_says_who_is_a_member_now(table) -> None:
    """Without these words somebody who left, on no day that is told, would go on paying."""
    lines = (
        "E-Mail|Mitglied seit|Status|Monatsbeitrag",
        *(
            f"{name}@example.com|25.01.2024|{status}|5,00"
            for name, status in (("ann", "aktiv"), ("bo", "Gekündigt"), ("cy", "pausiert"))
        ),
    )
    records = read(table(*lines), currency="EUR")
    assert [stated(records, row)["status"] for row in range(3)] == [
        (1.0, "aktiv"),
        (0.0, "gekündigt"),
        (None, "pausiert"),
    ]
    plain = read(table(lines[0].replace("Monatsbeitrag", "Ort"), *lines[1:]), currency="EUR")
    assert stated(plain, 0)["status"] == (None, "aktiv")
