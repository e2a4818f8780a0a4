"""The income page, through app.py as a visitor enters."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page("pages/income.py").run()
    assert not app.exception
    return app


def _type(app, **levers):
    for key, text in levers.items():
        app.text_input(key=key).set_value(text)
    app.run()
    assert not app.exception
    return app


def _answer(app):
    return f"{app.subheader[0].value} {app.markdown[0].value}".replace("\\", "")


def _cards(app):
    return {metric.label: metric.value for metric in app.metric}


def test_it_answers_without_any_data(page):
    assert "true fans at" in _answer(page)
    assert len(page.metric) == 4
    assert not page.error
    assert any("example numbers" in caption.value for caption in page.caption)


def test_a_goal_and_levers_give_golden_numbers(page):
    _type(page, goal="100000", price="100", fans="120", new="60", leaving="5")
    assert _cards(page)["True fans needed"] == "1,198"
    page.selectbox(key="billing").select("yearly").run()
    assert _cards(page)["True fans needed"] == "1,153"
    page.selectbox(key="billing").select("monthly")
    page.selectbox(key="platform").select("direct").run()
    assert _cards(page)["True fans needed"] == "1,000"
    assert _cards(page)["Goal reached in"] == "33 months"
    assert _cards(page)["You level off near"] == "1,200"


def test_never_is_an_answer_that_leads_with_the_way(page):
    _type(page, goal="100,000", price="100", fans="120", new="30", leaving="5 %")
    page.selectbox(key="platform").select("direct").run()
    assert _cards(page)["Goal reached in"] == "never"
    said = _answer(page)
    assert said.index("instead of") < said.index("level off near 600")
    assert any("If 2.3% left a month instead of 5%" in text.value.replace("\\", "") for text in page.markdown)


def test_a_range_is_a_range(page):
    _type(page, new="20 to 40", leaving="3 to 8")
    assert not page.error
    assert "month" in _answer(page)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("goal", "0"),
        ("price", "0"),
        ("price", "1e12"),
        ("leaving", "100"),
        ("new", "-3"),
        ("fans", "lots"),
        ("months", "0"),
    ],
)
def test_what_cannot_be_used_is_a_sentence_and_the_answer_stays(page, key, typed):
    _type(page, **{key: typed})
    assert len(page.error) == 1
    assert "true fans at" in _answer(page)


def test_fees_that_take_everything_are_a_sentence(page):
    _type(page, price="3")
    page.selectbox(key="platform").select("stripe").run()
    assert not page.exception
    assert any("fees take the whole payment" in error.value for error in page.error)


def test_one_scenario_beside_today(page):
    _type(page, goal="100000", fans="120", new="30", leaving="5", if_leaving="2")
    assert any(subheader.value == "Today and the change" for subheader in page.subheader)
    assert any("With the change you earn" in text.value for text in page.markdown)
    _type(page, if_leaving="5")
    assert not any(subheader.value == "Today and the change" for subheader in page.subheader)


def test_what_was_typed_is_kept_in_the_workspace(page):
    _type(page, goal="50000", new="12")
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    again.switch_page("pages/income.py").run()
    assert again.text_input(key="new").placeholder == "12"
    assert "$50,000" in _answer(again)
    assert again.text_input(key="goal").placeholder == "50,000"
    again.button(key="forget_levers").click().run()
    assert not again.exception
    assert again.text_input(key="new").placeholder == "20 to 40"


def test_measured_numbers_come_with_their_counts():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.button(key="sample_creator").click().run()
    app.switch_page("pages/income.py").run()
    assert not app.exception
    assert not app.error
    measured = [caption.value for caption in app.caption if caption.value.startswith("Measured")]
    assert len(measured) == 4
    assert any("left in their month" in text for text in measured)
