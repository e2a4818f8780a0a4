"""Stripe: customers with what they spent; one person may be several customers, and no currency is named."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="stripe-customers",
    platform="Stripe",
    export="Customers export",
    grain="members",
    signature=("Total Spend", "Payment Count", "Refunded Volume"),
    roles=MappingProxyType(
        {
            "id": "external_id",
            "Description": "note",
            "Email": "email",
            "Name": "name",
            "Created (UTC)": "joined_at",
            "Delinquent": "flag",
            "Plan": "tier",
            "Status": "status",
            "Total Spend": "lifetime_amount",
            "Payment Count": "order_count",
            "Refunded Volume": "refund",
            "source (metadata)": "source",
        }
    ),
    optional=MappingProxyType(
        {"Currency": "currency", "Card Last4": "sensitive", "Card Fingerprint": "sensitive"}
    ),
    date_formats=("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"),
    active_status=words("active|past_due|past due"),
    ended_status=words("canceled|cancelled|unpaid|incomplete_expired"),
    fee_slug="stripe",
)
