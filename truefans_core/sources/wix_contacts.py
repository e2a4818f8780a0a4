"""Wix: contacts of a site; e-mails, phones and addresses are numbered."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="wix-contacts",
    platform="Wix",
    export="Contacts export",
    grain="contacts",
    signature=("Email 1", "Email subscriber status", "Created At (UTC+0)"),
    roles=MappingProxyType(
        {
            "First Name": "first_name",
            "Last Name": "last_name",
            "Email 1": "email",
            "Email 2": "email_alt",
            "Phone 1": "phone",
            "Address 1 - Street": "address",
            "Address 1 - City": "city",
            "Address 1 - State/Region": "region",
            "Address 1 - Zip": "postal_code",
            "Address 1 - Country": "country",
            "Company": "company",
            "Labels": "tags",
            "Email subscriber status": "consent",
            "Last Activity Date (UTC+0)": "last_activity",
            "Source": "source",
            "Created At (UTC+0)": "joined_at",
        }
    ),
    optional=MappingProxyType(
        {
            "Email 3": "email_alt",
            "Address 2 - City": "",
            "Birthdate": "sensitive",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M",),
)
