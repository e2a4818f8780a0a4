"""YouTube: channel members; the key is the channel, there is no address."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="youtube-memberships",
    platform="YouTube",
    export="Channel members CSV",
    grain="members",
    signature=("Link to profile", "Current level", "Total time as member (months)"),
    roles=MappingProxyType(
        {
            "Member": "name",
            "Link to profile": "external_id",
            "Current level": "tier",
            "Total time as member (months)": "tenure_months",
            "Last update": "event_type",
            "Last update timestamp": "last_activity",
        }
    ),
    optional=MappingProxyType(
        {
            "Price": "unit_price",
        }
    ),
    fee_slug="youtube",
)
