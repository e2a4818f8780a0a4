"""PayPal: everything that moved the balance, with transfers, holds and conversions among the payments."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="paypal-activity",
    platform="PayPal",
    export="Activity download",
    grain="payments",
    signature=("TimeZone", "Balance Impact", "Gross"),
    roles=MappingProxyType(
        {
            "Date": "occurred_at",
            "Time": "time",
            "TimeZone": "timezone",
            "Name": "name",
            "Type": "event_type",
            "Status": "status",
            "Currency": "currency",
            "Gross": "amount",
            "Fee": "fee",
            "Net": "amount_net",
            "From Email Address": "email",
            "To Email Address": "email_alt",
            "Transaction ID": "order_id",
            "Shipping Address": "address",
            "Item Title": "product",
            "Shipping and Handling Amount": "shipping",
            "Sales Tax": "tax",
            "Reference Txn ID": "id_other",
            "Quantity": "quantity",
            "Balance": "balance",
            "Town/City": "city",
            "State/Province/Region/County/Territory/Prefecture/Republic": "region",
            "Zip/Postal Code": "postal_code",
            "Country": "country",
            "Contact Phone Number": "phone",
            "Subject": "note",
            "Note": "message",
            "Balance Impact": "event_type",
        }
    ),
    income_status=words("completed|refunded|partially refunded|partially_refunded"),
    unpaid_types=words("memo"),
    quirks=frozenset({"own_spending", "payer_is_other", "one_payment_each"}),
    fee_slug="paypal",
)
