"""What no file and no visitor can do: see others' numbers, run script, call home, or leave a name in a log."""

from __future__ import annotations

import csv
import io
import re
import urllib.request
from pathlib import Path

import pandas as pd
import pytest

from tests.browser.visits import PAGES, WAIT, drop, settle
from tests.conftest import running_app

pytestmark = pytest.mark.browser
ROWS = 60_000
HOSTILE = (
    "<script>window.__x=1</script>",
    "<img src=http://beacon.example.org/x.png onerror=window.__x=1>",
    "![x](http://beacon.example.org/y.png)",
    "[click](javascript:window.__x=1)",
    "</title><iframe src=//beacon.example.org></iframe>",
    "<style>*{display:none}</style>",
    '=HYPERLINK("http://beacon.example.org","x")',
    "$\\unicode{<img src=x onerror=window.__x=1>}$",
    ":material/home: **bold** :red[red]",
    "\u202eevil\u202c <b>b</b>",
)


def upload(page, address: str, path: Path) -> None:
    page.goto(f"{address}/data")
    settle(page)
    drop(page, path)


def log_of(amounts: list[str], path: Path) -> Path:
    frame = pd.DataFrame(
        {
            "customer_id": [f"c{i % 9000}" for i in range(len(amounts))],
            "date": pd.date_range("2024-01-01", "2026-06-30", len(amounts)).strftime("%Y-%m-%d"),
            "amount": amounts,
            "currency": "USD",
        },
    )
    frame.to_csv(path, index=False)
    return path


def test_two_visitors_never_see_each_others_numbers(chromium, tmp_path):
    """Streamlit's caches hash large frames on a fixed sample; files that differ outside it must stay apart."""
    sampled = set(pd.DataFrame(index=range(ROWS)).sample(10_000, random_state=0).index)
    one = ["10.00"] * ROWS
    two = ["10.00" if i in sampled else "20.00" for i in range(ROWS)]
    days = pd.date_range("2024-01-01", "2026-06-30", ROWS)
    last_year = days.normalize() > days[-1].normalize() - pd.Timedelta(days=365)
    expected = [
        sum(float(a) for a, counts in zip(amounts, last_year, strict=True) if counts)
        for amounts in (one, two)
    ]
    assert expected[0] != expected[1]
    with running_app(tmp_path / "home", TRUEFANS_SHARED="1") as (address, _):
        contexts = [chromium.new_context() for _ in range(2)]
        pages = [context.new_page() for context in contexts]
        for page, amounts, name in zip(pages, (one, two), ("a", "b"), strict=True):
            page.set_default_timeout(WAIT)
            upload(page, address, log_of(amounts, tmp_path / f"log-{name}.csv"))
        for page, total in zip(pages, expected, strict=True):
            page.click("a:has-text('Home')")
            page.wait_for_selector(f"text=/of \\${total:,.0f} in the last 12 months/")
        for context in contexts:
            context.close()


def test_text_of_others_never_runs_and_never_calls_home(chromium, tmp_path):
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        ["name", "email", "date", "amount", "currency", "product", '<img src=x onerror="window.__x=1">']
    )
    for number, text in enumerate(HOSTILE * 3):
        rows.writerow(
            [
                text,
                f"p{number}@example.org",
                f"2026-0{1 + number % 6}-15",
                f"{50 + 7 * number}",
                "USD",
                text,
                text,
            ]
        )
    path = tmp_path / "<img src=x onerror=window.__x=1>.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    with running_app(tmp_path / "home") as (address, log):
        context = chromium.new_context()
        page = context.new_page()
        page.set_default_timeout(WAIT)
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        upload(page, address, path)
        for name in PAGES:
            page.goto(f"{address}/{'' if name == 'home' else name}")
            settle(page)
            page.wait_for_timeout(400)
            assert page.evaluate("window.__x") is None, name
            assert page.locator("iframe, form[action]").count() == 0, name
            assert page.locator("[data-testid='stMarkdownContainer'] img").count() == 0, name
        assert not [url for url in requests if "beacon" in url]
        assert not [
            url for url in requests if not re.match(rf"({re.escape(address)}|ws://127|data:|blob:)", url)
        ]
        text = log.read_text()
        assert "example.org" not in text
        assert "Traceback" not in text
        context.close()


def test_every_answer_carries_the_security_headers_and_charts_still_draw(chromium, tmp_path):
    with running_app(tmp_path / "home") as (address, _):
        with urllib.request.urlopen(f"{address}/") as answer:
            headers = {k.lower(): v for k, v in answer.headers.items()}
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        page = chromium.new_page()
        page.set_default_timeout(WAIT)
        page.goto(f"{address}/income")
        settle(page)
        page.wait_for_selector("[data-testid='stVegaLiteChart'] canvas, [data-testid='stVegaLiteChart'] svg")
        page.close()


@pytest.mark.parametrize("stage", ["read", "analyse", "chart", "movement", "plan", "report"])
def test_a_fault_of_ours_names_nobody(stage, chromium, tmp_path):
    """An exception that quotes the data reaches neither the screen nor the log, and the app goes on."""
    path = tmp_path / "log.csv"
    rows = [f"marker.person@example.org,Marker Person,2026-0{1 + n % 6}-15,{50 + n},USD" for n in range(30)]
    path.write_text("\n".join(["email,name,date,amount,currency", *rows]), encoding="utf-8")
    where = {
        "read": "data",
        "analyse": "tiers",
        "chart": "tiers",
        "movement": "movement",
        "plan": "cultivate",
        "report": "report",
    }
    with running_app(
        tmp_path / "home", "tests/browser/faulty_server.py", TRUEFANS_FAULT=stage, TRUEFANS_WARM="0"
    ) as (address, log):
        page = chromium.new_page()
        page.set_default_timeout(WAIT)
        page.goto(f"{address}/data")
        page.wait_for_selector('input[type="file"]', state="attached")
        page.locator('input[type="file"]').set_input_files(str(path))
        page.wait_for_selector("text=/kept|went wrong|trips a fault/")
        if stage != "read":  # a file that cannot be read is refused where it was dropped
            page.goto(f"{address}/{where[stage]}")
        page.wait_for_selector("text=/Something went wrong inside the app|trips a fault of this program/")
        assert "could not handle" not in page.inner_text("body")
        text = log.read_text()
        assert "ValueError at" in text
        assert "could not handle" not in text
        assert "arker" not in text
        page.goto(f"{address}/method")
        page.wait_for_selector("text=/Every number on these pages/")
        page.close()
