"""`truefans experiment`: leave people out to compare, and measure what came of it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truefans_core import cultivate, experiments
from truefans_core.cli.arguments import Files
from truefans_core.cli.clock import today
from truefans_core.cli.files import analysis_of
from truefans_core.cli.group import refuse
from truefans_core.cli.options import HELP, Common, day, with_common
from truefans_core.cli.plan import write_list
from truefans_core.cli.speak import STDOUT, Stop, give_json, tell, warn, write
from truefans_core.cli.strategies import Strategies, book_of
from truefans_core.columns import STATES
from truefans_core.words import Amount

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    import pandas as pd

    from truefans_core.analysis import Analysis
    from truefans_core.experiments import Difference, Experiment
    from truefans_core.words import Words

_DOING = ("assign", "measure")
_SHARE, _DAYS, _SEED = 0.5, 60, 1
_MOST_SEED = 2**32


def _option(name: str, metavar: str, **more: Any) -> Any:
    return typer.Option(
        f"--{name}", metavar=metavar, help=HELP(f"cli.option.experiment.{name}", **more), show_default=False
    )


_Doing = Annotated[str, typer.Argument(metavar="|".join(_DOING), help=HELP("cli.option.experiment"))]
_Kept = Annotated[str | None, _option("keep", "EXPERIMENT.json")]
_Strategy = Annotated[str | None, _option("strategy", "SLUG")]
_Group = Annotated[str | None, _option("group", "|".join(STATES))]
_Share = Annotated[float, _option("share", "R", share=str(_SHARE))]
_Days = Annotated[int, _option("days", "N", n=_DAYS)]
_Start = Annotated[str | None, _option("start", "DATE")]
_Seed = Annotated[int, _option("seed", "N", seed=str(_SEED))]
_Besides = Annotated[list[str] | None, _option("besides", "EXPERIMENT.json")]
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
def experiment(
    doing: _Doing,
    files: Files,
    common: Common,
    keep: _Kept = None,
    strategy: _Strategy = None,
    group: _Group = None,
    share: _Share = _SHARE,
    days: _Days = _DAYS,
    start: _Start = None,
    seed: _Seed = _SEED,
    besides: _Besides = None,
    strategies: Strategies = None,
    tool: _Tool = "plain",
    out: _Out = None,
) -> None:
    """Leave people out by chance to compare (assign), or say what came of it (measure)."""
    from truefans_core.analysis import kinds, with_book

    if doing not in _DOING:
        refuse("cli.one_of", option=HELP("cli.experiment.what"), allowed=" ".join(_DOING))
    if keep is None:
        refuse("cli.experiment.keep")
    if out == STDOUT == common.json:
        refuse("cli.one_stdout")
    if doing == "measure":
        _measure(load(keep), *analysis_of(files, common), common)
        return
    book = book_of(strategies)
    _check(strategy or "", book, group, tool, {"share": share, "days": days, "seed": seed})
    started = None if start is None else day("--start", start)
    others = [load(path) for path in besides or ()]
    found, say = analysis_of(files, common)
    found = with_book(found, book)
    started = started or max(found.as_of, today(common.time_zone))
    if started < found.as_of:
        refuse("cli.experiment.start", day=found.as_of)
    fitting = _fitting(found, strategy or "", others)
    people = fitting if group is None else fitting[fitting["state"] == group]
    agreed = _agree(found, people, strategy or "", (share, days, seed), started)
    write(keep, (json.dumps(agreed.to_json(), ensure_ascii=False, indent=2) + "\n").encode())
    written = people[people["person_id"].isin(agreed.written)]
    sheet = cultivate.sheet_for(written, found.supporters, tool, say, book, kinds(found, say))
    write_list(sheet, tool, out, found, say)
    counts = {"written": len(agreed.written), "held": len(agreed.held), "due": agreed.due.isoformat()}
    give_json({**agreed.to_json(), **counts, "left_out": fitting.attrs["left_out"]}, common.json)
    if STDOUT not in (out, common.json):
        tell(_before(say, agreed))
        tell(say("page.compare.rule", day=agreed.due))
    if fitting.attrs["left_out"]:
        warn(say("cultivate.left_out", n=fitting.attrs["left_out"]))


def _check(
    strategy: str, book: cultivate.Book, group: str | None, tool: str, given: dict[str, float]
) -> None:
    """Refuse options that cannot be, each in a sentence."""
    for option, value, allowed in (
        ("--strategy", strategy, tuple(book.every)),
        ("--group", group or STATES[0], STATES),
        ("--for", tool, cultivate.TOOL_SLUGS),
    ):
        if value not in allowed:
            refuse("cli.one_of", option=option, allowed=" ".join(allowed))
    if not 0 < given["share"] < 1:
        refuse("cli.between", option="--share", low=0, high=1)
    for name, low, high in (("days", 1, experiments.MOST_DAYS), ("seed", 0, _MOST_SEED)):
        if not low <= given[name] <= high:
            refuse("cli.between", option=f"--{name}", low=low, high=high)


def _fitting(found: "Analysis", strategy: str, others: "Iterable[Experiment]") -> "pd.DataFrame":
    """Everybody a strategy is for who may be written to and is left out nowhere else."""
    from truefans_core.analysis import week

    held = [person for other in others if found.as_of < other.due for person in other.held]
    return week(found, None, only=strategy, held=held)


def _agree(
    found: "Analysis",
    people: "pd.DataFrame",
    strategy: str,
    choice: tuple[float, int, int],
    started: "dt.date",
) -> "Experiment":
    """Draw who is left out; refused where nothing below a quarter could be seen."""
    share, days, seed = choice
    if people.empty:
        refuse("page.compare.nobody")
    arms = experiments.assign(people, share=share, seed=seed)
    base = experiments.share_who_paid(found.events, people["person_id"].tolist(), found.as_of, days)
    effect = experiments.smallest_effect(base, len(arms.written), len(arms.held))
    if effect is None or effect > experiments.OFFERED_MOST:
        refuse("page.compare.too_few", n=len(people))
    return experiments.Experiment(
        strategy, strategy, started, days, seed, arms.written, arms.held, base, effect
    )


def load(path: str) -> "Experiment":
    """A comparison as `assign` kept it.

    Raises:
        Stop: if the file cannot be read.
        Refused: `X_FILE` if it is none.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise Stop("cli.cannot_read", file=path) from error
    try:
        return experiments.Experiment.from_json(json.loads(text))
    except (json.JSONDecodeError, RecursionError):
        return experiments.Experiment.from_json(None)


