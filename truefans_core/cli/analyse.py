"""`truefans analyse`: who the true fans are."""

from typing import TYPE_CHECKING, Annotated

import pyarrow.compute as pc
import typer

from truefans_core.cli.arguments import Files
from truefans_core.cli.describe import problems_json
from truefans_core.cli.files import analysis_of
from truefans_core.cli.options import HELP, Common, with_common
from truefans_core.cli.speak import STDOUT, give_json, tell, warn_of, write
from truefans_core.ledger import total
from truefans_core.measures import in_words, measures
from truefans_core.rates import table
from truefans_core.words import Amount, Share

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

_Supporters = Annotated[
    str | None,
    typer.Option("--supporters", metavar="OUT.csv", help=HELP("cli.option.supporters"), show_default=False),
]


#: The groups as they are told: the closest first.
_ORDER = ("true", "engaged", "casual", "known", "gone")


@with_common
def analyse(files: Files, common: Common, supporters: _Supporters = None) -> None:
    """Say who the true fans are, what they bring, and how far to trust it."""
    found, say = analysis_of(files, common, assume=True)
    if supporters is not None:
        from truefans_core.analysis import supporters_csv

        write(supporters, supporters_csv(found, say).encode("utf-8-sig"))
    give_json({**found.to_json(), "problems": problems_json(found.problems, say)}, common.json)
    if common.json != STDOUT:
        _speak(found, say, common.year_starts)
    # Files that were refused have been told of, each by its name.
    warn_of(say, [problem for problem in found.problems if problem.severity != "stop"])


def _speak(found: "Analysis", say: "Words", year_starts: int) -> None:
    if not len(found.supporters):  # people reached, none of them by name
        tell(say("cli.nobody"))
        return
    true = found.groups["true"]
    # Totals without a day and signs without money say nothing of the last 12 months: unknown is not nought.
    only_people = "" if any(group.income_year_minor for group in found.groups.values()) else "_people"
    tell(
        say(
            f"cli.analysis{only_people}",
            n=true.count,
            total=len(found.supporters),
            day=found.as_of,
            people_share=Share(true.share_people),
            income_share=Share(true.share_income),
        )
    )
    for state in _ORDER:
        group = found.groups[state]
        tell(
            say(
                f"cli.group{only_people}",
                group=say(f"cultivate.group.{state}"),
                n=group.count,
                amount=Amount(group.income_year_minor, found.currency, whole=True),
                net=Amount(group.income_year_net_minor, found.currency, whole=True),
            )
        )
    tell(say(f"tiers.score.{found.score.name}"))
    for measure in measures(say.preset, found.supporters, found.events, found.as_of, year_starts):
        tell(in_words(measure, say))
    told = found.events.filter(pc.is_valid(found.events["amount_minor"]))
    if others := sorted({*told["currency"].drop_null().unique().to_pylist()} - {found.currency}):
        day = table().last_day
        tell(say("page.data.exchanged", others=", ".join(others), currency=found.currency, day=day))
    account = total(found.account)
    aside = sum(reason.count for reason in account.set_aside)
    tell(say("cli.account", n=account.records_in, kept=account.kept, merged=account.merged, aside=aside))
