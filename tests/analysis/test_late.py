"""What nobody asks for is not worked out, and what somebody asked for is worked out once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from truefans_core.analysis.late import Late, Later, with_changes


@dataclass(frozen=True)
class Told:
    name: str
    slow: Late[int] = Late()
    other: Late[tuple[str, ...]] = Late(tuple)


def counted(calls: list[str]) -> Later[int]:
    def work() -> int:
        calls.append("worked")
        return 7

    return Later(work)


def test_a_late_field_is_worked_out_when_it_is_asked_for_and_once() -> None:
    calls: list[str] = []
    told = Told("a", counted(calls))
    assert told.name == "a"
    assert calls == []
    assert (told.slow, told.slow) == (7, 7)
    assert calls == ["worked"]


def test_a_change_of_another_field_asks_for_nothing_and_shares_what_is_found() -> None:
    calls: list[str] = []
    told = Told("a", counted(calls))
    changed = with_changes(told, name="b")
    assert calls == []
    assert (changed.name, changed.slow, told.slow) == ("b", 7, 7)
    assert calls == ["worked"]
    assert with_changes(told, slow=3).slow == replace(told, slow=3).slow == 3


def test_a_late_field_may_be_given_as_a_value_has_its_own_default_and_stays_frozen() -> None:
    told = Told("a", 3)
    assert (told.slow, told.other) == (3, ())
    with pytest.raises(TypeError, match="slow"):
        Told("a")  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        told.slow = 4  # type: ignore[misc]
