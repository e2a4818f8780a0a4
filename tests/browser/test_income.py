"""The what-if in a real browser: opened without data, changed, kept, and found again from its link alone."""

from __future__ import annotations

import pytest

from tests.browser.visits import WAIT, settle
from tests.conftest import running_app

pytestmark = pytest.mark.browser
CARDS = '[data-testid="stMetricValue"]'


def _type(page, label: str, text: str) -> None:
    field = page.get_by_role("textbox", name=label).first
    field.fill(text)
    field.press("Enter")
    page.wait_for_timeout(300)
    settle(page)


def _seen(page) -> list[str]:
    return [page.locator("h3").first.inner_text(), *page.locator(CARDS).all_inner_texts()]


def test_a_what_if_is_kept_compared_and_found_again_from_its_link(chromium, tmp_path):
    with running_app(tmp_path / "home") as (address, _), running_app(tmp_path / "other") as (elsewhere, _):
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.goto(f"{address}/income")
        settle(page)
        _type(page, "Goal a year", "48000")
        _type(page, "Leaving a month (%)", "4")
        assert "$48,000" in _seen(page)[0]
        page.get_by_role("textbox", name="Name").first.fill("As it is")
        page.get_by_role("button", name="Keep these numbers").click()
        page.wait_for_selector("text=/exactly what today brings/")
        settle(page)
        # Dragged by keyboard: four steps of half a per cent down.
        leaving = page.get_by_role("slider", name="Leaving a month (%)").first
        for typed in ("3.5", "3", "2.5", "2"):
            leaving.press("ArrowLeft")
            page.wait_for_function(
                "typed => document.querySelector('.st-key-leaving input').value === typed", arg=typed
            )
            settle(page)
        page.wait_for_selector("text=/Leaving a month: 4% instead of 2%/")
        seen = _seen(page)
        page.get_by_role("button", name="Link to this scenario").click()
        link = page.locator('[data-testid="stCode"] code').first.inner_text().strip()
        assert "As+it+is" not in link
        context.close()

        # Another computer, another session: nothing but the link.
        context = chromium.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.goto(link.replace(address, elsewhere))
        settle(page)
        page.wait_for_selector("text=/come from the link/")
        assert _seen(page) == seen
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        context.close()
