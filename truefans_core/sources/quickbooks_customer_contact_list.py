"""QuickBooks Online: customers; the file has what is owed and no sales."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="quickbooks-customer-contact-list",
    platform="QuickBooks Online",
    export="Customer Contact List report",
    grain="contacts",
    signature=("Customer", "Phone Numbers", "Open Balance"),
    roles=MappingProxyType(
        {
            "Customer": "name",
            "Phone Numbers": "phone",
            "Email": "email",
            "Full Name": "name",
            "Billing Address": "address",
            "Open Balance": "balance",
            "Currency": "currency",
        }
    ),
    quirks=frozenset({"customer_names"}),
)
