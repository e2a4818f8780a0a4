"""Since when each person is known, and by whom: who came later was not there on an earlier day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from truefans_core.people.join import Joined

Days = npt.NDArray[np.int64]
_NEVER = 2**31 - 1
#: What an export states of the first day it knows somebody.
_BEGAN = ("joined_at", "first_paid_at")
_EPOCH = date(1970, 1, 1)
#: What a list of names is made of, as in `columns.PEOPLE`.
_BETWEEN = ", "


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """Since when each person is known, in days since 1970-01-01, by place in `Joined.people`.

    Known since the first of: the day they joined or first paid, their first dated row, whatever it says, a statement about them, the
    last day of a file that names them. Of whom no file has a day was always there.

    Attributes:
        since: one day a person.
        sources: export → since when it knows each person.
        platforms: platform → the same.
    """

    since: Days
    sources: Mapping[str, Days]
    platforms: Mapping[str, Days]

    def there(self, day: date) -> npt.NDArray[np.bool_]:
        """Who is known by the end of a day."""
        return self.since <= (day - _EPOCH).days

    def sources_on(self, day: date) -> pd.Categorical:
        """The exports that know each person by a day, as in `columns.PEOPLE`."""
        return _lists(self.sources, np.arange(len(self.since)), (day - _EPOCH).days)

    def platforms_on(self, day: date) -> pd.Categorical:
        """The platforms each person is known on by a day, as in `columns.PEOPLE`."""
        return _lists(self.platforms, np.arange(len(self.since)), (day - _EPOCH).days)

    def lists(self, who: Days, days: Days) -> tuple[pd.Categorical, pd.Categorical]:
        """The exports and the platforms that know people, each by a day of their own.

        Args:
            who: places in `Joined.people`.
            days: a day for each, in days since 1970-01-01.
        """
        return _lists(self.sources, who, days), _lists(self.platforms, who, days)


def first_seen(joined: Joined) -> FirstSeen:
    """Since when each person is known.

    Args:
        joined: what `join` gave.
    """
    ids = joined.people["person_id"].combine_chunks()
    began = joined.snapshots.filter(pc.is_in(joined.snapshots["measure"], value_set=pa.array(_BEGAN)))
    days = pc.cast(pc.cast(began["value"], pa.int32(), safe=False), pa.date32())
    parts = [
        _Part(rows, column, ids)
        for rows, column in (
            (joined.told, "joined_at"),
            (joined.told, "on"),
            (joined.told, "until"),
            (joined.events, "at"),
            (joined.snapshots, "as_of"),
            (began.set_column(began.schema.get_field_index("value"), "value", days), "value"),
        )
        if rows.num_rows
    ]
    count = len(ids)
    everyone = _earliest(parts, count, lambda _: None)
    everyone[everyone == _NEVER] = 0
    return FirstSeen(
        everyone, _named(parts, "source", joined, count), _named(parts, "platform", joined, count)
    )


def known_by(joined: Joined, day: date) -> pa.Table:
    """The people of whom anything is known by the end of a day, with the lists they stood on then.

    Args:
        joined: what `join` gave.
        day: the day.

    Returns:
        Rows of `Joined.people`, in its order.
    """
    found = first_seen(joined)
    people = joined.people
    for name, lists in (("sources", found.sources_on(day)), ("platforms", found.platforms_on(day))):
        column = pa.array(lists).cast(pa.string())
        people = people.set_column(people.schema.get_field_index(name), people.schema.field(name), column)
    return people.filter(pa.array(found.there(day)))


class _Part:
    """Rows with a day each, and whose they are."""

    def __init__(self, rows: pa.Table, column: str, ids: pa.Array) -> None:
        said = pc.cast(pc.cast(rows[column], pa.date32()), pa.int32())
        self.rows = rows
        self.who: Any = pc.fill_null(pc.index_in(rows["person_id"], value_set=ids), -1).to_numpy()
        self.on: Any = pc.fill_null(said, _NEVER).to_numpy().astype(np.int64)


def _earliest(parts: list[_Part], count: int, which: Any) -> Days:
    since = np.full(count, _NEVER, np.int64)
    for part in parts:
        chosen = which(part)
        of_person = part.who >= 0 if chosen is None else (part.who >= 0) & chosen
        np.minimum.at(since, part.who[of_person], part.on[of_person])
    return since


def _named(parts: list[_Part], name: str, joined: Joined, count: int) -> dict[str, Days]:
    """Of each name in `joined.told`, since when it knows each person; never for whom it does not name."""
    found: dict[str, Days] = {}
    for value in sorted(pc.unique(joined.told[name].drop_null()).to_pylist()):
        if not value:
            continue

        def of_value(part: _Part, value: str = value) -> Any:
            return pc.fill_null(pc.equal(part.rows[name], value), fill_value=False).to_numpy(
                zero_copy_only=False
            )

        since = _earliest(parts, count, of_value)
        for part in parts[:1]:  # who is named without any day always was
            named = np.zeros(count, bool)
            named[part.who[(part.who >= 0) & of_value(part)]] = True
            since = np.where(named, np.where(since == _NEVER, 0, since), _NEVER)
        found[value] = since
    return found


def _lists(since: Mapping[str, Days], who: Days, day: int | Days) -> pd.Categorical:
    """The names known by a day, one list a person."""
    code = np.zeros(len(who), np.int64)
    labels = [""]
    for name, first in since.items():
        code = code * 2 + (first[who] <= day)
        there = np.bincount(code, minlength=1) > 0
        code = (np.cumsum(there) - 1)[code]
        labels = [
            _BETWEEN.join(filter(None, (labels[each // 2], name if each % 2 else "")))
            for each in np.flatnonzero(there).tolist()
        ]
    categories = pd.Index(labels, dtype=object)
    return pd.Categorical.from_codes(
        np.where(np.array([not label for label in labels])[code], -1, code), categories=categories
    )
