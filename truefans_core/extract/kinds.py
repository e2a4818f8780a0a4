"""What kind of money a row of a payment list is, where a column of types says so: income, given back, or neither.

Lists of a payment service hold everything that moves a balance. Money that only changes its place, its currency or
its owner's hands is no income; what was given back is no payment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.extract.cells import Cells, Mask, truth
from truefans_core.sources.source import words
from truefans_core.values.cells import by_text, encode

#: Never income, whoever is named: money taken out, changed, held or promised, and what others add to a gift.
_NEVER = (
    "withdrawals?", "pay-?outs?", "paid out", "cash-?outs?", "conversions?", "holds?", "on hold", "authori[sz]ations?",
    "reserves?", "chargebacks? fee", "gift ?aid", "employer match(es)?", "match(ed|ing) (gift|giving|donation)s?",
    "auszahlung(en)?", "allgemeine abbuchung", "abhebung(en)?", "umbuchung(en)?", "(währungs)?umrechnung(en)?",
    "einbehalt(ung|ene|en)?", "autorisierung(en)?", "zurückbehaltung", "rücklagen?", "retraits?", "conversion de devises?",
    "retenues?", "blocages?", "autorisations?", "réserves?", "reversements?", "retiros?", "retiradas?", "conversi[óo]n",
    "retenci[óo]n(es)?", "autorizaci[óo]n(es)?", "desembolsos?", "prelie?v[oi]", "conversion[ei]", "trattenut[ae]",
    "autorizzazion[ei]", "riserv[ae]", "saques?", "levantamentos?", "convers(ão|ões)", "retenç(ão|ões)",
    "autorizaç(ão|ões)", "opnames?", "uitbetaling(en)?", "(valuta-?)?omrekening(en)?", "valutaconversie", "conversies?",
    "inhouding(en)?", "autorisaties?", "reservering(en)?",
)  # fmt: skip
#: The same, unless the row names who paid: a down payment may be called a deposit, a gift a transfer.
_UNNAMED = (
    "transfers?", "transferred", "(bank ?)?deposits?", "top-?ups?", "add(ed)? funds", "überweisung(en)?", "übertrag(ung)?",
    "(bank)?einzahlung(en)?", "bankgutschrift", "abbuchung(en)?", "reservierung(en)?", "virements?", "dépôts?",
    "approvisionnements?", "transferencias?", "dep[óo]sitos?", "reservas?", "trasferiment[oi]", "bonific[oi]",
    "deposit[oi]", "versament[oi]", "ricarich[ae]", "transferências?", "depósitos?", "overschrijving(en)?",
    "overboeking(en)?", "storting(en)?", "opwaardering(en)?",
)  # fmt: skip
#: What banks call money out, where the cell says nothing else: a debit card is a way to pay.
_DEBIT = words(
    "debit|dr|d|dbit|out|money out|outgoing|ausgang|uscita|saída|salida|débit|debito|débito|addebito|cargo|soll|lastschrift|af|afschrijving|debet|sent|expense|expenses|ausgabe|ausgaben|dépense|gasto|spesa|despesa|uitgave|uitgaven"
)
_BACK = (
    "refund(s|ed)?", "reversals?", "reversed", "charge-?backs?", "charged back", "money back", "rückzahlung(en)?",
    "(rück)?erstattung(en)?", "(zu)?rückerstattet", "erstattet", "rückbuchung(en)?", "rücklastschrift(en)?",
    "remboursements?", "remboursée?s?", "rétrofacturations?", "reembolsos?", "reembolsad[oa]", "devoluci[óo]n(es)?",
    "devuelt[oa]", "contracargos?", "rimbors[oi]", "rimborsat[oa]", "storno", "storni", "estornos?", "devoluç(ão|ões)",
    "terugbetaling(en)?", "terugbetaald", "terugboeking(en)?", "terugstorting(en)?",
)  # fmt: skip
#: No money came, whatever else the status says.
_FAILED = (
    "failed", "declined", "cancel?led", "voided", "abandoned", "rejected", "refused", "unpaid", "not paid",
    "uncollectible", "lost", "fehlgeschlagen", "storniert", "abgelehnt", "abgebrochen", "unbezahlt", "nicht bezahlt",
    "annulée?s?", "refusée?s?", "échouée?s?", "rejetée?s?", "impayée?s?", "abandonnée?s?", "non payée?s?",
    "cancelad[oa]s?", "anulad[oa]s?", "rechazad[oa]s?", "fallid[oa]s?", "impagad[oa]s?", "denegad[oa]s?", "no pagad[oa]s?",
    "annullat[oa]", "rifiutat[oa]", "fallit[oa]", "non pagat[oa]", "recusad[oa]", "negad[oa]", "falhou", "não pag[oa]",
    "mislukt", "geannuleerd", "geweigerd", "afgewezen", "niet betaald",
)  # fmt: skip
#: Nobody came, in a list of visits: the phrases anywhere in a cell, and what a cell says as a whole.
_MISSED = (
    "no[- ]?show(ed)?", "noshow", "absent", "missed", "did(n['’]t| not) (attend|come|show)", "not (attended|attending)",
    "nicht erschienen", "abwesend", "gefehlt", "absente?", "ausente", "assente", "niet verschenen", "afwezig",
)  # fmt: skip
_NO = words("no|n|false|nein|non|nee|não")
#: It did come: "Paid (membership cancelled)".
_CAME = ("paid", "succeeded", "bezahlt")
#: A deal of a sales pipeline that was made.
_WON = ("won", "gewonnen", "gagnée?", "ganad[oa]", "vint[oa]", "ganh[oa]")
#: What was promised, where the same column tells payments, or the payments of such promises, apart.
_PROMISE = (
    r"^(planned |recurring |matching |multi-?year )?(pledges?|promises?|commitments?)$|^(spenden)?zusagen?$|"
    r"^promesses?( de dons?)?$|^compromisos?$|^promess[ae]s?$|^toezegging(en)?$"
)
_KEPT = r"[ -]*(payments?|pay|pay-cash|pmt|installments?|zahlung(en)?|versement|pago|pagamento|betaling)$"


@dataclass(frozen=True, slots=True)
class Kinds:
    """What the type of each row says.

    Attributes:
        no_income: money that is nobody's payment to the user.
        given_back: the amount was given back, whatever its sign.
    """

    no_income: Mask
    given_back: Mask


def read_kinds(cells: Cells, amount: np.ndarray[Any, np.dtype[np.int64]]) -> Kinds:
    """The kinds of the rows of a table; all are payments where no column tells.

    Args:
        cells: the table.
        amount: minor units of each row, signed as written.
    """
    none = np.zeros(cells.rows, bool)
    headers = list(cells.headers("event_type"))
    if not cells.source.signature:  # of a file nobody knows the status may tell as well
        headers += cells.headers("status")
    unpaid = _unpaid_cells(cells)
    if not headers:
        return Kinds(unpaid | ((amount < 0) & cells.quirk("own_spending")), none)
    never, unnamed, back = none.copy(), none.copy(), none.copy()
    for header in headers:
        column = _trimmed(cells, header)
        told = cells.one_of(column, cells.source.unpaid_types)
        never |= told | _says(column, _NEVER)
        unnamed |= _says(column, _UNNAMED)
        if header in cells.headers("event_type"):
            back |= _says(column, _BACK) & ~told
            never |= _promised(cells, column)
    back &= ~never
    never |= unnamed & (~_payer_named(cells) | (amount < 0)) & ~back
    signed = (amount < 0).any() or cells.quirk("own_spending")
    if signed:  # money that came back to the user is no income
        never |= back & (amount > 0)
    spent = (amount < 0) & ~back
    if not cells.source.signature and cells.has("event_type"):
        never |= spent & (~_payer_named(cells) | _is_debit(cells, headers))
    if cells.quirk("own_spending") or (not cells.source.signature and (back & (amount < 0)).any()):
        never |= spent  # the list tells refunds apart: this is what the user spent
    if cells.quirk("own_spending") and not (amount < 0).any():
        never |= _is_debit(cells, headers)  # a column beside the amount says which way it went
    never |= unpaid
    return Kinds(never | _follows(cells, unpaid_by_status(cells), back), back & ~never)


def _trimmed(cells: Cells, header: str) -> pa.DictionaryArray:
    """A column trimmed and in lower case."""
    encoded = encode(cells.coded(header))
    texts = pc.utf8_lower(pc.utf8_trim_whitespace(encoded.dictionary))
    return pa.DictionaryArray.from_arrays(encoded.indices, texts)


def _says(column: pa.DictionaryArray, phrases: tuple[str, ...]) -> Mask:
    """Rows of a lower-case column that hold one of some phrases as whole words."""
    # RE2 knows no Unicode word boundary.
    pattern = rf"(^|[^\p{{L}}\p{{N}}])({'|'.join(phrases)})($|[^\p{{L}}\p{{N}}])"
    return truth(by_text(column, lambda text: pc.match_substring_regex(text, pattern)))


def _promised(cells: Cells, column: pa.DictionaryArray) -> Mask:
    """Rows of a column of types that only promise: a "pledge" beside other types, a "recurring gift" beside its payments."""
    types = column.dictionary
    if len(types) == 1:
        return np.zeros(cells.rows, bool)
    kept = pc.replace_substring_regex(types, _KEPT, "")
    of_kept = pc.is_in(types, value_set=kept.filter(pc.not_equal(kept, types)))
    told = pc.or_(pc.match_substring_regex(types, _PROMISE), of_kept)
    return truth(told.take(column.indices))


def _is_debit(cells: Cells, headers: list[str]) -> Mask:
    """Rows a bank calls money out, and nothing else."""
    return np.asarray(
        np.logical_or.reduce([cells.one_of(_trimmed(cells, header), _DEBIT) for header in headers])
    )


def _payer_named(cells: Cells) -> Mask:
    """Rows that name somebody by a key, or by name where the table has no keys."""
    keys = ("email", "external_id", "person_id", "handle")
    roles = keys if cells.has(*keys) else ("name", "first_name", "last_name", "company")
    return truth(pc.is_valid(cells.text(*roles)))


def unpaid_by_status(cells: Cells) -> Mask:
    """Rows whose status keeps them from being income."""
    source, status = cells.source, cells.told("status")
    if not cells.has("status"):
        return np.zeros(cells.rows, bool)
    if source.income_status:
        return ~cells.one_of(status, source.income_status | source.refunded_status)
    unpaid = cells.one_of(status, source.unpaid_status)
    return unpaid if source.signature else unpaid | _undone_in_words(cells)


def missed(cells: Cells) -> Mask:
    """Rows of a list of visits nobody knows whose status says that the person did not come after all."""
    away = np.zeros(cells.rows, bool)
    if cells.source.signature:
        return away
    for header in cells.headers("status"):
        column = _trimmed(cells, header)
        away |= _says(column, (*_MISSED, *_FAILED)) | cells.one_of(column, _NO)
    return away


def _undone_in_words(cells: Cells) -> Mask:
    """Rows of an unknown file whose status says in more than one word that no money came, or of a deal not won."""
    undone = np.zeros(cells.rows, bool)
    for header in cells.headers("status"):
        column = _trimmed(cells, header)
        undone |= _says(column, _FAILED) & ~(
            _says(column, _CAME) & ~_says(column, ("not paid", "nicht bezahlt"))
        )
        won = _says(column, _WON)
        undone |= won.any() & ~won
    return undone


def _unpaid_cells(cells: Cells) -> Mask:
    """Rows with a cell that keeps them from being income, such as test mode."""
    told = np.zeros(cells.rows, bool)
    for header in cells.table.headers:
        unpaid = cells.source.unpaid_cells.get(header.strip().casefold())
        if unpaid is not None:
            told |= cells.one_of(_trimmed(cells, header), unpaid)
    return told


def _follows(cells: Cells, unpaid: Mask, back: Mask) -> Mask:
    """Money given back of a payment that is no income itself: both are left out, or the user would lose it twice."""
    if not back.any() or not cells.has("id_other"):
        return np.zeros(cells.rows, bool)
    left_out = pc.unique(cells.text("order_id").filter(pa.array(unpaid))).drop_null()
    return back & truth(pc.is_in(cells.text("id_other"), value_set=left_out))
