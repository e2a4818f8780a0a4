"""ActBlue: contributions in dollars, one row a line; what has the number of a refund was given back."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="actblue-contributions",
    platform="ActBlue",
    export="All contributions",
    grain="payments",
    signature=("Receipt ID", "Recurring Total Months"),
    roles=MappingProxyType(
        {
            "Receipt ID": "order_id",
            "Date": "occurred_at",
            "Amount": "amount",
            "Recurring Total Months": "interval",
            "Recurrence Number": "is_recurring",
            "Fundraising Page": "source",
            "Reference Code": "source",
            "Donor First Name": "first_name",
            "Donor Last Name": "last_name",
            "Donor Addr1": "address",
            "Donor City": "city",
            "Donor State": "region",
            "Donor ZIP": "postal_code",
            "Donor Country": "country",
            "Donor Email": "email",
            "Donor Phone": "phone",
            "Comments": "message",
            "Donor ID": "external_id",
            "Lineitem ID": "line_item_id",
            "Refund ID": "refund",
            "Fee": "fee",
            "Custom Field 1 Value": "custom",
            "Donor US Passport Number": "sensitive",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M:%S",),
    currency="USD",
    quirks=frozenset({"refund_ids", "one_payment_each"}),
)
