"""Salesforce: opportunities of a report; what is not won was never paid, and an account is a household."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="salesforce-report",
    platform="Salesforce",
    export="Report, details only",
    grain="payments",
    signature=("Close Date", "Stage", "Amount"),
    roles=MappingProxyType(
        {
            "Opportunity Name": "product",
            "Account Name": "name",
            "Amount": "amount",
            "Close Date": "occurred_at",
            "Stage": "status",
        }
    ),
    optional=MappingProxyType(
        {
            "Amount Currency": "currency",
            "Primary Contact": "name",
            "Primary Contact: Full Name": "name",
            "Primary Contact: Email": "email",
            "Email": "email",
            "Opportunity ID": "order_id",
            "Account ID": "external_id",
            "Lead Source": "source",
            "Primary Campaign Source": "source",
        }
    ),
    income_status=words("closed won|posted|received|paid"),
)
