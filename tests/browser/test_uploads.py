"""The limits of uploads on a real server: a file, a session, bodies without a length, sessions of others."""

from __future__ import annotations

import http.client
import re
import uuid
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.visits import WAIT
from tests.conftest import running_app

pytestmark = pytest.mark.browser
MB = 1 << 20
FRAME = (
    b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\nContent-Type: text/csv\r\n\r\n',
    b"\r\n--x--\r\n",
)


def put(address: str, place: str, size: int, cookie: str, token: str, *, chunked: bool = False):
    """Send a file of a size as the page would; gives the status and the answer."""

    def body():
        yield FRAME[0]
        for start in range(0, size, MB):
            yield b"x" * min(MB, size - start)
        yield FRAME[1]

    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Cookie": cookie, "X-Xsrftoken": token}
    if not chunked:
        headers["Content-Length"] = str(sum(map(len, FRAME)) + size)
    with suppress(BrokenPipeError, ConnectionResetError):  # refused before the end
        connection.request("PUT", place, body(), headers, encode_chunked=chunked)
    try:
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except (ConnectionError, http.client.HTTPException):
        return 413, "closed"
    finally:
        connection.close()


def memory_of(address: str) -> int:
    """The resident memory of the server on a port, in bytes."""
    port = f"--server.port\0{urlsplit(address).port}\0".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if port in (process / "cmdline").read_bytes():
                pages = int((process / "statm").read_text().split()[1])
                return pages * 4096
        except OSError:
            continue
    raise AssertionError(address)


@pytest.fixture
def session(chromium, tmp_path):
    """A server with one visitor on the Data page: its address, the page, where the visitor's uploads go, their cookie and token."""
    with running_app(tmp_path / "home") as (address, log):
        page = chromium.new_page()
        page.set_default_timeout(WAIT)
        places = []
        page.on(
            "request",
            lambda request: (
                places.append((request.url, request.headers)) if request.method == "PUT" else None
            ),
        )
        page.goto(f"{address}/data")
        page.wait_for_selector('input[type="file"]', state="attached")
        small = tmp_path / "a.csv"
        small.write_text("Email,Amount,Currency,Date\nana@example.org,5,EUR,2026-01-05\n", encoding="utf-8")
        page.locator('input[type="file"]').first.set_input_files(str(small))
        page.wait_for_selector("text=/1 file, 1 row/")
        url, headers = places[0]
        cookie = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
        yield address, page, urlsplit(url).path.rsplit("/", 1)[0], cookie, headers.get("x-xsrftoken", ""), log
        page.close()


def test_a_file_and_a_session_have_their_limits(session):
    address, page, place, cookie, token, log = session
    base = memory_of(address)

    def send(size: int, *, chunked: bool = False, to: str | None = None, key: str = token):
        return put(address, to or f"{place}/{uuid.uuid4()}", size, cookie, key, chunked=chunked)

    assert send(MB)[0] == 204
    for chunked in (False, True):
        status, _ = send(51 * MB + 1, chunked=chunked)
        assert status == 413, chunked
    status, _ = send(400 * MB, chunked=True)  # without a length it is stopped on its way
    assert status == 413
    assert memory_of(address) - base < 250 * MB

    foreign = re.sub(r"[^/]+$", str(uuid.uuid4()), place)
    assert send(MB, to=f"{foreign}/{uuid.uuid4()}")[0] == 400
    assert send(MB, key="")[0] == 403
    assert send(MB, to=f"{place}/..%2F..%2Fx")[0] in {204, 400, 404}

    kept = [send(45 * MB, chunked=number % 2 == 0) for number in range(4)]
    assert [status for status, _ in kept] == [204] * 4
    status, sentence = send(30 * MB)
    assert status == 413
    assert "200 MB" in sentence or sentence == "closed"
    assert memory_of(address) - base < 450 * MB
    assert "Traceback" not in log.read_text()
    page.reload()  # a new session starts from nothing
    page.wait_for_selector("text=/1 file, 1 row/")


def test_what_was_copied_into_the_workspace_leaves_the_uploader(session, tmp_path):
    """A third file of 45 MB is taken although all three were uploaded in one session: none of them is held twice."""
    address, page, place, cookie, token, log = session
    for number in range(2):
        path = tmp_path / f"big{number}.csv"
        row = f"person{number}@example.org,5,EUR,2026-01-05," + "x" * 900_000 + "\n"
        path.write_text("Email,Amount,Currency,Date,Note\n" + row * 45, encoding="utf-8")
        page.locator('input[type="file"]').first.set_input_files(str(path))
        page.wait_for_selector(f"text=/{number + 2} files/", timeout=60_000)
        button = page.locator("button:visible:has-text('right')").last
        button.click()
        page.wait_for_timeout(1500)
    status, _ = put(address, f"{place}/{uuid.uuid4()}", 45 * MB, cookie, token)
    assert status == 204
    assert "Traceback" not in log.read_text()
