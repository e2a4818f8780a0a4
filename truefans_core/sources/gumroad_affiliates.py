"""Gumroad: affiliates with the sales they brought, in dollars; the last row adds up the others."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="gumroad-affiliates",
    platform="Gumroad",
    export="Affiliates CSV",
    grain="members",
    signature=("Affiliate ID", "Sales ($)"),
    roles=MappingProxyType(
        {
            "Affiliate ID": "external_id",
            "Name": "name",
            "Email": "email",
            "Products": "product",
            "Sales ($)": "sales_generated",
            "Created At": "joined_at",
        }
    ),
    date_formats=("%Y-%m-%d",),
    currency="USD",
    fee_slug="gumroad",
)
