"""`truefans samples`: list the invented samples, or write one to a folder."""

from pathlib import Path
from typing import Annotated

import typer

from truefans_core.cli.group import refuse
from truefans_core.cli.options import HELP
from truefans_core.cli.speak import Stop, give_json, tell, write


def samples(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help=HELP("cli.option.name"))] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DIR", help=HELP("cli.option.to"), show_default=False)
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="OUT|-", help=HELP("cli.option.json"), show_default=False)
    ] = None,
) -> None:
    """List the samples, or write the files of one or all of them into a folder."""
    from truefans_core import samples as known

    names = known.names() if name is None else (name,)
    if name is not None and name not in known.names():
        refuse("cli.no_sample", names=", ".join(known.names()))
    if to is not None or name is not None:
        for each in names:
            _write(each, Path(to or ".") / (each if name is None else ""), quiet=json == "-")
    elif json != "-":
        for each in names:
            about = known.describe(each)
            tell(HELP("cli.sample", name=each, title=HELP(about.title), about=HELP(about.about)))
            tell(HELP("cli.sample_files", files=", ".join(about.files)))
    found = [known.describe(each) for each in names]
    give_json(
        {
            "schema": 1,
            "samples": [
                {
                    "name": s.name,
                    "preset": s.preset,
                    "currency": s.currency,
                    "as_of": s.as_of.isoformat(),
                    "files": list(s.files),
                }
                for s in found
            ],
        },
        json,
    )


def _write(name: str, folder: Path, *, quiet: bool) -> None:
    from truefans_core import samples as known

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop("cli.cannot_write", file=str(folder)) from error
    for file, content in known.files(name):
        write(str(folder / file), content)
    if not quiet:
        tell(HELP("cli.sample_written", n=len(known.files(name)), folder=str(folder)))
