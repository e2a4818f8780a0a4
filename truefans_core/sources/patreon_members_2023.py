"""Patreon: members in the layout of 2023, with a Twitter column and mixed microseconds."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="patreon-members-2023",
    platform="Patreon",
    export="Members CSV, 2023 layout",
    grain="members",
    signature=("Patron Status", "Lifetime Amount", "Twitter"),
    roles=MappingProxyType(
        {
            "Name": "name",
            "Email": "email",
            "Twitter": "handle",
            "Discord": "handle",
            "Patron Status": "status",
            "Follows You": "flag",
            "Lifetime Amount": "lifetime_amount",
            "Pledge Amount": "unit_price",
            "Charge Frequency": "interval",
            "Tier": "tier",
            "Street": "address",
            "City": "city",
            "State": "region",
            "Zip": "postal_code",
            "Country": "country",
            "Phone": "phone",
            "Patronage Since Date": "joined_at",
            "Last Charge Date": "last_activity",
            "Additional Details": "note",
            "User ID": "external_id",
            "Currency": "currency",
            "Access Expiration": "expires_at",
            "Next Charge Date": "next_charge_at",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S"),
    active_status=frozenset({"active patron"}),
    ended_status=frozenset({"former patron"}),
    export_date="Last Updated",
    quirks=frozenset({"blank_is_free"}),
    fee_slug="patreon",
)
