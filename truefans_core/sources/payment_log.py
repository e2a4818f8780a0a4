"""A plain list of payments, kept by hand or by any program: told by what its columns hold, not by their names."""

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="payment-log",
    platform="Payment log",
    export="Payment log",
    grain="payments",
    signature=(),
    roles={},
    refunded_status=words(
        "refunded|refund|chargeback|charged back|reversed|erstattet|zurückerstattet|remboursé|remboursée|reembolsado|"
        "reembolsada|devuelto|rimborsato|rimborsata|terugbetaald",
    ),
    unpaid_status=words(
        "unpaid|pending|failed|voided|void|cancelled|canceled|declined|authorized|incomplete|open|draft|expired|"
        "requires_payment_method|offen|ausstehend|fehlgeschlagen|storniert|abgelehnt|en attente|échoué|annulé|annulée|"
        "impayé|pendiente|fallido|cancelado|cancelada|anulado|impagado|in attesa|fallito|annullato|non pagato|pendente|"
        "falhou|anulada|openstaand|mislukt|geannuleerd|in behandeling",
    ),
)
