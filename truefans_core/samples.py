"""The invented samples that come with the program: which there are, and their files.

They lie in `sample_data/` of a checkout and inside the installed package; the same bytes in both.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from truefans_core.app_dir import app_dir


@dataclass(frozen=True, slots=True)
class Sample:
    """What is known about one sample.

    Attributes:
        name: its name on the command line and in links.
        title: message id of its name on screen.
        about: message id of one sentence on what lies in it.
        preset: whose words it speaks.
        currency: ISO 4217 of its money.
        goal_minor: a fitting income goal a year, minor units.
        price_minor: what one true fan may pay a year, minor units.
        files: names of its files, in the order they are read.
        as_of: the day its history ends.
    """

    name: str
    title: str
    about: str
    preset: str
    currency: str
    goal_minor: int
    price_minor: int
    files: tuple[str, ...]
    as_of: dt.date


def folder() -> Path:
    """Where the samples lie: beside the app, in the installed package and in a checkout alike."""
    return app_dir() / "sample_data"


def names() -> tuple[str, ...]:
    """The names of the samples, in the order they are offered."""
    return tuple(_manifest())


def describe(name: str) -> Sample:
    """What is known about a sample.

    Raises:
        KeyError: if there is no sample of this name.
    """
    return _manifest()[name]


def files(name: str) -> list[tuple[str, bytes]]:
    """The files of a sample: name and bytes, in the order they are read.

    Raises:
        KeyError: if there is no sample of this name.
    """
    return [(file, (folder() / name / file).read_bytes()) for file in describe(name).files]


@cache
def _manifest() -> dict[str, Sample]:
    stated = json.loads((folder() / "manifest.json").read_text(encoding="utf-8"))
    as_of = dt.date.fromisoformat(stated["as_of"])
    return {
        entry["name"]: Sample(**{**entry, "files": tuple(entry["files"])}, as_of=as_of)
        for entry in stated["samples"]
    }
