"""Coming and going in a real browser: two dates, a flow, its people, sent to This week."""

from __future__ import annotations

import pytest

from tests.conftest import running_app

pytestmark = pytest.mark.browser
WAIT = 60_000


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    yield page
    context.close()


def settle(page) -> None:
    """Wait until the script of the page has run to its end."""
    page.wait_for_selector('[data-testid="stAppViewContainer"] h1')
    page.wait_for_function(
        "() => document.querySelector('[data-testid=\"stApp\"]')?.getAttribute('data-test-script-state') === 'notRunning'",
    )
    assert page.locator('[data-testid="stException"]').count() == 0, page.inner_text("body")


def test_the_people_of_a_flow_are_kept_and_turned_to_this_week(page, tmp_path):
    with running_app(tmp_path / "home") as (address, _):
        page.goto(address)
        settle(page)
        page.get_by_role("button", name="Freelancer").click()
        page.wait_for_selector("text=Invented data")
        settle(page)
        page.goto(f"{address}/movement")
        settle(page)
        page.get_by_role("tab", name="Between two dates").click()
        page.locator(".st-key-flow").wait_for()
        picked = page.locator(".st-key-flow input").input_value()
        page.locator(".st-key-flow input").click()
        page.get_by_role("option").last.click()
        settle(page)
        assert page.locator(".st-key-flow input").input_value() != picked
        page.locator(".st-key-download_moved_people").wait_for()  # below the people
        page.locator(".st-key-segment_name input").fill("Went quiet")
        page.locator(".st-key-segment_name input").press("Enter")
        settle(page)
        page.get_by_role("button", name="Keep the list").click()
        page.get_by_text("Went quiet is kept").wait_for()
        page.get_by_role("link", name="Turn to them this week").click()
        page.locator(".st-key-week_whom").wait_for()
        settle(page)
        assert page.locator(".st-key-week_whom input").input_value() == "Went quiet"
