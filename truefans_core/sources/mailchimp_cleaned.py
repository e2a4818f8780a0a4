"""Mailchimp: addresses that bounced for good."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="mailchimp-cleaned",
    platform="Mailchimp",
    export="Audience export: cleaned_*.csv",
    grain="contacts",
    signature=("Email Address", "CLEAN_TIME"),
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
            "CLEAN_TIME": "unsubscribed_at",
            "LEID": "id_other",
            "EUID": "external_id",
            "NOTES": "note",
            "TAGS": "tags",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M:%S",),
    suppresses=True,
)
