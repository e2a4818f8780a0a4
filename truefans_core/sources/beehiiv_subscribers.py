"""beehiiv: subscribers; paid tiers are known by name only, without money."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="beehiiv-subscribers",
    platform="beehiiv",
    export="Subscribers export",
    grain="contacts",
    signature=("tier", "stripe_customer_id", "unsubscribed_at"),
    roles=MappingProxyType(
        {
            "email": "email",
            "First Name": "first_name",
            "Last Name": "last_name",
            "status": "status",
            "tier": "tier",
            "created_at": "joined_at",
            "stripe_customer_id": "id_other",
            "Free Tier": "flag",
            "Bronze Tier": "flag",
            "Silver Tier": "flag",
            "Gold Tier": "flag",
            "unsubscribed_at": "unsubscribed_at",
            "Subscription Date (Substack)": "custom",
        }
    ),
    optional=MappingProxyType(
        {
            "last_opened_at": "last_open",
            "total_clicked": "clicks",
            "acquisition_source": "source",
        }
    ),
    unmailable=MappingProxyType({"status": words("inactive|invalid|unsubscribed|needs_attention")}),
    quirks=frozenset({"opted_in"}),
)
