"""A file that would kill its reader, uploaded to a live server while somebody else works."""

import re
import time

import pytest

from tests.conftest import running_app
from tests.reading.made import raw_xlsx

pytestmark = pytest.mark.browser
CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def test_f1_a_grid_of_two_far_cells_is_refused_and_the_other_session_goes_on(chromium, tmp_path):
    far = tmp_path / "far.xlsx"
    far.write_bytes(raw_xlsx(CORNERS))
    with running_app(tmp_path / "home") as (address, log):
        other = chromium.new_page()
        other.goto(f"{address}/data")
        other.wait_for_selector('[data-testid="stAppViewContainer"] h1', timeout=60_000)
        page = chromium.new_page()
        page.goto(f"{address}/data")
        page.locator('input[type="file"]').wait_for(state="attached", timeout=60_000)
        page.locator('input[type="file"]').set_input_files(str(far))
        started = time.monotonic()
        page.get_by_text(re.compile("far.xlsx.*500")).first.wait_for(timeout=30_000)
        assert time.monotonic() - started < 30
        other.goto(f"{address}/income")
        other.wait_for_selector('[data-testid="stAppViewContainer"] h1', timeout=60_000)
        assert "Traceback" not in log.read_text()
        page.close()
        other.close()
