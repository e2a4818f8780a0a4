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
        ("number", "interest"): "emails_received opens clicks views activity_score comments_count rating hours_given",
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
#: of dates; `text` holds words; `currency` is set for money.
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
    ],
)

STATES = ("known", "casual", "engaged", "true", "gone")
TIERS = ("casual", "engaged", "true")
