"""Kickstarter: pledges, shipping included; what was dropped or could not be collected was never paid."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="kickstarter-backers",
    platform="Kickstarter",
    export="Backer report",
    grain="payments",
    signature=("Backer UID", "Pledge Amount", "Pledged Status"),
    roles=MappingProxyType(
        {
            "Backer Number": "id_other",
            "Backer UID": "external_id",
            "Backer Name": "name",
            "Email": "email",
            "Shipping Country": "country",
            "Shipping Amount": "shipping",
            "Reward Minimum": "tier",
            "Pledge Amount": "unit_price",
            "Pledged At": "occurred_at",
            "Rewards Sent?": "flag",
            "Pledged Status": "status",
            "Notes": "note",
            "Twitter": "handle",
        }
    ),
    optional=MappingProxyType({"Reward Title": "product", "Bonus Support": "amount_other"}),
    date_formats=("%Y/%m/%d, %H:%M", "%Y-%m-%d, %H:%M", "%Y-%m-%d %H:%M:%S %z"),
    income_status=words("collected"),
    quirks=frozenset({"price_is_paid"}),
    fee_slug="kickstarter",
)
