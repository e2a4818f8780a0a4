"""listmonk: one row a click on a link of a letter."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="listmonk-campaign-clicks",
    platform="listmonk",
    export="Campaign clicks export",
    grain="contacts",
    signature=("campaign_uuid", "subscriber_uuid", "url"),
    roles=MappingProxyType(
        {
            "campaign_uuid": "",
            "campaign_name": "product",
            "subscriber_id": "external_id",
            "subscriber_uuid": "id_other",
            "email": "email",
            "subscriber_name": "name",
            "url": "",
            "created_at": "occurred_at",
        }
    ),
    quirks=frozenset({"clicks"}),
)
