"""Klaviyo: profiles; only the historic value was paid, the others are what a model expects."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="klaviyo-profiles",
    platform="Klaviyo",
    export="Profiles export of a list or segment",
    grain="members",
    signature=("Klaviyo ID", "Email Marketing Consent", "Historic Customer Lifetime Value"),
    roles=MappingProxyType(
        {
            "Email": "email",
            "Klaviyo ID": "external_id",
            "First Name": "first_name",
            "Last Name": "last_name",
            "Organization": "company",
            "Phone Number": "phone",
            "Address": "address",
            "City": "city",
            "State / Region": "region",
            "Country": "country",
            "Zip Code": "postal_code",
            "Latitude": "sensitive",
            "Longitude": "sensitive",
            "Source": "source",
            "IP Address": "sensitive",
            "Email Marketing Consent": "consent",
            "Historic Customer Lifetime Value": "lifetime_amount",
            "Average Order Value": "amount_other",
            "Historic Number Of Orders": "order_count",
            "First Active": "joined_at",
            "Last Active": "last_activity",
            "Last Open": "last_open",
            "Last Click": "last_click",
            "Email Suppressions": "unsubscribed_at",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M:%S",),
)
