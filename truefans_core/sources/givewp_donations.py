"""GiveWP: donations, dates in the words of the site; donations of the test mode never happened."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="givewp-donations",
    platform="GiveWP",
    export="Donations export",
    grain="payments",
    signature=("Donation Total", "Donation Date", "Donation Status"),
    roles=MappingProxyType(
        {
            "Donation ID": "order_id",
            "Donation Total": "amount",
            "Currency Code": "currency",
            "Donation Status": "status",
            "Donation Date": "occurred_at",
            "Donation Time": "time",
            "Payment Gateway": "payment_method",
            "Payment Mode": "flag",
            "Donation Note (private)": "note",
            "Form Title": "product",
            "Level Title": "tier",
            "First Name": "first_name",
            "Last Name": "last_name",
            "Email Address": "email",
            "Company Name": "company",
            "Address 1": "address",
            "City": "city",
            "State": "region",
            "Zip": "postal_code",
            "Country": "country",
            "Donor Phone Number": "phone",
            "Donor Comment": "message",
            "Donor ID": "external_id",
            "Donor IP Address": "sensitive",
        }
    ),
    income_status=words("complete|completed|renewal|publish"),
    refunded_status=words("refunded"),
    unpaid_cells=MappingProxyType({"payment mode": words("test")}),
    quirks=frozenset({"one_payment_each"}),
)
