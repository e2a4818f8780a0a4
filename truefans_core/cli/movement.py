"""`truefans movement`: who came, went and moved between two dates."""

from typing import TYPE_CHECKING, Annotated

import typer

from truefans_core.cli.arguments import Files
from truefans_core.cli.clock import today
from truefans_core.cli.files import analysis_of
from truefans_core.cli.group import refuse
from truefans_core.cli.options import HELP, Common, day, with_common
from truefans_core.cli.speak import STDOUT, give_json, tell, warn, warn_of
from truefans_core.words import Amount

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis, Moving
    from truefans_core.words import Words

_From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help=HELP("cli.option.from"), show_default=False)
]
_To = Annotated[
    str | None, typer.Option("--to", metavar="DATE", help=HELP("cli.option.to_date"), show_default=False)
]


@with_common
def movement(files: Files, common: Common, start: _From = None, end: _To = None) -> None:
    """Say who came, went and moved between two dates, and what money moved with them."""
    from dataclasses import replace

    from truefans_core.analysis import movement as between

    first = None if start is None else day("--from", start)
    last = None if end is None else day("--to", end)
    if first and last and first > last:
        refuse("cli.movement.order")
    if last and last > today(common.time_zone):
        refuse("cli.movement.future")
    if common.as_of is None and last is not None:
        common = replace(common, as_of=last)
    elif common.as_of and last and last > common.as_of:
        refuse("cli.movement.after", day=common.as_of)
    found, say = analysis_of(files, common)
    if first and first > (last or found.as_of):
        refuse("cli.movement.order")
    moving = between(found, first, last)
    give_json(moving.to_json(), common.json)
    if common.json != STDOUT:
        _speak(found, moving, say)
    for note, params in moving.notes:
        warn(say(f"movement.note.{note}", **params))
    warn_of(say, [problem for problem in found.problems if problem.severity != "stop"])


def _speak(found: "Analysis", moving: "Moving", say: "Words") -> None:
    kinds = moving.moved["kind"].value_counts()
    tell(
        say(
            "movement.answer",
            start=moving.start,
            end=moving.end,
            **{kind: int(kinds.get(kind, 0)) for kind in ("new", "up", "down", "gone", "returned")},
        )
    )
    message = "movement.flow" if moving.has_money else "movement.flow_people"
    for flow in moving.flows.to_dict("records"):
        if flow["from"] != flow["to"]:
            tell(
                say(
                    message,
                    n=flow["people"],
                    start=say(
                        "movement.not_yet" if flow["from"] == "new" else f"cultivate.group.{flow['from']}"
                    ),
                    end=say(f"cultivate.group.{flow['to']}"),
                    amount=Amount(flow["money_minor"], found.currency, whole=True),
                )
            )
