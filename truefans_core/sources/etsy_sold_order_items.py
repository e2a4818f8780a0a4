"""Etsy: the items of orders; shipping and tax are those of the order, on each of its rows."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="etsy-sold-order-items",
    platform="Etsy",
    export="Sold order items",
    grain="payments",
    signature=("Item Total", "Order Shipping"),
    roles=MappingProxyType(
        {
            "Sale Date": "occurred_at",
            "Item Name": "product",
            "Buyer": "name",
            "Quantity": "quantity",
            "Price": "unit_price",
            "Coupon Code": "coupon",
            "Discount Amount": "discount",
            "Order Shipping": "shipping",
            "Order Sales Tax": "tax",
            "Item Total": "amount",
            "Currency": "currency",
            "Transaction ID": "line_item_id",
            "Ship Address1": "address",
            "Ship City": "city",
            "Ship State": "region",
            "Ship Zipcode": "postal_code",
            "Ship Country": "country",
            "Order ID": "order_id",
            "Payment Type": "payment_method",
        }
    ),
    date_formats=("%m/%d/%y", "%m/%d/%Y"),
    quirks=frozenset({"order_parts", "one_payment_each"}),
)
