"""Lists of a payment service: what moves a balance is told apart from what somebody paid."""

import pytest

from truefans_core.extract import extract
from truefans_core.ledger import summarise
from truefans_core.mapping import Mapping, Use
from truefans_core.problems import NeedsChoice
from truefans_core.recognise import suggest

HEADER = "Date|Time|TimeZone|Name|Type|Status|Currency|Gross|Fee|Net|From Email Address|To Email Address|Transaction ID|Reference Txn ID|Balance Impact"
#: Types that are nobody's payment, in the languages of exports.
NEVER = {
    "en": ["General Withdrawal", "Payout", "General Currency Conversion", "Payment Hold", "Account Hold for Open Authorization",
           "General Authorization", "Reserve Hold", "Bank Deposit to PP Account", "Transfer to Bank"],
    "de": ["Allgemeine Abbuchung", "Auszahlung", "Allgemeine Währungsumrechnung", "Einbehaltene Zahlung", "Bankgutschrift auf PayPal-Konto",
           "Allgemeine Autorisierung", "Überweisung auf Bankkonto"],
    "fr": ["Retrait vers un compte bancaire", "Conversion de devise", "Virement vers votre compte bancaire", "Réserve", "Autorisation générale"],
    "es": ["Retiro general", "Conversión de divisas", "Retención de pago", "Transferencia al banco", "Autorización"],
    "it": ["Prelievo generico", "Conversione di valuta", "Trasferimento sul conto", "Deposito bancario", "Autorizzazione generica"],
    "pt": ["Saque geral", "Conversão de moeda", "Transferência para o banco", "Retenção de pagamento", "Depósito"],
    "nl": ["Algemene opname", "Valuta-omrekening", "Overboeking naar bank", "Storting", "Uitbetaling"],
}  # fmt: skip
BACK = [
    "Payment Refund",
    "Rückzahlung",
    "Remboursement",
    "Reembolso",
    "Rimborso",
    "Devolução",
    "Terugbetaling",
    "Chargeback",
]


def paypal(table, *rows: str):
    t = table(HEADER, *rows)
    return extract(t, suggest(t))


def row(
    kind: str, gross: str, status: str = "Completed", sender: str = "ann@example.com", to: str = "me@example.net",
    ref: str = "", number: str = "T1", impact: str = "Credit", day: str = "01/13/2026",
) -> str:  # fmt: skip
    return f"{day}|10:00:00|PST|Ann Lee|{kind}|{status}|USD|{gross}|-1.00|0|{sender}|{to}|{number}|{ref}|{impact}"


def reasons(records) -> dict[int, str]:
    return {
        row["line"]: row["reason"] for row in records.account.to_pylist() if row["outcome"] == "set_aside"
    }


def money(records) -> list[tuple]:
    return [
        (e["kind"], e["amount_minor"])
        for e in records.events.to_pylist()
        if e["kind"] in {"payment", "refund"}
    ]


@pytest.mark.parametrize(
    ("language", "kind"), [(code, kind) for code, kinds in NEVER.items() for kind in kinds]
)
def test_money_that_only_moves_is_no_income_of_any_list(language, kind, table) -> None:
    """Of a list nobody knows: the types are told by their words, and the row keeps its money in the account."""
    roles = ("occurred_at", "event_type", "name", "email", "currency", "amount")
    t = table(
        "a|b|c|d|e|f",
        "2026-01-05|Donation|Ann Lee|ann@example.com|EUR|25.00",
        f"2026-01-06|{kind}|||EUR|-20.00",
        f"2026-01-06|{kind}|||EUR|20.00",
    )
    uses = tuple(Use(header, role) for header, role in zip("abcdef", roles, strict=True))
    records = extract(t, Mapping("payment-log", uses))
    assert money(records) == [("payment", 2500)], language
    account = summarise(records.account)[0].money["EUR"]
    assert (account.total, account.kept, account.set_aside) == (2500, 2500, 0)


