"""`truefans inspect`: what each file is."""

from typing import TYPE_CHECKING, Annotated

import typer

from truefans_core.cli.arguments import Files
from truefans_core.cli.files import read_files, tables_json
from truefans_core.cli.mappings import save
from truefans_core.cli.options import HELP, Common, with_common
from truefans_core.cli.speak import STDOUT, ask, give_json, tell, warn_of
from truefans_core.ledger import summarise

if TYPE_CHECKING:
    from truefans_core.cli.files import Given
    from truefans_core.intake import Imported
    from truefans_core.words import Words


_SaveMapping = Annotated[
    str | None,
    typer.Option(
        "--save-mapping", metavar="OUT.json", help=HELP("cli.option.save-mapping"), show_default=False
    ),
]


@with_common
def inspect(files: Files, common: Common, save_mapping: _SaveMapping = None) -> None:
    """Say what each file is, which rows are used, and what has to be decided."""
    say = common.words()
    found = read_files(files, common, strict=False)
    mappings = [each.mapping for given in found for each in given.tables if each.mapping is not None]
    if save_mapping is not None and mappings:
        save(save_mapping, mappings)
    give_json(tables_json(found, say), common.json)
    for given in found:
        _speak(given, say, quiet=common.json == STDOUT)
    raise typer.Exit(max(given.code for given in found))


def _speak(given: "Given", say: "Words", *, quiet: bool) -> None:
    if given.problem is not None:
        warn_of(say, [given.problem], given.name)
    if given.question is not None:
        ask(say, given.question, given.name)
    for each in given.tables:
        if each.records is not None:
            if not quiet:
                _imported(each, say)
            warn_of(say, each.records.problems, _name(each))
        elif each.question is not None:
            ask(say, each.question, _name(each))
        elif each.problem is not None:
            warn_of(say, [each.problem], _name(each))


def _imported(each: "Imported", say: "Words") -> None:
    source = each.mapping.source if each.mapping else None
    kind = (
        say(f"source.{source}.name") if source and say.knows(f"source.{source}.name") else say("cli.guessed")
    )
    tell(say("cli.recognised", file=_name(each), source=kind))
    for account in summarise(each.records.account) if each.records else ():
        aside = sum(reason.count for reason in account.set_aside)
        tell(say("cli.account", n=account.records_in, kept=account.kept, merged=account.merged, aside=aside))
        for reason in account.set_aside:
            lines = ", ".join(str(line) for line in reason.lines[:5]) + ("…" if len(reason.lines) > 5 else "")  # noqa: PLR2004 as many as one looks up
            tell(say("cli.aside", n=reason.count, reason=say(f"reason.{reason.reason}"), lines=lines))
        for currency, money in account.money.items():
            tell(
                say(
                    "cli.money", amount=say.money(money.total, currency), kept=say.money(money.kept, currency)
                )
            )


def _name(each: "Imported") -> str:
    return f"{each.table.file} › {each.table.sheet}" if each.table.sheet else each.table.file
