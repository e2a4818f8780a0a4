"""Give each column of an unknown table the role that its name and its cells speak for."""

from __future__ import annotations

from types import MappingProxyType

from truefans_core.guess.looks import Look, look_at
from truefans_core.guess.names import currency_in, plain, scores
from truefans_core.guess.synonyms import DUE_WORDS, INVOICE_WORDS, PAID_WORDS
from truefans_core.mapping import Mapping, Use
from truefans_core.reading.tables import RawTable
from truefans_core.sources import SOURCES

#: Confidence below which a column gets no role.
SURE_ENOUGH = 0.6
#: A header may take a role it names less well only if it is nearly as good a name.
_NEARLY = 0.12
_MANY = frozenset({"fee", "tax", "handle", "sensitive", "metric", "utm", "occurred_at"})
_BY_CELLS = 0.8  # confidence of a role that only the cells speak for
_PLAIN_IDS = frozenset({"id", "nr", "no", "number", "nummer", "numero", "code", "uid", "uuid", "key"})
_CREATED = ("creat", "erstellt", "cree", "cread", "aangemaakt")
_IDENTITY = ("email", "external_id", "person_id", "handle", "name", "first_name", "last_name", "company")
_SOME, _MOSTLY, _ALL, _NEARLY_ALL = 0.2, 0.8, 0.9, 0.98
_OUTRIGHT = 0.95  # score of a header that is a name of the role

Roles = dict[str, tuple[str, float]]


def guess(table: RawTable) -> Mapping:
    """The likely meaning of each column, with a confidence.

    A table that says who or what, when and how much is a payment log, one with invoice words an invoice list;
    for anything else the source is None.
    """
    looks = {header: look_at(table.cells[header]) for header in table.headers}
    roles = _by_name(table.headers, looks)
    _by_cells(table.headers, looks, roles)
    _mend(table.headers, looks, roles)
    slug = _shape(table.headers, roles)
    currency = next((c for h, (role, _) in roles.items() if role == "amount" and (c := currency_in(h))), None)
    uses = tuple(Use(header, *roles.get(header, (None, 0.0))) for header in table.headers)
    choices = MappingProxyType({"currency": currency} if currency else {})
    return Mapping(slug, uses, choices, SOURCES[slug].platform if slug else "")


def _by_name(headers: tuple[str, ...], looks: dict[str, Look]) -> Roles:
    """The best pairs of header and role first; most roles go to one column only."""
    pairs = []
    for place, header in enumerate(headers):
        if plain(header) in DUE_WORDS:
            continue
        named = scores(header)
        best = max(named.values(), default=0.0)
        for role, score in named.items():
            confidence = _confidence(score, looks[header].fits(role, score))
            if score >= best - _NEARLY and confidence >= SURE_ENOUGH:
                pairs.append((-confidence, -score, place, header, role))
    roles: Roles = {}
    taken: set[str] = set()
    for confidence, _, _, header, role in sorted(pairs):
        if header not in roles and (role not in taken or role in _MANY):
            roles[header] = role, round(min(-confidence, 1.0), 3)
            taken.add(role)
    return roles


def _confidence(name: float, cells: float) -> float:
    """How sure a role is; a header that says it outright stands bad cells, but not only bad cells."""
    outright = name >= _OUTRIGHT and cells >= _SOME
    return max(name * cells, SURE_ENOUGH) if outright else name * cells


def _by_cells(headers: tuple[str, ...], looks: dict[str, Look], roles: Roles) -> None:
    """What no header names but the cells show: addresses, private details, the one date, the one amount."""

    def missing(*wanted: str) -> bool:
        return not any(role in wanted for role, _ in roles.values())

    for header in headers:
        look = looks[header]
        if look.private >= _MOSTLY:
            roles[header] = "sensitive", look.private
        elif header not in roles and look.email >= _MOSTLY:
            role = "email" if missing("email") else "email_alt"
            roles[header] = role, round(_BY_CELLS * look.email, 3)
    open_headers = [h for h in headers if h not in roles and plain(h) not in DUE_WORDS]
    if missing("occurred_at", "joined_at"):
        dates = [h for h in open_headers if looks[h].date >= _ALL]
        if len(dates) == 1:
            roles[dates[0]] = "occurred_at", _BY_CELLS
    if missing("amount", "lifetime_amount", "unit_price"):
        sums = [
            h for h in open_headers if h not in roles and looks[h].money >= _ALL and looks[h].cents >= _MOSTLY
        ]
        if len(sums) == 1:
            roles[sums[0]] = "amount", _BY_CELLS