@pytest.mark.parametrize("kind", BACK)
def test_money_given_back_is_told_by_its_type_whatever_the_sign(kind, table) -> None:
    uses = tuple(
        Use(h, r) for h, r in zip("abcd", ("occurred_at", "event_type", "email", "amount"), strict=True)
    )
    for sign in ("", "-"):
        t = table(
            "a|b|c|d", "2026-01-05|Payment|a@example.com|25.00", f"2026-01-06|{kind}|a@example.com|{sign}5.00"
        )
        assert money(extract(t, Mapping("payment-log", uses), default_currency="EUR")) == [
            ("payment", 2500),
            ("refund", 500),
        ]


def test_a_named_payer_of_a_deposit_or_transfer_has_paid(table) -> None:
    uses = tuple(
        Use(h, r) for h, r in zip("abcd", ("occurred_at", "event_type", "name", "amount"), strict=True)
    )
    t = table("a|b|c|d", "2026-01-05|Deposit|Ann Lee|25.00", "2026-01-06|Bank transfer|Bo Ek|5.00")
    assert money(extract(t, Mapping("payment-log", uses), default_currency="EUR")) == [
        ("payment", 2500),
        ("payment", 500),
    ]


def test_what_the_user_spent_is_no_refund(table) -> None:
    records = paypal(
        table,
        row("Express Checkout Payment", "25.00"),
        row("Express Checkout Payment", "-9.99", sender="me@example.net", to="shop@example.org", number="T2"),
        row(
            "Payment Refund", "9.99", sender="shop@example.org", number="T3"
        ),  # money of the user that came back
    )
    assert money(records) == [("payment", 2500)]
    assert records.identities["email"].to_pylist() == ["ann@example.com"]


def test_who_gets_a_refund_is_the_one_it_was_sent_to(table) -> None:
    records = paypal(
        table,
        row("Donation Payment", "25.00"),
        row("Payment Refund", "-25.00", sender="me@example.net", to="ann@example.com", ref="T1", number="T2"),
    )
    assert money(records) == [("payment", 2500), ("refund", 2500)]
    assert set(records.identities["email"].to_pylist()) == {"ann@example.com"}


def test_a_payment_that_was_denied_or_reversed_leaves_nothing_and_takes_nothing(table) -> None:
    records = paypal(
        table,
        row("Donation Payment", "25.00"),
        row("Donation Payment", "8.00", status="Denied", number="T2"),
        row("Donation Payment", "9.00", status="Reversed", number="T3"),
        row(
            "Payment Reversal", "-9.00", sender="me@example.net", to="ann@example.com", ref="T3", number="T4"
        ),
        row("Donation Payment", "7.00", status="Pending", number="T5", impact="Memo"),
    )
    assert money(records) == [("payment", 2500)]


def test_a_payment_told_twice_in_one_file_counts_once(table) -> None:
    records = paypal(table, row("Donation Payment", "25.00"), row("Donation Payment", "25.00"))
    account = summarise(records.account)[0]
    assert money(records) == [("payment", 2500)]
    assert (account.kept, account.merged, account.money["USD"].merged) == (1, 1, 2500)
    assert account.money["USD"].total == 5000


def test_the_key_of_a_transaction_is_unique_in_a_list_nobody_knows_but_that_of_an_order_is_not(table) -> None:
    rows = ["7|a@example.com|2026-01-05|30.00|USD|Mug"] * 2
    for header, payments in (("Transaction ID", 1), ("Order number", 2)):
        t = table(f"{header}|Email|Date|Amount|Currency|Item", *rows)
        assert len(money(extract(t, suggest(t)))) == payments


def test_lines_of_an_order_that_look_alike_are_not_the_same_payment(table) -> None:
    header = "Sale Date|Item Name|Buyer|Quantity|Price|Order Shipping|Order Sales Tax|Item Total|Currency|Transaction ID|Order ID"
    line = "09/10/26|Mug|Ann Lee|1|20.00|4.50|2.00|20.00|USD|{}|30"
    t = table(header, line.format(1), line.format(2), line.format(2))
    records = extract(t, suggest(t))
    assert money(records) == [("payment", 2000)] * 2
    assert [e["amount_minor"] for e in records.events.to_pylist() if e["kind"] == "tax"] == [
        200
    ]  # of the order


