"""This week, through app.py: the hours decide the list, every file leaves out who may not be written to."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from truefans_core import cultivate

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """The page with the non-profit sample."""
    patch = pytest.MonkeyPatch()
    patch.setenv("TRUEFANS_HOME", str(tmp_path_factory.mktemp("home")))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.button(key="sample_nonprofit").click().run()
    app.switch_page("pages/cultivate.py").run()
    assert not app.exception
    yield app
    patch.undo()


def first_line(app: AppTest) -> str:
    """The answer, with what is said along with it."""
    return " ".join(text.value for text in (*app.subheader, *app.markdown))


def test_the_list_fits_into_the_hours(week):
    week.number_input(key="week_hours").set_value(1.0).run()
    assert not week.exception
    frame = week.dataframe[0].value
    assert 0 < frame["Minutes"].sum() <= 60
    assert "1 hour this week" in first_line(week)
    assert frame["Why"].str.len().min() > 10
    week.number_input(key="week_hours").set_value(5.0).run()
    assert frame["Minutes"].sum() < week.dataframe[0].value["Minutes"].sum() <= 300


def test_the_hours_are_kept(week):
    week.number_input(key="week_hours").set_value(3.5).run()
    week.switch_page("pages/home.py").run()
    week.switch_page("pages/cultivate.py").run()
    assert week.number_input(key="week_hours").value == 3.5


def test_how_many_are_left_out_is_said(week):
    assert any("may not be written to" in caption.value for caption in week.caption)


def test_no_hours_give_a_sentence(week):
    week.number_input(key="week_hours").set_value(0.0).run()
    assert not week.exception
    assert not week.dataframe
    assert "no hours" in first_line(week)
    week.number_input(key="week_hours").set_value(5.0).run()


def test_a_starter_and_the_survey_can_be_copied(week):
    texts = [code.value for code in week.code]
    assert any(cultivate.FIRST_NAME in text for text in texts)
    assert any(text.count("\n\n") == 6 for text in texts)


@pytest.mark.parametrize("tool", cultivate.TOOL_SLUGS)
def test_every_tool_can_be_chosen(week, tool):
    week.selectbox(key="week_tool").select(tool).run()
    assert not week.exception
    assert not week.error
