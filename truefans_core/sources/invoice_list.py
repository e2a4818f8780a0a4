"""A list of invoices: a client, a number, days, an amount and whether it was paid; told by what its columns hold."""

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="invoice-list",
    platform="Invoices",
    export="Invoice list",
    grain="payments",
    signature=(),
    roles={},
    income_status=words(
        "paid|paid in full|settled|closed|complete|completed|refunded|yes|true|bezahlt|beglichen|payé|payée|payee|"
        "réglé|réglée|acquittée|pagado|pagada|cobrado|cobrada|pagato|pagata|saldato|saldata|pago|paga|liquidada|"
        "betaald|voldaan|ja|oui|sí|si|sì|sim|1|x",
    ),
    refunded_status=frozenset(
        {"refunded", "erstattet", "remboursée", "reembolsada", "rimborsata", "terugbetaald"}
    ),
    quirks=frozenset({"bills", "owed_is_unpaid"}),
)
