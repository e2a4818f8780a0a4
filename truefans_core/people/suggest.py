"""Suggestions for a human: who may be one person, why, and what becomes of a head count if all of it is true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.people import pairs
from truefans_core.people.evidence import REASONS, possible
from truefans_core.people.lines import Lines
from truefans_core.people.pairs import Numbers, Pairs
from truefans_core.people.sides import Side, side

if TYPE_CHECKING:
    from truefans_core.people.join import Joined
    from truefans_core.people.merging import Merged

_BESIDE_A_NAME = ("phone", "postal", "city", "country", "name")
#: A suggestion with a score from here on is likely enough to put a band on head counts.
LIKELY = 0.6
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
#: One row per pair. `a` and `b` are the person_id each has alone, `person_a` and `person_b` the one each has now;
#: `reasons` are keys of evidence.REASONS, the strongest first, separated by commas; `answer` is "open", "automatic",
#: "same" or "different".
SUGGESTIONS = pa.schema(
    [
        ("a", pa.string()),
        ("b", pa.string()),
        ("person_a", pa.string()),
        ("person_b", pa.string()),
        ("reasons", pa.string()),
        ("score", pa.float64()),
        ("answer", pa.string()),
    ],
)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Who may be one, and what was said of it.

    Attributes:
        pairs: SUGGESTIONS, the most certain first.
        stated: `Joined.stated`, for what is known of each side.
    """

    pairs: pa.Table
    stated: pa.Table

    @property
    def likely(self) -> pa.Table:
        """Those of them that are likely."""
        return self.open.filter(pc.greater_equal(self.open["score"], LIKELY))

    @property
    def open(self) -> pa.Table:
        """The pairs nobody has decided on."""
        return self.pairs.filter(pc.equal(self.pairs["answer"], "open"))

    def side(self, alone_id: str) -> Side | None:
        """What is known of one side of a pair; None where nobody of that id is left."""
        return side(self.stated, alone_id)

    def fewest(self, person_ids: Iterable[str]) -> int:
        """How many of these people there are if every likely suggestion is true: the low end of a head count."""
        ids = pa.array(list(person_ids), pa.string())
        waiting = self.likely
        a, b = (pc.index_in(waiting[side], value_set=ids) for side in ("person_a", "person_b"))
        both = pc.and_(pc.is_valid(a), pc.is_valid(b))
        found = Pairs(*(side.filter(both).to_numpy().astype(np.int64) for side in (a, b)))
        return len(np.unique(pairs.groups(found, len(ids))))


def suggest(joined: Joined) -> Suggestions:
    """The pairs of people who may be one, with what was decided.

    A pair the user said is two never comes back, nor one whose people would make it so. Of several pairs of the same
    two people the most certain is asked.
    """
    merged = joined.merged
    count = len(merged.alone.ids)
    told = pc.fill_null(pc.index_in(joined.told["alone_id"], value_set=merged.alone.ids), -1)
    found = possible(joined.told, told.to_numpy().astype(np.int64), joined.events, _persons(joined))
    both, mask = _gathered(found, merged, count)
    answer = np.full(len(both), "open", "U9")
    for name, some in (
        ("automatic", pairs.union(merged.automatic.values(), count)),
        ("same", merged.accepted),
        ("different", merged.rejected),
    ):
        answer[pairs.known(both, some, count)] = name

    now = Pairs(merged.of[both.a], merged.of[both.b])
    score = _score(mask)
    is_open = answer == "open"
    order = np.lexsort((both.b, both.a, -score))
    order = order[~is_open[order] | ((now.a != now.b) & ~_refused(now, merged))[order]]
    order = order[~is_open[order] | _first(now.where(order), is_open[order], len(merged.found.ids))]
    alone, names = merged.alone.ids, merged.found.ids
    return Suggestions(
        pa.table(
            {
                "a": alone.take(pa.array(both.a[order])),
                "b": alone.take(pa.array(both.b[order])),
                "person_a": names.take(pa.array(now.a[order])),
                "person_b": names.take(pa.array(now.b[order])),
                "reasons": _told(mask[order]),
                "score": pa.array(score[order]),
                "answer": pa.array(answer[order].tolist(), pa.string()),
            },
            schema=SUGGESTIONS,
        ),
        joined.stated,
    )


def _persons(joined: Joined) -> Numbers:
    """Whom each event is of as keys alone make them: the person its record names."""
    place = Lines(joined.stated).of(joined.events)
    alone = joined.merged.alone.person
    return np.where(place < 0, -1, alone[place]) if len(alone) else place


def _gathered(found: Mapping[str, Pairs], merged: Merged, count: int) -> tuple[Pairs, Numbers]:
    """All pairs with their reasons as a bit mask, those decided on among them whether or not a reason is left."""
    by_reason = [
        pairs.union([found[name], merged.automatic.get(name, pairs.none())], count) for name in REASONS
    ]
    both = pairs.union([*by_reason, merged.accepted, merged.rejected], count)
    mask = np.zeros(len(both), np.int64)
    for number, some in enumerate(by_reason):
        mask |= pairs.known(both, some, count).astype(np.int64) << number
    return both, _strongest_name(mask)


def _strongest_name(mask: Numbers) -> Numbers:
    """One name with several things beside it is one piece of evidence: the strongest of them stays."""
    bit = {name: 1 << number for number, name in enumerate(REASONS)}
    for number, name in enumerate(_BESIDE_A_NAME):
        weaker = sum(bit[other] for other in _BESIDE_A_NAME[number + 1 :])
        mask = np.where(mask & bit[name], mask & ~weaker, mask)
    return np.where(mask & (bit["local"] | bit["handle"] | bit["bare"]), mask & ~bit["name"], mask)


def _score(mask: Numbers) -> Floats:
    """How likely a pair is one person, if its reasons had nothing to do with each other."""
    doubt = np.ones(len(mask))
    for number, weight in enumerate(REASONS.values()):
        doubt *= np.where(mask >> number & 1, 1 - weight, 1.0)
    return np.asarray(1 - doubt)


def _told(mask: Numbers) -> pa.Array:
    """The reasons of each mask as text; few masks are different."""
    names, place = np.unique(mask, return_inverse=True)
    told = [",".join(r for number, r in enumerate(REASONS) if name >> number & 1) for name in names.tolist()]
    return pa.array(told, pa.string()).take(pa.array(place))


def _refused(now: Pairs, merged: Merged) -> Flags:
    """Pairs of people who hold two that the user said are not the same."""
    count = len(merged.found.ids)
    a, b = merged.of[merged.rejected.a], merged.of[merged.rejected.b]
    return np.isin(_either_way(now, count), _either_way(Pairs(a, b), count))


def _first(now: Pairs, is_open: Flags, count: int) -> Flags:
    """The first open pair of each two people."""
    code = np.where(is_open, _either_way(now, count), -1 - np.arange(len(now)))
    first = np.zeros(len(code), np.bool_)
    first[np.unique(code, return_index=True)[1]] = True
    return first


def _either_way(some: Pairs, count: int) -> Numbers:
    return np.asarray(np.minimum(some.a, some.b) * count + np.maximum(some.a, some.b))
