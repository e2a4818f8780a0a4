"""The wheel alone is the whole program: app, pages, theme, words, samples."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return next(folder.glob("truefans-*.whl"))


def test_everything_is_inside(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    app = "truefans_core/_app"
    for name in ("app.py", "server.py", ".streamlit/config.toml", "sample_data/manifest.json"):
        assert f"{app}/{name}" in inside
    for folder in (
        "pages",
        "sample_data/creator",
        "sample_data/shop",
        "sample_data/freelancer",
        "sample_data/nonprofit",
    ):
        here = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and path.suffix != ".pyc"
        }
        assert {f"{app}/{name}" for name in here} <= inside
    for path in (ROOT / "truefans_core").rglob("*"):
        if path.is_file() and path.suffix in {
            ".py",
            ".po",
            ".csv",
            ".typed",
            ".json",
            ".css",
            ".html",
            ".typ",
            ".ttf",
            ".txt",
        }:
            assert path.relative_to(ROOT).as_posix() in inside


def test_nothing_else_is_inside(wheel):
    inside = zipfile.ZipFile(wheel).namelist()
    assert not [
        name
        for name in inside
        if "__pycache__" in name or "secrets" in name or name.startswith(("tests", "_app"))
    ]
    assert wheel.stat().st_size < 5_000_000


def test_the_samples_are_found_in_the_installed_package(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    listed = subprocess.run(
        [
            sys.executable,
            "-c",
            "from truefans_core import samples; print(samples.folder()); print(*samples.names()); samples.files('creator')",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=True,
    )
    where, names = listed.stdout.splitlines()
    assert Path(where) == tmp_path / "installed" / "truefans_core" / "_app" / "sample_data"
    assert names == "creator shop freelancer nonprofit"


def test_the_command_line_of_the_wheel_lists_the_samples(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    ran = subprocess.run(
        [sys.executable, "-m", "truefans_core", "samples"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(name in ran.stdout for name in ("creator", "shop", "freelancer", "nonprofit"))
