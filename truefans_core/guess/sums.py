"""What money columns are to each other: what was billed and what was paid, before and after a discount, in and out.

Names alone do not tell: "total" may be the sum before a discount or after it. The cells do, by adding up.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow.compute as pc

from truefans_core.guess.ideas import plain
from truefans_core.guess.looks import Look
from truefans_core.guess.names import says
from truefans_core.guess.paid import IDENTITY, Roles
from truefans_core.reading.tables import RawTable
from truefans_core.sources.source import words
from truefans_core.values import decide_decimal, parse_money

_ROWS = 2000
_NEARLY_ALL, _MOSTLY, _HALF = 0.95, 0.9, 0.5
_BY_CELLS = 0.8
_TIMES = 3  # changes either way of what a sum so far could not
_MOST_WAYS = 3  # in, out and across
#: What banks call money in and money out where each has its column, as `names.plain` writes it.
_IN = words(
    "credit|credits|credit amount|paid in|money in|amount in|deposit|deposits|in|received|haben|gutschrift|eingang|"
    "einnahmen|einnahme|zugang|credit eur|debit credit|crédit|montant credit|recette|recettes|entree|entrees|haber|abono|"
    "abonos|ingreso|ingresos|credito|avere|entrate|entrata|accrediti|accredito|creditos|entradas|receita|receitas|"
    "credito eur|bij|bijschrijving|ontvangsten|inkomsten|bedrag bij",
)
_OUT = words(
    "debit|debits|debit amount|paid out|money out|amount out|withdrawal|withdrawals|out|spent|soll|lastschrift|ausgang|"
    "ausgaben|ausgabe|abgang|belastung|montant debit|depense|depenses|sortie|sorties|debe|cargo|cargos|gasto|gastos|pagos|"
    "debito|dare|uscite|uscita|addebiti|addebito|debitos|saidas|despesa|despesas|af|afschrijving|uitgaven|bedrag af",
)
#: Cells of a column that says which way the money of a row went.
_WAYS = words(
    "c|d|cr|dr|credit|debit|crdt|dbit|in|out|money in|money out|incoming|outgoing|+|-|s|h|soll|haben|eingang|ausgang|"
    "crédit|débit|credito|debito|crédito|débito|abono|cargo|ingreso|entrata|uscita|entrada|saída|salida|af|bij|"
    "bijschrijving|afschrijving|income|expense|expenses|earning|transfer|einnahme|einnahmen|ausgabe|ausgaben|umbuchung|"
    "recette|dépense|revenu|virement interne|gasto|transferencia|spesa|trasferimento|receita|despesa|transferência|"
    "inkomsten|uitgave|uitgaven|overboeking",
)
#: Parts of a payment that are smaller than it.
_PARTS = ("fee", "tax", "tip", "discount", "shipping")


def weigh(table: RawTable, looks: dict[str, Look], roles: Roles) -> None:
    """Settle by adding up what each money column is."""
    sums = _Sums(table)
    _in_and_out(table, looks, roles, sums)
    _no_count(roles, sums)
    _each_time(table, roles, sums)
    _with_parts(table, looks, roles, sums)
    _paid_of_billed(table, looks, roles, sums)
    _after_discount(table, looks, roles, sums)
    _parts(roles, sums)


class _Sums:
    """The first rows of money columns as numbers, read once; blanks are nought."""

    def __init__(self, table: RawTable) -> None:
        self._table = table
        self._read: dict[str, np.ndarray[Any, np.dtype[np.int64]]] = {}

    def of(self, header: str) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Hundredths of each row."""
        if header not in self._read:
            cells = self._table.cells[header].slice(0, _ROWS).combine_chunks()
            minor = parse_money(cells, "USD", decide_decimal(cells) or ".").minor
            self._read[header] = np.asarray(pc.fill_null(minor, 0)).astype(np.int64)
        return self._read[header]


def header_of(roles: Roles, role: str) -> str | None:
    """The surest column of a role."""
    return max((h for h in roles if roles[h][0] == role), key=lambda h: roles[h][1], default=None)


def has_negative(table: RawTable, roles: Roles) -> bool:
    """Whether some of the first amounts are below zero."""
    amount = header_of(roles, "amount")
    return amount is not None and bool((_Sums(table).of(amount) < 0).any())


def ways(table: RawTable) -> str | None:
    """The column that says which way the money of each row went, or None."""
    for header in table.headers:
        told = pc.utf8_lower(table.cells[header].slice(0, _ROWS).drop_null().unique()).to_pylist()
        if 0 < len(told) <= _MOST_WAYS and set(told) <= _WAYS and not says(header, "interval"):
            return header
    return None


def _in_and_out(table: RawTable, looks: dict[str, Look], roles: Roles, sums: _Sums) -> None:
    """Where money in and money out have a column each, what came in is the amount."""
    came = [h for h in table.headers if plain(h) in _IN and looks[h].money >= _MOSTLY]
    went = [
        h for h in table.headers if plain(h) in _OUT and (looks[h].money >= _MOSTLY or not looks[h].count)
    ]
    if len(came) != 1 or len(went) != 1 or ((sums.of(came[0]) != 0) & (sums.of(went[0]) != 0)).any():
        return
    for header in [h for h in roles if roles[h][0] in {"amount", "metric"}]:
        del roles[header]
    roles.pop(went[0], None)
    roles[came[0]] = "amount", _BY_CELLS


