"""Strategies of one's own on the command line: the file that the page This week writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from truefans_core.cli.options import HELP
from truefans_core.cli.speak import Stop

if TYPE_CHECKING:
    from truefans_core.cultivate import Book

_LARGEST = 1_000_000  # bytes: fifty strategies with the longest words take a fifth of it

Strategies = Annotated[
    str | None,
    typer.Option("--strategies", metavar="FILE.json", help=HELP("cli.option.strategies"), show_default=False),
]


def book_of(path: str | None) -> Book:
    """The strategies of a file; those that come with the program where there is none.

    Raises:
        Stop: if the file cannot be read.
        Refused: `X_STRATEGIES` if it holds none.
    """
    from truefans_core.cultivate import BOOK, Book

    if path is None:
        return BOOK
    try:
        with Path(path).open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise Stop("cli.cannot_read", file=path) from error
    try:
        return Book.from_json(json.loads(text))
    except (json.JSONDecodeError, RecursionError):
        return Book.from_json(None)
