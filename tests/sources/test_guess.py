"""Unknown tables: names in seven languages, checked against cells."""

import pytest

from truefans_core.extract import extract
from truefans_core.guess import guess
from truefans_core.guess.answers import answers
from truefans_core.guess.names import currency_in, scores

LOGS = {
    "en": ("Customer ID|Date|Amount|Notes", "17|2026-01-05|20.00|first", "18|2026-01-06|5.50|"),
    "de": (
        "Kundennummer|Zahlungsdatum|Betrag|Bemerkung",
        "K-17|05.01.2026|20,00|neu",
        "K-18|16.01.2026|5,50|",
    ),
    "fr": (
        "Numéro client|Date de paiement|Montant payé|Remarques",
        "17|05/01/2026|20,00|a b",
        "18|16/01/2026|5,50|",
    ),
    "es": ("Número de cliente|Fecha de pago|Importe|Notas", "17|05/01/2026|20,00|a", "18|16/01/2026|5,50|"),
    "it": ("Codice cliente|Data pagamento|Importo|Appunti", "17|05/01/2026|20,00|a", "18|16/01/2026|5,50|"),
    "pt": (
        "Código do cliente|Data do pagamento|Valor pago|Notas",
        "17|05/01/2026|20,00|a",
        "18|16/01/2026|5,50|",
    ),
    "nl": ("Klantnummer|Betaaldatum|Bedrag|Notities", "17|05-01-2026|20,00|a", "18|16-01-2026|5,50|"),
}
LISTS = {
    "en": ("E-Mail Address|Full name|Total spent|Member since|Country",),
    "de": ("E-Mail-Adresse|Vollständiger Name|Gesamtumsatz|Mitglied seit|Land",),
    "fr": ("Adresse e-mail|Nom complet|Total dépensé|Membre depuis|Pays",),
    "es": ("Correo electrónico|Nombre completo|Total gastado|Miembro desde|País",),
    "it": ("Indirizzo e-mail|Nome completo|Totale speso|Iscritto il|Paese",),
    "pt": ("Endereço de email|Nome completo|Total gasto|Membro desde|País",),
    "nl": ("E-mailadres|Volledige naam|Totaal uitgegeven|Lid sinds|Land",),
}


def roles_of(found) -> dict[str, str | None]:
    return {use.header: use.role for use in found.uses}


@pytest.mark.parametrize("lines", LOGS.values(), ids=LOGS)
def test_a_payment_log_in_any_language(lines, table) -> None:
    found = guess(table(*lines))
    assert found.source == "payment-log"
    assert [use.role for use in found.uses] == ["external_id", "occurred_at", "amount", "note"]
    assert min(use.confidence for use in found.uses) >= 0.9


@pytest.mark.parametrize("lines", LISTS.values(), ids=LISTS)
def test_a_list_of_people_in_any_language(lines, table) -> None:
    found = guess(
        table(
            *lines,
            "ann@example.com|Ann Lee|120.50|2024-03-01|Germany",
            "bo@example.com|Bo Ek|0.00|2025-01-31|FR",
        )
    )
    assert found.source is None
    assert [use.role for use in found.uses] == ["email", "name", "lifetime_amount", "joined_at", "country"]


def test_order_and_usual_names_do_not_matter(table) -> None:
    found = guess(table("amount|date|customer_id", "20|2026-01-05|17", "5.5|2026-01-06|18"))
    assert roles_of(found) == {"amount": "amount", "date": "occurred_at", "customer_id": "external_id"}


def test_an_invoice_list_takes_the_day_of_payment_and_never_the_due_day(table) -> None:
    found = guess(
        table(
            "Client|Invoice no|Issued|Due|Amount|Paid on|Status",
            "Acme Ltd|7|2026-01-05|2026-02-05|100.00|2026-01-30|paid",
            "Beta|8|2026-01-06|2026-02-06|50.00||open",
        ),
    )
    uses = {use.header: use for use in found.uses}
    assert found.source == "invoice-list"
    assert uses["Due"].role is None
    assert uses["Paid on"].role == uses["Issued"].role == "occurred_at"
    assert uses["Paid on"].confidence > uses["Issued"].confidence


