"""The command line as a process of its own, and how it opens the app."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from truefans_core import app_dir as place
from truefans_core.cli.launch import command_of


def truefans(*args: str, **more) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "truefans_core", *args], check=False, capture_output=True, timeout=120, **more
    )


def test_json_is_alone_on_stdout():
    ran = truefans(
        "scenario",
        "--goal",
        "100000",
        "--price",
        "100",
        "--billing",
        "yearly",
        "--platform",
        "patreon",
        "--json",
        "-",
    )
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["fans_needed"] == 1153


def test_another_process_gives_the_same_bytes_whatever_its_threads_and_hashes(run, tmp_path):
    log = ["customer_id,date,amount,currency"]
    log += [f"c{n * n % 41},2024-{1 + n % 12:02d}-{1 + n % 27:02d},{5 + n * 7 % 90},EUR" for n in range(200)]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(log) + "\n")
    files = [tmp_path / name for name in ("here.json", "here.csv", "there.json", "there.csv")]
    here, there = (
        ("analyse", path, "--json", made, "--supporters", table) for made, table in (files[:2], files[2:])
    )
    assert run(*here).code == 0
    calm = {
        "PYTHONHASHSEED": "7",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TZ": "Pacific/Kiritimati",
    }
    ran = truefans(*map(str, there), env={**os.environ, **calm})
    assert ran.returncode == 0, ran.stderr
    mine, table, other, again = (file.read_bytes() for file in files)
    assert (mine, table) == (other, again)
    assert json.loads(mine)["tiers"]["true"]["count"] > 0


def test_refused_and_debug(tmp_path):
    ran = truefans("analyse", "missing.csv", cwd=place.app_dir())
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr.count(b"\n") == 1


def test_the_app_opens_without_a_browser_and_stops():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "truefans_core", "--port", str(port), "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
                    assert answer.read() == b"ok"
                    break
            except OSError:
                assert process.poll() is None
                time.sleep(0.25)
        else:
            pytest.fail("the app did not answer")
        again = truefans("--port", str(port), "--no-browser")
        assert again.returncode == 3
        assert str(port).encode() in again.stderr
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=30)


def test_the_browser_is_left_out_on_request():
    assert "--server.headless=true" in command_of(8501, browser=False)
    assert "--server.headless=false" in command_of(8501, browser=True)
    assert "--server.address=127.0.0.1" in command_of(8501, browser=True)


def test_the_app_is_found_in_a_wheel_and_in_a_checkout(tmp_path, monkeypatch):
    package = tmp_path / "truefans_core"
    package.mkdir()
    monkeypatch.setattr(place, "_PACKAGE", package)
    with pytest.raises(FileNotFoundError):
        place.app_dir()
    for folder in (tmp_path, package / "_app"):
        folder.mkdir(exist_ok=True)
        for name in ("server.py", "app.py"):
            (folder / name).touch()
        assert place.app_dir() == folder
