"""PayPal in British English: the same list, with a space in "Time zone" and days before months."""

from dataclasses import replace
from types import MappingProxyType

from truefans_core.sources.paypal_activity import SOURCE as AMERICAN

SOURCE = replace(
    AMERICAN,
    slug="paypal-activity-uk",
    export="Activity download, British English",
    signature=("Time zone", "Balance Impact", "Gross"),
    roles=MappingProxyType(
        {"Time zone" if header == "TimeZone" else header: role for header, role in AMERICAN.roles.items()}
    ),
)
