"""What the visits of a browser share, and what lies here but is no test."""

from __future__ import annotations

import pytest

from tests.browser.visits import WAIT

collect_ignore = ["faulty_server.py"]


@pytest.fixture
def page(chromium):
    """A window of its own that records every request and every error of its scripts."""
    context = chromium.new_context(accept_downloads=True, viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.requests, page.faults = [], []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    yield page
    context.close()
