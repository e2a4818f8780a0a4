"""What a column means by what stands beside it: whose id it is, which of two dates, whether a price was paid."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from truefans_core.guess.ideas import plain
from truefans_core.guess.looks import Look, is_piece
from truefans_core.guess.names import is_some_id, may_be_key, may_be_whole, says
from truefans_core.guess.paid import IDENTITY as _IDENTITY
from truefans_core.guess.paid import Roles, standing, was_paid

_SURE_ENOUGH = 0.6
_BY_CELLS = 0.8
_PLAIN_IDS = frozenset(
    {"id", "nr", "no", "number", "nummer", "numero", "code", "uid", "uuid", "key", "identifiant", "kennung"}
)
_TOTALS = ("lifetime_amount", "order_count")
_CLIENTS = frozenset(
    {"client", "customer", "kunde", "kundin", "cliente", "klant", "auftraggeber", "donneur d ordre"}
)
_CONTACTS = frozenset(
    {
        "contact",
        "contact name",
        "contact person",
        "ansprechpartner",
        "ansprechpartnerin",
        "kontakt",
        "kontaktperson",
    }
    | {
        "contacto",
        "persona de contacto",
        "contatto",
        "referente",
        "contato",
        "contactpersoon",
        "interlocuteur",
    }
)
#: What a log of who paid when and how much has beside who.
_BARE = frozenset({"occurred_at", "time", "amount", "unit_price", "quantity", "currency"})
#: Roles of a yes or no that is about a person.
_SAID_OF_PEOPLE = frozenset({"consent", "anonymous", "is_recurring"})
_SOME, _ALL, _NEARLY_ALL = 0.2, 0.9, 0.98
_OFTEN = 0.5
_FAR = 5  # times as many different keys
_FAINT = 0.05  # what the second of two days is less sure


def has_totals(found: Mapping[str, Mapping[str, float]]) -> bool:
    """Whether some header says how much somebody paid so far."""
    return any(
        role in sure and sure[role] >= max(sure.values()) for sure in found.values() for role in _TOTALS
    )


def settle(headers: tuple[str, ...], looks: dict[str, Look], roles: Roles) -> None:
    """Decide what depends on the other columns."""

    def first(role: str) -> str | None:
        return next((h for h in headers if roles.get(h, ("", 0))[0] == role), None)

    was_paid(first, headers, looks, roles)
    _names(first, looks, roles)
    _client_and_contact(first, headers, looks, roles)
    _last_payment(first, roles)
    _one_date(headers, looks, roles)
    _first_day(looks, roles)
    _undone(headers, looks, roles)
    standing(first, roles)
    paying = bool(first("occurred_at") and (first("amount") or (first("unit_price") and first("quantity"))))
    _plain_ids(headers, looks, roles, paying=paying)
    if not any(first(role) for role in _IDENTITY):
        # A till may know its customers by their telephone.
        payer = (paying and first("phone")) or _keys(first("occurred_at"), headers, looks, roles)
        if payer:
            roles[payer] = "external_id", _SURE_ENOUGH
    if not any(first(role) for role in (*_IDENTITY, "amount", "lifetime_amount")) and first("occurred_at"):
        for header in headers:
            if header not in roles and looks[header].number >= _ALL:
                roles[header] = "metric", _BY_CELLS


def _undone(headers: tuple[str, ...], looks: dict[str, Look], roles: Roles) -> None:
    """Yes or no below "Cancelled", "Refunded" or "Test" is no day and no amount: it says what became of the row."""
    for header in headers:
        look = looks[header]
        told = any(says(header, idea) for idea in ("cancel", "undone", "refund"))
        if told and look.count and look.flag >= _ALL and roles.get(header, ("", 0))[0] not in _SAID_OF_PEOPLE:
            roles[header] = "flag", _BY_CELLS


def _client_and_contact(
    first: Callable[[str], str | None], headers: tuple[str, ...], looks: dict[str, Look], roles: Roles
) -> None:
    """Who sells to companies lists the client and, beside it, whom to speak to there: that is the person."""
    client = first("name")
    contact = next((h for h in headers if h not in roles and plain(h) in _CONTACTS), None)
    if client and contact and plain(client) in _CLIENTS and not first("company"):
        look = looks[contact]
        if min(look.letters, look.spaced) >= _ALL and max(look.email, look.digits) < _SOME:
            roles[client], roles[contact] = ("company", roles[client][1]), ("name", _BY_CELLS)


def _names(first: Callable[[str], str | None], looks: dict[str, Look], roles: Roles) -> None:
    """A lone "Nom" or "Nombre" is the whole name; beside a first name "Name" is the last one, if it is one word."""
    given, family, whole = first("first_name"), first("last_name"), first("name")
    if whole is None and (given is None) != (family is None):
        alone = given or family or ""
        if may_be_whole(alone):
            roles[alone] = "name", roles[alone][1]
    elif whole and given and family is None and looks[whole].spaced < _SOME and looks[whole].count:
        roles[whole] = "last_name", roles[whole][1]


def _plain_ids(headers: tuple[str, ...], looks: dict[str, Look], roles: Roles, *, paying: bool) -> None:
    """A column called "id" numbers the rows of payments if it never repeats, else it is the person's."""
    for header in headers:
        mine = roles.get(header, ("", 0))[0] in {"", "order_id", "id_other"}
        if not mine or plain(header) not in _PLAIN_IDS or looks[header].digits < _SOME:
            continue
        role = "order_id" if paying and looks[header].distinct == 1 else "external_id"
        holder = next((h for h in headers if h != header and roles.get(h, ("", 0))[0] == role), None)
        if holder is None:
            roles[header] = role, _SURE_ENOUGH
        elif role == "order_id" and says(holder, "reference") and not says(holder, "sale"):
            roles[holder] = "id_other", roles[holder][1]
            roles[header] = role, _SURE_ENOUGH
        else:
            roles.pop(header, None)
    named = {role for role, _ in roles.values()}
    if paying or "external_id" in named:
        return
    own = [
        h
        for h in headers
        if h not in roles and is_some_id(h) and looks[h].count and looks[h].distinct >= _NEARLY_ALL
    ]
    if len(own) == 1:
        roles[own[0]] = "external_id", _SURE_ENOUGH