def _no_count(roles: Roles, sums: _Sums) -> None:
    """Whole numbers under "Total products" beside prices with cents are how many there were."""
    amount, price = header_of(roles, "amount"), header_of(roles, "unit_price")
    if amount is None or price is None or not says(amount, "product"):
        return
    if (sums.of(price) % 100 != 0).mean() > _HALF and not (sums.of(amount) % 100).any():
        del roles[amount]


def _each_time(table: RawTable, roles: Roles, sums: _Sums) -> None:
    """A "total spend" beside a day is that of each time where people come again with more, and with less."""
    total, day = header_of(roles, "lifetime_amount"), header_of(roles, "occurred_at")
    who = next((header for role in IDENTITY if (header := header_of(roles, role))), None)
    if total is None or day is None or who is None or header_of(roles, "amount"):
        return
    person = table.cells[who].slice(0, _ROWS).combine_chunks().dictionary_encode().indices
    number = np.asarray(pc.fill_null(person, -1))
    order = np.argsort(number, kind="stable")
    same, change = np.diff(number[order]) == 0, np.diff(sums.of(total)[order])
    if min((change[same] > 0).sum(), (change[same] < 0).sum()) >= _TIMES:
        roles[total] = "amount", roles[total][1]


def _paid_of_billed(table: RawTable, looks: dict[str, Look], roles: Roles, sums: _Sums) -> None:
    """What was paid of an invoice beats what was billed; nothing paid is no income."""
    billed = header_of(roles, "amount")
    if billed is None or says(billed, "paid"):
        return
    for header in table.headers:
        free = roles.get(header, ("", 0))[0] in {"", "amount", "metric"} and header != billed
        if not free or not says(header, "paid") or says(header, "date") or looks[header].money < _MOSTLY:
            continue
        if (
            says(header, "due")
            or says(header, "balance")
            or not looks[header].count
            or looks[header].flag >= _MOSTLY
        ):
            continue
        paid, total = sums.of(header), sums.of(billed)
        if (paid <= total).mean() >= _NEARLY_ALL and paid.any() and (paid >= 0).all():
            roles[header] = "amount", roles[billed][1]
            roles[billed] = "amount_other", roles[billed][1]
            return


def _after_discount(table: RawTable, looks: dict[str, Look], roles: Roles, sums: _Sums) -> None:
    """Of two amounts that differ by the discount the smaller one was paid."""
    before, less = header_of(roles, "amount"), header_of(roles, "discount")
    if before is None or less is None or not sums.of(less).any():
        return
    wanted = sums.of(before) - np.abs(sums.of(less))
    for header in table.headers:
        free = roles.get(header, ("", 0))[0] in {"", "amount_net", "amount_other", "metric"}
        if (
            header != before
            and free
            and looks[header].money >= _MOSTLY
            and (sums.of(header) == wanted).mean() >= _NEARLY_ALL
        ):
            roles[header] = "amount", roles[before][1]
            roles[before] = "amount_other", roles[before][1]
            return


def _with_parts(table: RawTable, looks: dict[str, Look], roles: Roles, sums: _Sums) -> None:
    """Of two amounts that differ by fees, taxes or postage put on top the larger one was paid."""
    bare = header_of(roles, "amount")
    added = [
        h for h, (role, _) in roles.items() if role in {"fee", "tax", "shipping"} and (sums.of(h) > 0).any()
    ]
    if bare is None or says(bare, "total") or not added:
        return
    for header in table.headers:
        free = roles.get(header, ("", 0))[0] in {"", "amount_other", "lifetime_amount", "metric"}
        if not free or not (says(header, "total") or says(header, "paid")) or looks[header].money < _MOSTLY:
            continue
        for parts in (*([part] for part in added), added):
            wanted = sums.of(bare) + np.sum([sums.of(h) for h in parts], axis=0)
            if (sums.of(header) == wanted).mean() >= _NEARLY_ALL:
                roles[header] = "amount", roles[bare][1]
                roles[bare] = "amount_other", roles[bare][1]
                return


def _parts(roles: Roles, sums: _Sums) -> None:
    """A part that is larger than its amount is none, nor is one told twice."""
    amount = header_of(roles, "amount")
    seen: dict[bytes, str] = {}
    for header in [h for h in roles if roles[h][0] in _PARTS]:
        part = np.abs(sums.of(header))
        if not part.any():
            continue
        told = roles[header][0] in {"fee", "tax"} and (roles[header][0].encode() + part.tobytes()) in seen
        large = amount is not None and (part > np.abs(sums.of(amount)))[part > 0].mean() > _HALF
        if told or (large and roles[header][0] in {"fee", "tax", "tip"}):
            del roles[header]
            continue
        seen[roles[header][0].encode() + part.tobytes()] = header
