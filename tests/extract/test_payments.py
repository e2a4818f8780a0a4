"""Rows that are payments: income, refunds, lines, totals, what is set aside and why."""

import datetime as dt

import pytest

from truefans_core.extract import extract
from truefans_core.intake import import_tables
from truefans_core.ledger import summarise
from truefans_core.mapping import Mapping, Use
from truefans_core.problems import NeedsChoice, Refused
from truefans_core.recognise import suggest
from truefans_core.sources import SOURCES


def reasons(records) -> dict[int, str]:
    rows = records.account.to_pylist()
    return {row["line"]: row["reason"] for row in rows if row["outcome"] == "set_aside"}


def events(records, *kinds: str) -> list[tuple]:
    return [
        (e["kind"], e["row"], e["amount_minor"], e["currency"])
        for e in records.events.to_pylist()
        if not kinds or e["kind"] in kinds
    ]


def read(table, source: str | None = None, **answers: str):
    mapping = suggest(table, source)
    return extract(
        table, Mapping(mapping.source, mapping.uses, {**mapping.choices, **answers}, mapping.platform)
    )


def test_a_plain_log_needs_no_address(sample) -> None:
    records = extract(sample("payment-log"), suggest(sample("payment-log")))
    assert reasons(records) == {7: "E_DATE", 8: "E_BAD_AMOUNT", 9: "W_NOT_INCOME"}
    assert events(records) == [
        ("payment", 0, 2000, "USD"),
        ("payment", 1, 550, "USD"),
        ("payment", 2, 2000, "USD"),
        ("payment", -1, 1200, "USD"),  # nobody is named
        ("refund", 3, 550, "USD"),  # a negative amount
    ]
    money = summarise(records.account)[0].money["USD"]
    assert (money.total, money.kept, money.set_aside, money.unreadable) == (6450, 5200, 1250, 1)


def test_open_and_void_invoices_are_not_income(sample) -> None:
    records = extract(sample("invoice-list"), suggest(sample("invoice-list")))
    assert reasons(records) == {3: "W_NOT_INCOME", 5: "W_NOT_INCOME"}
    assert [amount for _, _, amount, _ in events(records, "payment")] == [120000, 120000, 45050]


def test_an_invoice_without_a_day_of_payment_is_not_paid(table) -> None:
    records = read(
        table(
            "Client|Invoice no|Paid on|Amount|Currency",
            "Acme|1|2026-01-30|100.00|GBP",
            "Beta|2||50.00|GBP",
        ),
    )
    assert reasons(records) == {3: "W_NOT_INCOME"}


def test_lines_of_an_order_bring_no_money_in_any_order_of_rows(table) -> None:
    lines = [
        "#1|ann@example.com|paid|USD|45.00|2026-01-05 10:00:00 +0000|0.00",
        "#1|||||2026-01-05 10:00:00 +0000|",
        "#2|bo@example.com|pending|USD|15.00|2026-01-06 10:00:00 +0000|0.00",
        "#2|bo@example.com||||2026-01-06 10:00:00 +0000|",
        "#9|kim@example.com||||2026-01-06 10:00:00 +0000|",
    ]
    header = "Name|Email|Financial Status|Currency|Total|Created at|Refunded Amount"
    for order in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0]):
        records = read(table(header, *(lines[i] for i in order)), "shopify-orders")
        account = summarise(records.account)[0]
        assert [amount for _, _, amount, _ in events(records)] == [4500]
        assert account.kept == 3  # the order, its line, and the line whose order is in another file
        assert account.money["USD"].kept == 4500
        assert account.money["USD"].total == 6000
        assert sorted(e["email"] for e in records.identities.to_pylist()) == ["ann@example.com"] * 2 + [
            "kim@example.com"
        ]


