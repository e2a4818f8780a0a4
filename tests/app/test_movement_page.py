"""Coming and going: two dates, a flow, its people, a list that This week takes up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

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
    people = next(
        table.value
        for table in app.dataframe
        if {"Name", "Change in 12 months' sales"} <= set(table.value.columns)
    )
    assert f": {len(people)} " in app.selectbox(key="flow").options[app.selectbox(key="flow").index]

    app.button(key="segment_keep").click().run()
    assert any("needs a name" in error.value for error in app.error)
    app.text_input(key="segment_name").set_value("Came up").run()
    app.button(key="segment_keep").click().run()
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
