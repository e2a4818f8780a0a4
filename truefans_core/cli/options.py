"""The options that every command on files takes, stated once."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truefans_core.cli.group import refuse
from truefans_core.cli.mappings import load
from truefans_core.cli.speak import Stop
from truefans_core.tiers.line import RULES
from truefans_core.values import is_currency
from truefans_core.values.zones import is_zone
from truefans_core.words import PRESETS, Words, languages

if TYPE_CHECKING:
    from collections.abc import Callable

    from truefans_core.mapping import Mapping

#: The speaker of help texts.
HELP = Words()
DATE_ORDERS = ("dmy", "mdy", "ymd")
DECIMALS = (".", ",")
MAX_MB = 512
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Common:
    """The common options, checked.

    Attributes:
        as_of: the day the analysis is made for, or None for the latest in the data.
        currency: reporting currency, and the currency of money that names none.
        preset: whose words are spoken, or None for the sample's or the first.
        rule: what makes a true fan.
        lang: language of the words.
        json: where JSON goes: a file, "-" for stdout, or None.
        max_mb: largest file read, in millions of bytes.
        date_order: how dates such as 03/04/2026 are read.
        decimal: the decimal sign of amounts such as 1.234.
        source: what a file that nobody recognises is.
        email: which of two columns of addresses counts.
        mapping: saved mappings, each with the file it is from.
        answers: answers to questions: the choice, the file it is for or None for every file, and the answer.
        time_zone: whose days and months count; None: UTC.
        year_starts: month the financial year starts in, 1…12.
    """

    as_of: dt.date | None = None
    currency: str | None = None
    preset: str | None = None
    rule: str = "natural"
    lang: str = "en"
    json: str | None = None
    max_mb: int = MAX_MB
    date_order: str | None = None
    decimal: str | None = None
    source: str | None = None
    email: str | None = None
    mapping: tuple[tuple[str, Mapping], ...] = ()
    answers: tuple[tuple[str, str | None, str], ...] = ()
    time_zone: str | None = None
    year_starts: int = 1

    def answer(self, choice: str, file: str) -> str | None:
        """The answer to a question about a file: the one given for it by name, else the one given for all."""
        fitting = {of: answer for name, of, answer in self.answers if name == choice and of in {None, file}}
        return fitting.get(file, fitting.get(None))

    def words(self, preset: str | None = None) -> Words:
        """The speaker; `preset` is what the input suggests where the user named none."""
        return Words(self.lang, self.preset or preset or PRESETS[0])


def _option(name: str, metavar: str, **more: Any) -> Any:
    return typer.Option(
        f"--{name}", metavar=metavar, help=HELP(f"cli.option.{name}", **more), show_default=False
    )


_TYPES: dict[str, Any] = {
    "as_of": Annotated[str | None, _option("as-of", "DATE")],
    "currency": Annotated[list[str] | None, _option("currency", "ISO")],
    "preset": Annotated[str | None, _option("preset", "|".join(PRESETS))],
    "rule": Annotated[str | None, _option("rule", "|".join(RULES))],
    "lang": Annotated[str | None, _option("lang", "|".join(languages()))],
    "json": Annotated[str | None, _option("json", "OUT|-")],
    "max_mb": Annotated[int, _option("max-mb", "N", most=MAX_MB)],
    "date_order": Annotated[list[str] | None, _option("date-order", "|".join(DATE_ORDERS))],
    "decimal": Annotated[list[str] | None, _option("decimal", ".|,")],
    "source": Annotated[list[str] | None, _option("source", "SLUG")],
    "email": Annotated[list[str] | None, _option("email", "HEADER")],
    "mapping": Annotated[list[str] | None, _option("mapping", "FILE.json")],
    "time_zone": Annotated[str | None, _option("time-zone", "NAME")],
    "year_starts": Annotated[int | None, _option("year-starts", "MONTH")],
}
#: Options that answer a question about a table; "FILE=ANSWER" answers it for one file.
_ANSWERS = ("date_order", "decimal", "source", "email", "currency")


def with_common(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the common options; it takes them as its argument `common`."""
    own = inspect.signature(command, eval_str=True)
    extra = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=_TYPES[field.name],
            default=MAX_MB if field.name == "max_mb" else None,
        )
        for field in fields(Common)
        if field.name in _TYPES
    ]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        common = checked(
            {field.name: given.pop(field.name) for field in fields(Common) if field.name in _TYPES}
        )
        command(**given, common=common)

    kept = [
        p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own.parameters.values() if p.name != "common"
    ]
    run.__signature__ = own.replace(parameters=[*kept, *extra])  # type: ignore[attr-defined] # functions take attributes
    run.__annotations__ = {p.name: p.annotation for p in (*kept, *extra)}
    return run


def checked(given: dict[str, Any]) -> Common:
    """The common options, each refused in a sentence where it cannot be.

    Raises:
        Stop: naming the option and what it takes.
    """
    given = {name: value for name, value in given.items() if value is not None and value != []}
    answers = _answers(given)
    for name, allowed in (
        ("preset", PRESETS),
        ("rule", RULES),
        ("lang", languages()),
    ):
        if name in given and given[name] not in allowed:
            refuse("cli.one_of", option=f"--{name.replace('_', '-')}", allowed=" ".join(allowed))
    if "as_of" in given:
        given["as_of"] = day("--as-of", given["as_of"])
    if "time_zone" in given and not is_zone(given["time_zone"]):
        refuse("cli.time_zone")
    if not 1 <= given.get("max_mb", 1) <= MAX_MB:
        refuse("cli.between", option="--max-mb", low=1, high=MAX_MB)
    if not 1 <= given.get("year_starts", 1) <= _MONTHS:
        refuse("cli.between", option="--year-starts", low=1, high=_MONTHS)
    given["mapping"] = tuple((path, each) for path in given.get("mapping", ()) for each in load(path))
    return Common(**given, answers=answers)


def _answers(given: dict[str, Any]) -> tuple[tuple[str, str | None, str], ...]:
    """Take the answers out of the options, leaving what is said for every file."""
    found: list[tuple[str, str | None, str]] = []
    for name in _ANSWERS:
        for text in given.pop(name, ()):
            file, sign, answer = text.rpartition("=")
            answer = _allowed(name, answer)
            found.append((name, file if sign else None, answer))
            if not sign:
                given[name] = answer
    return tuple(found)


def _allowed(name: str, answer: str) -> str:
    allowed = {"date_order": DATE_ORDERS, "decimal": DECIMALS}.get(name)
    if allowed and answer not in allowed:
        refuse("cli.one_of", option=f"--{name.replace('_', '-')}", allowed=" ".join(allowed))
    return currency(answer) if name == "currency" else answer


def day(option: str, text: str) -> dt.date:
    """A day written 2026-06-30.

    Raises:
        Stop: if it is none.
    """
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError as error:
        raise Stop("cli.date", option=option) from error


def currency(text: str) -> str:
    """An ISO 4217 code in capitals.

    Raises:
        Stop: if there is no such currency.
    """
    code = text.strip().upper()
    if not is_currency(code):
        refuse("cli.currency")
    return code