def test_an_order_line_of_an_unknown_layout_is_kept_without_money(table) -> None:
    records = read(
        table(
            "Order number|Email|Date|Amount|Currency|Item",
            "7|a@example.com|2026-01-05|30.00|USD|Mug",
            "7||||USD|Print",
            "8|b@example.com|2026-01-06|10.00|USD|Mug",
            "8|b@example.com|2026-01-06|10.00|USD|Mug",
            "9|c@example.com|2026-01-07||USD|Print",
        )
    )
    assert reasons(records) == {6: "W_NO_AMOUNT"}
    assert [minor for _, _, minor, _ in events(records, "payment")] == [3000, 1000, 1000]


def test_a_note_under_the_invoices_is_no_unpaid_invoice(table) -> None:
    records = read(
        table(
            "Client|Invoice no|Issued|Amount|Currency|Status",
            "Acme|1|2026-01-02|100.00|GBP|paid",
            "Beta|2|2026-01-03|50.00|GBP|open",
            "Printed 2026-01-05 by M.|||||",
        ),
    )
    assert reasons(records) == {3: "W_NOT_INCOME", 4: "W_NO_AMOUNT"}


def test_refunds_by_column_and_by_status(table) -> None:
    records = read(
        table(
            "id|Created date (UTC)|Amount|Amount Refunded|Currency|Status|Customer Email|Fee",
            "ch_1|2026-01-05 10:00:00|25.00|0.00|usd|Paid|a@example.com|1.03",
            "ch_2|2026-01-05 10:00:00|25.00|10.00|usd|Paid|a@example.com|1.03",
            "ch_3|2026-01-05 10:00:00|25.00||usd|Refunded|a@example.com|0.00",
            "ch_4|2026-01-05 10:00:00|25.00||usd|Failed|a@example.com|0.00",
        ),
        "stripe-payments",
    )
    assert events(records, "refund") == [("refund", 1, 1000, "USD"), ("refund", 2, 2500, "USD")]
    assert events(records, "fee") == [("fee", 0, 103, "USD"), ("fee", 1, 103, "USD")]
    assert reasons(records) == {5: "W_NOT_INCOME"}
    assert records.events["ref"].to_pylist()[:3] == ["ch_1", "ch_2", "ch_3"]


def test_refunds_by_flags(table) -> None:
    records = read(
        table(
            "Purchase ID|Purchase Email|Purchase Date|Sale Price ($)|Tip ($)|Refunded?|Partial Refund ($)|Fully Refunded?|Referrer|Do not contact?",
            "p1|a@example.com|2026-01-05|25.0|5.0|0|0.0|0||0",
            "p2|a@example.com|2026-01-06|25.0|0.0|1|5.0|0||0",
            "p3|b@example.com|2026-01-07|25.0|0.0|1|0.0|1||1",
        ),
    )
    assert records.source == "gumroad-sales"
    assert events(records, "refund", "tip") == [("refund", 1, 500, "USD"), ("refund", 2, 2500, "USD")]
    assert records.identities["consent"].to_pylist() == [None, None, False]


def test_a_tip_counts_beside_the_amount(table) -> None:
    records = read(table("Email|Date|Amount|Tip|Currency", "a@example.com|2026-01-05|25.00|5.00|EUR"))
    assert events(records) == [("payment", 0, 2500, "EUR"), ("tip", 0, 500, "EUR")]


def test_what_was_given_to_others_is_not_income(sample) -> None:
    records = extract(sample("kofi-transactions"), suggest(sample("kofi-transactions")))
    assert list(reasons(records).values()) == ["W_NOT_INCOME"]


def test_the_answer_which_export_it_is_stands_for_its_columns(table) -> None:
    log = table("id|Created date (UTC)|Amount|Currency|Status", "ch_1|2026-01-05|5.00|usd|Paid")
    records = extract(log, Mapping(None, (), {"source": "stripe-payments"}))
    assert records.source == "stripe-payments"
    assert events(records) == [("payment", -1, 500, "USD")]


def test_a_total_fee_is_not_added_to_its_parts(sample) -> None:
    records = extract(sample("donorbox-donations"), suggest(sample("donorbox-donations")))
    assert events(records, "fee")[0] == ("fee", 0, 147, "USD")


