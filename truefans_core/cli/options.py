"""The options that every command on files takes, stated once."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from truefans_core.cli.group import refuse
from truefans_core.cli.speak import Stop
from truefans_core.tiers.line import RULES
from truefans_core.words import PRESETS, Words, languages

if TYPE_CHECKING:
    from collections.abc import Callable

#: The speaker of help texts.
HELP = Words()
DATE_ORDERS = ("dmy", "mdy", "ymd")
DECIMALS = (".", ",")
MAX_MB = 512


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

    @property
    def answers(self) -> dict[str, str]:
        """Answers to questions about a table, by the name of the choice."""
        given = {"date_order": self.date_order, "decimal": self.decimal}
        return {choice: answer for choice, answer in given.items() if answer is not None}

    def words(self, preset: str | None = None) -> Words:
        """The speaker; `preset` is what the input suggests where the user named none."""
        return Words(self.lang, self.preset or preset or PRESETS[0])


def _option(name: str, metavar: str, **more: Any) -> Any:
    return typer.Option(
        f"--{name}", metavar=metavar, help=HELP(f"cli.option.{name}", **more), show_default=False
    )


_TYPES: dict[str, Any] = {
    "as_of": Annotated[str | None, _option("as-of", "DATE")],
    "currency": Annotated[str | None, _option("currency", "ISO")],
    "preset": Annotated[str | None, _option("preset", "|".join(PRESETS))],
    "rule": Annotated[str | None, _option("rule", "|".join(RULES))],
    "lang": Annotated[str | None, _option("lang", "|".join(languages()))],
    "json": Annotated[str | None, _option("json", "OUT|-")],
    "max_mb": Annotated[int, _option("max-mb", "N", most=MAX_MB)],
    "date_order": Annotated[str | None, _option("date-order", "|".join(DATE_ORDERS))],
    "decimal": Annotated[str | None, _option("decimal", ".|,")],
    "source": Annotated[str | None, _option("source", "SLUG")],
}


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
    ]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        common = checked({field.name: given.pop(field.name) for field in fields(Common)})
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
    given = {name: value for name, value in given.items() if value is not None}
    for name, allowed in (
        ("preset", PRESETS),
        ("rule", RULES),
        ("lang", languages()),
        ("date_order", DATE_ORDERS),
        ("decimal", DECIMALS),
    ):
        if name in given and given[name] not in allowed:
            refuse("cli.one_of", option=f"--{name.replace('_', '-')}", allowed=" ".join(allowed))
    if "as_of" in given:
        given["as_of"] = day("--as-of", given["as_of"])
    if "currency" in given:
        given["currency"] = currency(given["currency"])
    if not 1 <= given.get("max_mb", 1) <= MAX_MB:
        refuse("cli.between", option="--max-mb", low=1, high=MAX_MB)
    return Common(**given)


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
    from babel.numbers import list_currencies

    code = text.strip().upper()
    if code not in list_currencies():
        refuse("cli.currency")
    return code