def test_a_name_alone_is_not_enough(table) -> None:
    found = roles_of(guess(table("Date|Amount|E-mail", "Tuesday|many|call me", "Friday|few|at work")))
    assert not {"occurred_at", "amount", "email"} & set(found.values())


def test_cells_speak_where_names_are_silent(table) -> None:
    found = roles_of(
        guess(table("A|B|C", "ann@example.com|2026-01-05|$20.00", "bo@example.com|2026-02-05|$5.50"))
    )
    assert found == {"A": "email", "B": "occurred_at", "C": "amount"}


def test_another_address_of_the_same_person_is_kept_apart_and_of_another_person_left_out(table) -> None:
    found = roles_of(
        guess(
            table(
                "Email|Email 2|Recipient",
                "a@example.com|a@example.org|b@example.com",
                "c@example.com|c@example.org|d@example.com",
            )
        )
    )
    assert found == {"Email": "email", "Email 2": "email_alt", "Recipient": None}


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Konto", "DE89 3704 0044 0532 0130 00"),
        ("Seen from", "192.0.2.10"),
        ("Last 4 digits", "4242"),
        ("Whatever", "4111 1111 1111 1111"),
        ("Geburtsdatum", "1980-02-03"),
    ],
)
def test_private_details_are_told_by_name_or_cells(header, cell, table) -> None:
    found = roles_of(guess(table(f"Email|{header}", f"a@example.com|{cell}")))
    assert found[header] == "sensitive"


def test_an_id_that_never_repeats_is_of_the_payment(table) -> None:
    paid = guess(table("id|name|date|amount", "1|Ann|2026-01-05|5", "2|Ann|2026-02-05|5"))
    assert roles_of(paid)["id"] == "order_id"
    people = guess(table("id|name|opens", "1|Ann|5", "2|Bo|7"))
    assert roles_of(people)["id"] == "external_id"


def test_the_currency_of_a_header_is_an_answer(table) -> None:
    found = guess(table("name|date|Amount (EUR)", "Ann|2026-01-05|5.00"))
    assert found.choices == {"currency": "EUR"}
    assert currency_in("Sale Price ($)") is None
    assert currency_in("Betrag in CHF") == "CHF"


def test_figures_without_people(table) -> None:
    found = guess(table("Day|Visitors|Followers", "2026-01-05|120|7", "2026-01-06|90|8"))
    assert roles_of(found) == {"Day": "occurred_at", "Visitors": "metric", "Followers": "metric"}


def test_nothing_means_nothing(table) -> None:
    assert not any(roles_of(guess(table("foo|bar", "x y|z", "w|v u"))).values())


def test_longer_and_misspelt_names_are_near_enough() -> None:
    assert scores("Custmer email")["email"] > 0.85
    assert scores("Payment date (UTC)")["occurred_at"] > 0.85
    assert "amount" not in scores("Update")
    assert "occurred_at" not in scores("Candidate")


@pytest.mark.parametrize(
    ("header", "role"),
    [("Payment Count", "amount"), ("Donation Number", "amount"), ("Event Name", "name"), ("Donor Addr1", "name"),
     ("Average Order Value", "order_id"), ("Refund ID", "refund"), ("id", "name")],
)  # fmt: skip
def test_another_word_makes_another_thing(header, role) -> None:
    assert role not in scores(header)


def test_the_date_of_a_list_without_amounts_is_the_day_of_joining(table) -> None:
    contacts = guess(table("Email|Date", "a@example.com|2026-01-05", "b@example.com|2026-02-05"))
    assert roles_of(contacts) == {"Email": "email", "Date": "joined_at"}
    log = guess(
        table(
            "Email|Date", "a@example.com|2026-01-05", "a@example.com|2026-02-05", "b@example.com|2026-02-05"
        )
    )
    assert roles_of(log) == {"Email": "email", "Date": "occurred_at"}


