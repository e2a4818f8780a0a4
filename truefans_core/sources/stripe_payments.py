"""Stripe: payments, layout of 2024 and later; failed attempts are rows too."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="stripe-payments",
    platform="Stripe",
    export="Payments export",
    grain="payments",
    signature=("Created date (UTC)", "Amount Refunded"),
    roles=MappingProxyType(
        {
            "id": "order_id",
            "Created date (UTC)": "occurred_at",
            "Amount": "amount",
            "Amount Refunded": "refund",
            "Currency": "currency",
            "Converted Amount": "amount_other",
            "Fee": "fee",
            "Payment Source Type": "payment_method",
            "Status": "status",
            "Customer ID": "external_id",
            "Customer Email": "email",
            "Description": "product",
            "campaign (metadata)": "source",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"),
    income_status=frozenset({"paid", "refunded", "partially refunded", "succeeded"}),
    refunded_status=frozenset({"refunded"}),
    quirks=frozenset({"one_payment_each"}),
    fee_slug="stripe",
)
