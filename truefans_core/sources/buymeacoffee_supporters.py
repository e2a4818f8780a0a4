"""Buy Me a Coffee: one-off support, so many coffees at so much each."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="buymeacoffee-supporters",
    platform="Buy Me a Coffee",
    export="One-time supporters list",
    grain="payments",
    signature=("Supporter Name", "Coffee Count", "Coffee Price"),
    roles=MappingProxyType(
        {
            "Supporter Name": "name",
            "Supporter Email": "email",
            "Coffee Count": "quantity",
            "Coffee Price": "unit_price",
            "Support Currency": "currency",
        }
    ),
    optional=MappingProxyType(
        {
            "Currency": "currency",
            "Support Message": "message",
            **dict.fromkeys(
                ("Date", "Support Date", "Supported On", "Support created on", "Created At"), "occurred_at"
            ),
        }
    ),
    quirks=frozenset({"price_is_paid"}),
    fee_slug="buymeacoffee",
)
