"""How long a rerun of each page takes with the creator sample, with and without `gc.freeze`, in one run.

Both servers run at the same time and are asked in turn, so that a slow moment of the machine hits both.

    python -m benchmarks.reruns [reruns a page, default 9]

Prints per page the median and the range of the milliseconds from pressing R until the script has ended, as a
browser sees it, and the ratio of the medians.
"""

import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import find_chromium, running_app

PAGES = ("", "data", "people", "tiers", "movement", "income", "cultivate", "report", "method")
STATE = "document.querySelector('[data-testid=\"stApp\"]').getAttribute('data-test-script-state')"


def settle(page) -> None:
    page.wait_for_selector("h1")
    page.wait_for_function(f"() => {STATE} === 'notRunning'")


def rerun(page) -> float:
    """Milliseconds of one rerun, seen from the browser."""
    return page.evaluate(
        f"""async () => {{
            const state = () => {STATE};
            const start = performance.now();
            const key = {{key: 'r', code: 'KeyR', keyCode: 82, which: 82, bubbles: true}};
            document.body.dispatchEvent(new KeyboardEvent('keydown', key));
            document.body.dispatchEvent(new KeyboardEvent('keyup', key));
            while (state() === 'notRunning' && performance.now() - start < 2000) await new Promise(r => setTimeout(r, 1));
            while (state() !== 'notRunning') await new Promise(r => setTimeout(r, 1));
            return performance.now() - start;
        }}""",
    )


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        pages = {}
        for name, script in (("frozen", "server.py"), ("unfrozen", "benchmarks/unfrozen_server.py")):
            home = folder / name / "home"
            home.parent.mkdir()
            address, _ = stack.enter_context(running_app(home, script))
            page = browser.new_page()
            page.set_default_timeout(120_000)
            page.goto(address)
            settle(page)
            page.click("button:visible:has-text('Creator')")
            page.wait_for_selector("text=/people are true fans/")
            settle(page)
            pages[name] = (page, address)
        time.sleep(8)  # both have warmed up
        print(f"{'page':<12}{'with freeze: median (range) ms':>34}{'without':>30}{'ratio':>8}")
        for path in PAGES:
            for page, address in pages.values():
                page.goto(f"{address}/{path}")
                settle(page)
                page.wait_for_timeout(800)
            taken = {name: [] for name in pages}
            for _ in range(runs):
                for name, (page, _) in pages.items():
                    taken[name].append(rerun(page))
                    page.wait_for_timeout(150)
            one, other = (taken[name] for name in ("frozen", "unfrozen"))
            ratio = statistics.median(other) / statistics.median(one)
            print(f"{path or 'home':<12}{said(one):>34}{said(other):>30}{ratio:>8.2f}")
        browser.close()


def said(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f})"


if __name__ == "__main__":
    main()