def test_placeholders_never_become_a_person(table) -> None:
    records = read(
        table(
            "Supporter|Email|Date|Amount|Currency",
            "Anonymous||2026-01-05|5.00|EUR",
            "anon||2026-01-05|0.00|EUR",
            "Not shared by donor|Not shared by donor|2026-01-05|7.00|EUR",
            "Anonymous|kim@example.com|2026-01-06|9.00|EUR",
            "||2026-01-06|0|EUR",
            "||2026-01-06|3|EUR",
            "|kim at example|2026-01-06|4|EUR",
            "Kim|kim at example|2026-01-06|4|EUR",
        ),
    )
    assert events(records) == [
        ("payment", -1, 500, "EUR"),
        ("payment", -1, 700, "EUR"),
        ("payment", 3, 900, "EUR"),
        ("payment", -1, 300, "EUR"),
        ("payment", 7, 400, "EUR"),
    ]
    assert reasons(records) == {3: "W_PLACEHOLDER", 6: "E_NO_ID", 8: "E_BAD_EMAIL"}
    people = {p["row"]: (p["name"], p["email"]) for p in records.identities.to_pylist()}
    assert people == {3: (None, "kim@example.com"), 7: ("Kim", None)}


TICKETS = (
    "Order #|Order Date|Email|Quantity|Ticket Type|Attendee #|Currency|Total Paid|Fees Paid|Attendee Status"
)


def tickets(table, *lines: str):
    return read(table(TICKETS, *lines), "eventbrite-attendees")


def test_a_total_repeated_on_each_ticket_is_read_once(table) -> None:
    records = tickets(
        table,
        "1|11/11/24 22:28|a@example.com|2|GA|1|USD|80.00|4.10|Checked In",
        "1|11/11/24 22:28|b@example.com|2|GA|2|USD|80.00|4.10|Attending",
    )
    assert events(records, "payment", "fee") == [("payment", 0, 8000, "USD"), ("fee", 0, 410, "USD")]
    assert len(events(records, "attendance")) == 2
    assert [(p.code, p.rows) for p in records.problems] == [("N_ORDER_TOTAL", 1)]
    assert summarise(records.account)[0].money["USD"].total == 8000


def test_the_price_of_single_tickets_tells_share_from_total(table) -> None:
    single = "9|11/11/24 22:28|s@example.com|1|GA|9|USD|40.00|0|Attending"
    share = tickets(
        table,
        single,
        "1|11/11/24 22:28|a@example.com|1|GA|1|USD|40.00|0|Attending",
        "1|11/11/24 22:28|b@example.com|1|GA|2|USD|40.00|0|Attending",
    )
    assert [e[2] for e in events(share, "payment")] == [4000, 4000, 4000]
    assert not share.problems
    total = tickets(
        table,
        single,
        "1|11/11/24 22:28|a@example.com|1|GA|1|USD|80.00|0|Attending",
        "1|11/11/24 22:28|b@example.com|1|GA|2|USD|80.00|0|Attending",
    )
    assert [e[2] for e in events(total, "payment")] == [4000, 8000]


def test_where_nothing_tells_every_ticket_counts_with_a_warning(table) -> None:
    records = tickets(
        table,
        "1|11/11/24 22:28|a@example.com||GA|1|USD|40.00|0|Attending",
        "1|11/11/24 22:28|b@example.com||GA|2|USD|40.00|0|Attending",
    )
    assert [e[2] for e in events(records, "payment")] == [4000, 4000]
    assert [(p.code, p.rows) for p in records.problems] == [("N_ORDER_UNCLEAR", 1)]


