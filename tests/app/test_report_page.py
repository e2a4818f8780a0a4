"""Report, through app.py: names hidden first, choices kept, and the pack behind the buttons says what was chosen."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page with the non-profit sample."""
    patch = pytest.MonkeyPatch()
    patch.setenv("TRUEFANS_HOME", str(tmp_path_factory.mktemp("home")))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.button(key="sample_nonprofit").click().run()
    app.switch_page("pages/report.py").run()
    assert not app.exception
    yield app
    patch.undo()


def said(app):
    return " ".join(
        element.value for kind in ("markdown", "caption", "subheader") for element in app.get(kind)
    )


def test_names_are_hidden_before_anything_is_chosen(page):
    assert page.toggle(key="report_hidden").value is True
    assert "without a name" in said(page)
    assert "Names hidden" in said(page)
    assert "champions" in said(page)
    assert len(page.get("download_button")) == 2


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
    page.multiselect(key="report_sections").set_value(["groups", "method"]).run()
    assert not page.exception
    assert ":red[" not in said(page)
    page.switch_page("pages/home.py").run()
    page.switch_page("pages/report.py").run()
    assert page.text_input(key="report_client").value == "Acme :red[x] <b>"
    assert page.multiselect(key="report_sections").value == ["groups", "method"]


def test_no_parts_give_a_sentence(page):
    page.multiselect(key="report_sections").set_value([]).run()
    assert not page.exception
    assert "at least one part" in page.info[0].value
    assert not page.get("download_button")
    page.multiselect(key="report_sections").set_value(["answer", "groups"]).run()


def test_names_can_be_shown_and_the_page_says_so(page):
    page.toggle(key="report_hidden").set_value(False).run()
    assert not page.exception
    assert "with names in it" in said(page)
    page.toggle(key="report_hidden").set_value(True).run()
