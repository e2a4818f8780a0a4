"""The income somebody wants, and how far the true fans there are carry it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pages.parts import controls, feebook, groups, levers, shell, state
from truefans_core import income
from truefans_core.problems import Refused
from truefans_core.words import Amount, Share, explain

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words


def ask(say: Words, found: Analysis) -> int | None:
    """The yearly income wanted, in minor units of the reporting currency; kept in the workspace.

    It is not asked while presenting, when the answer alone is on the screen.
    """
    if state.presenting():
        kept: int | None = state.workspace().setting("goal_minor", None)
        return kept
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
        shown.append(_way(say, found))
    return shown


def _way(say: Words, found: Analysis) -> tuple[str, str, str]:
    """How many the goal takes, as Income, the report and the command line answer it."""
    title = say("page.home.card.goal")
    try:
        # How many it takes does not hang on chance: one possible future is enough.
        projection = income.project(replace(levers.kept(found, say), draws=1), fees=feebook.used())
    except Refused as refused:
        return title, say("app.unknown"), explain(say, refused.problem)
    scenario, needed = projection.scenario, projection.fans_needed
    now = round(scenario.fans_now.middle)
    price = Amount(round(scenario.price_minor.middle), scenario.currency, whole=True)
    reached = Share(min(now / needed, 1.0) if needed else 1.0)
    if projection.months_to_goal == 0:
        text = say("page.home.card.goal.met", n=needed, price=price, now=now)
    else:
        text = say("page.home.card.goal.text", n=needed, price=price, more=max(needed - now, 0))
    return title, say("page.home.card.goal.value", share=reached), text
