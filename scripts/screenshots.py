"""Pictures of every page with the creator sample: `python scripts/screenshots.py FOLDER [--only light dark phone]`.

Starts the app on a free port with a workspace of its own, opens the sample the way a visitor does, and photographs each
page in the light and the dark theme and at the width of a phone. `--readme PICTURE` keeps the first look at the true fans.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 the checkout comes first on the path

from tests.conftest import find_chromium, running_app  # noqa: E402

PAGES = ("", "data", "people", "tiers", "movement", "income", "cultivate", "report", "method")
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "color_scheme": "light",
        "is_mobile": True,
        "has_touch": True,
        # The app asks the browser whether it is a phone's: lists are lines there.
        "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
    },
}
_PATIENCE = 120_000  # ms: the first analysis imports what it needs


def settle(page: Page) -> None:
    """Wait until the page's script has run, its charts are drawn, and nothing moves any more."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=_PATIENCE)
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=stSkeleton], [data-testid=stSpinner]')",
        timeout=_PATIENCE,
    )
    page.wait_for_timeout(1200)


def open_sample(page: Page, address: str, sample: str) -> None:
    """Click the sample on the empty home page."""
    page.goto(address)
    settle(page)
    page.locator(f".st-key-sample_{sample} button[data-testid^=stBaseButton]").first.click()
    page.wait_for_timeout(1000)
    settle(page)


def grow(page: Page) -> None:
    """Make the window as high as what it shows: the app scrolls inside, so a full-page picture would stop short."""
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": max(800, min(height + 40, 9000))})
    settle(page)


def first_look(browser: Browser, address: str, picture: Path) -> None:
    """Write the top of the true fans page, as a visitor sees it before scrolling."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    with browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light") as context:
        page = context.new_page()
        page.goto(f"{address}/tiers")
        settle(page)
        page.screenshot(path=picture)
        print(picture)


def photograph(browser: Browser, address: str, folder: Path, look: str) -> None:
    """Write one picture a page in one look."""
    with browser.new_context(**LOOKS[look]) as context:
        page = context.new_page()
        for place in PAGES:
            page.set_viewport_size(LOOKS[look]["viewport"])
            page.goto(f"{address}/{place}")
            settle(page)
            grow(page)
            path = folder / f"{place or 'home'}-{look}.png"
            page.screenshot(path=path)
            print(path)


def main() -> int:
    """Take the pictures; 1 where there is no browser."""
    options = argparse.ArgumentParser(description="Pictures of every page with a sample.")
    options.add_argument("folder", type=Path)
    options.add_argument("--only", nargs="*", choices=LOOKS, default=list(LOOKS))
    options.add_argument("--sample", default="creator")
    options.add_argument("--readme", type=Path, metavar="PICTURE")
    chosen = options.parse_args()
    program = find_chromium()
    if program is None:
        print("No Chromium found: install chromium, then run this again.", file=sys.stderr)
        return 1
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        with running_app(Path(scratch) / "home") as (address, _):
            with browser.new_context(**LOOKS["light"]) as context:
                open_sample(context.new_page(), address, chosen.sample)
            if chosen.readme:
                first_look(browser, address, chosen.readme)
            for look in chosen.only:
                photograph(browser, address, chosen.folder, look)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
