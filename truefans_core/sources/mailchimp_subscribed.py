"""Mailchimp: the subscribed contacts of an audience."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="mailchimp-subscribed",
    platform="Mailchimp",
    export="Audience export: subscribed_*.csv",
    grain="contacts",
    signature=("Email Address", "OPTIN_TIME", "LAST_CHANGED"),
    roles=MappingProxyType(
        {
            "Email Address": "email",
            "First Name": "first_name",
            "Last Name": "last_name",
            "Address": "address",
            "Phone Number": "phone",
            "MEMBER_RATING": "rating",
            "OPTIN_TIME": "joined_at",
            "OPTIN_IP": "sensitive",
            "CONFIRM_IP": "sensitive",
            "LATITUDE": "sensitive",
            "LONGITUDE": "sensitive",
            "TIMEZONE": "timezone",
            "CC": "country",
            "REGION": "region",
            "LAST_CHANGED": "last_activity",
            "LEID": "id_other",
            "EUID": "external_id",
            "NOTES": "note",
            "TAGS": "tags",
        }
    ),
    optional=MappingProxyType({"SOURCE": "source"}),
    date_formats=("%Y-%m-%d %H:%M:%S",),
    quirks=frozenset({"opted_in", "activity_is_edit"}),
)