def test_what_is_owed_is_not_paid(table) -> None:
    found = guess(table("Full name|Open balance", "Ann Lee|120.00", "Bo Ek|0.00"))
    assert roles_of(found)["Open balance"] == "balance"


def test_an_empty_column_is_not_the_date(table) -> None:
    found = guess(
        table(
            "Email|Payment Date|Date|Amount",
            "a@example.com||2026-01-05|5.00",
            "b@example.com||2026-01-06|6.00",
        )
    )
    assert roles_of(found)["Date"] == "occurred_at"


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Paket|Mitglied seit|Monatsbeitrag|Gesamt bezahlt", ["unit_price", "lifetime_amount"]),
        ("Plan|Member since|Monthly price|Total paid", ["unit_price", "lifetime_amount"]),
        ("Plan|Member since|Notes|Total amount paid", [None, "lifetime_amount"]),
        ("Plan|Member since|Notes|Amount", [None, "unit_price"]),
    ],
)
def test_what_a_member_paid_so_far_is_no_price(header, roles, table) -> None:
    """Taken for a price, the total of three years would be counted again each month."""
    found = guess(
        table(
            f"E-Mail|{header}",
            "ann@example.com|Gold|2024-03-01|5.00|165.00",
            "bo@example.com|Gold|2025-01-31|5.00|95.00",
        )
    )
    named = [use.role if use.role != "note" else None for use in found.uses]
    assert named[3:] == roles


@pytest.mark.parametrize(
    "question",
    [
        "Wie wahrscheinlich ist es, dass du den Podcast weiterempfiehlst?",
        "Würden Sie uns empfehlen? (0–10)",
        "Hoe waarschijnlijk is het dat je ons aanbeveelt?",
    ],
)
def test_a_question_that_bends_the_verb_is_still_about_recommending(question, table) -> None:
    found = answers(
        table(
            f"Zeitstempel|E-Mail|{question}",
            "03.09.2026 10:04:10|ann@example.com|9",
            "13.09.2026 10:04:10|bo@example.com|7",
        )
    )
    assert found is not None
    assert [use.role for use in found.uses] == ["occurred_at", "email", "recommend_score"]


@pytest.mark.parametrize(
    ("name", "may", "yes", "no"),
    [
        ("What's your name?", "May we contact you?", "Yes", "No"),
        ("Wie heißt du?", "Dürfen wir dich kontaktieren?", "Ja", "Nein"),
        ("Comment vous appelez-vous ?", "Pouvons-nous vous écrire ?", "Oui", "Non"),
        ("¿Cómo te llamas?", "¿Podemos contactarte?", "Sí", "No"),
        ("Come ti chiami?", "Possiamo contattarti?", "Sì", "No"),
        ("Como se chama?", "Podemos entrar em contato?", "Sim", "Não"),
        ("Hoe heet je?", "Mogen we je mailen?", "Ja", "Nee"),
    ],
)
def test_who_answers_and_whether_they_may_be_written_to_is_kept(name, may, yes, no, table) -> None:
    sheet = table(
        f"Timestamp|{name}|E-Mail|How likely are you to recommend us?|{may}",
        f"2026-05-04 09:12:44|Ann Frey|ann@example.com|10|{yes}",
        f"2026-05-05 10:00:00|Bo Lind|bo@example.com|3|{no}",
    )
    found = answers(sheet)
    assert found is not None
    assert [use.role for use in found.uses] == ["occurred_at", "name", "email", "recommend_score", "consent"]
    told = extract(sheet, found).identities
    assert told["consent"].to_pylist() == [True, False]
    assert told["name"].to_pylist() == ["Ann Frey", "Bo Lind"]
