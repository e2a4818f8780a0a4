"""Of a workspace that somebody sends no small value can stop a page: each is what the app itself would have kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from truefans_core.problems import Refused
from truefans_core.store import Workspace, portable
from truefans_core.store.shapes import SETTINGS, sound
from truefans_core.tiers.line import RULES

PAGES = Path(__file__).parents[2] / "pages"
#: What no reader expects under any name that has a shape.
HOSTILE = ({"line": [1]}, [[["x"]]], -(10**30), "\u202enonsense" * 40_000)
KEPT = {
    "preset": "nonprofit",
    "currency": "EUR",
    "time_zone": "Europe/Vienna",
    "as_of": "2026-05-01",
    "year_starts": 4,
    "rule": "marks",
    "line": {
        "line": {
            "rule": "natural",
            "true": 1.5,
            "engaged": None,
            "half_life_days": 365.0,
            "drawn_on": "2026-05-01",
        },
        "sources": ["patreon-members"],
        "drawn_from": "ab",
    },
    "money_line_minor": 10_000,
    "goal_minor": 10_000_000,
    "shares": [0.02, 0.18, 0.8],
    "marks_from": {"investment": [30.0, 60.0]},
    "half_life_days": 180.0,
    "weights": {"interest": 0.05, "advocacy": 0.0},
    "reach": 12_000,
    "reach_by_channel": {"Newsletter": [1200, "2026-05-01"]},
    "rates": {"to": "EUR", "each": {"USD": 0.9}},
    "hours": 5.5,
    "platforms": ["mailchimp"],
    "presenting": True,
    "alias_key": "00ff",
    "plus_tags": False,
    "scenarios": [{"name": "Plan", "scenario": {"price_minor": 500}}],
    "fees": [{"slug": "direct", "percent": "2.9"}],
    "segments": {
        "Gone quiet": {"start": "2026-01-01", "end": "2026-05-01", "from": "true", "to": "casual"},
        "Gone up": {"moved": {"start": "2026-01-01", "end": "2026-05-01", "kind": "up"}, "country": "AT"},
        "Still there": {"cohort": ["2026-01", 3], "part": ["channel", "Search"], "bought": "Mug"},
        "Lately": {"seen": ["2026-01-01", "2026-05-01"], "state": "unpaid"},
        "Soon": {"soon": "leaving"},
    },
    "marked_days": {"2026-03-01": "Launch"},
    "help_hours": 4.0,
    "strategies": {"schema": 1, "strategies": []},
    "mappings": {"shape": "{}"},
    "report": {
        "client": "Harbour Radio",
        "sections": ["summary"],
        "sentences": {"a": "b"},
        "names": True,
        "notes": None,
    },
    "lever_price": "12,50",
}


@pytest.mark.parametrize("name", KEPT)
def test_what_the_app_keeps_is_sound(name: str) -> None:
    assert sound("setting", name, KEPT[name])


@pytest.mark.parametrize("name", sorted({*SETTINGS, "lever_price"} - {"report_logo", "strategies"}))
def test_what_no_reader_expects_is_not(name: str) -> None:
    assert not any(sound("setting", name, value) for value in HOSTILE)


@pytest.mark.parametrize("thresholds", [[30.0, 60.0], {"investment": [25.0, 50.0], "advocacy": [0.0, 40.0]}])
def test_what_is_asked_of_the_marks_may_be_as_now_or_as_it_was(thresholds: object) -> None:
    assert sound("setting", "marks_from", thresholds)
    line = {"rule": "marks", "true": 2.0, "half_life_days": 60.0, "marks": thresholds}
    assert sound("setting", "line", {"line": line, "sources": [], "drawn_from": ""})
    assert not sound("setting", "line", {"line": {"rule": [1]}, "sources": [], "drawn_from": ""})
    assert not sound("setting", "marks_from", {"charm": [25.0, 50.0]})


def test_the_rules_are_those_there_are() -> None:
    assert all(sound("setting", "rule", rule) for rule in RULES)


def test_every_setting_that_a_page_names_has_a_shape() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in sorted(PAGES.rglob("*.py")))
    named = set(re.findall(r'\.(?:set_|update_)?setting\(\s*"(\w+)"', code)) | set(
        re.findall(r'^_?(?:SETTING|KEPT|LOGO) = "(\w+)"', code, re.MULTILINE)
    )
    assert len(named) > 15
    assert {name for name in named if not name.startswith("lever_")} <= set(SETTINGS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hours", "many"),
        ("reach_by_channel", {"a": 5}),
        ("as_of", "yesterday"),
        ("year_starts", 13),
        ("segments", {"a": {"cohort": ["2026-13", 3]}}),
        ("segments", {"a": {"anything": "else"}}),
        ("marked_days", {"someday": "Launch"}),
    ],
)
def test_a_file_with_such_a_value_is_refused(name: str, value: object) -> None:
    made = Workspace.in_memory()
    made.set_setting(name, value)
    with pytest.raises(Refused) as refused:
        portable.unpack(made.to_bytes(), "x.truefans")
    assert refused.value.problem.code == "R_STORE_DAMAGED"


@pytest.mark.parametrize(
    ("key", "value"),
    [("same_person:a|b", True), ("read_as:x", [1]), ("people_log:000001", {"on": "2026-05-01"})],
)
def test_a_decision_of_another_shape_is_none(key: str, value: object) -> None:
    assert not sound("decision", key, value)
