"""What may be uploaded: so much a file and so much a session, counted while the bytes come in.

Streamlit refuses a file that is too large, but nothing of its own adds up the files of one session. Here they are
added up before they are held: those in the uploader, those on their way, and those that wait for confirmation in a
workspace.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from typing import TYPE_CHECKING

from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from truefans_core.words import Words

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MB = 1 << 20
A_FILE = 50 * MB
A_SESSION = 200 * MB
#: What the form around a file may add to it.
_FRAME = 1 * MB
_PATH = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)$")


class _TooMuchError(Exception):
    """The bytes of a request went over the limit; its argument is the message that says which."""


class Held:
    """How many bytes each session has on their way and in its workspace. Counts only, no content."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._coming: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()

    def keep(self, session: str, count: int) -> None:
        """Set how many bytes wait in the workspace of a session."""
        with self._lock:
            self._kept[session] = count

    def come(self, session: str, count: int) -> int:
        """Count bytes that came in, or with a negative count that they are done; gives all that is held."""
        with self._lock:
            self._coming[session] += count
            return self._coming[session] + self._kept[session]

    def forget_ended(self, running: Runtime) -> None:
        """Forget sessions that are over."""
        with self._lock:
            for counter in (self._coming, self._kept):
                for session in [each for each in counter if not running.is_active_session(each)]:
                    if not self._coming[session]:
                        del counter[session]


HELD = Held()


class UploadQuota:
    """Answer 413 with a sentence where a file or a session goes over its limit, chunked bodies included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the body of an upload as it comes; everything else passes."""
        found = _PATH.search(scope.get("path", "")) if scope["type"] == "http" else None
        if found is None or scope["method"] != "PUT" or not Runtime.exists():
            await self.app(scope, receive, send)
            return
        running, session = Runtime.instance(), found["session"]
        HELD.forget_ended(running)
        if not running.is_active_session(session):
            await _answer(send, 400, "app.upload.session")
            return
        here = _in_uploader(running, session, but=found["file"])
        count, started = 0, False

        async def counted() -> Message:
            nonlocal count
            message = await receive()
            size = len(message.get("body", b""))
            count += size
            held = HELD.come(session, size) + here
            if count > A_FILE + _FRAME:
                raise _TooMuchError("app.upload.file")
            if held > A_SESSION + _FRAME:
                raise _TooMuchError("app.upload.total")
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except _TooMuchError as too_much:
            if not started:
                await _answer(send, 413, str(too_much))
        finally:
            HELD.come(session, -count)


def _in_uploader(running: Runtime, session: str, *, but: str) -> int:
    """The bytes that the uploaders of a session hold, without the file that is about to be replaced."""
    manager = running.uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        return 0
    files = list(manager.file_storage.get(session, {}).values())
    return sum(len(file.data) for file in files if file.file_id != but)


async def _answer(send: Send, status: int, message: str) -> None:
    sentence = Words()(message, file_mb=A_FILE // MB, session_mb=A_SESSION // MB).encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(sentence)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence})
