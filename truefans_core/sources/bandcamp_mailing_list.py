"""Bandcamp: fans on the mailing list, with how often they bought and no money."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="bandcamp-mailing-list",
    platform="Bandcamp",
    export="Mailing list",
    grain="contacts",
    signature=("fullname", "date added", "num purchases"),
    roles=MappingProxyType(
        {
            "email": "email",
            "fullname": "name",
            "date added": "joined_at",
            "country": "country",
            "postal code": "postal_code",
            "num purchases": "order_count",
        }
    ),
    date_formats=("%m/%d/%y %I:%M%p",),
    quirks=frozenset({"opted_in"}),
    fee_slug="bandcamp",
)
