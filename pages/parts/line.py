"""The line between the groups: what it is, drawing it anew, and other definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import cache, choices, consequences, controls, shell, state, thresholds
from pages.parts.fading import FADING
from truefans_core.marks import UNPAID
from truefans_core.tiers import asked
from truefans_core.tiers.friendly import rounded
from truefans_core.tiers.line import RULES
from truefans_core.tiers.step_up import MONEY_SCORES
from truefans_core.words import Share

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: What `describe` says already, and what concerns a file and stands beside it on the Data page.
TOLD = (
    "N_NO_GROUPS", "N_LINE_KEPT", "N_MARK_UNKNOWN", "N_DROPPED", "N_CURRENCY_TAKEN",
    "N_CURRENCY_UNSAID", "N_HEADER_ONLY", "N_ORDER_TOTAL",
)  # fmt: skip


def describe(say: Words, found: Analysis) -> None:
    """By which score people are ranked and why, the rule in a sentence, and since when the line stands."""
    st.write(say(f"tiers.score.{found.score.name}"))
    if found.score.name == "none":
        return
    amount = shell.amount(found.line.true or 0, found) if found.line and found.rule == "money" else None
    unpaid = found.score.name in UNPAID and found.rule == "natural"
    rule = "natural_unpaid" if unpaid else found.rule
    share = Share(found.settings.shares[0])
    engaged, true = asked.in_words(say, found.settings.marks_from, found.known_marks())
    st.write(say(f"page.tiers.line.{rule}", amount=amount, share=share, engaged=engaged, true=true))
    # Where all are alike there is no line: a notice says so.
    lies = None if found.line is None else found.line.true
    if found.rule == "natural" and lies is not None and not found.quality["natural_distinct"]:
        st.caption(say("page.tiers.line.smooth"))
    if found.rule in ("natural", "pareto") and lies is not None and found.score.name in MONEY_SCORES:
        st.write(say("page.tiers.line.at", amount=shell.amount(lies, found)))
    if found.score.name in FADING:
        st.caption(say("page.tiers.fade", n=round(found.score.half_life_days)))
    elif found.score.name == "decayed_signs":
        st.caption(say("page.tiers.fade.signs", n=round(found.score.half_life_days)))
    if found.line_kept and found.line is not None and found.line.drawn_on is not None:
        st.caption(say("page.tiers.line.kept", day=found.line.drawn_on))


def redraw(say: Words, found: Analysis) -> None:
    """Offer to draw the line anew, or where one can say it; who would change is said first."""
    if found.line_kept and st.toggle(
        say("page.tiers.line.redraw"), key="redraw", help=say("page.tiers.line.redraw.help")
    ):
        then = cache.what_if(state.workspace(), None)
        consequences.show_who(say, found, then, use=choices.forget_line, key="redraw")
    if found.line is not None and (new := rounded(found.line)) is not None:
        amount = shell.amount(new.true or 0, found)
        if st.toggle(say("page.tiers.line.round", amount=amount), key="round"):
            then = cache.what_if(state.workspace(), new)
            consequences.show_who(say, found, then, use=choices.use_line, args=(new,), key="round")


def other_definitions(say: Words, found: Analysis) -> None:
    """Every rule with its count and who changes; choosing one puts it to use."""
    offered = [name for name in RULES if name in found.rules or name == found.rule]
    rule = st.radio(
        say("page.tiers.other.choose"),
        offered,
        index=offered.index(found.rule),
        format_func=lambda name: say(f"page.tiers.rule.{name}"),
        captions=[_change(say, found, name) for name in offered],
        key="tiers_rule",
    )
    if rule == "money":
        label = say("page.tiers.other.amount", currency=found.currency)
        controls.money_input(
            say, label, found.currency, setting="money_line_minor", bad="page.tiers.other.amount.bad"
        )
    numbers = _numbers(say, found, rule)
    if numbers is None:
        return
    if rule != found.rule or any(getattr(found.settings, name) != each for name, each in numbers.items()):
        then = cache.what_if(state.workspace(), None, rule=rule, **numbers)
        consequences.show_who(say, found, then, use=choices.use_rule, args=(rule, numbers), key="rule")
    elif state.workspace().setting("rule", "natural") != rule:
        st.button(say("page.tiers.other.use"), on_click=choices.use_rule, args=(rule,), key="use_rule")


def _numbers(say: Words, found: Analysis, rule: str) -> dict[str, Any] | None:
    """The user's numbers for a rule, by field of `Settings`; empty for a rule without any, None where they are missing."""
    if rule == "marks":
        marks_from = thresholds.control(say, found)
        return {"marks_from": marks_from} if marks_from else None
    if rule == "shares":
        true, engaged, _ = found.settings.shares
        ends = (round(100 * true), round(100 * (true + engaged)))
        low, high = st.slider(say("page.tiers.other.shares"), 1, 99, ends, format="%d%%", key="shares")
        return {"shares": (low / 100, (high - low) / 100, (100 - high) / 100)}
    return {}


def _change(say: Words, found: Analysis, rule: str) -> str:
    if rule == "money" and found.score.name in UNPAID:
        return say("page.tiers.other.no_money")
    if rule == found.rule:
        return say("page.tiers.other.current", n=found.groups["true"].count)
    outcome = found.rules[rule]
    return say("page.tiers.other.change", n=outcome.true, joins=outcome.joins, leaves=outcome.leaves)
