"""JustGiving: donations; who asked for a gift and who gave it stand on one row."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="justgiving-donations",
    platform="JustGiving",
    export="Donation report",
    grain="payments",
    signature=("Donor User Id", "Donation Ref", "Donation Amount"),
    roles=MappingProxyType(
        {
            "Fundraiser LastName": "referred_by",
            "Event Name": "product",
            "Donor User Id": "external_id",
            "Donor FirstName": "first_name",
            "Donor LastName": "last_name",
            "Donation Ref": "order_id",
            "Donation Date": "occurred_at",
            "Donation Payment Reference": "id_other",
            "Donation Amount": "amount",
        }
    ),
    optional=MappingProxyType(
        {
            "Donor Email": "email",
            "Donor E-mail": "email",
            "Currency": "currency",
            "Donation Currency": "currency",
        }
    ),
    date_formats=("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"),
    quirks=frozenset({"one_payment_each"}),
)
