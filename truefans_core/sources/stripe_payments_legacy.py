"""Stripe: payments in the full layout of before 2024."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="stripe-payments-legacy",
    platform="Stripe",
    export="Payments export, older full layout",
    grain="payments",
    signature=("Created (UTC)", "Amount Refunded"),
    roles=MappingProxyType(
        {
            "id": "order_id",
            "Description": "product",
            "Created (UTC)": "occurred_at",
            "Amount": "amount",
            "Amount Refunded": "refund",
            "Currency": "currency",
            "Converted Amount": "amount_other",
            "Fee": "fee",
            "Tax": "tax",
            "Status": "status",
            "Customer ID": "external_id",
            "Customer Email": "email",
            "Card Last4": "sensitive",
            "Card Exp Month": "sensitive",
            "Card Exp Year": "sensitive",
            "Card Name": "name",
            "Card Address City": "city",
            "Card Address State": "region",
            "Card Address Country": "country",
            "Card Address Zip": "postal_code",
            "Card Fingerprint": "sensitive",
            "Payment Source Type": "payment_method",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"),
    income_status=frozenset({"paid", "refunded", "partially refunded", "succeeded"}),
    refunded_status=frozenset({"refunded"}),
    quirks=frozenset({"one_payment_each"}),
    fee_slug="stripe",
)
