"""Arguments that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from truefans_core.cli.options import HELP

Files = Annotated[
    list[str], typer.Argument(metavar="FILE…", help=HELP("cli.option.files"), show_default=False)
]
