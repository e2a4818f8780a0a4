"""WooCommerce: orders of the analytics page, with names only."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="woocommerce-orders",
    platform="WooCommerce",
    export="Analytics > Orders > Download",
    grain="payments",
    signature=("Customer type", "Net Sales"),
    roles=MappingProxyType(
        {
            "Date": "occurred_at",
            "Order #": "order_id",
            "Status": "status",
            "Customer": "name",
            "Customer type": "flag",
            "Product(s)": "product",
            "Items sold": "quantity",
            "Coupon(s)": "coupon",
            "Net Sales": "amount",
            "Attribution": "source",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M:%S",),
    income_status=frozenset({"completed", "processing", "refunded"}),
    refunded_status=frozenset({"refunded"}),
)
