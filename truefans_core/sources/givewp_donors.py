"""GiveWP: donors with what they gave in all, without the day they gave last."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="givewp-donors",
    platform="GiveWP",
    export="Donors export",
    grain="members",
    signature=("Donor Created", "Number of donations", "Total Donated"),
    roles=MappingProxyType(
        {
            "Name": "name",
            "Email": "email",
            "Donor Created": "joined_at",
            "Donor Phone Number": "phone",
            "Number of donations": "order_count",
            "Total Donated": "lifetime_amount",
            "Address": "address",
            "City": "city",
            "State": "region",
            "Zip": "postal_code",
            "Country": "country",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M:%S",),
)
