"""What a row of an unknown table is: a payment, an invoice, a movement of a bank account, or something else."""

from __future__ import annotations

import re

from truefans_core.guess.ideas import plain
from truefans_core.guess.looks import Look
from truefans_core.guess.names import says
from truefans_core.guess.paid import IDENTITY, Roles
from truefans_core.guess.sums import has_negative, header_of, ways
from truefans_core.reading.tables import RawTable

_VALUE_DAY = re.compile(
    r"\bvaluta( ?datum)?\b|\bvaluta dat|^wert(stellung.*)?$|\bvalue date|\bfecha (de )?valor|\bdata (de )?valor|\bdata valuta|"
    r"\brentedatum|\bdate (de )?valeur"
)
#: Whoever stands on the other side of a movement, as no seller calls a buyer.
_OTHER_SIDE = re.compile(
    r"\bcounter ?part|\bgegenpartei|\bgegenkonto|zahlungsbeteiligt|\bpayee|\bcontrepartie|\bcontraparte|\bcontroparte|\btegenpartij"
)
_PRIVATE, _BY_CELLS = 0.8, 0.8


def shape(table: RawTable, looks: dict[str, Look], roles: Roles) -> str | None:
    """The slug of the source that fits, or None where rows are no payments."""
    named = {role for role, _ in roles.values()}
    priced = {"unit_price", "quantity"} <= named and named & {"order_id", "product", "external_id", "email"}
    if "occurred_at" not in named or not ("amount" in named or priced):
        return None
    if _is_statement(table, looks, roles):
        _counterparty(table, looks, roles)
        return "bank-statement"
    telling = [h for h, (role, _) in roles.items() if role in {"order_id", "occurred_at", "amount"}]
    billed = any(says(header, "due") for header in table.headers) or any(says(h, "invoice") for h in telling)
    amount, other = header_of(roles, "amount"), header_of(roles, "amount_other")
    if amount and other and says(amount, "paid") and (billed or "balance" in named or says(other, "invoice")):
        return "paid-invoices"
    return "invoice-list" if billed and "amount" in named else "payment-log"


def _counterparty(table: RawTable, looks: dict[str, Look], roles: Roles) -> None:
    """Who stands on the other side of a movement, where a bank calls everybody there the recipient."""
    if any(role in IDENTITY for role, _ in roles.values()):
        return
    for header in table.headers:
        if header not in roles and says(header, "other") and looks[header].letters >= _PRIVATE:
            roles[header] = "name", _BY_CELLS
            return


def _is_statement(table: RawTable, looks: dict[str, Look], roles: Roles) -> bool:
    """Whether rows are movements of an account: a value day, a way in or out, or accounts beside a balance."""
    named = {role for role, _ in roles.values()}
    if named & {"status", "email", "unit_price", "quantity", "fee", "tax"} or "amount" not in named:
        return False
    way = ways(table)
    if way is not None:
        roles[way] = "event_type", _BY_CELLS
        return True
    if any(_VALUE_DAY.search(plain(header)) for header in table.headers):
        return True
    if any(_OTHER_SIDE.search(plain(header)) for header in table.headers) and has_negative(table, roles):
        return True
    accounts = any(look.private >= _PRIVATE and look.letters > 0 for look in looks.values())
    return "balance" in named and (accounts or not named & {"order_id", "external_id"})
