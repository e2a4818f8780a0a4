"""How a visitor's browser goes about the app: wait until a page stands still, go to a page, drop files."""

from __future__ import annotations

from pathlib import Path

#: Milliseconds until a wait fails: generous, since a busy machine is no fault of the app.
WAIT = 90_000
PAGES = ("home", "data", "people", "tiers", "movement", "income", "cultivate", "report", "method")


def settle(page) -> None:
    """Wait until the script of the page has run to its end, without an exception on the screen."""
    page.wait_for_selector('[data-testid="stAppViewContainer"] h1')
    page.wait_for_function(
        "() => document.querySelector('[data-testid=\"stApp\"]')?.getAttribute('data-test-script-state') === 'notRunning'",
    )
    assert page.locator('[data-testid="stException"]').count() == 0, page.inner_text("body")


def follow(page, title: str) -> None:
    """Go to a page by its link and wait for its title: what stood there before cannot be taken for it."""
    heading = page.locator('[data-testid="stAppViewContainer"] h1').first
    heading.wait_for()
    if heading.inner_text() != title:
        page.get_by_role("link", name=title, exact=True).first.click()
        page.locator('[data-testid="stAppViewContainer"] h1', has_text=title).first.wait_for()
    settle(page)


def drop(page, *files: Path) -> None:
    """Drop files on the Data page and wait for their account."""
    page.locator('input[type="file"]').first.set_input_files([str(file) for file in files])
    page.wait_for_selector('[data-testid="stVerticalBlock"] >> text=/kept/')
    settle(page)
