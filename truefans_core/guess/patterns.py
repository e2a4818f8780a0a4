"""Which ideas make which role, and which other ideas beside them make it something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from truefans_core.sources.source import words

#: Role to the ideas that name it, one way after another; "?" may be missing, "@" is how well it names the role.
_PATTERNS: Mapping[str, str] = {
    "email": "email address? id?@.97",
    "email_alt": "email alt address?, email gateway address?@.8",
    "external_id": "person id, person number, person id number, person code@.8, person@.93, record id@.9, person name id@.9",
    "person_id": "person id alt@.7",
    "handle": "handle, person handle name?, person name id@.7",
    "name": "name@.98, full name sale?, person name, person@.95, name first last",
    "first_name": "first name, first@.85",
    "last_name": "last name, last@.85",
    "company": "company name?, company address name?@.9, company id?@.7",
    "phone": "phone number?, phone address number?@.9",
    "address": "address, street address?, ship address@.9, ship street@.9",
    "city": "city, address city@.95, ship city@.9, other city@.8",
    "region": "region code?@.95, region, address region@.95, ship region@.9, address region code?@.9, other region@.8",
    "postal_code": "postal, postal code, address postal@.95, ship postal@.9, other postal@.8",
    "country": "country, country code, address country@.95, ship country@.9, other country code?@.8, country code name@.7",
    "joined_at": "join date? time?, create date? time?@.9, start date@.85, subscription date@.85, subscription start date?, "
    "subscription create date?, person date@.8, first activity date?@.85, first date@.75, plan start date@.9",
    "first_paid_at": "first sale date? time?, first paid date?, first invoice date?",
    "cancelled_at": "cancel date? time?, end date@.85, subscription end date?, plan end date@.8",
    "expires_at": "expire date? time?, expire plan date?, plan end date@.85, expire due date?@.9",
    "next_charge_at": "next sale date?, next date@.95, next invoice date?, next paid date?, next@.85, next expire date?@.8",
    "unsubscribed_at": "unsub date time?, unsub@.9, unsub time",
    "occurred_at": "date time?, sale date time?, paid date@1, sale paid date, invoice date, invoice create date?, time@.8, "
    "create date? time?@.9, sale create date?, start date? time@.85, start date@.8, sale@.8, invoice@.8, sale time@.8, "
    "paid@.85, paid sale@.85, product date@.85, product start date? time?@.8, product create date time?@.9, sale start date?@.8, activity date@.75, "
    "join time@.8, join date@.7, amount date@.95, sale amount date@.95, subscription date@.8, month date@.85, sale month@.7",
    "time": "time, sale time@.97, create time@.9",
    "timezone": "zone",
    "amount": "amount, total amount?, sale amount, sale total amount?, paid amount, paid total amount?, paid@.95, gross@.97, "
    "gross amount, gross total amount?, sale gross amount?@.95, sale@.9, paid sale@.97, price paid, price total@.97, price gross@.95, "
    "gross sales amount?@.9, invoice total amount?, invoice amount, invoice gross amount?, invoice@.75, sales amount@.9, sales@.82, "
    "sales total@.8, product amount@.9, product total@.9, paid invoice amount@.9, sale price total, person amount@.85, "
    "unit amount gross@.8",
    "amount_net": "net amount?, net total amount?, net sale@.95, net sale amount, net sales amount?@.97, net paid amount?, net invoice amount?",
    "amount_other": "extax amount?, gross sale@.9, gross sales@.9, extax total amount?, extax sale amount?, line amount@.95, line total@.95, product extax",
    "unit_price": "price, unit price, unit amount, product price, line price, line unit price, sale price@.93, plan price, "
    "subscription amount@.98, subscription price, subscription@.75, plan amount@.95, recurring amount@.9, interval amount@.9, interval price@.95, "
    "person price, product unit price, subscription paid amount@.8, price total sale@.7",
    "interval": "interval, sale interval, subscription interval, plan interval, interval type@.9, recurring interval, recurring type@.85",
    "quantity": "quantity, product quantity, line quantity, sale quantity, quantity total, product count@.9, count@.75, "
    "sale count@.7, count product sale@.8",
    "currency": "currency, currency code, amount currency@.9, total currency@.9",
    "lifetime_amount": "lifetime amount? total? paid?, lifetime sale amount? total?, lifetime sales amount? total?, "
    "total sales@.88, sales amount@.9, sales total amount, person total amount@.8",
    "order_count": "sales@.9, sales count, sale count, total sales@.9, sales number@.9, sale count total, lifetime sales count?@.95, "
    "lifetime sale count, count total@.7, count invoice@.9",
    "balance": "balance amount? total?, due amount@.97, due balance, balance due amount?, invoice due amount@.97",
    "fee": "fee, fee amount? total?, fee method, fee gateway amount? total?@.9, gateway fee sale, sale fee amount?, product fee@.7, staff fee@.7",
    "tax": "tax amount? total?, sale tax amount? total?, invoice tax amount?",
    "shipping": "ship@.97, ship amount, ship price, ship fee, ship total, ship tax@.8",
    "discount": "discount amount? total?, discount coupon amount@.9, coupon amount",
    "tip": "tip amount? total?",
    "refund": "refund amount? total?, refund sale amount?",
    "coupon": "coupon code? name?, coupon id@.8",
    "status": "status, sale status, person status, paid status, invoice status, paid@.9, invoice paid@.85, subscription status, "
    "plan status@.95, activity@.7, status type@.8, join status@.8",
    "payment_method": "method type? name?, sale method type? name?, sale@.75, source@.8",
    "event_type": "type@.93, sale type@.93, activity type@.9, product type@.6",
    "tier": "plan name?, plan type, person plan name?, person type@.75, subscription@.87, subscription type@.9, subscription name@.9, "
    "plan status@.6",
    "product": "product name?, product type@.85, product list@.9, sale product name?, sale name@.75, line name, line product name?, sale@.7",
    "tags": "tags name?, person tags",
    "order_id": "sale id, sale number, sale code, invoice number, invoice id, invoice code, invoice@.92, sale@.88, reference@.82, "
    "reference number@.85, reference id@.85, sale reference number? id?, invoice reference number?, sale id number, number@.7",
    "line_item_id": "line id, line number@.85, product line id",
    "id_other": "subscription id@.9, sale id@.8, reference@.8, reference number@.8, reference id@.85, person reference id?@.9, method sale id@.9, "
    "gateway person? id@.95, gateway sale id@.95, gateway sale person id@.9, product reference@.7",
    "emails_received": "sent, sent count, sent total",
    "opens": "opens, opens count, opens total",
    "clicks": "clicks, clicks count, clicks total",
    "views": "views, views total, product views",
    "last_open": "open date?, open last date?, last opens date?",
    "last_click": "click date?, click last date?, last clicks date?",
    "comments_count": "comments, comments count, message count, message@.9",
    "rating": "rating, person rating, product rating",
    "review": "review",
    "activity_score": "score, activity score, person score",
    "last_activity": "last activity date? time?, last sale date? time?, last paid date?, activity date? time?@.85, last date@.85, "
    "last person activity date?, last product activity date?@.8, last invoice date?, last message date?@.9, last join activity date?@.8",
    "checked_in_at": "checkin date? time?",
    "shares": "shares",
    "gifts_given": "gifted",
    "hours_given": "hours, hours count, hours total",
    "recommend_score": "nps, nps score?",
    "referred_by": "referral name?, referral person name?",
    "referrer": "referrer, referrer url",
    "source": "source name? type?, source referral, sale source, person source, join source, create source@.95, source activity@.7",
    "utm": "utm, utm source, utm name, utm type, utm id@.8, utm product",
    "consent": "consent, consent email? status?, consent person status?, consent type@.95, against, against email? status?, unsub@.85, "
    "consent join, join@.8, email join@.85, email join status@.85",
    "anonymous": "anonymous, anonymous sale, sale anonymous person",
    "is_recurring": "recurring, recurring sale, recurring subscription",
    "message": "message, sale message, person message, product message",
    "sales_generated": "generated sales amount?, generated amount, generated@.8, generated sale amount?, generated total",
    "note": "note, sale note, person note, note name@.7",
    "tenure_months": "tenure",
}
#: Ideas that make what they stand beside something else: "payment status" is no payment, "due date" no date.
_TURNS = words(
    "email|phone|id|number|code|name|company|handle|url|address|second|street|city|region|postal|country|ship|zone|month|balance|due|currency|symbol|average|percent|status|type|method|interval|quantity|count|coupon|tags|source|utm|referrer|landing|referral|consent|against|anonymous|message|note|rating|review|score|reason|secret|fee|tax|discount|tip|refund|date|time|hours|nps|recurring|custom|views|clicks|opens|open|click|sent|net|extax|checkin|price|lifetime|reference|other|staff|extreme|alt|scheduled|undone|modified|cancel|unsub|gateway|expire|next|first|last|middle|persons|tenure|comments|shares|gifted|review|generated"
)
_NOT_A_PERSON = words(
    "sale|sales|product|line|plan|invoice|subscription|activity|source|start|end|create|amount|total|paid|join"
)
#: Milder ideas that some roles do not stand.
_BLOCKS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("name", "external_id", "handle"), _NOT_A_PERSON),
    "amount": words("subscription|plan|join|create|unit|activity|start|end|line|sales"),
    "order_id": words("product|subscription|plan|activity|create|amount|total"),
    "occurred_at": words("subscription|plan|amount|total|end|join"),
    "consent": words("product|sale|amount"),
    "status": words("amount|total|product"),
    "tags": frozenset({"amount", "sale"}),
    "order_count": frozenset({"amount", "product"}),
}
#: Roles that an unknown word beside them makes doubtful: whose name, whose number?
_STRICT = frozenset(
    {
        "name",
        "first_name",
        "last_name",
        "external_id",
        "company",
        "handle",
        "order_id",
        "status",
        "event_type",
    }
)
_NEUTRAL = frozenset({"main", "person", "full"})
_MILD, _UNKNOWN, _UNKNOWN_STRICT, _MANY_UNKNOWN = 0.9, 0.95, 0.85, 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """Ideas that must be there and ideas that may, and how well they name the role, 0–1."""

    needed: frozenset[str]
    allowed: frozenset[str]
    weight: float


def score(role: str, ideas: frozenset[str], unknown: int) -> float:
    """How well the ideas of a header name a role, 0–1."""
    return max((_match(role, pattern, ideas, unknown) for pattern in _compiled()[role]), default=0.0)


def _match(role: str, pattern: Pattern, ideas: frozenset[str], unknown: int) -> float:
    if not pattern.needed <= ideas:
        return 0.0
    more = ideas - pattern.needed - pattern.allowed - _NEUTRAL
    if more & (_TURNS | _BLOCKS.get(role, frozenset())) or unknown >= _MANY_UNKNOWN:
        return 0.0
    factor = _UNKNOWN_STRICT if role in _STRICT else _UNKNOWN
    return float(pattern.weight * _MILD ** len(more) * factor**unknown)


@cache
def _compiled() -> Mapping[str, tuple[Pattern, ...]]:
    found = {role: tuple(_pattern(text) for text in texts.split(",")) for role, texts in _PATTERNS.items()}
    return MappingProxyType(found)


def _pattern(text: str) -> Pattern:
    body, _, weight = text.partition("@")
    ideas = body.split()
    needed = frozenset(idea for idea in ideas if not idea.endswith("?"))
    return Pattern(needed, frozenset(idea.rstrip("?") for idea in ideas), float(weight or 1))


#: Every role that a header can name.
ROLES_NAMED = tuple(_PATTERNS)
