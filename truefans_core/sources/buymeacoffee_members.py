"""Buy Me a Coffee: memberships with their price a month; nothing says what was paid so far."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="buymeacoffee-members",
    platform="Buy Me a Coffee",
    export="Monthly members list",
    grain="members",
    signature=("Supporter Name", "Subscription cancelled on", "Paused"),
    roles=MappingProxyType(
        {
            "Supporter Name": "name",
            "Supporter Email": "email",
            "Amount": "unit_price",
            "Currency": "currency",
            "Start date": "joined_at",
            "Subscription cancelled on": "cancelled_at",
            "Paused": "flag",
        }
    ),
    optional=MappingProxyType(
        {
            "Support Currency": "currency",
            "Membership Level": "tier",
            **dict.fromkeys(("Duration Type", "Duration", "Billing Period", "Interval"), "interval"),
        }
    ),
    quirks=frozenset({"leaving_is_dated"}),
    fee_slug="buymeacoffee",
)
