"""The income somebody wants, and how far the true fans there are carry it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pages.parts import controls, groups, shell
from truefans_core.words import Share

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: Kelly's yearly profit from one true fan, where no true fan of one's own says otherwise: major units × 100.
KELLY_MINOR = 100_00


def ask(say: Words, found: Analysis) -> int | None:
    """The yearly income wanted, in minor units of the reporting currency; kept in the workspace."""
    return controls.money_input(
        say,
        say("page.home.goal"),
        found.currency,
        setting="goal_minor",
        bad="page.home.goal.bad",
        help_text=say("page.home.goal.help", currency=found.currency),
    )


def cards(say: Words, found: Analysis, wanted: int | None) -> list[tuple[str, str, str]]:
    """How many true fans, their share of the income, what one brings, and the way to the goal."""
    true = found.groups["true"]
    _, low, high = groups.near_the_line(found)
    total = sum(group.income_year_minor for group in found.groups.values())
    if found.supporters["probability"].notna().any() and low < high:
        spread = say("page.home.card.true.range", low=low, high=high)
    else:
        spread = say("page.home.card.true.exact", rule=say(f"page.tiers.rule.{found.rule}"))
    shown = [(say("page.home.card.true"), say.number(true.count), spread)]
    if total > 0:
        worth = true.income_year_minor / true.count if true.count else 0
        shown += [
            (
                say("page.home.card.share"),
                say.share(true.share_income),
                say(
                    "page.home.card.share.text",
                    amount=shell.amount(true.income_year_minor, found),
                    total=shell.amount(total, found),
                ),
            ),
            (
                say("page.home.card.worth"),
                say.money(round(worth), found.currency, whole=True) if true.count else say("app.unknown"),
                say("page.home.card.worth.text"),
            ),
        ]
    if wanted is not None:
        shown.append(_way(say, found, wanted))
    return shown


def _way(say: Words, found: Analysis, wanted: int) -> tuple[str, str, str]:
    true = found.groups["true"]
    net = true.income_year_net_minor
    title, reached = say("page.home.card.goal"), say.share(min(max(net / wanted, 0.0), 1.0))
    if net >= wanted:
        return title, reached, say("page.home.card.goal.met", amount=shell.amount(net, found))
    each = net / true.count if true.count and net > 0 else KELLY_MINOR
    needed = math.ceil(wanted / each)
    return (
        title,
        say("page.home.card.goal.value", share=Share(max(net, 0) / wanted)),
        say(
            "page.home.card.goal.text",
            n=needed,
            price=shell.amount(each, found),
            more=max(needed - true.count, 0),
        ),
    )
