"""Every command and option is in docs/command-line.md, and nothing stands there that is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from truefans_core import cli
from truefans_core.cli.options import _TYPES

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXT = (DOCS / "command-line.md").read_text(encoding="utf-8")
APP = get_command(cli.app)


def options_of(command) -> set[str]:
    found = {
        name
        for param in command.params
        if param.param_type_name == "option"
        for name in (*param.opts, *param.secondary_opts)
    }
    return found - {"--help", "-h"}


def section(heading: str) -> str:
    """The text under a heading, to the next of its rank."""
    rank = heading.split(" ", 1)[0]
    body = TEXT.split(f"\n{heading}", 1)[1]
    return re.split(rf"\n{rank} ", body, maxsplit=1)[0]


def documented(text: str) -> set[str]:
    rows = [line.split("|")[1] for line in text.replace("\\|", "¦").splitlines() if line.startswith("| `-")]
    return {name for row in rows for name in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row)}


COMMON = documented(section("## Options of all commands on files"))


def test_the_common_options_are_documented():
    assert {f"--{name.replace('_', '-')}" for name in _TYPES} == COMMON


@pytest.mark.parametrize("name", sorted(APP.commands))
def test_every_command_is_documented_with_its_options(name):
    command = APP.commands[name]
    own = documented(section(f"### `truefans {name}"))
    takes_common = "as_of" in {param.name for param in command.params}
    assert own | (COMMON if takes_common else set()) == options_of(command)
    assert f"`{name}`" in section("## Options of all commands on files") or not takes_common


def test_nothing_else_is_documented():
    headings = re.findall(r"### `truefans (\w+)", TEXT)
    assert sorted(headings) == sorted(APP.commands)
    assert documented(section("### `truefans`")) == options_of(APP)


def test_the_commands_are_those_of_the_contract():
    assert list(APP.commands) == [
        "samples",
        "inspect",
        "analyse",
        "movement",
        "scenario",
        "report",
        "plan",
        "experiment",
    ]


def test_every_json_is_documented():
    text = (DOCS / "json.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## `(\w+)`", text, re.MULTILINE)) == set(APP.commands)
