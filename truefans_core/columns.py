"""The data dictionary: every role of an input column and every column of the named tables.

Roles say what a column of an export means; tables are what the rooms hand to each other. Amounts are integer
minor units (cents) beside an ISO 4217 currency; times are UTC; shares are 0.05, never 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import pyarrow as pa

Kind = Literal["text", "date", "money", "number", "flag", "choice", "sensitive"]
Feeds = Literal[
    "identity", "words", "demographics", "movement", "events", "investment", "interest", "advocacy",
    "offers", "account", "profiles", "ledger", "channel", "suppression", "reach", "never", "none",
]  # fmt: skip
#: Rows of a column of one text that take memory of their own.
_PIECE = 1 << 16
_TEXT = pa.string()
MARKS = ("interest", "investment", "advocacy")


@dataclass(frozen=True, slots=True)
class Role:
    """What a column means.

    Attributes:
        name: canonical name; its words are the message `role.<name>`.
        kind: what its cells hold.
        feeds: what the analysis uses it for.
    """

    name: str
    kind: Kind
    feeds: Feeds


def repeated(text: str | None, count: int, type_: pa.DataType = _TEXT) -> pa.ChunkedArray:
    """One text, or nothing of any type, for many rows, in pieces that share their memory."""
    piece = pa.repeat(pa.scalar(text, type_), min(count, _PIECE))
    pieces = [piece.slice(0, min(_PIECE, count - start)) for start in range(0, count, _PIECE)]
    return pa.chunked_array(pieces, type_)


def _roles() -> Mapping[str, Role]:
    table: dict[tuple[Kind, Feeds], str] = {
        ("text", "identity"): "email email_alt external_id person_id handle",
        ("text", "words"): "name first_name last_name company",
        ("text", "demographics"): "phone address city region postal_code country",
        ("date", "movement"): "joined_at first_paid_at cancelled_at expires_at paid_through next_charge_at "
        "unsubscribed_at",
        ("date", "events"): "occurred_at",
        ("text", "events"): "time timezone",
        ("money", "investment"): "amount lifetime_amount",
        ("money", "none"): "amount_net amount_other balance",
        ("money", "offers"): "unit_price",
        ("choice", "offers"): "interval",
        ("number", "offers"): "quantity",
        ("text", "account"): "currency coupon",
        ("number", "investment"): "order_count",
        ("money", "account"): "fee tax shipping discount tip refund",
        ("choice", "account"): "status event_type payment_method flag",
        ("text", "profiles"): "tier product tags custom",
        ("text", "ledger"): "order_id line_item_id id_other",
        (
            "number",
            "interest",
        ): "emails_received opens clicks views activity_score comments_count rating hours_given",
        ("date", "interest"): "last_open last_click last_activity checked_in_at",
        ("text", "interest"): "review",
        ("number", "advocacy"): "shares gifts_given recommend_score",
        ("money", "advocacy"): "sales_generated",
        ("text", "advocacy"): "referred_by",
        ("text", "channel"): "referrer source utm",
        ("flag", "suppression"): "consent anonymous",
        ("flag", "offers"): "is_recurring",
        ("text", "none"): "message note",
        ("number", "profiles"): "tenure_months",
        ("sensitive", "never"): "sensitive",
        ("number", "reach"): "metric",
    }
    return MappingProxyType(
        {name: Role(name, kind, feeds) for (kind, feeds), names in table.items() for name in names.split()},
    )


#: Canonical roles by name.
ROLES: Mapping[str, Role] = _roles()
#: Roles that no file keeps once it is confirmed: what must not be kept, and words that nothing in the analysis needs.
NOT_KEPT = frozenset({"address", "message", "note"}) | {
    n for n, role in ROLES.items() if role.feeds == "never"
}
#: Roles whose readable cells are "money in" of a table. A table with amounts does not count its totals again.
INCOME_ROLES = ("amount", "lifetime_amount")

EVENT_KINDS = (
    "payment", "refund", "fee", "tax", "tip", "open", "click", "comment", "visit", "attendance", "referral",
    "share", "gift", "hours", "survey",
)  # fmt: skip
_UTC = pa.timestamp("us", tz="UTC")

#: What people did, one row each. `person_id` is null for income that no person can be named for.
EVENTS = pa.schema(
    [
        ("person_id", pa.string()),
        ("source", pa.string()),  # slug of the export
        ("platform", pa.string()),
        ("kind", pa.string()),  # one of EVENT_KINDS
        ("at", _UTC),
        ("period_start", pa.date32()),  # of a payment for a period, else null
        ("period_end", pa.date32()),
        ("amount_minor", pa.int64()),  # as written, never negative; null where the kind has no money
        ("currency", pa.string()),
        ("quantity", pa.float64()),
        ("product", pa.string()),
        ("channel", pa.string()),
        ("ref", pa.string()),  # key of the order or line
        ("file_id", pa.string()),
        ("line", pa.int64()),
    ],
)

#: What an export states about a person on its day. `value` holds numbers, minor units, days since 1970-01-01
#: of dates; `text` holds words; `currency` is set for money. `status`: text as written in lower case ("free" for a
#: blank that means it), value 1 an active paying member, 0 has left, null neither. `interval`: value in months of
#: the period that `unit_price` pays for. `custom`: an answer to an open question, value its place among such columns.
SNAPSHOTS = pa.schema(
    [
        ("person_id", pa.string()),
        ("source", pa.string()),
        ("platform", pa.string()),
        ("as_of", pa.date32()),
        ("measure", pa.string()),  # a role name: lifetime_amount, unit_price, opens, status, joined_at, …
        ("value", pa.float64()),
        ("text", pa.string()),
        ("currency", pa.string()),
        ("file_id", pa.string()),
        ("line", pa.int64()),
    ],
)

#: How many were reached, by aggregate exports or typed in.
REACH = pa.schema(
    [("date", pa.date32()), ("channel", pa.string()), ("measure", pa.string()), ("value", pa.float64())],
)

#: One row per person.
PEOPLE = pa.schema(
    [
        ("person_id", pa.string()),
        ("keys", pa.string()),  # every key that leads here, separated by a line feed
        ("external_id", pa.string()),
        ("name", pa.string()),
        ("email", pa.string()),
        ("company", pa.string()),
        ("country", pa.string()),  # ISO 3166 alpha-2 where recognised
        ("city", pa.string()),
        ("channel", pa.string()),
        ("tags", pa.string()),
        ("joined_at", pa.date32()),
        ("consent", pa.bool_()),  # null: nothing said; false: may not be written to
        ("anonymous", pa.bool_()),
        ("platforms", pa.string()),  # separated by ", "
        ("sources", pa.string()),  # slugs separated by ", "
    ],
)

#: The account of rows, one line per record of the input.
ACCOUNT = pa.schema(
    [
        ("file_id", pa.string()),
        ("line", pa.int64()),
        ("outcome", pa.string()),  # kept, merged, set_aside
        ("reason", pa.string()),  # a code of problems.CATALOGUE where not kept
        ("currency", pa.string()),  # of the money in, null where the record has none
        ("amount_minor", pa.int64()),  # money in, as written (a refund row is negative)
        ("unreadable", pa.bool_()),  # an income cell that could not be read
        ("covered_minor", pa.int64()),  # of a kept total: what dated payments of other records tell already
    ],
)

STATES = ("known", "casual", "engaged", "true", "gone")
TIERS = ("casual", "engaged", "true")

#: One row per person after scoring, a pandas frame sorted by person_id: name → meaning. Money columns are minor
#: units of the reporting currency; dates are datetime64; unknown is NaN/NaT/None, never zero.
SUPPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "person_id": "key, 16 hex digits",
        "external_id": "the platform's id, or the handle there, or None",
        "name": "as written, or None",
        "email": "normalised, or None",
        "company": "as written, or None",
        "country": "ISO 3166 alpha-2, or None",
        "channel": "where the person came from, or None",
        "platforms": "platforms the person is known on, separated by ', '",
        "joined_at": "first day on any list",
        "consent": "bool: said that they may be written to, or that they may not; None where nothing was said",
        "suppressed": "bool: may not be written to",
        "first_at": "first recorded activity of any kind",
        "last_at": "last recorded activity of any kind",
        "first_paid_at": "first payment",
        "last_paid_at": "last payment",
        "paid_through": "end of a paid period or next charge of an active subscription, else NaT",
        "subscribed": "bool: has an active paid subscription",
        "ended": "bool: a subscription ended by status or date and nothing was paid since",
        "payments": "int: payments recorded or implied by totals",
        "lifetime_minor": "int: payments minus refunds since ever, totals included",
        "income_year_minor": "int: payments minus refunds in the 365 days to as_of, before fees",
        "income_year_net_minor": "int: the same after platform and card fees",
        "active_months": "int: different months with a payment",
        "monthly_minor": "int: what the active subscription brings a month, else 0",
        "engagement": "float: raw signs of attention, decayed, NaN where no export speaks of it",
        "referrals": "float: people brought, gifts and shares, NaN where no export speaks of it",
        "decayed_minor": "float: decayed spend, below zero where more was given back lately",
        "score": "float: loyalty score, ranks only",
        "interest": "float 0–100, NaN unknown",
        "investment": "float 0–100, NaN unknown",
        "advocacy": "float 0–100, NaN unknown",
        "tier": "known, casual, engaged or true, by the rule",
        "state": "tier, or gone",
        "probability": "float 0–1: of being above the true line, given month-to-month noise; NaN unknown",
    },
)
