"""What `make run` and `truefans` start: the app with security headers, and warm imports kept out of the way.

Streamlit collects garbage after every script run; with pandas, Altair and scikit-learn imported that walks
a million objects each time. `gc.freeze` after the imports takes them out of every later walk.
"""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import os
import re
import threading
from base64 import b64encode
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.middleware import Middleware

from pages.parts import faults, quota

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send


def inline_scripts() -> list[str]:
    """The hashes of the scripts written into Streamlit's own page, as a policy names them."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in scripts]


#: Scripts and connections only from here, pictures also from memory, no frames, no plug-ins, no foreign forms.
POLICY = "; ".join(
    (
        "default-src 'self'",
        " ".join(("script-src 'self'", *inline_scripts())),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ),
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
WARM = (
    "pandas",
    "altair",
    "truefans_core.charts.people",
    "truefans_core.charts.movement",
    "truefans_core.cultivate",
)


class SecurityHeaders:
    """Add `HEADERS` to every HTTP answer, replacing any of the same name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; touch only the start of an HTTP answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _ in HEADERS}
                kept = [(k, v) for k, v in message.get("headers", []) if k.lower() not in ours]
                message["headers"] = [*kept, *HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def warm_up() -> None:
    """Import what the pages will need, then take it out of the garbage collector's walks.

    An analysis of nobody goes through every stage, so DuckDB, Ibis and scikit-learn are ready for the first file.
    """
    for name in WARM:
        importlib.import_module(name)
    from truefans_core.analysis import Settings, analyse  # noqa: PLC0415 heavy: not before the server answers

    analyse([], Settings(), today=dt.date(2000, 1, 1))
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, object]]:
    """Warm up beside the first visitor instead of making them wait."""
    faults.keep_values_out_of_logs()
    if os.environ.get("TRUEFANS_WARM", "1") != "0":
        threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield {}
    gc.unfreeze()  # at the end everything may go: native libraries complain of what stays behind


SCRIPT = Path(__file__).with_name("app.py")
PARTS: dict[str, Any] = {
    "middleware": [Middleware(SecurityHeaders), Middleware(quota.UploadQuota)],
    "lifespan": lifespan,
    "on_script_error": faults.tell,
}
app = st.App(SCRIPT, **PARTS)
