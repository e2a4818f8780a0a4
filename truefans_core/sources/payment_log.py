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
        "reembolsada|devuelto|rimborsato|rimborsata|terugbetaald|estornado|estornada|devolvido|devolvida|rückerstattet",
    ),
    unpaid_status=words(
        "unpaid|pending|failed|voided|void|cancelled|canceled|declined|authorized|incomplete|open|draft|expired|"
        "requires_payment_method|offen|ausstehend|fehlgeschlagen|storniert|abgelehnt|en attente|échoué|annulé|annulée|"
        "impayé|pendiente|fallido|cancelado|cancelada|anulado|impagado|in attesa|fallito|annullato|non pagato|pendente|"
        "falhou|anulada|openstaand|mislukt|geannuleerd|in behandeling|"
        "rejected|refused|abandoned|blocked|error|awaiting payment|pending payment|payment pending|payment failed|"
        "waiting|waiting for payment|uncollectible|not paid|on hold|requires_action|scheduled|lost|"
        "verweigert|abgebrochen|abgelaufen|nicht bezahlt|wartet auf zahlung|in bearbeitung|rückläufer|zurückgezogen|"
        "refusé|refusée|expiré|expirée|abandonné|abandonnée|rejeté|rejetée|en attente de paiement|non payé|non payée|"
        "rechazado|rechazada|caducado|caducada|vencido|abandonado|no pagado|pendiente de pago|denegado|denegada|"
        "rifiutato|rifiutata|scaduto|scaduta|annullata|in attesa di pagamento|non pagata|"
        "recusado|recusada|expirado|expirada|não pago|não paga|aguardando pagamento|abandonada|negado|negada|"
        "verlopen|geweigerd|afgewezen|afgebroken|niet betaald|wacht op betaling",
    ),
)
