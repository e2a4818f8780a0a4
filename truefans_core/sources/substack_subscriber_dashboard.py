"""Substack: subscribers with every column ticked, the server chooses their order."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="substack-subscriber-dashboard",
    platform="Substack",
    export="Subscribers page > ... > Export",
    grain="members",
    signature=("Stripe plan", "Revenue"),
    roles=MappingProxyType(
        {
            "Email": "email",
            "Name": "name",
            "Stripe plan": "tier",
            "Cancel date": "cancelled_at",
            "Start date": "joined_at",
            "Emails received (6mo)": "emails_received",
            "num_emails_opened": "opens",
            "Emails opened (6mo)": "opens",
            "Last email open": "last_open",
            "Links clicked": "clicks",
            "Last clicked at": "last_click",
            "Post views": "views",
            "Comments": "comments_count",
            "Shares": "shares",
            "Subscriptions gifted": "gifts_given",
            "First paid date": "first_paid_at",
            "Revenue": "lifetime_amount",
            "Subscription source (free)": "source",
            "Activity": "activity_score",
            "Country": "country",
            "State/Province": "region",
            "Expiration date": "expires_at",
            "Type": "status",
        }
    ),
    optional=MappingProxyType({"Subscription interval": "interval"}),
    active_status=words(
        "subscriber|yearly subscriber|monthly subscriber|annual subscriber|founding subscriber|paid subscriber|"
        "paid|yearly|monthly|annual|founding|iap",
    ),
    fee_slug="substack",
)
