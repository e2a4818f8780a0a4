"""Ko-fi: transactions; money given to others is not income."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="kofi-transactions",
    platform="Ko-fi",
    export="Transactions CSV",
    grain="payments",
    signature=("DateTime (UTC)", "TransactionType", "Received"),
    roles=MappingProxyType(
        {
            "DateTime (UTC)": "occurred_at",
            "From": "name",
            "Message": "message",
            "Item": "product",
            "Received": "amount",
            "Given": "amount_other",
            "Currency": "currency",
            "TransactionType": "event_type",
            "TransactionId": "order_id",
            "Reference": "id_other",
            "SalesTax": "tax",
            "BuyerCountry": "country",
            "BuyerStateOrProvince": "region",
            "BuyerEmail": "email",
            "PaymentProvider": "payment_method",
        }
    ),
    optional=MappingProxyType({"Email": "email"}),
    date_formats=("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%SZ"),
    quirks=frozenset({"other_is_given", "one_payment_each"}),
    fee_slug="kofi",
)
