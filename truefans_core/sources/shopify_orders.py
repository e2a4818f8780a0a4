"""Shopify: orders, one row a line item; Name is the order number."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="shopify-orders",
    platform="Shopify",
    export="Orders export",
    grain="payments",
    signature=("Name", "Financial Status", "Lineitem name"),
    roles=MappingProxyType(
        {
            "Name": "order_id",
            "Email": "email",
            "Financial Status": "status",
            "Accepts Marketing": "consent",
            "Currency": "currency",
            "Subtotal": "amount_other",
            "Shipping": "shipping",
            "Taxes": "tax",
            "Total": "amount",
            "Discount Code": "coupon",
            "Discount Amount": "discount",
            "Created at": "occurred_at",
            "Lineitem quantity": "quantity",
            "Lineitem name": "product",
            "Lineitem price": "unit_price",
            "Billing Name": "name",
            "Billing Country": "country",
            "Notes": "note",
            "Cancelled at": "cancelled_at",
            "Payment Method": "payment_method",
            "Refunded Amount": "refund",
            "Id": "id_other",
            "Tags": "tags",
            "Source": "source",
            "Phone": "phone",
        }
    ),
    date_formats=("%Y-%m-%d %H:%M:%S %z",),
    income_status=frozenset({"paid", "partially_refunded", "refunded"}),
    refunded_status=frozenset({"refunded"}),
    order_lines=True,
    quirks=frozenset({"apostrophe"}),
    fee_slug="shopify",
)