def test_the_order_of_day_and_month_is_proved_by_cells_or_by_a_time_zone_that_settles_it(table) -> None:
    british = HEADER.replace("TimeZone", "Time zone")
    for head, zone, days in (
        (british, "BST", ["2026-04-01"]),
        (british, "PST", None),
        (HEADER, "PST", None),
        (HEADER, "CET", ["2026-04-01"]),
    ):
        t = table(head, row("Donation Payment", "25.00", day="01/04/2026").replace("PST", zone))
        if days is None:
            with pytest.raises(NeedsChoice):
                extract(t, suggest(t))
        else:
            records = extract(t, suggest(t))
            assert [str(e["at"].date()) for e in records.events.to_pylist() if e["kind"] == "payment"] == days
    t = table(
        british,
        row("Donation Payment", "25.00", day="01/13/2026"),
        row("Donation Payment", "2.00", number="T2"),
    )
    assert extract(t, suggest(t)).until.isoformat() == "2026-01-13"


def test_money_out_of_a_bank_account_is_no_refund(table) -> None:
    roles = ("occurred_at", "event_type", "name", "amount")
    uses = tuple(Use(h, r) for h, r in zip("abcd", roles, strict=True))
    t = table(
        "a|b|c|d",
        "2026-01-05|CREDIT|Ann Lee|25.00",
        "2026-01-06|Sent money||-20.00",
        "2026-01-06|DEBIT|Landlord|-10.00",
        "2026-01-07|Debit card|Bo Ek|5.00",
    )
    records = extract(t, Mapping("payment-log", uses), default_currency="EUR")
    assert money(records) == [("payment", 2500), ("payment", 500)]
    assert records.identities["name"].to_pylist() == ["Ann Lee", "Bo Ek"]


def test_money_given_back_is_that_of_the_payment_it_refers_to(table) -> None:
    t = table(
        "Datum|Beschreibung|Währung|Brutto|Entgelt|Transaktionscode|Absender E-Mail-Adresse|Name|Zugehöriger Transaktionscode",
        "15.07.2026|Spendenzahlung|EUR|1.025,00|-0,97|T1|ann@example.com|Ann Lee|",
        "16.07.2026|Rückzahlung|EUR|-25|0,00|T2|ich@example.net|Ann Lee|T1",
        "17.07.2026|Allgemeine Währungsumrechnung|EUR|-5,00|0,00|T3|||",
    )
    records = extract(t, suggest(t))
    assert money(records) == [("payment", 102500), ("refund", 2500)]
    assert set(records.identities["email"].to_pylist()) == {"ann@example.com"}
    assert reasons(records) == {4: "W_NOT_INCOME"}


def test_who_gets_a_refund_in_a_list_nobody_knows(table) -> None:
    roles = ("occurred_at", "event_type", "amount", "email", "email_alt")
    uses = tuple(Use(h, r) for h, r in zip("abcde", roles, strict=True))
    t = table(
        "a|b|c|d|e",
        "2026-01-05|Paiement|25.00|ann@example.com|moi@example.net",
        "2026-01-06|Remboursement|-5.00|moi@example.net|ann@example.com",
    )
    records = extract(t, Mapping("payment-log", uses), default_currency="EUR")
    assert set(records.identities["email"].to_pylist()) == {"ann@example.com"}


def test_a_fee_that_came_back_with_a_refund_is_no_further_fee(table) -> None:
    back = row("Payment Refund", "-25.00", sender="me@example.net", to="ann@example.com", number="T2")
    records = paypal(table, row("Donation Payment", "25.00"), back.replace("|-1.00|", "|0.52|"))
    assert [e["amount_minor"] for e in records.events.to_pylist() if e["kind"] == "fee"] == [100]
