"""The process that parses: `python -m truefans_core.reading.worker`, started and spoken to by `reader`.

It loads the parsers once and then forks a process for each job. That process sets its own limits, reads the job
from standard input, answers on standard output and ends, so that nothing of a file outlives it. Where there is no
fork (Windows) the worker does one job itself and ends; the reader starts another.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import sys
from typing import TYPE_CHECKING

import pandas as pd  # noqa: F401 Arrow loads it on first use: once here, or for every job
import pyarrow as pa

from truefans_core.problems import Problem, Refused
from truefans_core.reading import stored, wire
from truefans_core.reading.parse import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.reading.limits import Limits
    from truefans_core.reading.tables import RawTable

_PIECE = 1 << 20
_THREADS = 2  # in which Arrow reads a text file
_NICE = 5
_PR_SET_PDEATHSIG = 1


def serve() -> int:
    """Answer jobs until standard input ends; the exit code says how the last one went."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)  # whatever a library prints would break the frames
    os.dup2(nowhere, 2)  # and a traceback could hold a cell
    while os.read(0, 1) == wire.BEGIN:
        if not hasattr(os, "fork"):
            _work(answers)
            return 0
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                _follow()
                _work(answers)
                os._exit(0)
            os._exit(wire.DIED)
        status = _outcome(child)
        if status:
            return wire.SLOW if status in (-signal.SIGXCPU, -signal.SIGALRM) else wire.DIED
    return 0


def _outcome(child: int) -> int:
    """Wait for a process and take its exit code. It is stopped where the reader ends, or ends this worker."""

    def stop(*_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)

    before = signal.signal(signal.SIGTERM, stop)
    with contextlib.suppress(OSError, AttributeError):  # only newer Linux can wait for both
        ended = os.pidfd_open(child)
        watch = select.poll()
        watch.register(ended, select.POLLIN)
        watch.register(0, 0)  # reports a hang-up only
        if all(number != ended for number, _ in watch.poll()):
            stop()
        os.close(ended)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.signal(signal.SIGTERM, before)
    return code


def _follow() -> None:
    """Let this process die with the worker that forked it, where the system can (Linux)."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _work(answers: int) -> None:
    """Do one job."""
    source = os.fdopen(0, "rb", closefd=False)
    file, limits, hints = wire.take_order(source)
    _limit(limits)
    pa.set_cpu_count(_THREADS)
    with os.fdopen(answers, "wb", buffering=_PIECE, closefd=False) as target:
        try:
            tables = _do(file, wire.take_frame(source), limits, hints)
        except Refused as refused:
            wire.send_refused(target, refused.problem)
        except MemoryError:
            wire.send_refused(target, Problem("R_MEMORY", params={"file": file}))
        except BaseException as error:  # noqa: BLE001 libraries raise panics that are no Exception
            code = "R_MEMORY" if "memory" in type(error).__name__.lower() else "R_DAMAGED"
            wire.send_refused(target, Problem(code, params={"file": file}))
        else:
            wire.send_tables(target, tables)


def _do(file: str, data: bytes, limits: Limits, hints: Mapping[str, str]) -> tuple[RawTable, ...]:
    if wire.STORED in hints:
        stored.check(data, file, limits)
        return ()
    return parse(file, data, limits, hints)


def _limit(limits: Limits) -> None:
    """Bind this process: memory, processor time, wall time; and let others go first."""
    try:
        import resource
    except ImportError:  # Windows: the reader's own clock is the only limit
        return
    seconds = int(limits.seconds) + 1
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a lower limit is set already, or the system has none
            resource.setrlimit(kind, (most, most))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)
    with contextlib.suppress(OSError):
        os.nice(_NICE)


if __name__ == "__main__":
    sys.exit(serve())
