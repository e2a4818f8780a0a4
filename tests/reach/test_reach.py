"""How many were reached: never the same people added up."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from truefans_core.columns import REACH
from truefans_core.reach import Reached, Typed, reached

AS_OF = dt.date(2024, 6, 30)


def figures(*rows: tuple[int, str, str, float | None]) -> pa.Table:
    names = ("date", "channel", "measure", "value")
    days = [(AS_OF - dt.timedelta(days=ago), *rest) for ago, *rest in rows]
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in days], REACH)


def test_nothing_known_is_nothing_said() -> None:
    assert reached(figures(), as_of=AS_OF) is None
    assert reached(figures((365, "Video", "reach", 5.0), (-1, "Video", "reach", 9.0)), as_of=AS_OF) is None
    assert reached(figures((1, "Video", "reach", None)), as_of=AS_OF) is None


def test_days_of_a_channel_are_not_added() -> None:
    days = figures((30, "Video", "reach", 900.0), (3, "Video", "reach", 400.0), (2, "Video", "reach", 10.0))
    assert reached(days, as_of=AS_OF) == Reached(400, AS_OF - dt.timedelta(days=2), "Video")


def test_people_count_before_views() -> None:
    seen = figures((1, "Video", "impressions", 90_000.0), (1, "Video", "Accounts reached", 700.0))
    assert reached(seen, as_of=AS_OF).value == 700
    assert reached(figures((1, "Video", "views", 90_000.0)), as_of=AS_OF).value == 90_000


def test_channels_are_added_only_where_the_user_says_so() -> None:
    both = figures((9, "Video", "reach", 500.0), (1, "Site", "users", 200.0))
    assert reached(both, as_of=AS_OF) == Reached(500, AS_OF - dt.timedelta(days=9), "Video")
    added = reached(both, as_of=AS_OF, different_people=True)
    assert added == Reached(700, AS_OF - dt.timedelta(days=1), "Site, Video")


def test_what_was_typed_in_takes_the_place_of_figures() -> None:
    both = figures((9, "Video", "reach", 500.0), (1, "Site", "users", 200.0))
    day = AS_OF - dt.timedelta(days=20)
    assert reached(both, [Typed(day, "Video", 300)], as_of=AS_OF).value == 300
    assert reached(both, [Typed(day, "", 120), Typed(day, "Site", 900)], as_of=AS_OF) == Reached(120, day, "")
    old = AS_OF - dt.timedelta(days=400)
    assert reached(both, [Typed(old, "", 120)], as_of=AS_OF).value == 500
    newer = [Typed(day, "", 120), Typed(AS_OF, "", 90)]
    assert (
        reached(both, newer, as_of=AS_OF) == reached(both, newer[::-1], as_of=AS_OF) == Reached(90, AS_OF, "")
    )
