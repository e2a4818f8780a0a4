"""Days of six figures, such as 930115: which order of year, month and day a whole column of them allows."""

from __future__ import annotations

import re
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.values.days import Order, read_day

SIX = r"^[0-9]{6}(\.0+)?$"
#: Where month and day stand.
_PLACES: dict[Order, tuple[int, int]] = {"ymd": (2, 4), "dmy": (2, 0), "mdy": (0, 2)}


def six_orders(texts: pa.Array) -> frozenset[Order]:
    """The orders in which every text is six figures with a month of 1 to 12 and a day of 1 to 31; often none.

    Example:
        >>> sorted(six_orders(pa.array(["930115", "970401"]))), sorted(six_orders(pa.array(["930115", "1"])))
        (['ymd'], [])
    """
    if not len(texts) or not re.fullmatch(SIX, texts[0].as_py() or ""):
        return frozenset()
    if not pc.all(pc.match_substring_regex(texts, SIX)).as_py():
        return frozenset()
    pairs = {
        place: pc.cast(pc.utf8_slice_codeunits(texts, place, place + 2), pa.int8()) for place in (0, 2, 4)
    }

    def within(place: int, most: int) -> bool:
        ends = pc.min_max(pairs[place])
        return bool(ends["min"].as_py() >= 1 and ends["max"].as_py() <= most)

    return frozenset(
        order for order, (month, day) in _PLACES.items() if within(month, 12) and within(day, 31)
    )


def read_six(texts: pa.Array, order: Order) -> pa.Array:
    """timestamp[us, UTC] of days of six figures; null where the day does not exist. Years from 69 on are of the 1900s."""
    micros = [read_day(f"{text[:2]}-{text[2:4]}-{text[4:6]}", order) for text in texts.to_pylist()]
    return pc.cast(pa.array(cast("list[int | None]", micros), pa.int64()), pa.timestamp("us", tz="UTC"))
