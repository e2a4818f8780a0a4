"""PayPal in German: translated names and types, commas before the cents."""

from types import MappingProxyType

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="paypal-activity-de",
    platform="PayPal",
    export="Aktivitäten herunterladen",
    grain="payments",
    signature=("Brutto", "Entgelt", "Transaktionscode"),
    roles=MappingProxyType(
        {
            "Datum": "occurred_at",
            "Uhrzeit": "time",
            "Zeitzone": "timezone",
            "Beschreibung": "event_type",
            "Währung": "currency",
            "Brutto": "amount",
            "Entgelt": "fee",
            "Netto": "amount_net",
            "Guthaben": "balance",
            "Transaktionscode": "order_id",
            "Absender E-Mail-Adresse": "email",
            "Name": "name",
            "Bankkonto": "sensitive",
            "Versand- und Bearbeitungsgebühr": "shipping",
            "Umsatzsteuer": "tax",
            "Zugehöriger Transaktionscode": "id_other",
        }
    ),
    optional=MappingProxyType(
        {
            "Typ": "event_type",
            "Status": "status",
            "Auswirkung auf Guthaben": "event_type",
            "Empfänger E-Mail-Adresse": "email_alt",
            "Artikelbezeichnung": "product",
            "Land": "country",
            "Ort": "city",
            "PLZ": "postal_code",
            "Telefon": "phone",
            "Hinweis": "message",
        }
    ),
    unpaid_status=words(
        "ausstehend|abgelehnt|storniert|zurückgebucht|rückgängig gemacht|einbehalten|offen|fehlgeschlagen"
    ),
    unpaid_types=words("memo"),
    quirks=frozenset({"own_spending", "payer_is_other", "one_payment_each"}),
    fee_slug="paypal",
)
