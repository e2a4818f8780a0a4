"""A visitor's ways through the app, in a real browser on a fresh server."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.browser.visits import drop, follow, settle
from tests.conftest import running_app
from truefans_core import samples

pytestmark = pytest.mark.browser
#: The pages after home, by what they are called in the menu and on the page.
TITLES = ("Data", "People", "True fans", "Coming and going", "Income", "This week", "Report", "How it works")
EXPORTS = Path(__file__).resolve().parents[1] / "sources" / "data"
SEVEN = (
    "patreon-members.csv",
    "substack-subscriber-dashboard.csv",
    "stripe-payments.csv",
    "kofi-transactions.csv",
    "shopify-orders.csv",
    "mailchimp-subscribed.csv",
    "eventbrite-attendees.csv",
)


def sample_files(name: str, folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = []
    for file, data in samples.files(name):
        (folder / file).write_bytes(data)
        paths.append(folder / file)
    return paths


# Three are enough: that every page begins alike is held by a test of the sources.
@pytest.mark.parametrize("name", ["home", "tiers", "income"])
def test_a_cold_deep_link_reaches_its_page_with_its_query(name, page, tmp_path):
    """The first visit after a start goes straight to a page."""
    with running_app(tmp_path / "home", TRUEFANS_WARM="0") as (address, _):
        page.goto(f"{address}/{'' if name == 'home' else name}?note=kept")
        settle(page)
        assert page.locator("nav, [data-testid='stSidebarNav']").count()
        assert page.url.startswith(f"{address}/" if name == "home" else f"{address}/{name}")
        assert "note=kept" in page.url
        assert not page.faults


def test_exports_to_true_fans_to_income_to_reports(page, tmp_path):
    """The main job on real files: drop three, see true fans, plan income, take both reports away."""
    files = sample_files("creator", tmp_path / "files")
    with running_app(tmp_path / "home") as (address, log):
        page.goto(f"{address}/data")
        settle(page)
        drop(page, *files)
        page.goto(f"{address}/tiers")  # a refresh in the middle: a new session, the same workspace
        settle(page)
        answer = page.inner_text("h3 >> nth=0")
        assert re.search(r"\d+ of your [\d,]+ people are true fans", answer)
        page.reload()
        settle(page)
        assert page.inner_text("h3 >> nth=0") == answer
        follow(page, "Income")
        assert page.locator(
            "[data-testid='stVegaLiteChart'] canvas, [data-testid='stVegaLiteChart'] svg"
        ).count()
        follow(page, "Report")
        for suffix in (".xlsx", ".html"):
            form = suffix[1:].upper()
            page.get_by_role("button", name=re.compile(rf"\({form}\)$")).click()
            with page.expect_download() as download:
                page.get_by_role("button", name=re.compile(rf"Save: .*{form}")).click()
            path = tmp_path / f"report{suffix}"
            download.value.save_as(path)
            assert path.stat().st_size > 5_000
            if suffix == ".xlsx":
                assert zipfile.ZipFile(path).testzip() is None
        away = [
            url
            for url in page.requests
            if not url.startswith((address, "data:", "blob:", address.replace("http", "ws")))
        ]
        assert not away
        assert not page.faults
        assert "example.com" not in log.read_text()
        assert "Traceback" not in log.read_text()


def test_no_page_scrolls_sideways_on_a_phone(page, tmp_path):
    with running_app(tmp_path / "home") as (address, _):
        page.goto(address)
        settle(page)
        page.click("button:visible:has-text('Creator')")
        page.wait_for_selector("text=/people are true fans/")
        for title in (None, *TITLES):
            if title is not None:
                follow(page, title)
            page.set_viewport_size({"width": 390, "height": 844})
            page.wait_for_timeout(300)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, title
            page.set_viewport_size({"width": 1280, "height": 800})


def test_two_clicks_from_start_to_the_list_of_true_fans(page, tmp_path):
    with running_app(tmp_path / "home") as (address, _):
        page.goto(address)
        settle(page)
        page.click("button:visible:has-text('Creator')")
        page.wait_for_selector("text=/people are true fans/")
        follow(page, "True fans")
        page.wait_for_selector("[data-testid='stDataFrame']:visible")


def test_eight_exports_a_correction_an_answer_an_undone_merge_and_everything_is_there_after_a_reload(
    page, tmp_path
):
    """By roles and names only, as a keyboard and a screen reader find them."""
    with running_app(tmp_path / "home") as (address, log):
        page.goto(f"{address}/data")
        settle(page)
        page.locator('input[type="file"]').set_input_files(
            [*(EXPORTS / name for name in SEVEN), sales(tmp_path)]
        )
        page.get_by_role("heading", name=re.compile(r"^8 files, ")).wait_for()
        settle(page)
        card = page.locator("[class*='st-key-file_']").filter(has_text="sales.csv")

        card.get_by_role("radio", name="What each column means").click()
        meaning = card.get_by_role("combobox", name="What remark means")
        meaning.wait_for()
        settle(page)
        meaning.click()
        meaning.fill("Tags")
        page.get_by_role("option", name="Tags", exact=True).click()
        card.get_by_role("button", name="Use these").click()
        card.get_by_text("Columns as you chose them").wait_for()
        settle(page)

        page.get_by_role("heading", name="One thing to decide").wait_for()
        page.get_by_text("02/03/2026 would be March 2, 2026").wait_for()
        page.get_by_role("radio", name=re.compile("Day first")).check(force=True)
        page.get_by_role("button", name="Use this answer").and_(page.locator(":enabled")).click()
        card.get_by_text("30 rows: 30 kept").wait_for()
        settle(page)
        told = page.locator("h3").first.inner_text()

        follow(page, "People")
        people = page.locator("h3").first.inner_text()
        page.get_by_role("button", name="Same person").first.click()
        page.wait_for_function("told => document.querySelector('h3').innerText !== told", arg=people)
        settle(page)
        page.locator("summary").filter(has_text="Your 1 answer").click()
        page.get_by_role("button", name="Undo").click()
        page.wait_for_function("told => document.querySelector('h3').innerText === told", arg=people)
        settle(page)

        page.reload()
        settle(page)
        assert page.locator("h3").first.inner_text() == people
        page.locator("summary").filter(has_text="What was answered when").wait_for()
        page.goto(f"{address}/data")
        settle(page)
        assert page.locator("h3").first.inner_text() == told
        card.get_by_text("Columns as you chose them").wait_for()
        assert not page.get_by_role("heading", name="One thing to decide").count()
        assert not page.faults
        assert "example.org" not in log.read_text()


def sales(folder: Path) -> Path:
    """An export of no known format whose days could be read both ways, with one person under two addresses."""
    days = [f"0{1 + n % 9}/0{1 + n * 2 % 9}/2026" for n in range(30)]
    rows = [f"p{n}@example.org,,,{day},{50 + n}.50,USD,Mug {n % 3}" for n, day in enumerate(days)]
    for n, address in ((7, "zofia.marchetti@example.org"), (8, "zofia@example.com")):
        rows[n] = f"{address},Zofia Marchetti,Porto,{days[n]},80.50,USD,Mug"
    path = folder / "sales.csv"
    path.write_text("\n".join(["email,name,city,date,amount,currency,remark", *rows]), encoding="utf-8")
    return path


def test_a_file_is_confirmed_and_removed_by_keyboard_alone(page, tmp_path):
    with running_app(tmp_path / "home") as (address, _):
        page.goto(f"{address}/data")
        settle(page)
        drop(page, EXPORTS / "mailchimp-subscribed.csv")
        for opens, does, then in (
            ("This is right", "Keep only these", "Confirmed: only the columns in use are kept."),
            ("Remove", "Yes, remove it", "Drop your exports here"),
        ):
            page.get_by_role("button", name=opens).focus()
            page.keyboard.press("Enter")
            page.get_by_role("button", name=does).wait_for()
            page.get_by_role("button", name=does).focus()
            page.keyboard.press("Enter")
            page.get_by_text(then).wait_for()
            settle(page)
