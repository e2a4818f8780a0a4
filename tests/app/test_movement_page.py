"""Coming and going: two dates, a flow, its people, a list that This week takes up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

KINDS = {"Came", "Came back", "Moved up", "Moved down", "Left"}
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEFANS_HOME", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=240).run()
    app.button(key="sample_shop").click().run()
    return app.switch_page("pages/movement.py").run()


def test_two_dates_a_flow_its_people_and_a_list_for_this_week(app):
    assert not app.exception
    app.date_input(key="moved_from").set_value(dt.date(2025, 12, 31)).run()
    chosen = app.selectbox(key="flow")
    assert chosen.value[-1] == "true"
    people = next(
        table.value
        for table in app.dataframe
        if list(table.value.columns) == ["Name", "Group now", "Change in 12 months' sales"]
    )
    assert f": {len(people)} " in chosen.options[chosen.index]

    app.button(key="segment_keep_moved").click().run()
    assert any("needs a name" in error.value for error in app.error)
    app.text_input(key="segment_name_moved").set_value("Came up").run()
    app.button(key="segment_keep_moved").click().run()
    assert any("Came up is kept" in success.value for success in app.success)

    app.switch_page("pages/cultivate.py").run()
    assert not app.exception
    assert app.selectbox(key="week_whom").value == "Came up"
    app.selectbox(key="week_whom").set_value(None).run()
    assert not app.exception
    app.selectbox(key="week_whom").set_value("Came up").run()
    app.button(key="week_forget").click().run()
    assert not app.exception
    assert all(box.key != "week_whom" for box in app.selectbox)


def test_dates_the_wrong_way_round_change_places(app):
    first = app.date_input(key="moved_to").value
    app.date_input(key="moved_from").set_value(first).run()
    app.date_input(key="moved_to").set_value(first - dt.timedelta(days=100)).run()
    assert not app.exception
    assert any("changed places" in error.value for error in app.error)


def test_the_page_narrows_to_one_part_and_the_list_says_so(app):
    everybody = sum(int(card.value.replace(",", "")) for card in app.metric if card.label in KINDS)
    only = app.selectbox(key="moved_only")
    value = next(option for option in only.options if option.startswith("First bought"))
    only.select(value).run()
    assert not app.exception
    some = sum(int(card.value.replace(",", "")) for card in app.metric if card.label in KINDS)
    assert 0 < some < everybody
    app.text_input(key="segment_name_leaving").set_value("Almost gone").run()
    app.button(key="segment_keep_leaving").click().run()
    lists = next(table.value for table in app.dataframe if "Who is on it" in table.value.columns)
    assert value in lists["Who is on it"].iloc[0]
    assert "About to leave" in lists["Who is on it"].iloc[0]
    app.switch_page("pages/cultivate.py").run()
    assert not app.exception
    assert app.selectbox(key="week_whom").value == "Almost gone"


def test_a_card_leads_to_its_people(app):
    app.button(key="moved_gone").click().run()
    assert not app.exception
    assert app.selectbox(key="flow").value == ("gone",)


def test_who_came_is_read_in_three_ways_and_beside_a_year_ago(app):
    app.selectbox(key="came_window").set_value(90).run()
    assert not app.exception
    table = next(table.value for table in app.dataframe if "So far" in table.value.columns)
    assert list(table["Step"]) == [
        "Opened, clicked, came or paid",
        "Regular customer or above",
        "Loyal customer",
    ]
    assert any("a year earlier" in text.value for text in app.markdown)
    app.date_input(key="came_to").set_value(app.date_input(key="came_from").value).run()
    assert not app.exception


def test_a_marked_day_shows_both_sides_and_warns(app):
    app.button(key="FormSubmitter:mark_day-Mark the day").click().run()
    assert any("needs a name" in error.value for error in app.error)
    app.date_input(key="marked_day").set_value(dt.date(2026, 3, 15))
    app.text_input(key="marked_name").set_value("New price")
    app.button(key="FormSubmitter:mark_day-Mark the day").click().run()
    assert not app.exception
    table = next(table.value for table in app.dataframe if "A month on average" in table.value.columns)
    assert list(table.columns[1:]) == [
        "3 months before",
        "3 months after",
        "Before, a year earlier",
        "After, a year earlier",
    ]
    assert any("not why" in warning.value for warning in app.warning)
    app.button(key="marked_forget").click().run()
    assert not any("not why" in warning.value for warning in app.warning)


def test_a_cell_of_a_month_of_joining_has_its_people(app):
    cell = app.selectbox(key="cohort_cell")
    cell.select(cell.options[1]).run()
    assert not app.exception
    people = [table.value for table in app.dataframe if list(table.value.columns) == ["Name", "Group now"]]
    assert f": {len(people[0])} " in cell.options[1]


def test_any_filter_can_be_named(app):
    app.switch_page("pages/tiers.py").run()
    app.text_input(key="segment_name_roster").set_value("My best").run()
    app.button(key="segment_keep_roster").click().run()
    assert not app.exception
    app.switch_page("pages/movement.py").run()
    lists = next(table.value for table in app.dataframe if "Who is on it" in table.value.columns)
    assert lists["Who is on it"].tolist() == ["Loyal customers"]
