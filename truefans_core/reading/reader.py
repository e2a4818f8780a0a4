"""Read a file in a worker process, and outlive whatever the file does to it."""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import hashlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING

import pyarrow as pa

import truefans_core
from truefans_core.problems import Problem, Refused
from truefans_core.reading import wire
from truefans_core.reading.limits import PAGE, Limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.reading.tables import RawTable

    _Answer = tuple[RawTable, ...] | Problem

_NO_HINTS: Mapping[str, str] = MappingProxyType({})
_AT_ONCE = 2
_PATIENCE = 1.0  # seconds a worker has to end by itself
#: No threads before a worker forks: pools do not survive it.
_QUIET = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "PYTHONIOENCODING": "utf-8",
}
# Arrow's own allocator gives memory back and takes it anew: half of the time a large table took. The worker's is told by
# its environment.
pa.set_memory_pool(pa.system_memory_pool())
_slots = threading.BoundedSemaphore(_AT_ONCE)
_idle: list[_Worker] = []
_guard = threading.Lock()


def read(
    name: str, data: bytes, *, limits: Limits = PAGE, hints: Mapping[str, str] = _NO_HINTS
) -> tuple[RawTable, ...]:
    """The tables of a file, told by its content: text of any delimiter, XLSX, XLS, XLSB, ODS, ZIP or GZ of them.

    Args:
        name: the file's name, for words only.
        data: its bytes.
        limits: what it may ask for.
        hints: what the user stated, each optional and all text:

            - "encoding": a name Python knows, such as "cp1252"; what was found is `RawTable.encoding`
            - "delimiter": one sign, or "tab"; what was found is `RawTable.delimiter`
            - "header_line": 1-based line or row of the header, "0" for none; what was found is
              `RawTable.header_line`, the first records are `RawTable.head`, and the headers of further tables
              below the first stand at the lines `RawTable.others`
            - "sheet": only this one of `RawTable.sheets`, hidden or not; the others are not looked at

    Returns:
        One table per visible sheet or member, at least one. A table may have no records (header only).

    Raises:
        Refused: R_EMPTY, R_TOO_LARGE, R_TOO_WIDE, R_TOO_LONG, R_LINE, R_TYPE, R_PASSWORD, R_DAMAGED, R_MEMORY,
            R_SLOW, R_WORKER (the worker died: trying again is safe), R_OPTION (a hint cannot be followed).
    """
    if not data:
        raise Refused(Problem("R_EMPTY", params={"file": name}))
    if len(data) > limits.size:
        raise Refused(Problem("R_TOO_LARGE", params={"file": name, "limit_mb": limits.size // 1_000_000}))
    with _slots:
        answer = _ask(name, data, limits, hints)
    if isinstance(answer, Problem):
        raise Refused(answer)
    return answer


def check_stored(name: str, data: bytes, *, limits: Limits = PAGE) -> None:
    """Look in a worker whether bytes are a table as `stored.to_parquet` writes it, within the limits of a file.

    Args:
        name: what to call it, for words only.
        data: bytes that somebody else may have made.
        limits: of the file that the table would be of.

    Raises:
        Refused: R_DAMAGED, R_TOO_LARGE, R_TOO_WIDE, R_TOO_LONG, R_MEMORY, R_SLOW, R_WORKER.
    """
    with _slots:
        answer = _ask(name, data, limits, {wire.STORED: ""})
    if isinstance(answer, Problem):
        raise Refused(answer)


def close() -> None:
    """End the idle workers; the next `read` starts one again."""
    with _guard:
        workers, _idle[:] = list(_idle), []
    for worker in workers:
        worker.end()


atexit.register(close)


class _Worker:
    """A running worker process."""

    def __init__(self) -> None:
        home = str(Path(truefans_core.__file__).parent.parent)
        path = os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-W", "ignore", "-m", "truefans_core.reading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_QUIET, "PYTHONPATH": path},
            start_new_session=True,
        )
        _widen(self._process.stdin, self._process.stdout)

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id, which is also that of its group."""
        return self._process.pid

    def exchange(self, name: str, data: bytes, limits: Limits, hints: Mapping[str, str]) -> _Answer:
        """Send a job and take the answer; raises EOFError or OSError where the worker breaks off."""
        assert self._process.stdin is not None  # noqa: S101 both pipes were asked for
        for frame in wire.job(name, data, limits, hints):
            self._process.stdin.write(frame)
        self._process.stdin.flush()
        digest = hashlib.sha256(data).hexdigest()  # while the worker reads
        assert self._process.stdout is not None  # noqa: S101 as above
        answer = wire.take_answer(self._process.stdout)
        if isinstance(answer, Problem):
            return answer
        ids = [hashlib.sha256(f"{digest}:{table.file_id}".encode()).hexdigest() for table in answer]
        return tuple(dataclasses.replace(table, file_id=id_) for table, id_ in zip(answer, ids, strict=True))

    def end(self) -> int:
        """Stop it with all it started; its exit code."""
        self._process.terminate()  # it stops and reaps its own process
        try:
            code = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            if os.name == "posix":
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self.pid, signal.SIGKILL)
            self._process.kill()
            code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return code

    def broke_off(self) -> int:
        """The exit code of a worker that stopped answering, after a moment to find out why."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
        return self.end()


def _widen(*pipes: IO[bytes] | None) -> None:
    """Let pipes hold a megabyte where the system allows it: fewer switches between the processes."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl
    except ImportError:
        return
    for pipe in pipes:
        with contextlib.suppress(OSError):
            fcntl(pipe, F_SETPIPE_SZ, 1 << 20)  # type: ignore[arg-type]  # both were asked for


def _ask(name: str, data: bytes, limits: Limits, hints: Mapping[str, str]) -> _Answer:
    try:
        worker = _start()
    except OSError:
        return Problem("R_WORKER", params={"file": name})
    answers: list[_Answer] = []

    def talk() -> None:
        with contextlib.suppress(EOFError, OSError, ValueError, pa.ArrowException):
            answers.append(worker.exchange(name, data, limits, hints))

    thread = threading.Thread(target=talk, name="reading", daemon=True)
    thread.start()
    thread.join(limits.seconds)
    if thread.is_alive():
        worker.end()
        thread.join()
        return _slow(name, limits)
    if not answers:
        slow = worker.broke_off() == wire.SLOW
        return _slow(name, limits) if slow else Problem("R_WORKER", params={"file": name})
    if worker.alive and hasattr(os, "fork"):
        with _guard:
            _idle.append(worker)
    else:
        worker.end()
    return answers[0]


def _slow(name: str, limits: Limits) -> Problem:
    return Problem("R_SLOW", params={"file": name, "seconds": round(limits.seconds)})


def _start() -> _Worker:
    """An idle worker, or a new one."""
    with _guard:
        while _idle:
            worker = _idle.pop()
            if worker.alive:
                return worker
            worker.end()
    return _Worker()