def _mend(headers: tuple[str, ...], looks: dict[str, Look], roles: Roles) -> None:
    """Decide what depends on the other columns."""

    def first(role: str) -> str | None:
        return next((h for h in headers if roles.get(h, ("", 0))[0] == role), None)

    created = first("joined_at")
    if first("occurred_at") is None and created and first("amount") and plain(created).startswith(_CREATED):
        roles[created] = "occurred_at", roles[created][1]
    price = first("unit_price")
    sale = first("occurred_at") and any(first(role) for role in (*_IDENTITY, "product"))
    if price and sale and first("amount") is None and first("quantity") is None:
        roles[price] = "amount", roles[price][1]
    given, family = first("first_name"), first("last_name")
    if first("name") is None and (given is None) != (
        family is None
    ):  # "Nom" or "Nombre" alone is the whole name
        alone = given or family or ""
        roles[alone] = "name", roles[alone][1]
    _one_date(headers, looks, roles, has_status=first("status") is not None)
    _first_day(looks, roles)
    _plain_ids(headers, looks, roles, paying=bool(first("amount") and first("occurred_at")))
    if not any(first(role) for role in (*_IDENTITY, "amount", "lifetime_amount")) and first("occurred_at"):
        for header in headers:
            if header not in roles and looks[header].number >= _ALL:
                roles[header] = "metric", _BY_CELLS


def _plain_ids(headers: tuple[str, ...], looks: dict[str, Look], roles: Roles, *, paying: bool) -> None:
    """A column called "id" numbers the rows of payments if it never repeats, else it is the person's."""
    for header in headers:
        if header not in roles and plain(header) in _PLAIN_IDS and looks[header].count:
            of_row = paying and looks[header].distinct == 1
            role = "order_id" if of_row else "external_id"
            if role not in {given for given, _ in roles.values()}:
                roles[header] = role, SURE_ENOUGH


def _first_day(looks: dict[str, Look], roles: Roles) -> None:
    """A list that names everybody once and no amount is no log: its date is the day of joining."""
    named = {role: header for header, (role, _) in roles.items()}
    key = next((named[role] for role in _IDENTITY if role in named), None)
    day = named.get("occurred_at")
    if day is None or key is None or "amount" in named or looks[key].distinct < _NEARLY_ALL:
        return
    if "joined_at" in named:
        del roles[day]
    else:
        roles[day] = "joined_at", roles[day][1]


def _one_date(headers: tuple[str, ...], looks: dict[str, Look], roles: Roles, *, has_status: bool) -> None:
    """Keep one date: the day money came in, else the surest.

    Where a status says what was paid, the day it was billed stands in for a missing day of payment.
    """
    dated = [h for h in headers if roles.get(h, ("", 0))[0] == "occurred_at"]
    paid = [h for h in dated if plain(h) in PAID_WORDS and looks[h].count]
    surest = sorted(dated, key=lambda h: (h not in paid, -roles[h][1]))
    for place, header in enumerate(surest):
        if place and not (place == 1 and paid and has_status):
            del roles[header]
        elif place:
            roles[header] = "occurred_at", min(roles[header][1], roles[surest[0]][1] - 0.05)


def _shape(headers: tuple[str, ...], roles: Roles) -> str | None:
    named = {role for role, _ in roles.values()}
    if not {"amount", "occurred_at"} <= named:
        return None
    telling = [
        plain(header) for header, (role, _) in roles.items() if role in {"order_id", "occurred_at", "amount"}
    ]
    due = any(plain(header) in DUE_WORDS for header in headers)
    invoices = due or any(INVOICE_WORDS & set(words.split()) for words in telling)
    return "invoice-list" if invoices else "payment-log"
