"""How long people usually pause between two payments, as it was known on each day."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.signals.days import number_of
from truefans_core.signals.fade import SURE, Fade, fade_of, paced_by, telling
from truefans_core.signals.signs import first_of, spoken_of
from truefans_core.signals.statements import states_money

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Pauses:
    """The days between two days with a payment of one person, by the later of the two.

    Where nothing was known of money by a day, the days between signs: see `signals.fade.paced_by`.

    Args:
        events: columns.EVENTS with `value_minor`.
        snapshots: columns.SNAPSHOTS.
    """

    def __init__(self, events: pa.Table, snapshots: pa.Table) -> None:
        self._events = events.select(["person_id", "at", "kind", "value_minor"])
        self._first = first_of(spoken_of(events))
        self._money_stated = states_money(snapshots)
        self._between: dict[tuple[str, ...], tuple[Numbers, Floats]] = {}

    def fade_by(self, day: date, half_life: float | None) -> Fade:
        """How fast payments fade by the pauses that had ended by a day.

        Args:
            day: later payments are not looked at.
            half_life: days that overrule what the pauses say of fading; the pauses are measured all the same.
        """
        signs = paced_by(self._first, number_of(day), money_stated=self._money_stated)
        if signs not in self._between:
            self._between[signs] = self._apart(signs or ("payment",))
        on, days = self._between[signs]
        return fade_of(days[: np.searchsorted(on, number_of(day), side="right")], half_life)

    def _apart(self, kinds: tuple[str, ...]) -> tuple[Numbers, Floats]:
        """The ends of all pauses between events of some kinds, ascending, and how long each was."""
        amount = self._events["value_minor"]
        counts = pc.or_(pc.is_null(amount), pc.not_equal(pc.fill_null(amount, 0), 0))
        told = pc.and_(pc.is_in(self._events["kind"], value_set=pa.array(kinds)), counts)
        rows = self._events.select(["person_id", "at"]).filter(
            pc.and_(told, pc.is_valid(self._events["person_id"]))
        )
        people = pc.dictionary_encode(rows["person_id"].combine_chunks())
        some = telling(people.dictionary, rows.num_rows)
        if some is not None:
            part = some.take(people.indices)
            found = _between(people.indices.filter(part), rows["at"].filter(part))
            if len(found[0]) >= SURE:
                return found
        return _between(people.indices, rows["at"])


def _between(people: pa.Array, at: pa.ChunkedArray) -> tuple[Numbers, Floats]:
    who = people.to_numpy().astype(np.int64)
    on = pc.fill_null(pc.cast(at.cast(pa.date32()), pa.int32()), 0).to_numpy().astype(np.int64)
    order = np.lexsort((on, who))
    who, on = who[order], on[order]
    gap = np.diff(on)
    real = (who[1:] == who[:-1]) & (gap > 0)
    by_day = np.argsort(on[1:][real], kind="stable")
    return on[1:][real][by_day], gap[real][by_day].astype(float)