def test_who_did_not_come_did_not_attend(table) -> None:
    records = tickets(
        table,
        "1|11/11/24 22:28|a@example.com|1|GA|1|USD|40.00|0|Not Attending",
        "2|11/11/24 22:28|b@example.com|1|GA|2|USD|40.00|0|Refunded",
        "3|11/11/24 22:28|c@example.com|1|GA|3|USD|40.00|0|Deleted",
        "4|11/11/24 22:28|d@example.com|1|Free|4|USD|0.00|0|Checked In",
    )
    assert events(records) == [
        ("payment", 0, 4000, "USD"),
        ("payment", 1, 4000, "USD"),
        ("refund", 1, 4000, "USD"),
        ("attendance", 3, None, None),
    ]
    assert reasons(records) == {4: "W_NOT_INCOME"}


def test_a_referral_names_the_other_person_and_credits_nobody(sample) -> None:
    records = extract(sample("donorbox-donations"), suggest(sample("donorbox-donations")))
    referrals = [e for e in records.events.to_pylist() if e["kind"] == "referral"]
    assert {e["channel"] for e in referrals} == {"Amara Oyelaran"}
    people = {p["row"]: p["name"] for p in records.identities.to_pylist()}
    assert {people[e["row"]] for e in referrals} == {"Eilidh O'Farrant", "Inés Carballar"}


def test_a_yearly_payment_pays_for_a_year_from_its_day(table) -> None:
    records = read(
        table(
            "Email|Date|Amount|Currency|Interval",
            "a@example.com|2024-02-29|80.00|USD|yearly",
            "a@example.com|2025-01-31|8.00|USD|monthly",
            "a@example.com|2025-01-31|8.00|USD|one-time",
        ),
    )
    periods = [(e["period_start"], e["period_end"]) for e in records.events.to_pylist()]
    assert periods == [
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28)),
        (dt.date(2025, 1, 31), dt.date(2025, 2, 28)),
        (None, None),
    ]


def test_a_totals_row_is_not_a_supporter(table) -> None:
    records = read(
        table("Name|Date|Amount|Currency", "Ann|2026-01-05|5|USD", "Bo|2026-01-05|7|USD", "Total||12|USD"),
    )
    assert reasons(records) == {4: "W_TOTAL_ROW"}


def test_only_the_ambiguous_is_asked(table) -> None:
    log = ("Email|Date|Amount", "a@example.com|03/04/2026|$1,000.00", "b@example.com|05/06/2026|$5.00")
    with pytest.raises(NeedsChoice) as asked:
        read(table(*log))
    assert (asked.value.question.choice, asked.value.question.column) == ("date_order", "Date")
    with pytest.raises(NeedsChoice) as asked:
        read(table(*log), date_order="dmy")
    assert asked.value.question.choice == "currency"
    assert "USD" in asked.value.question.answers
    records = read(table(*log), date_order="dmy", currency="CAD")
    assert records.until == dt.date(2026, 6, 5)
    assert not records.problems
    assert {e["currency"] for e in records.events.to_pylist()} == {"CAD"}


def test_the_currency_of_another_file_is_taken_with_a_notice(table) -> None:
    found = suggest(log := table("Email|Date|Amount", "a@example.com|2026-01-05|$5.00"))
    records = extract(log, found, default_currency="USD")
    assert [(p.code, p.rows, p.params["currency"]) for p in records.problems] == [
        ("N_CURRENCY_TAKEN", 1, "USD")
    ]
    with pytest.raises(NeedsChoice):  # a dollar is no euro
        extract(log, found, default_currency="EUR")


def test_a_currency_that_the_user_named_is_no_news(table) -> None:
    log = table("Email|Date|Amount", "a@example.com|2026-01-05|5.00")
    other = table("Email|Date|Amount|Currency", "b@example.com|2026-01-05|6.00|EUR")
    (told,) = import_tables([(log, None)], currency="EUR")
    assert told.records is not None
    assert not told.records.problems
    taken, _ = import_tables([(log, None), (other, None)])
    assert taken.records is not None
    assert [(p.code, p.rows) for p in taken.records.problems] == [("N_CURRENCY_UNSAID", 1)]


