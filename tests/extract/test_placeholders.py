"""Words and addresses in the place of a person never become one, in seven languages."""

import pyarrow as pa
import pytest

from truefans_core.extract import extract
from truefans_core.extract.placeholders import PLACEHOLDERS, is_nobodys_address, names_nobody
from truefans_core.recognise import suggest

WORDS = {
    "en": ("ANON", "Anonymous", "Someone", "Not shared by donor", "Deleted User", "[deleted]", "Guest", "N/A", "n.a.",
           "Test Test", "dependabot[bot]", "guest-12", "***", "?", "None"),
    "de": ("Anonym", "Anonymer Spender", "Jemand", "Gelöschter Nutzer", "Gast", "k. A.", "Keine Angabe", "unbekannt"),
    "fr": ("Anonyme", "Donateur anonyme", "Quelqu'un", "Utilisateur supprimé", "Invité", "Non renseigné", "inconnu"),
    "es": ("Anónimo", "Donante anónimo", "Alguien", "Usuario eliminado", "Invitada", "No disponible", "desconocido"),
    "it": ("Anonimo", "Qualcuno", "Utente eliminato", "Ospite", "Non specificato", "sconosciuto"),
    "pt": ("Anônimo", "Alguém", "Usuário excluído", "Convidado", "Não informado", "desconhecido"),
    "nl": ("Anoniem", "Iemand", "Verwijderde gebruiker", "Gast", "Niet opgegeven", "onbekend"),
}  # fmt: skip
ADDRESSES = ("noreply@example.com", "No-Reply@example.com", "donotreply+7@example.com", "test@example.com",
             "anonymous@example.org", "deleted_user_42@example.com", "kim@deleted.example.com", "a@b.invalid")  # fmt: skip


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("headers", ["Name|Joined|Country", "Donor|Date|Amount (EUR)"])
def test_a_word_in_the_place_of_a_name_is_nobody(language, headers, table) -> None:
    last = "5.00" if "Amount" in headers else "Chile"
    rows = [f"{word}|2026-05-{day + 13}|{last}" for day, word in enumerate(WORDS[language])]
    people = table(headers, f"Ann Gast|2026-05-13|{last}", *rows)
    records = extract(people, suggest(people))
    assert records.identities["name"].to_pylist() == ["Ann Gast"]
    if "Amount" in headers:  # the money stays, of nobody
        assert records.events["row"].to_pylist() == [0, *[-1] * len(rows)]
    else:
        assert records.account["reason"].to_pylist() == [None, *["W_PLACEHOLDER"] * len(rows)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_no_person_reads_is_nobody(address, table) -> None:
    people = table("Email|Joined", "ann@example.com|2026-05-13", f"{address}|2026-05-14")
    records = extract(people, suggest(people))
    assert records.identities["email"].to_pylist() == ["ann@example.com"]
    assert records.account["reason"].to_pylist() == [None, "W_PLACEHOLDER"]


def test_a_name_beside_such_an_address_is_somebody(table) -> None:
    people = table(
        "Name|Email|Joined", "Ann Lee|noreply@example.com|2026-05-13", "Bo Ek|bo@example.com|2026-05-14"
    )
    found = extract(people, suggest(people)).identities.select(["name", "email"]).to_pylist()
    assert found == [{"name": "Ann Lee", "email": None}, {"name": "Bo Ek", "email": "bo@example.com"}]


@pytest.mark.parametrize(
    "name",
    [
        "Ann Gast",
        "Guest House Ltd",
        "Testa",
        "Anna Nima",
        "Noah Reply",
        "Private Eye",
        "Abbot",
        "4711",
        "Nan Lee",
    ],
)
def test_names_that_only_look_like_it_stay(name) -> None:
    assert names_nobody(pa.array([name])).to_pylist() == [False]


@pytest.mark.parametrize("address", ["anna.tester@example.com", "guesthouse@example.com", "replay@example.com",
                                     "contest@example.com", "mrs.null@example.com", "bo@test.example.com"])  # fmt: skip
def test_addresses_that_only_look_like_it_stay(address) -> None:
    assert is_nobodys_address(pa.array([address])).to_pylist() == [False]


def test_the_words_are_written_as_they_are_compared() -> None:
    assert all(word == word.casefold().strip() for word in PLACEHOLDERS)
    assert all(names_nobody(pa.array([word.upper()]))[0].as_py() for word in PLACEHOLDERS)
