"""How the score is made: how fast old payments fade, and how much showing up and telling others count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import cache, choices, consequences, state

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis
    from truefans_core.words import Words

#: Days after which a payment counts half, from fast to slow.
_DAYS = (30.0, 60.0, 90.0, 180.0, 365.0, 730.0)
_MONTH, _YEAR = 30, 365
#: By how much a full mark raises the score, and the word for it. From the last but one on, ranking suffers.
_WEIGHTS = {0.0: "none", 0.05: "little", 0.1: "some", 0.2: "much"}
_DOUBTFUL = 0.1
#: Scores that fade, and those that the other two marks can move.
FADING = ("decayed_spend", "totals_and_dates", "decayed_count")
PAYING = (*FADING, "lifetime_spend")


def controls(say: Words, found: Analysis) -> None:
    """The sliders; once one is moved, who would change is said before it is put to use."""
    workspace, used = state.workspace(), found.score
    if used.name not in PAYING:
        return
    chosen = _days(say, used.half_life_days) if used.name in FADING else used.half_life_days
    weights = {name: _weight(say, found, name) for name in ("interest", "advocacy")}
    moved = chosen != used.half_life_days
    if moved or any(weights[name] != used.weights.get(name, 0.0) for name in weights):
        kept = workspace.setting("half_life_days", None)
        half_life = chosen if moved else kept
        then = cache.what_if(workspace, None, half_life_days=half_life, weights=weights)
        consequences.show_who(say, found, then, use=choices.use_score, args=(half_life, weights), key="score")
    elif workspace.setting("half_life_days", None) or workspace.setting("weights", None):
        st.button(
            say("page.tiers.fading.reset"), on_click=choices.use_score, args=(None, None), key="reset_score"
        )


def _days(say: Words, used: float) -> float:
    """After how many days a payment counts half."""
    chosen: float = st.select_slider(
        say("page.tiers.fading"),
        options=sorted({*_DAYS, used}),
        value=used,
        format_func=lambda days: _said(say, days),
        help=say("page.tiers.fading.help"),
        key=f"fading_{used}",
    )
    return chosen


def _weight(say: Words, found: Analysis, name: str) -> float:
    """How much a mark counts; what nobody has a mark of is not asked."""
    used = float(found.score.weights.get(name, 0.0))
    if not found.marks[name].known:
        return used
    chosen: float = st.select_slider(
        say(f"page.tiers.weight.{name}"),
        options=sorted({*_WEIGHTS, used}),
        value=used,
        format_func=lambda share: say(
            f"page.tiers.weight.{_WEIGHTS[min(_WEIGHTS, key=lambda w: abs(w - share))]}"
        ),
        key=f"weight_{name}_{used}",
    )
    if chosen > _DOUBTFUL:
        st.caption(say("page.tiers.weight.warning"))
    return chosen


def _said(say: Words, days: float) -> str:
    """Days in the words of a slider."""
    whole = round(days)
    if whole % _YEAR == 0:
        return say("page.tiers.fading.years", n=whole // _YEAR)
    if whole % _MONTH == 0:
        return say("page.tiers.fading.months", n=whole // _MONTH)
    return say("page.tiers.fading.days", n=whole)