def _keys(day: str | None, headers: tuple[str, ...], looks: dict[str, Look], roles: Roles) -> str | None:
    """Whose dated rows they are where no header says so: the one column of keys that come again.

    A header has to call itself an id, unless nothing but days that come again too, or money, stands beside it: a number
    for each day is no key. Of several columns it is the one with by far the most different keys.
    """
    if day is None:
        return None
    named = {role for role, _ in roles.values()}
    left = [h for h in headers if h not in roles and may_be_key(h) and _come_again(looks[h])]
    bare = named <= _BARE and bool(named & {"amount", "unit_price"} or looks[day].distinct < _OFTEN)
    left = [h for h in left if is_some_id(h)] or (left if bare else [])
    by_count = sorted(left, key=lambda header: looks[header].distinct, reverse=True)
    clear = len(by_count) == 1 or (
        by_count and looks[by_count[0]].distinct > _FAR * looks[by_count[1]].distinct
    )
    return by_count[0] if clear else None


def _come_again(look: Look) -> bool:
    """Whether cells may be the keys of people: figures or figures and letters, whole, and some of them twice."""
    other = max(look.spaced, look.cents, look.date, look.clock, look.compact, look.private, look.flag)
    return look.count > 1 and look.digits >= _ALL and other < _SOME and look.distinct < _NEARLY_ALL


def _first_day(looks: dict[str, Look], roles: Roles) -> None:
    """A list that names everybody once and no amount is no log: its date is the day of joining."""
    named = {role: header for header, (role, _) in roles.items()}
    key = next((named[role] for role in _IDENTITY if role in named), None)
    day = named.get("occurred_at")
    if (
        day is None
        or key is None
        or named.keys() & {"recommend_score", "hours_given", "rating", "quantity"}  # a log, if a short one
        or "amount" in named
        or "order_id" in named
        or looks[key].distinct < _NEARLY_ALL
    ):
        return
    if "joined_at" in named:
        del roles[day]
    else:
        roles[day] = "joined_at", roles[day][1]


def _last_payment(first: Callable[[str], str | None], roles: Roles) -> None:
    """Where each row is an invoice with what was paid of it its last payment is the day of the money."""
    day, amount, billed = first("last_activity"), first("amount"), first("occurred_at")
    if day and amount and billed and says(amount, "paid") and says(day, "sale") and says(billed, "invoice"):
        roles[day] = "occurred_at", roles[day][1]


def _one_date(headers: tuple[str, ...], looks: dict[str, Look], roles: Roles) -> None:
    """Keep one date: the day money came in, else the surest.

    In a list of invoices whose status says what was paid the day of billing stands in for a missing day of payment.
    """
    dated = [h for h in headers if roles.get(h, ("", 0))[0] == "occurred_at" and not is_piece(looks[h])]
    paid = [h for h in dated if (says(h, "paid") or says(h, "last")) and looks[h].count]
    surest = sorted(dated, key=lambda h: (h not in paid, -roles[h][1], says(h, "start")))
    billed = any(says(h, "invoice") or says(h, "due") for h in headers)
    for place, header in enumerate(surest):
        if place and not (place == 1 and paid and billed):
            del roles[header]
        elif place and not any(role == "status" for role, _ in roles.values()):
            del roles[header]  # nothing but the day of payment says which ones were paid
        elif place:
            roles[header] = "occurred_at", min(roles[header][1], roles[surest[0]][1] - _FAINT)
