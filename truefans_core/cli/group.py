"""Run a command so that whatever goes wrong ends in one sentence and an exit code, never in a traceback."""

from __future__ import annotations

import os
import sys
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from truefans_core.cli.speak import CHOICE, DONE, REFUSED, Stop, ask, warn
from truefans_core.problems import NeedsChoice, Refused
from truefans_core.words import Words, explain

#: Set to 1 to see where an unexpected error arose.
DEBUG = "TRUEFANS_DEBUG"
_INTERRUPTED = 130
# Typer names BadParameter only; what it shares with every other slip of the user is the class below it.
_UsageError: Any = typer.BadParameter.__base__


class Commands(TyperGroup):
    """The command line with its errors in words."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run; in standalone mode, which is the default, exit the process with 0, 2 or 3."""
        if not extra.pop("standalone_mode", True):
            return super().main(*args, **{**extra, "standalone_mode": False})
        sys.exit(self._run(*args, **extra))

    def _run(self, *args: Any, **extra: Any) -> int:  # noqa: PLR0911 one return for each way it can end
        say = Words()
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except Stop as stop:
            warn(say(stop.message, **stop.params))
            return stop.code
        except Refused as refused:
            warn(explain(say, refused.problem))
            return REFUSED
        except NeedsChoice as choice:
            ask(say, choice.question, say("cli.input"))
            return CHOICE
        except _UsageError as error:
            warn(_usage(say, error))
            return REFUSED
        except (KeyboardInterrupt, typer.Abort):
            return _INTERRUPTED
        except Exception as error:  # the last line of defence: no traceback, and no data in the sentence
            if os.environ.get(DEBUG) == "1":
                raise
            warn(say("cli.unexpected", kind=type(error).__name__, variable=DEBUG))
            return REFUSED
        return code if isinstance(code, int) else DONE


def _usage(say: Words, error: Any) -> str:
    """A slip of the command line, by what it concerns; what was typed is not repeated beyond option names."""
    help_line = error.ctx.command_path if getattr(error, "ctx", None) else "truefans"
    concerned = getattr(error, "option_name", None)
    kind = "cli.no_such_option"
    if concerned is None and getattr(error, "param", None) is not None:
        param = error.param
        concerned = param.opts[0] if param.param_type_name == "option" else (param.metavar or param.name)
        kind = "cli.missing" if type(error).__name__ == "MissingParameter" else "cli.bad_value"
    if concerned is None:
        return say("cli.usage", command=help_line)
    return say(kind, option=concerned, command=help_line)


def refuse(message: str, **params: Any) -> NoReturn:
    """End the command with a sentence, as refused."""
    raise Stop(message, **params)
