"""Patreon: members, as the relationship manager gives them."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="patreon-members",
    platform="Patreon",
    export="Members CSV",
    grain="members",
    signature=("Patron Status", "Lifetime Amount"),
    roles=MappingProxyType(
        {
            "Name": "name",
            "Email": "email",
            "Discord": "handle",
            "Patron Status": "status",
            "Follows You": "flag",
            "Free Member": "flag",
            "Free Trial": "flag",
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
            "Subscription Source": "source",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"),
    active_status=frozenset({"active patron"}),
    ended_status=frozenset({"former patron"}),
    export_date="Last Updated",
    quirks=frozenset({"blank_is_free"}),
    fee_slug="patreon",
)
