"""The steps from reached to true fan: in a sentence, as a frame for the chart, as a table, and the number typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from pages.parts import controls, show, state
from truefans_core import measures as figures
from truefans_core.words import Share

if TYPE_CHECKING:
    from truefans_core.analysis import Analysis, Step
    from truefans_core.words import Words


def answer(say: Words, found: Analysis) -> tuple[str, ...]:
    """How many of those on a list became true fans, how many are active, how many are gone."""
    counts = {step.step: step.count for step in found.funnel}
    total, true = counts.get("listed", 0), counts.get("true", 0)
    return (
        say("page.movement.answer", n=true, total=total, rate=Share(true / total if total else 0.0, 1)),
        say("page.movement.active", n=counts.get("active", 0)),
        say("page.movement.left", n=found.groups["gone"].count),
    )


def frame(say: Words, funnel: tuple[Step, ...]) -> pd.DataFrame:
    """The steps as the chart wants them."""
    return pd.DataFrame(
        [
            {
                "step": step.step,
                "label": say(f"page.movement.step.{step.step}"),
                "people": step.count,
                "rate": float("nan") if step.rate is None else step.rate,
            }
            for step in funnel
        ],
    )


def table(say: Words, funnel: tuple[Step, ...]) -> pd.DataFrame:
    """The steps in words with the range of each rate."""

    def rate(value: float | None) -> str:
        return "" if value is None else say.share(value, 1)

    return pd.DataFrame(
        [
            {
                say("page.movement.column.step"): say(f"page.movement.step.{step.step}"),
                say("page.movement.column.people"): step.count,
                say("page.movement.column.rate"): rate(step.rate),
                say("page.movement.column.low"): rate(step.low),
                say("page.movement.column.high"): rate(step.high),
            }
            for step in funnel
        ],
    )


def measures(say: Words, found: Analysis) -> None:
    """What the preset counts besides, a card each."""
    preset = found.settings.preset
    starts = state.workspace().setting("year_starts", 1)
    counted = figures.measures(preset, found.supporters, found.events, found.as_of, starts)
    show.cards(
        [
            (
                say(f"measures.{each.slug}.label"),
                say("income.value", value=each.shown),
                figures.in_words(each, say),
            )
            for each in counted
        ],
        width=270,
    )


def reach_input(say: Words, found: Analysis) -> None:
    """How many people see the work: typed in, kept, and shown as the first step."""
    typed = controls.count_input(
        say,
        say("page.movement.reach"),
        setting="reach",
        bad="page.movement.reach.bad",
        help_text=say("page.movement.reach.help"),
    )
    if typed is not None and typed < len(found.supporters):
        st.warning(say("page.movement.reach.below", total=len(found.supporters)))
    from_files = found.reach.num_rows
    if from_files and typed is None:
        reached = next((step.count for step in found.funnel if step.step == "reached"), 0)
        channels = ", ".join(sorted({c for c in found.reach["channel"].to_pylist() if c}))
        st.caption(say("page.movement.reach.from_file", n=reached, channels=channels))


def joins_table(say: Words, joins: pd.DataFrame) -> pd.DataFrame:
    """Who joined when, in words."""
    return pd.DataFrame(
        {
            say("page.movement.column.month"): [say.date(month.date(), "MMM y") for month in joins["month"]],
            say("page.movement.column.joined"): joins["people"].to_numpy(),
        },
    )


def money_table(say: Words, monthly: pd.DataFrame, currency: str) -> pd.DataFrame:
    """What each group brought in each month, in words."""
    return pd.DataFrame(
        {
            say("page.movement.column.month"): [
                say.date(month.date(), "MMM y") for month in monthly["month"]
            ],
            say("page.movement.column.group"): monthly["label"].to_numpy(),
            say("page.people.amount"): [
                "" if pd.isna(minor) else say.money(round(minor), currency)
                for minor in monthly["income_minor"]
            ],
        },
    )
