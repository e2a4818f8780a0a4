"""listmonk: subscribers of all lists."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="listmonk-subscribers",
    platform="listmonk",
    export="Subscribers export",
    grain="contacts",
    signature=("uuid", "attributes", "updated_at"),
    roles=MappingProxyType(
        {
            "uuid": "external_id",
            "email": "email",
            "name": "name",
            "attributes": "custom",
            "status": "status",
            "created_at": "joined_at",
            "updated_at": "last_activity",
        }
    ),
    unmailable=MappingProxyType({"status": words("disabled|blocklisted|blacklisted")}),
    quirks=frozenset({"activity_is_edit"}),
)
