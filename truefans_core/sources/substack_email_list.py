"""Substack: the e-mail list of the full data export; no name and no amount."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="substack-email-list",
    platform="Substack",
    export="Subscriber list in the full data export",
    grain="members",
    signature=("active_subscription", "first_payment_at"),
    roles=MappingProxyType(
        {
            "email": "email",
            "active_subscription": "flag",
            "expiry": "expires_at",
            "plan": "tier",
            "email_disabled": "flag",
            "created_at": "joined_at",
            "first_payment_at": "first_paid_at",
        }
    ),
    unmailable=MappingProxyType({"email_disabled": frozenset({"true"})}),
    active_flag="active_subscription",
    fee_slug="substack",
)
