"""Memberful: a row for each plan of a member; nothing says what was paid."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="memberful-members",
    platform="Memberful",
    export="Members export",
    grain="members",
    signature=("Memberful ID", "Plan", "Expiration date"),
    roles=MappingProxyType(
        {
            "Full Name": "name",
            "Email": "email",
            "Plan": "tier",
            "Active": "status",
            "Created at": "joined_at",
            "Expiration date": "expires_at",
            "Stripe Customer ID": "id_other",
            "Memberful ID": "external_id",
            "Referrer": "referrer",
        }
    ),
    date_formats=("%Y-%m-%d", "%Y-%m-%d %H:%M:%S"),
    active_status=words("yes|true|active"),
    ended_status=words("no|false|inactive"),
    fee_slug="memberful",
)