def _before(say: "Words", agreed: "Experiment") -> str:
    """What can be seen, said before anybody is written to."""
    return say(
        "compare.before",
        n=len(agreed.held),
        written=len(agreed.written),
        days=agreed.days,
        base=say.share(agreed.base),
        reached=say.share(agreed.base + agreed.effect),
    )


def _measure(agreed: "Experiment", found: "Analysis", say: "Words", common: Common) -> None:
    result = experiments.measure(agreed, found.events, found.supporters, found.as_of)
    give_json(
        {
            "schema": 1,
            "name": agreed.name,
            "as_of": found.as_of.isoformat(),
            "due": agreed.due.isoformat(),
            "currency": found.currency,
            **result.to_json(),
        },
        common.json,
    )
    if common.json == STDOUT:
        return
    tell(
        say(
            f"compare.{result.verdict}",
            day=found.as_of,
            started=agreed.started,
            due=agreed.due,
            written=say.share(result.paid_written / result.written) if result.written else "",
            held=say.share(result.paid_held / result.held) if result.held else "",
        )
    )
    for name, measured in (("shares", result.shares), ("money", result.money)):
        if measured is not None:
            tell(_line(say, name, measured, found.currency))
    if result.missing:
        tell(say("compare.missing", n=result.missing))


def _line(say: "Words", name: str, measured: "Difference", currency: str) -> str:
    def spoken(value: float) -> Any:
        if name == "money":
            return Amount(round(value), currency)
        return say("compare.points", value=say.number(100 * value, 1))

    return say(
        "cli.experiment.line",
        what=say(f"compare.{name}"),
        value=spoken(measured.value),
        low=spoken(measured.low),
        high=spoken(measured.high),
    )
