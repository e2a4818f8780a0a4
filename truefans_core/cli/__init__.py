"""`truefans`: the whole way from files to a report on the command line, and the app.

Exit codes: 0 done, 2 a choice is needed (the question names the option that answers it), 3 refused (one sentence
says why and what to do). The answer goes to stdout, everything else to stderr; `--json -` puts JSON on stdout and
nothing else.
"""

import sys
from typing import Annotated

import typer

from truefans_core.cli.analyse import analyse
from truefans_core.cli.experiment import experiment
from truefans_core.cli.group import Commands
from truefans_core.cli.inspect import inspect
from truefans_core.cli.launch import PORT, open_app
from truefans_core.cli.movement import movement
from truefans_core.cli.options import HELP
from truefans_core.cli.plan import plan
from truefans_core.cli.report import report
from truefans_core.cli.samples import samples
from truefans_core.cli.scenario import scenario

__all__ = ["app", "main"]

app = typer.Typer(
    name="truefans",
    cls=Commands,
    help=HELP("cli.help"),
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (samples, inspect, analyse, movement, scenario, report, plan, experiment):
    app.command(command.__name__, help=HELP(f"cli.command.{command.__name__}"))(command)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    port: Annotated[
        int,
        typer.Option("--port", metavar="N", help=HELP("cli.option.port", port=str(PORT)), show_default=False),
    ] = PORT,
    *,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help=HELP("cli.option.no-browser"), show_default=False)
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", help=HELP("cli.option.version"), show_default=False)
    ] = False,
) -> None:
    """Open the app where no command is named."""
    if version:
        from truefans_core import __version__

        typer.echo(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(open_app(port, browser=not no_browser))


def main() -> None:
    """The console command."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a sign shows another one instead of ending the command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
