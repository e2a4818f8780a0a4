"""`truefans scenario`: how many true fans a goal takes, by when, and what is left of what they pay."""

import json as json_format
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truefans_core.cli import clock
from truefans_core.cli.files import analysis_of
from truefans_core.cli.group import refuse
from truefans_core.cli.options import HELP, Common, with_common
from truefans_core.cli.speak import STDOUT, Stop, give_json, tell, warn_of
from truefans_core.fees import book, read_own_fees
from truefans_core.income import (
    Lever,
    Scenario,
    from_data,
    in_words,
    parse_lever,
    project,
    scenario_json,
    starting_point,
)
from truefans_core.problems import Refused
from truefans_core.rates import decimals

if TYPE_CHECKING:
    from truefans_core.fees import FeeBook
    from truefans_core.words import Words

_MOST_BYTES = 500_000
_BILLINGS = ("monthly", "yearly")


def _text(name: str, metavar: str) -> Any:
    return typer.Option(f"--{name}", metavar=metavar, help=HELP(f"cli.option.{name}"), show_default=False)


_Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE…]", help=HELP("cli.option.files_scenario"), show_default=False),
]


@with_common
def scenario(
    files: _Files = None,
    *,
    common: Common,
    goal: Annotated[str | None, _text("goal", "N")] = None,
    price: Annotated[str | None, _text("price", "N")] = None,
    billing: Annotated[str | None, _text("billing", "|".join(_BILLINGS))] = None,
    platform: Annotated[str | None, _text("platform", "SLUG")] = None,
    fans_now: Annotated[str | None, _text("fans-now", "N")] = None,
    new_per_month: Annotated[str | None, _text("new-per-month", "N")] = None,
    churn: Annotated[str | None, _text("churn", "R")] = None,
    months: Annotated[int | None, _text("months", "N")] = None,
    seed: Annotated[int | None, _text("seed", "N")] = None,
    draws: Annotated[int | None, _text("draws", "N")] = None,
    file: Annotated[str | None, _text("file", "SCENARIO.json")] = None,
    fees: Annotated[str | None, _text("fees", "FEES.csv")] = None,
) -> None:
    """Say how many true fans a goal takes, by when it is reached, and what would change that."""
    if billing not in (None, *_BILLINGS):
        refuse("cli.one_of", option="--billing", allowed=" ".join(_BILLINGS))
    if goal is None and file is None:
        refuse("cli.need_goal")
    known = book() if fees is None else _fee_book(fees)
    start, say = _start(files or [], file, common, known)
    if common.currency is not None:
        start = replace(start, currency=common.currency)
    digits = decimals(start.currency)
    money = {"price_minor": ("--price", price)}
    levers: dict[str, Any] = {
        name: _scaled(_lever(option, text), digits)
        for name, (option, text) in money.items()
        if text is not None
    }
    if goal is not None:
        levers["goal_minor"] = goal_minor(goal, start.currency)
    people = {"fans_now": fans_now, "new_per_month": new_per_month, "churn": churn}
    levers |= {
        name: _lever(f"--{name.replace('_', '-')}", text) for name, text in people.items() if text is not None
    }
    plain: dict[str, Any] = {
        "billing": billing,
        "platform": platform,
        "months": months,
        "seed": seed,
        "draws": draws,
    }
    asked = replace(start, **levers, **{k: v for k, v in plain.items() if v is not None})
    projection = project(asked, fees=known, today=clock.today())
    give_json(scenario_json(projection), common.json)
    if common.json != STDOUT:
        tell(in_words(projection, say))
    warn_of(say, projection.problems)


def goal_minor(text: str, currency: str) -> int:
    """The goal typed after `--goal`, in minor units.

    Raises:
        Stop: if it is no number.
    """
    return round(_scaled(_lever("--goal", text), decimals(currency)).middle)


def _start(files: list[str], saved: str | None, common: Common, fees: "FeeBook") -> "tuple[Scenario, Words]":
    """A saved scenario, or the example the page starts with, with what the user's own files say in its place."""
    start = _from_file(saved, fees) if saved is not None else None
    if not files:
        return start or Scenario(goal_minor=1), common.words()
    from truefans_core.analysis import became_true

    found, say = analysis_of(files, common)
    measured = from_data(
        found.supporters,
        found.events,
        found.snapshots,
        found.as_of,
        found.currency,
        became=became_true(found),
    )
    if start is None:
        return starting_point(say.preset, found.currency, measured), say
    return measured.applied_to(start), say


def _from_file(file: str, fees: "FeeBook") -> Scenario:
    try:
        return Scenario.from_json(json_format.loads(_content(file, "cli.no_scenario")), fees)
    except (ValueError, RecursionError) as error:
        raise Stop("cli.no_scenario", file=file) from error


def _fee_book(file: str) -> "FeeBook":
    try:
        return read_own_fees(_content(file, "cli.no_fees"))
    except ValueError as error:
        raise Stop("cli.no_fees", file=file) from error


def _content(file: str, too_large: str) -> str:
    """The text of a file.

    Raises:
        Stop: if it cannot be read.
        ValueError: if it is no text.
    """
    path = Path(file)
    try:
        if path.stat().st_size > _MOST_BYTES:
            refuse(too_large, file=file)
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Stop("cli.cannot_read", file=file) from error


def _lever(option: str, text: str) -> Lever:
    """A number or a range, as on the page: `30`, `20 to 40`."""
    try:
        return parse_lever(text)
    except Refused as error:
        if error.problem.code == "S_LEVER":
            raise Stop("cli.number", option=option) from error
        raise


def _scaled(lever: Lever, digits: int) -> Lever:
    """Major units to minor units, exactly."""
    low, high = (round(Decimal(repr(end)).scaleb(digits)) for end in (lever.low, lever.high))
    return Lever.between(low, high)
