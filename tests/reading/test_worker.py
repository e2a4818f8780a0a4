"""The process that parses: whatever a file does to it, the next one is read."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from truefans_core.problems import Refused
from truefans_core.reading import PAGE, Limits, for_command_line, read, reader, wire

SMALL = b"name,email\nAnn,ann@example.com\n"
ROOT = Path(__file__).parents[2]
fork_only = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@pytest.fixture(autouse=True)
def workers_end():
    yield
    reader.close()


def refused(data, **given):
    with pytest.raises(Refused) as stop:
        read("file.csv", data, **given)
    return stop.value.problem


def long_job():
    """Text that keeps the careful way busy for a while: a stray quote makes it look at each of the others."""
    return b"name,note\n" + b'Bob,5" disc\n' + b'Ann,"a""b\nc"\n' * 300_000


def children_of(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def test_a_file_is_read_and_told_apart_by_content():
    first, second = read("a.csv", SMALL)[0], read("b.csv", SMALL)[0]
    assert first.cells.to_pylist() == [{"name": "Ann", "email": "ann@example.com"}]
    assert (first.file, first.lines.to_pylist()) == ("a.csv", [2])
    assert first.file_id == second.file_id != read("a.csv", SMALL + b"B,b@example.com\n")[0].file_id


def test_nothing_and_too_much_need_no_worker():
    assert refused(b"").code == "R_EMPTY"
    assert refused(b"x" * 11, limits=Limits(size=10)).code == "R_TOO_LARGE"
    assert not reader._idle


def test_reasons_come_back_whole():
    problem = refused(b"%PDF-1.4")
    assert (problem.code, dict(problem.params)) == ("R_TYPE", {"file": "file.csv", "kind": "PDF"})


@fork_only
def test_a_warm_worker_is_used_again():
    read("a.csv", SMALL)
    pid = reader._idle[0].pid
    read("a.csv", SMALL)
    assert [worker.pid for worker in reader._idle] == [pid]


@fork_only
@pytest.mark.parametrize("victim", ["worker", "its process"])
def test_a_killed_worker_refuses_and_the_next_one_reads(victim):
    read("a.csv", SMALL)
    worker = reader._idle[0].pid
    while children_of(worker):  # the process of the first file is gone once its worker has noticed
        time.sleep(0.005)

    def kill():
        deadline = time.monotonic() + 10
        while not (busy := children_of(worker)) and time.monotonic() < deadline:
            time.sleep(0.005)
        os.kill(worker if victim == "worker" else busy[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    problem = refused(long_job())
    killer.join()
    assert problem.code == "R_WORKER"
    assert read("a.csv", SMALL)[0].records_in == 1


@fork_only
def test_a_worker_that_takes_too_long_is_stopped_with_all_it_started():
    read("a.csv", SMALL)
    worker = reader._idle[0].pid
    problem = refused(long_job(), limits=Limits(seconds=0.2))
    assert problem.code == "R_SLOW"
    with pytest.raises(ProcessLookupError):
        os.killpg(worker, 0)  # nobody of its group is left, not even unreaped
    assert read("a.csv", SMALL)[0].records_in == 1


@fork_only
def test_memory_is_bounded():
    data = b"name,email\n" + b"Ann Example,ann@example.com\n" * 1_500_000
    assert refused(data, limits=Limits(memory=430_000_000, rows=2_000_000)).code in {
        "R_MEMORY",
        "R_WORKER",
        "R_DAMAGED",
    }
    assert read("a.csv", SMALL)[0].records_in == 1


def test_an_idle_worker_that_died_is_replaced():
    read("a.csv", SMALL)
    for worker in reader._idle:
        worker._process.kill()
        worker._process.wait()
    assert read("a.csv", SMALL)[0].records_in == 1


@fork_only
def test_a_panic_of_a_library_is_a_damaged_file():
    script = (
        "import sys\n"
        "from truefans_core.reading import worker, wire\n"
        "class Panic(BaseException): pass\n"
        "def parse(*_): raise Panic('ann@example.com')\n"
        "worker.parse = parse\n"
        "sys.exit(worker.serve())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        for frame in wire.job("file.csv", SMALL, PAGE, {}):
            process.stdin.write(frame)
        process.stdin.flush()
        answer = wire.take_answer(process.stdout)
        process.stdin.close()
        assert (answer.code, dict(answer.params)) == ("R_DAMAGED", {"file": "file.csv"})
        assert process.stderr.read() == b""


def test_reading_works_from_a_script_without_a_guard(tmp_path):
    script = tmp_path / "bare.py"
    script.write_text(
        "print('once')\nfrom truefans_core.reading import read\n"
        f"print(read('a.csv', {SMALL!r})[0].records_in)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.stdout, done.stderr) == ("once\n1\n", "")


def test_two_at_once_and_the_third_waits():
    results = []
    threads = [threading.Thread(target=lambda: results.append(read("a.csv", SMALL))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 5
    assert len(reader._idle) <= 2


def test_limits_of_the_command_line_follow_its_option():
    limits = for_command_line(100)
    assert (limits.size, limits.columns) == (100_000_000, 500)
    assert limits.memory > Limits().memory
