"""A list of invoices that says how much of each was paid: that is the income, whatever the state of the rest."""

from truefans_core.sources.source import Source, words

SOURCE = Source(
    slug="paid-invoices",
    platform="Invoices",
    export="Invoice list with payments",
    grain="payments",
    signature=(),
    roles={},
    unpaid_status=words(
        "void|voided|cancelled|canceled|deleted|failed|draft|storniert|entwurf|annulé|annulée|brouillon|anulado|anulada|"
        "cancelado|cancelada|borrador|annullato|annullata|bozza|rascunho|geannuleerd|concept",
    ),
    refunded_status=frozenset(
        {"refunded", "erstattet", "remboursée", "reembolsada", "rimborsata", "terugbetaald"}
    ),
    quirks=frozenset({"bills"}),
)
