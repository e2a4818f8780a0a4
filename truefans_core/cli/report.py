"""`truefans report`: what a client keeps."""

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from truefans_core.cli.arguments import Files
from truefans_core.cli.files import analysis_of, sample_of
from truefans_core.cli.group import refuse
from truefans_core.cli.options import HELP, Common, with_common
from truefans_core.cli.speak import STDOUT, Stop, give_json, tell, write
from truefans_core.cli.strategies import Strategies, book_of
from truefans_core.problems import Refused

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.income import Projection

_HOURS = 5.0
_Out = Annotated[
    str,
    typer.Option(
        "-o",
        "--out",
        metavar="OUT.xlsx|html|pptx|pdf",
        help=HELP("cli.option.out_report"),
        show_default=False,
    ),
]
_Anonymise = Annotated[
    bool, typer.Option("--anonymise/--no-anonymise", help=HELP("cli.option.anonymise"), show_default=False)
]
_Client = Annotated[
    str, typer.Option("--client", metavar="NAME", help=HELP("cli.option.client"), show_default=False)
]
_Logo = Annotated[
    str | None, typer.Option("--logo", metavar="FILE", help=HELP("cli.option.logo"), show_default=False)
]
_Goal = Annotated[
    str | None, typer.Option("--goal", metavar="N", help=HELP("cli.option.goal"), show_default=False)
]
_Key = Annotated[
    str | None, typer.Option("--key", metavar="OUT.csv", help=HELP("cli.option.key"), show_default=False)
]


@with_common
def report(
    files: Files,
    common: Common,
    out: _Out,
    client: _Client = "",
    logo: _Logo = None,
    key: _Key = None,
    strategies: Strategies = None,
    goal: _Goal = None,
    *,
    anonymise: _Anonymise = True,
) -> None:
    """Write a report; names are hidden unless you say otherwise."""
    from truefans_core import report as room
    from truefans_core import samples
    from truefans_core.analysis import movement, week, with_book

    form = next((each for each in room.FORMS if each.suffix == Path(out).suffix.lower()), None)
    if form is None:
        refuse("cli.formats", formats=" ".join(each.suffix for each in room.FORMS))
    if (missing := form.missing()) is not None:
        raise Refused(missing)
    brand = room.Brand(logo=room.logo(_picture(logo)) if logo else None)
    book = book_of(strategies)
    found, say = analysis_of(files, common)
    found = with_book(found, book)
    sample = sample_of(files)
    secret = _secret(found.account["file_id"].unique().to_pylist())
    pack = room.build(
        found,
        say,
        key=secret,
        options=room.Options(
            names_hidden=anonymise,
            client=client,
            brand=brand,
            sample=say(samples.describe(sample).title) if sample else "",
            year_starts=common.year_starts,
        ),
        projection=_outlook(found, say.preset, goal),
        goal=goal is not None,
        plan=week(found, _HOURS),
        moving=movement(found),
    )
    write(out, form.make(pack))
    if key:
        write(key, room.key_file(found.supporters, say, secret))
    give_json(
        {"schema": 1, "file": out, "anonymised": anonymise, "as_of": found.as_of.isoformat()}, common.json
    )
    if common.json != STDOUT:
        tell(say("cli.report_written" if anonymise else "cli.report_written_names", file=out))


def _picture(path: str) -> bytes:
    """The bytes of a logo's file, no more of them than a logo may have."""
    from truefans_core.report.logo import MOST_BYTES

    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Stop("cli.cannot_read", file=path) from error


def _outlook(found: "Analysis", preset: str, goal: str | None) -> "Projection | None":
    """Where today's pace leads, as the page shows it before anything but the goal is typed there."""
    from truefans_core import income
    from truefans_core.analysis import became_true
    from truefans_core.cli.scenario import goal_minor

    today = income.todays_scenario(
        preset,
        found.supporters,
        found.events,
        found.snapshots,
        found.as_of,
        found.currency,
        became=became_true(found),
    )
    if goal is not None:
        today = replace(today, goal_minor=goal_minor(goal, found.currency))
    try:
        return income.project(today)
    except Refused as refused:
        if refused.problem.code == "S_GOAL":
            raise
        # what the data say is no possible scenario: the report says nothing of the future
        return None


def _secret(digests: list[str]) -> bytes:
    """The secret that aliases are made with: the same files give the same report, and without them none is guessed."""
    return blake2b("".join(sorted(digests)).encode(), digest_size=32).digest()
