"""Two clients in one browser, a file carried over, a restart in between, and nothing left of what was erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.visits import WAIT, follow, settle
from tests.conftest import running_app

pytestmark = pytest.mark.browser
MARKER = "mara.marker@example.com"


def log_of(path: Path, rows: int, who: str) -> Path:
    lines = [f"{who.format(n)},2026-0{1 + n % 6}-15,{50 + n},EUR" for n in range(rows)]
    path.write_text("\n".join(["email,date,amount,currency", *lines]), encoding="utf-8")
    return path


def upload(page, path: Path, rows: int) -> None:
    follow(page, "Data")
    page.locator('input[type="file"]').first.set_input_files(str(path))
    page.wait_for_selector(f"text=/1 file, {rows} rows/")
    settle(page)


def menu(page) -> None:
    if not page.locator(".st-key-workspace_new").is_visible():
        page.click("[class*=st-key-workspace_menu] button")
    page.wait_for_selector(".st-key-workspace_new")


def new(page, name: str) -> None:
    menu(page)
    page.click(".st-key-workspace_new button")
    field = page.get_by_role("dialog").get_by_role("textbox")
    field.fill(name)
    field.press("Enter")
    page.wait_for_selector(f"[class*=st-key-workspace_menu] >> text={name}")
    page.wait_for_selector("[role=dialog] >> text=New workspace", state="detached")
    settle(page)


def switch(page, name: str) -> None:
    menu(page)
    page.locator("[class*=st-key-switch_]").get_by_role("button", name=name).click()
    page.wait_for_selector(f"[class*=st-key-workspace_menu] >> text={name}")
    settle(page)


def test_two_clients_stay_apart_through_switches_reloads_and_a_restart(page, tmp_path):
    home = tmp_path / "home"
    with running_app(home) as (address, _):
        page.goto(f"{address}/data")
        settle(page)
        upload(page, log_of(tmp_path / "a.csv", 30, "a{}@example.org"), 30)
        new(page, "Harbour Radio")
        upload(page, log_of(tmp_path / "b.csv", 40, "b{}@example.org"), 40)
        switch(page, "My workspace")
        page.wait_for_selector("text=/1 file, 30 rows/")
        page.reload()
        page.wait_for_selector("text=/1 file, 30 rows/")
        switch(page, "Harbour Radio")
        page.wait_for_selector("text=/1 file, 40 rows/")
        follow(page, "True fans")
        follow(page, "Data")
        page.wait_for_selector("text=/1 file, 40 rows/")
        with page.context.new_page() as window:  # another window on the other client
            window.set_default_timeout(WAIT)
            window.goto(f"{address}/data")
            settle(window)
            switch(window, "My workspace")
            window.wait_for_selector("text=/1 file, 30 rows/")
        page.reload()  # each window keeps its own
        page.wait_for_selector("text=/1 file, 40 rows/")
    with running_app(home) as (address, _):
        page.goto(f"{address}/data")
        page.wait_for_selector("text=/1 file, 40 rows/")  # the one opened last
        switch(page, "My workspace")
        page.wait_for_selector("text=/1 file, 30 rows/")


def test_a_workspace_is_carried_as_a_file_and_its_original_deleted(page, tmp_path):
    home = tmp_path / "home"
    with running_app(home) as (address, _):
        page.goto(f"{address}/data")
        settle(page)
        upload(page, log_of(tmp_path / "a.csv", 30, "a{}@example.org"), 30)
        new(page, "Harbour Radio")
        switch(page, "My workspace")
        menu(page)
        with page.expect_download() as download:
            page.click(".st-key-workspace_save button")
        carried = tmp_path / "carried.truefans"
        download.value.save_as(carried)
        page.click(".st-key-workspace_delete button")
        page.get_by_role("dialog").get_by_text("Yes, delete").click()
        page.get_by_role("dialog").locator("button:enabled:has-text('Delete for good')").click()
        page.wait_for_selector("[class*=st-key-workspace_menu] >> text=Harbour Radio")
        settle(page)
        assert not [path for path in home.iterdir() if b"a7@example.org" in path.read_bytes()]

        menu(page)
        page.click(".st-key-workspace_open button")
        foreign = tmp_path / "foreign.truefans"
        foreign.write_bytes(b"a,b\n1,2\n")
        page.get_by_role("dialog").locator("input[type=file]").set_input_files(str(foreign))
        page.wait_for_selector("text=/not a workspace saved by this program/")
        page.get_by_role("dialog").locator("input[type=file]").set_input_files(str(carried))
        page.wait_for_selector("[class*=st-key-workspace_menu] >> text=My workspace")
        page.wait_for_selector("text=/1 file, 30 rows/")


def test_nothing_is_left_anywhere_after_erasing_everything(page, tmp_path):
    home, temp = tmp_path / "home", tmp_path / "temp"
    temp.mkdir()
    with running_app(home, TMPDIR=str(temp)) as (address, log):
        page.goto(f"{address}/data")
        settle(page)
        upload(page, log_of(tmp_path / "a.csv", 30, MARKER.replace("@", "{}@")), 30)
        follow(page, "How it works")
        page.click(".st-key-erase_all button")
        page.click(".st-key-erase_all_yes button")
        page.wait_for_selector("text=/Everything is erased/")
        settle(page)
        follow(page, "Data")
        assert "30 rows" not in page.inner_text("body")
        left = [
            str(path)
            for folder in (home, temp)
            for path in folder.rglob("*")
            if path.is_file() and b"mara.marker" in path.read_bytes()
        ]
        assert left == []
        assert "mara.marker" not in log.read_text()
