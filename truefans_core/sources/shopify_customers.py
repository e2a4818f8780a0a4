"""Shopify: customers with totals; no date and no currency in the file."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="shopify-customers",
    platform="Shopify",
    export="Customers export",
    grain="members",
    signature=("Accepts Email Marketing", "Total Spent"),
    roles=MappingProxyType(
        {
            "Customer ID": "external_id",
            "First Name": "first_name",
            "Last Name": "last_name",
            "Email": "email",
            "Accepts Email Marketing": "consent",
            "Default Address Company": "company",
            "Default Address Address1": "address",
            "Default Address City": "city",
            "Default Address Province Code": "region",
            "Default Address Country Code": "country",
            "Default Address Zip": "postal_code",
            "Phone": "phone",
            "Total Spent": "lifetime_amount",
            "Total Orders": "order_count",
            "Note": "note",
            "Tags": "tags",
        }
    ),
    optional=MappingProxyType(
        {
            "Company": "company",
            "City": "city",
            "Province Code": "region",
            "Country Code": "country",
            "Zip": "postal_code",
        }
    ),
    quirks=frozenset({"apostrophe"}),
    fee_slug="shopify",
)
