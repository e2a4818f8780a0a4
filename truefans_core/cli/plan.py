"""`truefans plan`: whom to turn to this week."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from truefans_core import cultivate
from truefans_core.cli.arguments import Files
from truefans_core.cli.files import analysis_of
from truefans_core.cli.group import refuse
from truefans_core.cli.options import HELP, Common, with_common
from truefans_core.cli.speak import STDOUT, give_json, tell, warn, write
from truefans_core.cli.strategies import Strategies, book_of
from truefans_core.effort import HOURS_A_WEEK
from truefans_core.words import Amount

if TYPE_CHECKING:
    import pandas as pd

    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

_HOURS = 5.0
_SHOWN = 10
_Hours = Annotated[
    float,
    typer.Option("--hours", metavar="H", help=HELP("cli.option.hours", hours=_HOURS), show_default=False),
]
_Tool = Annotated[
    str,
    typer.Option(
        "--for", metavar="|".join(cultivate.TOOL_SLUGS), help=HELP("cli.option.for"), show_default=False
    ),
]
_Out = Annotated[
    str | None,
    typer.Option("-o", "--out", metavar="OUT.csv", help=HELP("cli.option.out_plan"), show_default=False),
]


@with_common
def plan(
    files: Files,
    common: Common,
    hours: _Hours = _HOURS,
    tool: _Tool = "plain",
    strategies: Strategies = None,
    out: _Out = None,
) -> None:
    """Say whom to turn to this week, with a reason and a next step for each."""
    from truefans_core.analysis import kinds, week, with_book

    if tool not in cultivate.TOOL_SLUGS:
        refuse("cli.one_of", option="--for", allowed=" ".join(cultivate.TOOL_SLUGS))
    if not 0 < hours <= HOURS_A_WEEK:
        refuse("cli.between", option="--hours", low=0, high=HOURS_A_WEEK)
    if out == STDOUT == common.json:
        refuse("cli.one_stdout")
    book = book_of(strategies)
    found, say = analysis_of(files, common)
    found = with_book(found, book)
    planned = week(found, hours)
    sheet = cultivate.sheet_for(planned, found.supporters, tool, say, book, kinds(found, say))
    write_list(sheet, tool, out, found, say)
    give_json(_json(planned, found, hours, say), common.json)
    if STDOUT not in (out, common.json):
        _speak(planned, hours, found, say, written=out is not None)
    if tool != "plain" and (without := cultivate.without_address(planned, found.supporters)):
        warn(say("cultivate.without_address", n=without))


def write_list(sheet: cultivate.Sheet, tool: str, out: str | None, found: "Analysis", say: "Words") -> None:
    """The list as a file: a workbook where it is to be read and its name says so, else CSV."""
    if out == STDOUT:
        typer.echo(sheet.csv().encode(), nl=False)
    elif out is not None and out.lower().endswith(".xlsx") and tool == "plain":
        from truefans_core.report import tasks

        write(out, tasks(sheet, say("report.section.week"), found.as_of))
    elif out is not None:
        write(out, sheet.csv().encode("utf-8-sig" if tool == "plain" else "utf-8"))


def _speak(planned: "pd.DataFrame", hours: float, found: "Analysis", say: "Words", *, written: bool) -> None:
    if planned.empty:
        tell(say("cultivate.none"))
        tell(say(cultivate.why_nobody(planned, hours)))
    else:
        one = "cultivate.answer_one_hour" if hours == 1 else "cultivate.answer"
        tell(say(one, n=len(planned), hours=hours))
        gain = Amount(int(planned["gain_minor"].sum()), found.currency, whole=True)
        tell(say("cultivate.expected", amount=gain))
        if more := planned.attrs["one_more_hour_minor"]:
            tell(say("cultivate.one_more_hour", amount=Amount(more, found.currency, whole=True)))
    for row in planned.head(_SHOWN).to_dict("records"):
        tell(
            say(
                "cli.plan_line",
                rank=row["rank"],
                name=row["name"] or row["person_id"],
                step=found.book.name(say, row["strategy"]),
                reason=found.book.reason(say, row),
            )
        )
    if len(planned) > _SHOWN:
        more_lines = "cli.plan_more_written" if written else "cli.plan_more"
        tell(say(more_lines, n=len(planned) - _SHOWN))
    if planned.attrs["left_out"]:
        tell(say("cultivate.left_out", n=planned.attrs["left_out"]))


def _json(planned: "pd.DataFrame", found: "Analysis", hours: float, say: "Words") -> dict[str, Any]:
    people = [
        {
            "rank": row["rank"],
            "person_id": row["person_id"],
            "state": row["state"],
            "strategy": row["strategy"],
            "minutes": row["minutes"],
            "gain_minor": row["gain_minor"],
            "reason": found.book.reason(say, row),
            "starter": found.book.starter(say, row),
        }
        for row in planned.to_dict("records")
    ]
    return {
        "schema": 1,
        "as_of": found.as_of.isoformat(),
        "currency": found.currency,
        "hours": hours,
        "minutes": int(planned["minutes"].sum()),
        "left_out": planned.attrs["left_out"],
        "waiting": planned.attrs["waiting"],
        "one_more_hour_minor": planned.attrs["one_more_hour_minor"],
        "people": people,
    }
