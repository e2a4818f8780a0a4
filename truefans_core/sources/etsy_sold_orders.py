"""Etsy: orders, never with an address; a refund shows as a new total. One file a month."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="etsy-sold-orders",
    platform="Etsy",
    export="Sold orders",
    grain="payments",
    signature=("Order Value", "Adjusted Order Total"),
    roles=MappingProxyType(
        {
            "Sale Date": "occurred_at",
            "Order ID": "order_id",
            "Buyer User ID": "handle",
            "Full Name": "name",
            "First Name": "first_name",
            "Last Name": "last_name",
            "Number of Items": "quantity",
            "Payment Method": "payment_method",
            "Street 1": "address",
            "Ship City": "city",
            "Ship State": "region",
            "Ship Zipcode": "postal_code",
            "Ship Country": "country",
            "Currency": "currency",
            "Order Value": "amount",
            "Coupon Code": "coupon",
            "Discount Amount": "discount",
            "Shipping": "shipping",
            "Sales Tax": "tax",
            "Order Total": "amount_other",
            "Status": "status",
            "Card Processing Fees": "fee",
            "Order Net": "amount_net",
            "Adjusted Order Total": "amount_other",
            "Buyer": "handle",
        }
    ),
    date_formats=("%m/%d/%y", "%m/%d/%Y"),
    unpaid_status=words("canceled|cancelled"),
    refunded_status=words("refunded|fully refunded"),
    replaced_total=("Order Total", "Adjusted Order Total"),
    quirks=frozenset({"one_payment_each"}),
)
