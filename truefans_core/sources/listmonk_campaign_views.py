"""listmonk: one row each time a letter was opened."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="listmonk-campaign-views",
    platform="listmonk",
    export="Campaign views export",
    grain="contacts",
    signature=("campaign_uuid", "subscriber_uuid"),
    roles=MappingProxyType(
        {
            "campaign_uuid": "",
            "campaign_name": "product",
            "subscriber_id": "external_id",
            "subscriber_uuid": "id_other",
            "email": "email",
            "subscriber_name": "name",
            "created_at": "occurred_at",
        }
    ),
    quirks=frozenset({"opens"}),
)
