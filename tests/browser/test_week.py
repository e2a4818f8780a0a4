"""This week in a browser: from the hours to what came of it a month later."""

from __future__ import annotations

import csv
import datetime as dt
import random
import re

import pytest

from tests.browser.visits import drop, follow, settle
from tests.conftest import running_app

pytestmark = pytest.mark.browser
PEOPLE = 240
#: The first export ends here; the next one a month later. Both lie in the past, for nothing of the future counts.
FIRST_ENDS = dt.date(2026, 6, 30)


def month(path, begins: dt.date, ends: dt.date, share, seed: int):
    """An invented export of payments between two days; `share` says how likely a person pays in a month."""
    drawn = random.Random(seed)
    rows = []
    day = begins
    while day < ends:
        for who in range(PEOPLE):
            mail = f"p{who:03d}@example.com"
            if drawn.random() < share(mail):
                paid = min(day + dt.timedelta(days=drawn.randrange(28)), ends)
                rows.append(f"{mail},Fan {who},{5 + who % 20},USD,{paid}")
        day += dt.timedelta(days=30)
    rows.append(f"zoe@example.org,Zoe,5,USD,{ends}")
    path.write_text("Email,Full name,Amount,Currency,Date\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def choose(page, name: str, option: str) -> None:
    box = page.get_by_role("combobox", name=name).locator("visible=true").first
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def addresses(page, button: str, path) -> list[str]:
    """Who is in the file for Mailchimp; asked again while the page still has the button of the choice before."""
    for _ in range(40):
        with page.expect_download() as loading:
            page.get_by_role("button", name=re.compile(button)).locator("visible=true").first.click()
        loading.value.save_as(path)
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if rows and "Email Address" in rows[0]:
            break
        settle(page)
        page.wait_for_timeout(250)
    return [row["Email Address"] for row in rows]


def test_five_hours_three_done_a_file_a_comparison_and_its_result_a_month_later(page, tmp_path):
    year = FIRST_ENDS - dt.timedelta(days=300)
    with running_app(tmp_path / "home") as (address, log):
        page.goto(f"{address}/data")
        settle(page)
        drop(page, month(tmp_path / "payments.csv", year, FIRST_ENDS, lambda _: 0.3, seed=1))
        follow(page, "This week")
        page.get_by_text(re.compile(r"fit into 5 hours this week")).wait_for()
        for count in range(3):
            page.get_by_role("button", name="Done", exact=True).click()
            page.get_by_text(re.compile(rf"What you did: {count + 1} entr")).wait_for()
            settle(page)
        page.get_by_role("tab", name="Export").click()
        choose(page, "File for", "Mailchimp")
        sent = addresses(page, "Download CSV", tmp_path / "week.csv")
        assert sent
        assert all(mail.endswith("@example.com") or mail == "zoe@example.org" for mail in sent)

        page.get_by_role("tab", name="Compare").click()
        choose(page, "What you do", "Ask your fans (five questions)")
        # Typed and started at once: the day is handed over with the click.
        page.locator('.st-key-compare_started [role="spinbutton"]').first.click()
        page.keyboard.type(FIRST_ENDS.strftime("%Y%m%d"))
        settle(page)
        assert page.get_by_text(re.compile(r"80 of 100 such comparisons")).count()
        page.get_by_role("button", name="Start this comparison").click()
        page.get_by_text(re.compile(r"this began on Jun 30, 2026")).wait_for()
        settle(page)
        choose(page, "File for", "Mailchimp")
        written = set(addresses(page, r"Download the \d+ to write to", tmp_path / "write.csv"))
        assert len(written) > 30

        after = month(
            tmp_path / "next.csv",
            FIRST_ENDS + dt.timedelta(days=1),
            FIRST_ENDS + dt.timedelta(days=31),
            lambda mail: 0.9 if mail in written else 0.1,
            seed=2,
        )
        follow(page, "Data")
        settle(page)
        page.locator('input[type="file"]').set_input_files([str(after)])
        page.get_by_role("heading", name=re.compile(r"^2 files, ")).wait_for()
        settle(page)
        follow(page, "This week")
        settle(page)
        page.get_by_role("tab", name="Compare").click()
        page.get_by_text(re.compile(r"It worked")).wait_for()
        assert "example.com" not in log.read_text()
