"""What the command line says: the answer on stdout, everything else on stderr, JSON where it was asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from truefans_core.words import explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from truefans_core.problems import Problem, Question
    from truefans_core.words import Words

#: Exit codes: done, a choice is needed, refused.
DONE, CHOICE, REFUSED = 0, 2, 3
STDOUT = "-"


class Stop(Exception):  # noqa: N818 it ends a command, which is no fault of the program
    """End the command with one sentence and an exit code."""

    def __init__(self, message: str, code: int = REFUSED, **params: Any) -> None:
        super().__init__(message)
        self.message, self.code, self.params = message, code, params


def tell(text: str) -> None:
    """A line of the answer."""
    typer.echo(plain(text))


def warn(text: str) -> None:
    """A line that is not the answer: a problem, a question, why it went wrong."""
    typer.echo(plain(text), err=True)


def warn_of(say: Words, problems: Iterable[Problem], about: str = "") -> None:
    """Each problem in a sentence, with the file it is about before it."""
    for problem in problems:
        sentence = explain(say, problem)
        warn(
            say("cli.about", about=about, sentence=sentence) if about and about not in sentence else sentence
        )


def ask(say: Words, question: Question, about: str) -> None:
    """A question with its answers and the option that gives them."""
    warn(say("cli.about", about=about, sentence=explain(say, question.problem)))
    if question.answers:
        warn(say("cli.answer_with", option=option_of(question), answers=", ".join(question.answers)))
    else:
        warn(say("cli.answer_with_any", option=option_of(question)))


def option_of(question: Question) -> str:
    """The option that answers a question, for example `--date-order`."""
    return (question.option or f"--{question.choice.replace('_', '-')}").split()[0]


def give_json(found: Mapping[str, Any], to: str | None) -> None:
    """Write JSON to a file or stdout, UTF-8 in either case; nothing where it was not asked for."""
    if to is None:
        return
    text = json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if to == STDOUT:
        typer.echo(text.encode(), nl=False)
    else:
        write(to, text.encode())


def write(to: str, content: bytes) -> None:
    """Write a file whole or not at all: what stood there stays where the disk is full half way.

    Raises:
        Stop: if it cannot be written there.
    """
    path = Path(to)
    try:
        if path.is_symlink() or (
            path.exists() and not path.is_file()
        ):  # a link or a device is written through
            path.write_bytes(content)
            return
        half = path.with_name(f".{path.name[:80]}.part")
        try:
            half.write_bytes(content)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise Stop("cli.cannot_write", file=to) from error


def plain(text: str) -> str:
    """Text for a terminal: a name of the data must not move the cursor or change colours."""
    return "".join(sign for sign in text if sign in "\n\t" or sign.isprintable())
