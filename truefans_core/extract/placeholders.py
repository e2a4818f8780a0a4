"""Words and addresses that stand where a person should and name nobody, in the languages exports come in."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.sources.source import words
from truefans_core.values.cells import by_text, lower

#: Somebody who wants no name or whose account is closed: an id beside them is nobody's either.
NAMELESS = words(
    "anonymous|anon|anonymous donor|anonymous supporter|anonymous user|anonymous gift|anonymous buyer|anonymous customer|"
    "anonymous member|anonymous patron|anonymous fan|anonymous friend|anonymous coward|anonymized|anonymised|"
    "anonymized user|anonymised user|someone|somebody|not shared by donor|not shared|withheld|private|private user|hidden|"
    "redacted|undisclosed|deleted|deleted user|deleted account|deleted member|deleted customer|user deleted|"
    "account deleted|removed user|removed|user removed|"
    "anonym|anonyme|anonymer|anonymer spender|anonyme spende|anonyme spenderin|anonymer unterstützer|"
    "anonyme unterstützerin|anonymer nutzer|anonymer kunde|jemand|gelöscht|gelöschter nutzer|gelöschter benutzer|"
    "gelöschtes konto|nutzer gelöscht|benutzer gelöscht|privat|"
    "donateur anonyme|utilisateur anonyme|client anonyme|quelqu'un|quelqu’un|supprimé|utilisateur supprimé|compte supprimé|"
    "membre supprimé|privé|masqué|"
    "anónimo|anónima|donante anónimo|donante anónima|usuario anónimo|alguien|eliminado|usuario eliminado|"
    "cuenta eliminada|privado|oculto|"
    "anonimo|anonima|donatore anonimo|utente anonimo|qualcuno|utente eliminato|utente cancellato|account eliminato|"
    "eliminato|privato|nascosto|"
    "anônimo|anônima|doador anônimo|doador anónimo|usuário anônimo|utilizador anónimo|alguém|usuário excluído|"
    "usuário removido|utilizador removido|utilizador eliminado|conta excluída|conta eliminada|excluído|removido|"
    "anoniem|anonieme donateur|anonieme gever|anonieme gebruiker|anonieme klant|iemand|verwijderd|verwijderde gebruiker|"
    "gebruiker verwijderd|account verwijderd|verborgen",
)
#: Nobody was named: an id or address beside them is somebody's.
UNSAID = words(
    "unknown|unknown user|unknown donor|unknown customer|not provided|not available|not applicable|not given|"
    "not specified|nobody|no one|noone|nameless|no name|none|null|n/a|n.a|tbd|former member|guest|guest user|"
    "guest checkout|guest customer|walk-in|walk in|walk-in customer|cash sale|cash customer|noreply|no-reply|no reply|"
    "do not reply|mailer-daemon|bot|robot|chatbot|test bot|test|tester|test test|testing|test user|test account|"
    "test customer|test donor|test donation|test order|test payment|demo|demo user|dummy|"
    "unbekannt|unbekannter nutzer|unbekannter kunde|unbekannter spender|nicht angegeben|keine angabe|k.a|k. a|"
    "kein name|ohne namen|gast|gastbestellung|barverkauf|laufkundschaft|testkunde|testnutzer|testbestellung|"
    "inconnu|inconnue|non renseigné|non renseignée|non communiqué|non précisé|sans nom|aucun|invité|invitée|"
    "client de passage|"
    "desconocido|desconocida|no especificado|no proporcionado|no disponible|sin nombre|ninguno|invitado|invitada|"
    "cliente de paso|consumidor final|prueba|usuario de prueba|"
    "sconosciuto|sconosciuta|non specificato|non fornito|non disponibile|senza nome|nessuno|ospite|cliente occasionale|"
    "prova|utente di prova|"
    "desconhecido|desconhecida|não especificado|não informado|não fornecido|não disponível|sem nome|nenhum|convidado|"
    "convidada|teste|usuário de teste|"
    "onbekend|onbekende|onbekende gebruiker|onbekende klant|niet opgegeven|niet gedeeld|niet beschikbaar|geen naam|"
    "zonder naam|geen|contante verkoop|testgebruiker",
)
PLACEHOLDERS = NAMELESS | UNSAID
_AROUND = " \t\u00a0[](){}<>*_.,:;!?\"'#-–—/\\|"
#: "Deleted user 4711", "guest-12"; a name that is only a number stays.
_NUMBERED = r"(\pL)[\s#_-]*\d+$"
_BOT = r"\[bot\]\s*$"
_NOBODYS_ADDRESS = (
    r"(^|<)\s*(no[-_.]?reply|do[-_.]?not[-_.]?reply|donotreply|nicht[-_.]?antworten|ne[-_.]?pas[-_.]?repondre|no[-_.]?responder|"
    r"mailer-daemon|postmaster|nobody|no[-_.]?e?-?mail|none|null|unknown|anonymous|anon|anonym|anonyme|anonimo|anoniem|"
    r"deleted([-_.]?user)?[-_.]?\d*|redacted|guest\d*|test(er|ing|user|account)?\d*|bot)(\+[^@]*)?@"
    r"|@((no-?reply|deleted|anonymi[sz]ed|redacted)\.|[^@]*\.invalid$)"
)


def names_nobody(text: pa.Array) -> pa.Array:
    """Mask of the cells that hold only a word in the place of a name; an empty cell is null.

    Signs around the word and a number behind it do not make it a name: "[deleted]", "Guest #12".

    Example:
        >>> names_nobody(pa.array(["Anonymous", "[deleted]", "Gast 7", "–", "Ann Gast", None])).to_pylist()
        [True, True, True, True, False, None]
    """
    return _among(text, PLACEHOLDERS)


def is_nameless(text: pa.Array) -> pa.Array:
    """Mask of the cells that hold a word of `NAMELESS`."""
    return _among(text, NAMELESS)


def is_nobodys_address(address: pa.Array) -> pa.Array:
    """Mask of the addresses no person reads: noreply@, deleted@, test@ and such; an empty cell is null.

    Example:
        >>> is_nobodys_address(pa.array(["no-reply@example.com", "anna.tester@example.com", "x@y.invalid"])).to_pylist()
        [True, False, True]
    """
    return by_text(address, lambda text: pc.match_substring_regex(lower(text), _NOBODYS_ADDRESS))


def _among(text: pa.Array, some: frozenset[str]) -> pa.Array:
    known = pa.array(sorted({*some, ""} if some is PLACEHOLDERS else some), pa.string())

    def told(distinct: pa.Array) -> pa.Array:
        plain = lower(distinct)
        bare = pc.replace_substring_regex(pc.utf8_trim(plain, characters=_AROUND), _NUMBERED, r"\1")
        return pc.or_(pc.is_in(bare, value_set=known), pc.match_substring_regex(plain, _BOT))

    return by_text(text, told)
