"""HubSpot: contacts, in the columns of the view they were exported from."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="hubspot-contacts",
    platform="HubSpot",
    export="Contacts export",
    grain="contacts",
    signature=("Record ID", "Email", "Create Date"),
    roles=MappingProxyType(
        {
            "Record ID": "external_id",
            "First Name": "first_name",
            "Last Name": "last_name",
            "Email": "email",
            "Phone Number": "phone",
            "Lead Status": "status",
            "Create Date": "joined_at",
            "Associated Company": "company",
            "Country/Region": "country",
        }
    ),
    optional=MappingProxyType(
        {
            "Company Name": "company",
            "Mobile Phone Number": "phone",
            "Street Address": "address",
            "City": "city",
            "State/Region": "region",
            "Postal Code": "postal_code",
            "Lifecycle Stage": "tags",
            "Original Source": "source",
            "Unsubscribed from all email": "consent",
            "Last Activity Date": "last_activity",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M", "%m/%d/%Y %I:%M %p"),
    quirks=frozenset({"activity_is_edit"}),
)
