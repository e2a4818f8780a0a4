"""Ghost: members; paid or free follows from their tiers."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="ghost-members",
    platform="Ghost",
    export="Members export",
    grain="members",
    signature=("email", "subscribed_to_emails"),
    roles=MappingProxyType(
        {
            "id": "external_id",
            "email": "email",
            "name": "name",
            "note": "note",
            "subscribed_to_emails": "consent",
            "complimentary_plan": "flag",
            "stripe_customer_id": "id_other",
            "created_at": "joined_at",
            "deleted_at": "cancelled_at",
            "labels": "tags",
            "tiers": "tier",
        }
    ),
    optional=MappingProxyType({"products": "tier"}),
    quirks=frozenset({"apostrophe"}),
    fee_slug="ghost",
)
