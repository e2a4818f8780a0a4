"""Gumroad: sales in dollars; the last row adds up the others, and three columns tell of refunds."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="gumroad-sales",
    platform="Gumroad",
    export="Sales CSV",
    grain="payments",
    signature=("Purchase Email", "Sale Price ($)"),
    roles=MappingProxyType(
        {
            "Purchase ID": "order_id",
            "Item Name": "product",
            "Buyer Name": "name",
            "Purchase Email": "email",
            "Do not contact?": "consent",
            "Purchase Date": "occurred_at",
            "Purchase Time (UTC timezone)": "time",
            "Subtotal ($)": "amount_other",
            "Taxes ($)": "tax",
            "Shipping ($)": "shipping",
            "Sale Price ($)": "amount",
            "Fees ($)": "fee",
            "Net Total ($)": "amount_net",
            "Tip ($)": "tip",
            "Street Address": "address",
            "City": "city",
            "Zip Code": "postal_code",
            "State": "region",
            "Country": "country",
            "Referrer": "referrer",
            **dict.fromkeys(("Refunded?", "Partial Refund ($)", "Fully Refunded?"), "refund"),
            "Discount Code": "coupon",
            "Recurring Charge?": "is_recurring",
            "Order Number": "id_other",
            "Custom Fields": "custom",
            "Item Price ($)": "unit_price",
            **dict.fromkeys(("Buyer Email", "Giftee Email"), "email_alt"),
            "Quantity": "quantity",
            "Recurrence": "interval",
            "Affiliate": "referred_by",
            "Subscription End Date": "cancelled_at",
            "Rating": "rating",
            "Review": "review",
            "License Key": "sensitive",
            "Payment Type": "payment_method",
            **dict.fromkeys(("UTM Source", "UTM Medium", "UTM Campaign", "UTM Term", "UTM Content"), "utm"),
        }
    ),
    date_formats=("%Y-%m-%d",),
    unmailable=MappingProxyType({"do not contact?": frozenset({"1", "true", "yes"})}),
    currency="USD",
    quirks=frozenset({"tip_included", "refund_flags", "one_payment_each"}),
    fee_slug="gumroad",
)
