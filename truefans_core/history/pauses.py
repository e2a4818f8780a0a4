"""How long people usually pause between two payments, as it was known on each day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.signals.days import number_of
from truefans_core.signals.fade import Fade, fade_of


class Pauses:
    """The days between two days with a payment of one person, by the later of the two.

    Args:
        events: columns.EVENTS with `value_minor`.
    """

    def __init__(self, events: pa.Table) -> None:
        amount = events["value_minor"]
        counts = pc.or_(pc.is_null(amount), pc.not_equal(pc.fill_null(amount, 0), 0))
        paid = events.select(["person_id", "at"]).filter(
            pc.and_(pc.and_(pc.equal(events["kind"], "payment"), counts), pc.is_valid(events["person_id"]))
        )
        who = pc.dictionary_encode(paid["person_id"].combine_chunks()).indices.to_numpy().astype(np.int64)
        on = pc.fill_null(pc.cast(paid["at"].cast(pa.date32()), pa.int32()), 0).to_numpy().astype(np.int64)
        order = np.lexsort((on, who))
        who, on = who[order], on[order]
        gap = np.diff(on)
        real = (who[1:] == who[:-1]) & (gap > 0)
        by_day = np.argsort(on[1:][real], kind="stable")
        self._on, self._days = on[1:][real][by_day], gap[real][by_day].astype(float)

    def fade_by(self, day: date, half_life: float | None) -> Fade:
        """How fast payments fade by the pauses that had ended by a day.

        Args:
            day: later payments are not looked at.
            half_life: days that overrule what the pauses say of fading; the pauses are measured all the same.
        """
        return fade_of(self._days[: np.searchsorted(self._on, number_of(day), side="right")], half_life)