def test_a_thousand_or_one_is_asked(table) -> None:
    log = table("Email|Date|Amount|Currency", "a@example.com|2026-01-05|1.000|EUR")
    with pytest.raises(NeedsChoice) as asked:
        read(log)
    assert asked.value.question.choice == "decimal"
    assert events(read(log, decimal=","))[0][2] == 100000
    assert events(read(log, decimal="."))[0][2] == 100


def test_a_blank_currency_takes_the_only_one_of_its_file(table) -> None:
    lines = ["Email|Date|Amount|Currency", "a@example.com|2026-01-05|5|EUR", "b@example.com|2026-01-05|6|"]
    records = read(table(*lines))
    assert events(records) == [("payment", 0, 500, "EUR"), ("payment", 1, 600, "EUR")]
    assert [(p.code, p.rows) for p in records.problems] == [("N_CURRENCY_UNSAID", 1)]
    with pytest.raises(NeedsChoice):  # two are stated: which one?
        read(table(*lines, "c@example.com|2026-01-05|7|USD"))


def test_an_unknown_currency_is_set_aside(table) -> None:
    records = read(
        table(
            "Email|Date|Amount|Currency",
            "a@example.com|2026-01-05|5|EUR",
            "b@example.com|2026-01-05|5|Quatloos",
        ),
    )
    assert reasons(records) == {3: "E_CURRENCY"}
    assert summarise(records.account)[0].money["XXX"].unreadable == 1


def test_a_formula_without_a_value_is_not_nought(table) -> None:
    from dataclasses import replace

    log = table(
        "Email|Date|Amount|Currency", "a@example.com|2026-01-05||EUR", "b@example.com|2026-01-05|5|EUR"
    )
    records = read(replace(log, formulas_without_value=((2, "Amount"),)))
    assert reasons(records) == {2: "E_FORMULA_NO_VALUE"}
    assert summarise(records.account)[0].money["EUR"].unreadable == 1


def test_a_table_that_says_nothing_is_refused(table) -> None:
    with pytest.raises(Refused) as refused:
        read(table("foo|bar", "x y|z w"))
    assert refused.value.problem.code == "R_NO_ROLES"


def test_roles_chosen_by_hand_decide_what_a_row_is(table) -> None:
    log = table("A|B|C", "ann|2026-01-05|5.00", "bo|2026-02-05|7.00")
    uses = (Use("A", "handle"), Use("B", "occurred_at"), Use("C", "amount"))
    records = extract(log, Mapping(None, uses, {"currency": "USD"}, "My shop", by_hand=True))
    assert events(records) == [("payment", 0, 500, "USD"), ("payment", 1, 700, "USD")]
    assert records.platform == "My shop"
    assert records.source == "payment-log"


def test_a_known_export_without_its_amounts_is_a_list_of_people(table) -> None:
    orders = table("Name|Email|Created at", "#1|a@example.com|2026-01-05 10:00:00 +0000")
    uses = (Use("Name", None), Use("Email", "email"), Use("Created at", None))
    records = extract(orders, Mapping("shopify-orders", uses, {}, SOURCES["shopify-orders"].platform))
    assert records.identities.num_rows == 1
    assert not records.events.num_rows


def test_what_a_negative_row_gives_back_is_given_back_once(table) -> None:
    records = read(
        table(
            "Email | Date | Amount | Currency | Refunded amount",
            "a@example.com | 2026-01-05 | 50.00 | USD | 0.00",
            "a@example.com | 2026-01-20 | -20.00 | USD | 20.00",
        ),
    )
    assert events(records) == [("payment", 0, 5000, "USD"), ("refund", 1, 2000, "USD")]


@pytest.mark.parametrize("typed", ["givewp", " GiveWP ", "GIVEWP"])
def test_a_platform_typed_in_any_case_is_that_platform(typed, table) -> None:
    log = table("A|B|C", "ann|2026-01-05|5.00")
    uses = (Use("A", "handle"), Use("B", "occurred_at"), Use("C", "amount"))
    assert extract(log, Mapping(None, uses, {"currency": "USD"}, typed, by_hand=True)).platform == "GiveWP"
