"""PayPal Giving Fund: gifts passed on in one payout; most givers stay unnamed."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="paypal-giving-fund",
    platform="PayPal Giving Fund",
    export="Donation report",
    grain="payments",
    signature=("Program Name", "Donation Date", "Total Fees"),
    roles=MappingProxyType(
        {
            "Donation Date": "occurred_at",
            "Donor First Name": "first_name",
            "Donor Last Name": "last_name",
            "Donor Email": "email",
            "Program Name": "source",
            "Reference Information": "note",
            "Currency Code": "currency",
            "Gross Amount": "amount",
            "Total Fees": "fee",
            "Net Amount": "amount_net",
            "Transaction ID": "order_id",
        }
    ),
    quirks=frozenset({"one_payment_each"}),
)
