"""Enthuse: payments to a charity, with the number of the supporter."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="enthuse-donations",
    platform="Enthuse",
    export="Payments report",
    grain="payments",
    signature=("Payment Amount", "Supporter ID"),
    roles=MappingProxyType(
        {
            "Source": "source",
            "Date": "occurred_at",
            "Type": "event_type",
            "Payment ID": "order_id",
            "Payment Amount": "amount",
            "Supporter ID": "external_id",
            "First Name": "first_name",
            "Last Name": "last_name",
        }
    ),
    optional=MappingProxyType({"Email": "email", "Currency": "currency", "Status": "status"}),
    date_formats=("%d/%m/%Y %H:%M", "%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d"),
    unpaid_status=words("failed|pending|cancelled|declined"),
    refunded_status=words("refunded"),
    quirks=frozenset({"one_payment_each"}),
)
