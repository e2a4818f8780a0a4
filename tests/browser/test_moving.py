"""Coming and going in a real browser: two dates, a flow, its people, sent to This week."""

from __future__ import annotations

import re

import pytest

from tests.browser.visits import settle
from tests.conftest import running_app

pytestmark = pytest.mark.browser


def begin_a_year_earlier(page) -> None:
    """Type the first of two dates."""
    year = page.locator('.st-key-moved_from [role="spinbutton"]').first
    before = page.locator(".st-key-moved_from").inner_text()
    year.click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    settle(page)
    assert page.locator(".st-key-moved_from").inner_text() != before


def click_a_band(page, besides: str) -> str:
    """Click into the picture of the flows until a band is hit; what is chosen then."""
    picture = page.locator('.st-key-chart_flows_bands [data-testid="stVegaLiteChart"]')
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    for height in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2):
        # Just right of where the bands begin.
        picture.click(position={"x": box["width"] * 0.38, "y": box["height"] * height})
        settle(page)
        chosen = page.locator(".st-key-flow input").input_value()
        if chosen != besides:
            return chosen
    raise AssertionError("no band was hit")


def test_the_people_of_a_flow_are_kept_and_turned_to_this_week(page, tmp_path):
    with running_app(tmp_path / "home") as (address, _):
        page.goto(address)
        settle(page)
        page.get_by_role("button", name="Freelancer").click()
        page.wait_for_selector("text=Invented data")
        settle(page)
        page.goto(f"{address}/movement")
        settle(page)
        begin_a_year_earlier(page)
        page.get_by_role("tab", name="Between two dates").click()
        page.locator(".st-key-flow").wait_for()
        picked = page.locator(".st-key-flow input").input_value()
        chosen = click_a_band(page, besides=picked)
        people = int(re.search(r": ([\d,]+) (person|people)", chosen).group(1).replace(",", ""))
        assert people > 0
        page.locator(".st-key-download_moved_people").wait_for()  # below the people
        page.locator(".st-key-segment_name_moved input").fill("Went quiet")
        page.locator(".st-key-segment_name_moved input").press("Enter")
        settle(page)
        page.locator(".st-key-segment_keep_moved button").click()
        page.get_by_text("Went quiet is kept").wait_for()
        page.get_by_role("link", name="Turn to them this week").first.click()
        page.locator(".st-key-week_whom").wait_for()
        settle(page)
        assert page.locator(".st-key-week_whom input").input_value() == "Went quiet"
