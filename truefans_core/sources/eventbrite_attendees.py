"""Eventbrite: attendees; two tickets of one order make two rows."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="eventbrite-attendees",
    platform="Eventbrite",
    export="Attendee summary report",
    grain="attendance",
    signature=("Order #", "Total Paid", "Attendee Status"),
    roles=MappingProxyType(
        {
            "Order #": "order_id",
            "Order Date": "occurred_at",
            "First Name": "first_name",
            "Last Name": "last_name",
            "Email": "email",
            "Quantity": "quantity",
            "Ticket Type": "product",
            "Attendee #": "line_item_id",
            "Order Type": "event_type",
            "Currency": "currency",
            "Total Paid": "amount",
            "Fees Paid": "fee",
            "Eventbrite Fees": "fee",
            "Eventbrite Payment Processing": "fee",
            "Attendee Status": "status",
            "Home Address 1": "address",
            "Home City": "city",
            "Home State": "region",
            "Home Zip": "postal_code",
            "Home Country": "country",
            "How did you hear about us?": "source",
        }
    ),
    optional=MappingProxyType({"Surname": "last_name"}),
    date_formats=("%m/%d/%y %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%b %d, %Y %I:%M %p"),
    income_status=frozenset({"attending", "checked in", "not attending", "refunded"}),
    refunded_status=frozenset({"refunded"}),
    active_status=frozenset({"attending", "checked in"}),
    quirks=frozenset({"order_total"}),
)
