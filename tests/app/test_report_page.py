"""Report, through app.py: names hidden first, choices kept, and the pack behind the buttons says what was chosen."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
FORMS = ("workbook", "page", "slides", "document")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The app with the non-profit sample."""
    patch = pytest.MonkeyPatch()
    patch.setenv("TRUEFANS_HOME", str(tmp_path_factory.mktemp("home")))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.button(key="sample_nonprofit").click().run()
    yield app
    patch.undo()


@pytest.fixture
def page(app):
    """The page as it is before anything is chosen."""
    app.switch_page("pages/method.py").run()
    for setting in ("report", "presenting"):
        app.session_state["_workspace"].set_setting(setting, None)
    if "_held" in app.session_state:  # the files that were made
        del app.session_state["_held"]
    app.switch_page("pages/report.py").run()
    assert not app.exception
    return app


def said(app):
    return " ".join(
        element.value for kind in ("markdown", "caption", "subheader", "title") for element in app.get(kind)
    )


def to_make(app):
    return [each.key for each in app.button if each.key in {f"report_{form}" for form in FORMS}]


def to_save(app):
    return [each.key for each in app.get("download_button") if each.key.startswith("report_")]


def test_names_are_hidden_before_anything_is_chosen(page):
    assert page.toggle(key="report_hidden").value is True
    assert "without a name" in said(page)
    assert "Names hidden" in said(page)
    assert "champions" in said(page)
    assert to_make(page) == [f"report_{form}" for form in FORMS]
    assert to_save(page) == ["report_key"]


def test_a_file_is_made_when_asked_for_and_held_until_something_changes(page):
    for form in ("page", "slides"):
        page.button(key=f"report_{form}").click().run()
        assert not page.exception
        assert f"report_{form}_save" in to_save(page)
    assert to_make(page) == ["report_workbook", "report_document"]
    page.run()
    assert "report_page_save" in to_save(page)
    page.text_input(key="report_author").set_value("Somebody else").run()
    assert to_make(page) == [f"report_{form}" for form in FORMS]


def test_a_file_that_fails_leaves_a_sentence_and_nothing_to_save(page, monkeypatch, caplog):
    def broken(*_args, **_more):
        raise RuntimeError("jo@example.com")

    monkeypatch.setattr("truefans_core.report.archive.sealed", broken)
    page.button(key="report_workbook").click().run()
    assert not page.exception
    assert page.status[0].label.startswith("Not made")
    assert "report_workbook_save" not in to_save(page)
    assert "jo@example.com" not in said(page) + caplog.text
    monkeypatch.undo()
    page.button(key="report_workbook").click().run()
    assert "report_workbook_save" in to_save(page)


def test_a_chart_is_described_once(page):
    logger, told = logging.getLogger("streamlit.elements.vega_charts"), []
    listener = logging.Handler()
    listener.emit = told.append
    logger.addHandler(listener)
    try:
        page.run()
    finally:
        logger.removeHandler(listener)
    assert page.get("arrow_vega_lite_chart") or page.get("vega_lite_chart")
    assert [record.getMessage() for record in told] == []


def test_choices_are_kept(page):
    page.text_input(key="report_client").set_value("Acme :red[x] <b>").run()
    page.checkbox(key="report_on_week").uncheck().run()
    page.button(key="report_up_groups").click().run()
    page.text_area(key="report_words_groups").set_value("My own words here.").run()
    page.text_input(key="report_footer").set_value("Only for Acme").run()
    assert not page.exception
    assert ":red[" not in said(page)
    page.switch_page("pages/home.py").run()
    page.switch_page("pages/report.py").run()
    assert page.text_input(key="report_client").value == "Acme :red[x] <b>"
    assert page.checkbox(key="report_on_week").value is False
    assert page.button(key="report_up_groups").disabled
    assert "My own words here." in said(page)
    assert "Only for Acme" in said(page)


def test_a_faint_colour_is_said(page):
    page.toggle(key="report_own_colours").set_value(True).run()
    page.color_picker(key="report_first").set_value("#ffe000").run()
    assert not page.exception
    assert "too faint" in said(page)


def test_no_parts_give_a_sentence(page):
    parts = [box.key for box in page.checkbox if box.key.startswith("report_on_") and box.value]
    for key in parts:
        page.checkbox(key=key).uncheck().run()
    assert not page.exception
    assert any("at least one part" in info.value for info in page.info)
    assert to_make(page) == []


def test_names_can_be_shown_and_the_page_says_so(page):
    page.toggle(key="report_hidden").set_value(False).run()
    assert not page.exception
    assert "has names in it" in said(page)


def test_presenting_hides_names_on_every_page(page):
    page.switch_page("pages/people.py").run()
    names = set(page.dataframe[0].value.iloc[:, 0])
    page.switch_page("pages/report.py").run()
    page.toggle(key="presenting").set_value(True).run()
    for name in ("home", "people", "tiers", "movement", "income", "cultivate", "report"):
        page.switch_page(f"pages/{name}.py").run()
        assert not page.exception, name
        assert "names hidden" in said(page)
        if rest := [each for each in page.toggle if each.key == "present_rest"]:
            if not rest[0].value:
                assert not page.dataframe
                rest[0].set_value(True).run()
            assert not page.exception, name
        shown = said(page) + " ".join(str(table.value.to_csv()) for table in page.dataframe)
        assert not [each for each in names if f"{each}" in shown], name
        assert "@" not in shown.replace("@ ", ""), name
    page.switch_page("pages/people.py").run()
    if not page.toggle(key="present_rest").value:
        page.toggle(key="present_rest").set_value(True).run()
    assert all(str(each).startswith("Supporter ") for each in page.dataframe[0].value.iloc[:, 0])
    page.switch_page("pages/data.py").run()
    assert "stays closed" in page.info[0].value
    page.button(key="present_stop").click().run()
    assert "names hidden" not in said(page)
