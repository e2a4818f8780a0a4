"""Run the command line inside the test, with what it says and its exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from truefans_core import cli

DATA = Path(__file__).resolve().parents[1] / "sources" / "data"


@dataclass
class Ran:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def run():
    def run(*args: object) -> Ran:
        result = CliRunner().invoke(cli.app, [str(arg) for arg in args])
        assert "Traceback" not in result.stderr + result.stdout
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def three():
    """The three exports a creator would drop at once."""
    return [
        DATA / f"{name}.csv"
        for name in ("patreon-members", "substack-subscriber-dashboard", "shopify-orders")
    ]
