"""Donorbox: donations; Amount is in the currency of the row."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="donorbox-donations",
    platform="Donorbox",
    export="Donations export",
    grain="payments",
    signature=("Donor Email", "Donated At"),
    roles=MappingProxyType(
        {
            "Name": "name",
            "Donating Company": "company",
            "Donor's First Name": "first_name",
            "Donor's Last Name": "last_name",
            "Donor Email": "email",
            "Make Donation Anonymous": "anonymous",
            "Campaign": "product",
            "Amount": "amount",
            "Currency": "currency",
            "Amount in USD": "amount_other",
            "Processing Fee": "fee",
            "Platform Fee": "fee",
            "Total Fee": "fee",
            "Net Amount": "amount_net",
            "Fee Covered": "flag",
            "Donor Comment": "message",
            "Internal Notes": "note",
            "Donated At": "occurred_at",
            "Phone": "phone",
            "Address": "address",
            "City": "city",
            "State / Province": "region",
            "Postal Code": "postal_code",
            "Country": "country",
            "Receipt Id": "id_other",
            "Donation Type": "payment_method",
            "Last 4 Digits": "sensitive",
            "Stripe Charge Id": "order_id",
            "Recurring Donation": "is_recurring",
            "Join Mailing List": "consent",
            "Recipient Email": "email_alt",
            "First Donation": "flag",
            "Fundraiser": "referred_by",
            "Donor Id": "external_id",
        }
    ),
    optional=MappingProxyType({"Donation Interval": "interval"}),
    date_formats=("%m/%d/%y %H:%M:%S", "%m/%d/%Y %H:%M:%S"),
    quirks=frozenset({"one_payment_each"}),
    fee_slug="donorbox",
)
