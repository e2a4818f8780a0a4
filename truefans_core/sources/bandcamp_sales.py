"""Bandcamp: sales with what fans added of their own will; payouts and reversals stand among them."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="bandcamp-sales",
    platform="Bandcamp",
    export="Sales report, raw data",
    grain="payments",
    signature=("item type", "sub total", "additional fan contribution"),
    roles=MappingProxyType(
        {
            "date": "occurred_at",
            "item type": "event_type",
            "item name": "product",
            "currency": "currency",
            "item price": "unit_price",
            "quantity": "quantity",
            "discount code": "coupon",
            "sub total": "amount",
            "additional fan contribution": "tip",
            "seller tax": "tax",
            "shipping": "shipping",
            "transaction fee": "fee",
            "item total": "amount_other",
            "amount you received": "amount_net",
            "bandcamp transaction id": "order_id",
            "buyer name": "name",
            "buyer email": "email",
            "buyer phone": "phone",
            "buyer note": "message",
            "ship to city": "city",
            "ship to state": "region",
            "ship to zip": "postal_code",
            "ship to country": "country",
            "referer": "referrer",
        }
    ),
    date_formats=("%m/%d/%y %I:%M%p",),
    unpaid_types=words("payout|pending reversal|cancelled reversal|canceled reversal|pending payout"),
    fee_slug="bandcamp",
)
