"""LinkedIn: connections; few of them show an address."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="linkedin-connections",
    platform="LinkedIn",
    export="Connections.csv of the data archive",
    grain="contacts",
    signature=("First Name", "Email Address", "Connected On"),
    roles=MappingProxyType(
        {
            "First Name": "first_name",
            "Last Name": "last_name",
            "URL": "external_id",
            "Email Address": "email",
            "Company": "company",
            "Connected On": "joined_at",
        }
    ),
    date_formats=("%d %b %Y",),
)
