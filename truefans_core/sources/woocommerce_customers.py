"""WooCommerce: customers with totals; guests have no user name and no day of signing up."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="woocommerce-customers",
    platform="WooCommerce",
    export="Analytics > Customers > Download",
    grain="members",
    signature=("Sign Up", "Total Spend", "AOV"),
    roles=MappingProxyType(
        {
            "Name": "name",
            "Username": "handle",
            "Last Active": "last_activity",
            "Sign Up": "joined_at",
            "Email": "email",
            "Orders": "order_count",
            "Total Spend": "lifetime_amount",
            "AOV": "amount_other",
            "Country / Region": "country",
            "City": "city",
            "Region": "region",
            "Postal Code": "postal_code",
            "Billing Phone": "phone",
            "Role": "tier",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M:%S", "%Y-%m-%d"),
)
