"""`truefans plan`: whom to turn to this week."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from truefans_core import cultivate
from truefans_core.cli.arguments import Files
from truefans_core.cli.files import analysis_of
from truefans_core.cli.group import refuse
from truefans_core.cli.options import HELP, Common, with_common
from truefans_core.cli.speak import STDOUT, give_json, tell, warn, write
from truefans_core.effort import HOURS_A_WEEK
from truefans_core.words import Amount

if TYPE_CHECKING:
    import pandas as pd

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
    files: Files, common: Common, hours: _Hours = _HOURS, tool: _Tool = "plain", out: _Out = None
) -> None:
    """Say whom to turn to this week, with a reason and a next step for each."""
    if tool not in cultivate.TOOL_SLUGS:
        refuse("cli.one_of", option="--for", allowed=" ".join(cultivate.TOOL_SLUGS))
    if not 0 < hours <= HOURS_A_WEEK:
        refuse("cli.between", option="--hours", low=0, high=HOURS_A_WEEK)
    if out == STDOUT == common.json:
        refuse("cli.one_stdout")
    found, say = analysis_of(files, common)
    planned = cultivate.plan(
        found.supporters,
        hours=hours,
        as_of=found.as_of,
        currency=found.currency,
        found=cultivate.signs(found.events, found.snapshots, found.as_of),
    )
    text = cultivate.export_for(planned, found.supporters, tool, say)
    if out == STDOUT:
        typer.echo(text.encode(), nl=False)
    elif out is not None:
        write(out, text.encode("utf-8-sig" if tool == "plain" else "utf-8"))
    give_json(_json(planned, found.as_of.isoformat(), found.currency, hours, say), common.json)
    if STDOUT not in (out, common.json):
        _speak(planned, hours, found.currency, say, written=out is not None)
    if tool != "plain" and (without := cultivate.without_address(planned, found.supporters)):
        warn(say("cultivate.without_address", n=without))


def _speak(planned: "pd.DataFrame", hours: float, currency: str, say: "Words", *, written: bool) -> None:
    if planned.empty:
        tell(say("cultivate.none"))
    else:
        one = "cultivate.answer_one_hour" if hours == 1 else "cultivate.answer"
        tell(say(one, n=len(planned), hours=hours))
        tell(say("cultivate.expected", amount=Amount(int(planned["gain_minor"].sum()), currency, whole=True)))
    for row in planned.head(_SHOWN).to_dict("records"):
        message, params = cultivate.reason(row)
        tell(
            say(
                "cli.plan_line",
                rank=row["rank"],
                name=row["name"] or row["person_id"],
                step=say(f"cultivate.strategy.{row['strategy']}"),
                reason=say(message, **params),
            )
        )
    if len(planned) > _SHOWN:
        more = "cli.plan_more_written" if written else "cli.plan_more"
        tell(say(more, n=len(planned) - _SHOWN))
    if planned.attrs["left_out"]:
        tell(say("cultivate.left_out", n=planned.attrs["left_out"]))


def _json(planned: "pd.DataFrame", as_of: str, currency: str, hours: float, say: "Words") -> dict[str, Any]:
    people = []
    for row in planned.to_dict("records"):
        (why, why_params), (how, how_params) = cultivate.reason(row), cultivate.starter(row)
        people.append(
            {
                "rank": row["rank"],
                "person_id": row["person_id"],
                "state": row["state"],
                "strategy": row["strategy"],
                "minutes": row["minutes"],
                "gain_minor": row["gain_minor"],
                "reason": say(why, **why_params),
                "starter": say(how, **how_params),
            }
        )
    return {
        "schema": 1,
        "as_of": as_of,
        "currency": currency,
        "hours": hours,
        "minutes": int(planned["minutes"].sum()),
        "left_out": planned.attrs["left_out"],
        "waiting": planned.attrs["waiting"],
        "people": people,
    }
