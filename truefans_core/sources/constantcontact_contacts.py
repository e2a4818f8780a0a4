"""Constant Contact: contacts of all lists."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="constantcontact-contacts",
    platform="Constant Contact",
    export="Contacts export",
    grain="contacts",
    signature=("Email address", "Email permission status", "Email Lists"),
    roles=MappingProxyType(
        {
            "Email address": "email",
            "First name": "first_name",
            "Last name": "last_name",
            "Company": "company",
            "Email status": "status",
            "Email permission status": "consent",
            "Phone - home": "phone",
            "Country - Home": "country",
            "Tags": "tags",
            "Email Lists": "tags",
            "Source Name": "source",
            "Created At": "joined_at",
            "Updated At": "last_activity",
        }
    ),
    unmailable=MappingProxyType(
        {"email status": words("unsubscribed|removed|opt-out|bounced|on hold|suppressed")}
    ),
    quirks=frozenset({"activity_is_edit"}),
)
