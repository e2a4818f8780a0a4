"""What lies around the code: pins, start scripts, container, configuration and papers tell the truth."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
#: Words of one machine or one errand; built from parts so that this file does not hold them.
FORBIDDEN = {
    "a path of one machine": r"/(wor" r"k|hom" r"e/\w+|Us" r"ers/\w+|ro" r"ot)/",
    "a scratch path": r"(?<![\w}])/tm" r"p/[a-z]",
    "an issue's number": r"(?i)\bissue" r"s? ?#?\d+\b",
    "a host of packages": r"(?i)\b(py"
    r"pi\.org|python"
    r"hosted|--(extra-)?index"
    r"-url|--find"
    r"-links)\b",
    "a mark of unfinished work": r"\b(TO" r"DO|FIX" r"ME)\b",
}
#: Files that name such a word because they are about it.
MEANT = {("Makefile", "a host of packages")}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text(name).splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            versions = [each.version for each in requirement.specifier if each.operator == "=="]
            assert len(versions) == 1, line
            found.setdefault(requirement.name.lower().replace("_", "-"), []).extend(versions)
    return found


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [each for each in listed.stdout.decode().split("\0") if each and (ROOT / each).is_file()]
    return [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py") if ".venv" not in path.parts]


def test_benchmarks_name_each_other_as_they_are_started():
    """`python -m benchmarks.NAME` finds its neighbours only as `benchmarks.…`."""
    names = {path.stem for path in (ROOT / "benchmarks").glob("*.py")}
    for path in (ROOT / "benchmarks").glob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        bare = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
        bare |= {each.name for node in nodes if isinstance(node, ast.Import) for each in node.names}
        assert not bare & names, path.name


@pytest.mark.parametrize(("file", "extra"), [("requirements.txt", ""), ("requirements-dev.txt", "dev")])
def test_pins_satisfy_the_ranges(file, extra):
    pinned = pins(file)
    wanted = PROJECT["project"]["dependencies"] + (
        PROJECT["project"]["optional-dependencies"][extra] if extra else []
    )
    for line in wanted:
        requirement = Requirement(line)
        versions = pinned[requirement.name.lower()]
        assert versions, line
        assert all(requirement.specifier.contains(version) for version in versions), line


def test_the_checks_run_with_what_the_app_runs_with():
    app, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: dev.get(name) for name in app} == app


def test_every_library_imported_is_asked_for():
    """A library the core imports is named in pyproject, not only brought along by another."""
    import ast

    asked = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["pdf"]
    named = {Requirement(line).name.lower() for line in asked}
    modules = {
        "sklearn": "scikit-learn", "ibis": "ibis-framework", "currency_converter": "currencyconverter",
        "vl_convert": "vl-convert-python", "email_validator": "email-validator",
        "pptx": "python-pptx", "PIL": "pillow",
    }  # fmt: skip
    missing = set()
    for folder in ("truefans_core", "pages"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                found = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found = [node.module]
                for name in (
                    {each.split(".")[0] for each in found}
                    - set(sys.stdlib_module_names)
                    - {"truefans_core", "pages"}
                ):
                    if modules.get(name, name) not in named:
                        missing.add(f"{name} in {path.relative_to(ROOT)}")
    assert missing == set()


def test_no_word_of_one_machine_is_tracked():
    found = []
    for name in tracked():
        try:
            content = text(name)
        except UnicodeDecodeError:
            continue
        found += [
            f"{name}: {what}: {match.group()}"
            for what, pattern in FORBIDDEN.items()
            if (name, what) not in MEANT and (match := re.search(pattern, content))
        ]
    assert found == []


def test_the_app_listens_here_and_tells_nobody():
    server, browser, client = CONFIG["server"], CONFIG["browser"], CONFIG["client"]
    assert server["address"] == "127.0.0.1"
    assert server["maxUploadSize"] == 50
    assert server["enableStaticServing"] is False
    assert server["enableAgentApi"] is False
    assert server["enableXsrfProtection"] is True
    assert server["enableCORS"] is True
    assert browser["gatherUsageStats"] is False
    assert client["showErrorDetails"] == "none"


def test_every_option_of_the_configuration_exists():
    from streamlit import config

    known = set(config._config_options_template)
    stated = []

    def walk(prefix: str, table: dict) -> None:
        for key, value in table.items():
            walk(f"{prefix}.{key}" if prefix else key, value) if isinstance(value, dict) else stated.append(
                f"{prefix}.{key}"
            )

    walk("", CONFIG)
    assert [name for name in stated if name not in known] == []


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_colours_can_be_read(look):
    theme = CONFIG["theme"][look]
    page = theme["backgroundColor"]
    assert contrast(theme["textColor"], page) >= 7
    assert contrast(theme["textColor"], theme["secondaryBackgroundColor"]) >= 7
    assert contrast(theme["linkColor"], page) >= 4.5
    assert contrast(theme["primaryColor"], page) >= 3
    assert all(contrast(colour, page) >= 2.9 for colour in theme["chartCategoricalColors"])
    assert all(contrast(theme[colour], page) >= 4.5 for colour in ("greenColor", "orangeColor", "redColor"))


@pytest.mark.parametrize("script", [".ci/run", "start.command"])
def test_start_scripts_parse(script):
    subprocess.run(["bash", "-n", str(ROOT / script)], check=True)
    assert (ROOT / script).stat().st_mode & 0o111, f"{script} cannot be run"
    assert text(script).startswith("#!/usr/bin/env bash\n")


def test_the_windows_script_has_windows_lines_and_whole_labels():
    raw = (ROOT / "start.bat").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n")
    lines = raw.decode("ascii").split("\r\n")
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert {name for line in lines for name in re.findall(r"goto (\w+)", line)} == labels
    assert sum(line.count("(") for line in lines) == sum(line.count(")") for line in lines)


def test_start_command_says_one_sentence_without_python(tmp_path):
    folder = tmp_path / "place with spaces"
    folder.mkdir()
    shutil.copy(ROOT / "start.command", folder)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "dirname", "rm"):
        (tools / name).symlink_to(shutil.which(name))
    ran = subprocess.run(
        [str(tools / "bash"), str(folder / "start.command")],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stdout.count("\n") == 1
    assert "Python 3.11" in ran.stdout
    assert not (folder / ".venv").exists()


@pytest.mark.parametrize(
    ("fake", "says"),
    [
        ("#!/bin/sh\nexit 1\n", "Python 3.11 or newer"),
        ('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexit 0\n', "python3-venv"),
    ],
)
def test_make_says_one_sentence_where_python_does_not_serve(tmp_path, fake, says):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "snake").write_text(fake)
    (tmp_path / "snake").chmod(0o755)
    outside = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    ran = subprocess.run(
        ["make", "run", "PYTHON=./snake"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=outside,
    )
    assert ran.returncode != 0
    assert ran.stdout.count("\n") == 1
    assert says in ran.stdout
    assert not (tmp_path / ".venv").exists()


def test_the_container_runs_as_nobody_special():
    lines = [line for line in text("Dockerfile").splitlines() if line and not line.startswith("#")]
    words = [line.split()[0] for line in lines if not line.startswith(" ")]
    bases = [line.split()[1] for line in lines if line.startswith("FROM ")]
    assert all(re.fullmatch(r"python:3\.\d+(\.\d+)?-slim(-\w+)?", base) for base in bases)
    assert "HEALTHCHECK" in words
    assert "/_stcore/health" in text("Dockerfile")
    assert words.index("USER") < words.index("CMD")
    user = next(line.split()[1] for line in lines if line.startswith("USER "))
    assert user not in {"root", "0"}
    assert "TRUEFANS_SHARED=1" in text("Dockerfile")
    assert "--server.address=0.0.0.0" in text("Dockerfile")
    assert "ADD" not in words
    for line in lines:
        if line.startswith("COPY "):
            *sources, _ = line.split()[1:]
            assert all((ROOT / source).exists() for source in sources), line
            assert all(f"!{source}" in text(".dockerignore") for source in sources), line


def test_the_papers_are_there_and_short():
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "PRIVACY.md", "LICENSE"):
        assert text(name).strip(), name
    assert len(text("ARCHITECTURE.md").splitlines()) <= 100
    assert "MIT License" in text("LICENSE")
    assert f"## {PROJECT['project']['version']}" in text("CHANGELOG.md")


PAPERS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "PRIVACY.md")


@pytest.mark.parametrize("paper", PAPERS)
def test_commands_named_in_a_paper_exist(paper):
    targets = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)\b(?=[`\s])", _code(text(paper)))) <= targets


@pytest.mark.parametrize("paper", PAPERS)
def test_links_in_a_paper_lead_somewhere(paper):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text(paper)):
        assert (ROOT / target).exists(), target


def test_rooms_of_the_architecture_are_those_of_the_code():
    cells = re.findall(r"^\| (`[^|]+`) \|", text("ARCHITECTURE.md"), re.MULTILINE)
    told = {room for cell in cells for room in re.findall(r"`([\w/.]+)`", cell)}
    core = {
        path.name
        for path in (ROOT / "truefans_core").iterdir()
        if path.name not in {"py.typed", "__init__.py", "__main__.py"}
    }
    assert told == (core - {"__pycache__"}) | {"server.py", "app.py", "pages", "pages/parts"}


def _code(paper: str) -> str:
    return "\n".join(re.findall(r"```.*?```|`[^`]+`", paper, re.DOTALL))
