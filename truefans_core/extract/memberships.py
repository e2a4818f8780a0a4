"""What the status and the price of a member list that no recipe knows say: who is a member now, and for how long."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.extract.cells import UNKNOWN, Cells
from truefans_core.sources.source import words
from truefans_core.values.periods import months_of_price

_MEMBER = words(
    "active|current|paying|member|aktiv|laufend|zahlend|bezahlt|actif|active|en cours|adhérent|activo|activa|"
    "al corriente|attivo|attiva|in corso|ativo|ativa|em dia|actief|lopend"
)
_LEFT = words(
    "cancelled|canceled|former|ended|inactive|expired|lapsed|left|deleted|gekündigt|beendet|inaktiv|abgelaufen|"
    "ausgetreten|ehemalig|storniert|gelöscht|annulé|annulée|résilié|résiliée|inactif|expiré|expirée|terminé|"
    "cancelado|cancelada|inactivo|inactiva|caducado|caducada|baja|annullato|annullata|disdetto|inattivo|inattiva|"
    "scaduto|scaduta|inativo|inativa|expirado|expirada|opgezegd|beëindigd|inactief|verlopen|geannuleerd"
)


def standing(cells: Cells) -> tuple[frozenset[str], frozenset[str]]:
    """The lower-case words for who is a member now and for who has left.

    Of an export nobody knows they hold only beside a price: an active customer or reader owes nothing.
    """
    source = cells.source
    if source is UNKNOWN and cells.has("unit_price"):
        return _MEMBER, _LEFT
    return source.active_status, source.ended_status


def months_by_header(cells: Cells) -> tuple[pa.Array, pa.Array]:
    """The months a price is for where its own header says so, as "Annual fee" does, and that header, for each row.

    Null where the row states no price, and where a recipe knows what the column means.
    """
    headers = () if cells.source.signature else cells.headers("unit_price")
    months = months_of_price(headers[0]) if headers else None
    if months is None:
        return pa.nulls(cells.rows, pa.float64()), pa.nulls(cells.rows, pa.string())
    told = pc.is_valid(cells.text("unit_price"))
    return (
        pc.if_else(told, pa.scalar(float(months)), pa.scalar(None, pa.float64())),
        pc.if_else(told, pa.scalar(headers[0]), pa.scalar(None, pa.string())),
    )
