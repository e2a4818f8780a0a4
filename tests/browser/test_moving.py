"""Coming and going in a real browser: two dates, a flow, its people, sent to This week."""

from __future__ import annotations

import pytest

from tests.browser.visits import settle
from tests.conftest import running_app

pytestmark = pytest.mark.browser


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
